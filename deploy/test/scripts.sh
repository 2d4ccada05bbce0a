#!/usr/bin/env bash
# Tests the pipelines' scripts that need no build: what they do when all is well, and what they report when it is not.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts=$PWD/deploy/scripts
folder=$(mktemp -d)
trap 'rm -rf "$folder" deploy/k8s/overlays/.release' EXIT

must() { # WHAT: the last command's output, in $said, holds the text
    case $said in *"$1"*) ;; *) echo "scripts: no \`$1\` in: $said" >&2; exit 1 ;; esac
}
fails() { if said=$("$@" 2>&1); then echo "scripts: \`$*\` must fail" >&2; exit 1; fi; }

# A version with a section in the changelog; a version that differs from the crates'; a version without a section.
mkdir -p "$folder/copy/deploy/scripts"
cp "$scripts/changelog.sh" "$folder/copy/deploy/scripts/"
printf '[workspace.package]\nversion = "0.2.0"\n[profile.dev]\n' >"$folder/copy/Cargo.toml"
printf '# Changelog\n\n## Unreleased\n\n- later\n\n## 0.2.0 - 2026-12-01\n\n- this\n\n## 0.1.0\n\n- before\n' >"$folder/copy/CHANGELOG.md"
[ "$("$folder/copy/deploy/scripts/changelog.sh" v0.2.0)" = "- this" ]
fails "$folder/copy/deploy/scripts/changelog.sh" v0.3.0
must "Cargo.toml says 0.2.0, not 0.3.0"
sed -i 's/^## 0.2.0.*/## 0.1.9/' "$folder/copy/CHANGELOG.md"
fails "$folder/copy/deploy/scripts/changelog.sh" v0.2.0
must "no section"
echo "ok    changelog.sh"

mkdir "$folder/out"
fails "$scripts/checksums.sh" "$folder/out"
must "does not contain an archive"
echo archive >"$folder/out/a.tar.gz"
"$scripts/checksums.sh" "$folder/out" >/dev/null
(cd "$folder/out" && sha256sum --check --quiet SHA256SUMS)
echo "ok    checksums.sh"

# shellcheck disable=SC2016 # it is the inner shell that looks
said=$(KUBECONFIG_CONTENT=secret "$scripts/with-kubeconfig.sh" bash -c 'stat -c %a "$KUBECONFIG"; cat "$KUBECONFIG"; echo "left: ${KUBECONFIG_CONTENT:-nothing}"; echo "$KUBECONFIG" >'"$folder/where")
must $'600\nsecret\nleft: nothing'
[ ! -e "$(cat "$folder/where")" ]
echo "ok    with-kubeconfig.sh"

mkdir "$folder/bin"
cp deploy/test/kubectl-stand-in.sh "$folder/bin/kubectl"
REAL_KUBECTL=$(command -v kubectl)
export REAL_KUBECTL CALLS="$folder/calls" APPLIED="$folder/applied"
digest="sha256:$(printf '0%.0s' {1..64})"
rollout() {
    : >"$CALLS" && : >"$APPLIED"
    TRIAL=$1 PATH="$folder/bin:$PATH" "$scripts/rollout.sh" "registry.example/cinephile@$digest"
}
said=$(rollout well; cat "$CALLS")
must "rolled out registry.example/cinephile@$digest"
[ "$(grep -c "image: registry.example/cinephile@$digest" "$APPLIED")" = 4 ]
case $said in *undo* | *refit-first*) echo "scripts: a good rollout calls: $said" >&2; exit 1 ;; esac
said=$(rollout new; cat "$CALLS")
must "create job refit-first --from cronjob/refit"
fails rollout stuck
must "rolling back to revision 7"
said=$(cat "$CALLS")
must "rollout undo deployment/cinephile --to-revision 7"
fails env PATH="$folder/bin:$PATH" "$scripts/rollout.sh" registry.example/cinephile:latest
must "has no digest"
echo "ok    rollout.sh (against a stand-in for kubectl)"
