#!/usr/bin/env bash
# Writes SHA256SUMS for all files of a release in a folder, which must hold archives, with file names only. usage: checksums.sh FOLDER
set -euo pipefail
cd "${1:?a folder}"
shopt -s nullglob
archives=(*.tar.gz)
[ "${#archives[@]}" -gt 0 ] || { echo "checksums: \`$1\` does not contain an archive" >&2; exit 1; }
rm -f SHA256SUMS
sha256sum -- * >../SHA256SUMS.new
mv ../SHA256SUMS.new SHA256SUMS
cat SHA256SUMS
