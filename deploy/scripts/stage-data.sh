#!/usr/bin/env bash
# Puts a data set and the checksums of its files where it is uploaded from, or where a gateway shows it as a bucket.
# usage: stage-data.sh FROM-FOLDER TO-FOLDER
set -euo pipefail
from=${1:?the folder that holds the data set} to=${2:?the folder to fill}
[ -d "$from" ] || { echo "stage-data: there is no folder \`$from\`" >&2; exit 1; }
mkdir -p "$to"
find "$from" -maxdepth 1 -type f ! -name '*.cinecache' ! -name SHA256SUMS -exec cp -t "$to" {} +
# Names without a folder: what is checked is each object below the prefix.
sums=$(cd "$to" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum)
printf '%s\n' "$sums" >"$to/SHA256SUMS"
echo "$(wc -l <"$to/SHA256SUMS") files in $to, with their SHA256SUMS"
