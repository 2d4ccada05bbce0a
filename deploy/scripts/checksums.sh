#!/usr/bin/env bash
# Writes SHA256SUMS of the archives in a folder, by their names alone. usage: checksums.sh FOLDER
set -euo pipefail
cd "${1:?a folder}"
shopt -s nullglob
archives=(*.tar.gz)
[ "${#archives[@]}" -gt 0 ] || { echo "checksums: \`$1\` holds no archive" >&2; exit 1; }
sha256sum "${archives[@]}" >SHA256SUMS
cat SHA256SUMS
