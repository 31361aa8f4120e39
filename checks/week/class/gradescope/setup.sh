#!/usr/bin/env bash
# Gradescope runs this once, as root, with a network: it makes the image in which submissions are graded.
set -euo pipefail

apt-get update
apt-get install --yes --no-install-recommends build-essential ca-certificates curl procps
curl --proto '=https' --tlsv1.2 --fail --silent --show-error https://sh.rustup.rs |
    sh -s -- -y --profile minimal --no-modify-path
export PATH="$HOME/.cargo/bin:$PATH"

# Compiles the grader, and what every submission needs: from here on no network is used. Nothing is handed in, so there is
# nothing to judge.
cd /autograder/source/course
cargo week grade --submission "$(mktemp -d)"
