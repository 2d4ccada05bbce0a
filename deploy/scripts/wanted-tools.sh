#!/usr/bin/env bash
# Installs what the tests need and a runner's image lacks, or has in too old a version. usage: wanted-tools.sh [TARGET...]
set -euo pipefail
rustup toolchain install stable --profile minimal --component rustfmt --component clippy
rustup default stable
if [ "$#" -gt 0 ]; then
    rustup target add "$@"
fi
for target in "$@"; do
    # A C compiler for the bundled SQLite, for that C library.
    case $target in *-musl) sudo apt-get update -qq && sudo apt-get install -y -qq musl-tools ;; esac
done
rustc --version
