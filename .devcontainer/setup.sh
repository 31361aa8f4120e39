#!/usr/bin/env bash
# Prepares a new container. It installs what the course needs beside Rust: a linker, and the programs that the appendix uses.
# All of them are Debian packages. Then it compiles what the first hour needs, and runs lesson 1.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root=
if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
$as_root apt-get update
DEBIAN_FRONTEND=noninteractive $as_root apt-get install --yes --no-install-recommends \
    gcc libc6-dev git procps util-linux haproxy prometheus parallel bubblewrap

# The image may have Rust without these two.
cargo fmt --version && cargo clippy --version || rustup component add rustfmt clippy

cargo build --examples
cargo run --quiet --example lesson01
