#!/usr/bin/env bash
# Writes SHA256SUMS for the archives in a folder, with file names only. usage: checksums.sh FOLDER
set -euo pipefail
cd "${1:?a folder}"
shopt -s nullglob
archives=(*.tar.gz)
[ "${#archives[@]}" -gt 0 ] || { echo "checksums: \`$1\` does not contain an archive" >&2; exit 1; }
sha256sum "${archives[@]}" >SHA256SUMS
cat SHA256SUMS
