#!/usr/bin/env bash
# Prints the section of CHANGELOG.md about a version. Fails if there is none, or if the crates have another version.
# usage: changelog.sh 0.2.0
set -euo pipefail
version=${1:?a version, such as 0.2.0}
version=${version#v}
cd "$(dirname "$0")/../.."
built=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
if [ "$built" != "$version" ]; then
    echo "changelog: Cargo.toml says $built, not $version" >&2
    exit 1
fi
# From the version's heading to the next one.
notes=$(awk -v version="$version" '
    /^## / { inside = ($2 == version || $2 == "[" version "]"); next }
    inside { print }
' CHANGELOG.md | sed -e '/./,$!d')
if [ -z "$notes" ]; then
    echo "changelog: CHANGELOG.md has no section \`## $version\`, or it is empty" >&2
    exit 1
fi
printf '%s\n' "$notes"
