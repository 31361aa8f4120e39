#!/usr/bin/env bash
# Gradescope runs this once, as root and with a network, to make the image in which it grades submissions.
set -euo pipefail

apt-get update
apt-get install --yes --no-install-recommends build-essential ca-certificates curl procps
curl --proto '=https' --tlsv1.2 --fail --silent --show-error https://sh.rustup.rs |
    sh -s -- -y --profile minimal --no-modify-path
export PATH="$HOME/.cargo/bin:$PATH"

# Compiles the grader and what every submission needs. After this, nothing uses the network. The submission here is empty, so
# nothing is judged.
cd /autograder/source/course
cargo week grade --submission "$(mktemp -d)"
