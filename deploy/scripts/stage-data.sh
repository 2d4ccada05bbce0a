#!/usr/bin/env bash
# Copies a data set, with the checksums of its files, to a folder for uploading, or for a gateway that presents it as a bucket.
# usage: stage-data.sh FROM-FOLDER TO-FOLDER
set -euo pipefail
from=${1:?the folder that holds the data set} to=${2:?the folder to fill}
[ -d "$from" ] || { echo "stage-data: there is no folder \`$from\`" >&2; exit 1; }
mkdir -p "$to"
find "$from" -maxdepth 1 -type f ! -name '*.cinecache' ! -name SHA256SUMS -exec cp -t "$to" {} +
# Names without a folder, because the sync checks each object below the prefix.
sums=$(cd "$to" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum)
printf '%s\n' "$sums" >"$to/SHA256SUMS"
echo "$(wc -l <"$to/SHA256SUMS") files in $to, with their SHA256SUMS"
