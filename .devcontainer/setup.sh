#!/usr/bin/env bash
# What a new container needs beside Rust: a linker, and the programs of others that the appendix meets. All of them are
# Debian's packages. Then everything that the first hour compiles is compiled.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root=
if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
$as_root apt-get update
DEBIAN_FRONTEND=noninteractive $as_root apt-get install --yes --no-install-recommends \
    gcc libc6-dev git procps util-linux haproxy prometheus parallel bubblewrap

# The image has Rust without these two.
cargo fmt --version && cargo clippy --version || rustup component add rustfmt clippy

cargo build --examples
cargo run --quiet --example lesson01
