#!/usr/bin/env bash
# Packs a built binary as a Debian package, with manual pages, completions and the list of components, and prints its path.
# It installs cargo-deb if that is missing. usage: package-deb.sh BINARY VERSION FOLDER
set -euo pipefail
binary=${1:?a built binary} version=${2:?a version} out=${3:?a folder}
version=${version#v}
binary=$(realpath "$binary")
mkdir -p "$out"
out=$(realpath "$out")
cd "$(dirname "$0")/../.."
if ! cargo deb --version >/dev/null 2>&1; then
    cargo install cargo-deb --locked --version 3.8.0 --root target/package-tools
    export PATH="$PWD/target/package-tools/bin:$PATH"
fi
stage=target/package
rm -rf "$stage"
mkdir -p "$stage/target/release"
"$binary" man "$stage/man"
"$binary" completions bash >"$stage/cinephile.bash"
"$binary" completions zsh >"$stage/_cinephile"
"$binary" completions fish >"$stage/cinephile.fish"
gzip --best --no-name --stdout CHANGELOG.md >"$stage/changelog.gz"
# Debian's form of a changelog, which leads to ours.
cat >"$stage/changelog" <<CHANGELOG
cinephile ($version-1) stable; urgency=medium

  * This version's changes are in /usr/share/doc/cinephile/changelog.gz.

 -- The Cinephile developers <cinephile@users.noreply.github.com>  $(date --utc --rfc-email --date "@$(git log -1 --format=%ct)")
CHANGELOG
cargo xtask sbom --out "$stage/sbom.cdx.json"
# cargo-deb takes what is in the folder of a release; nothing is built anew.
CARGO_TARGET_DIR=$PWD/$stage/target
export CARGO_TARGET_DIR
install -m 0755 "$binary" "$CARGO_TARGET_DIR/release/cinephile"
cargo deb --package cinephile --no-build --deb-version "$version-1" --output "$out/" --quiet
