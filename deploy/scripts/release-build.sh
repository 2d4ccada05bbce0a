#!/usr/bin/env bash
# Builds and packs a release for one target: the binary with the page in it, the licences, and the list of its components.
# The list is also beside the archive, for those who look before they unpack.
# usage: release-build.sh TARGET VERSION FOLDER    such as x86_64-unknown-linux-musl 0.2.0 dist; PROFILE names a profile other than `dist`
set -euo pipefail
target=${1:?a target, such as x86_64-unknown-linux-gnu} version=${2:?a version} out=${3:?a folder}
version=${version#v}
profile=${PROFILE:-dist}
cd "$(dirname "$0")/../.."
[ -s web/dist/index.html ] || { echo "release-build: web/dist does not contain a built page: run \`npm ci && npm run build\` in web/" >&2; exit 1; }
cargo build --locked --profile "$profile" --package cinephile --target "$target"
folder=$profile
[ "$profile" != dev ] || folder=debug
name="cinephile-$version-$target"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name" "$out"
cp "${CARGO_TARGET_DIR:-target}/$target/$folder/cinephile" LICENSE-APACHE LICENSE-MIT README.md CHANGELOG.md "$stage/$name/"
cargo xtask sbom --out "$stage/$name/sbom.cdx.json"
cp "$stage/$name/sbom.cdx.json" "$out/cinephile-$target.sbom.cdx.json"
# Printing the version shows that the right file was packed and that it runs on this target.
if [ "${RUNS_HERE:-yes}" = yes ]; then
    "$stage/$name/cinephile" --version
fi
tar -C "$stage" -czf "$out/$name.tar.gz" "$name"
echo "$out/$name.tar.gz"
