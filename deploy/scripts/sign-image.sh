#!/usr/bin/env bash
# Signs a pushed image and attests its list of components, both in the registry beside the image. In a pipeline the signature is the
# workflow's own identity (keyless); elsewhere COSIGN_KEY names a key.
# usage: sign-image.sh IMAGE@sha256:...
set -euo pipefail
image=${1:?an image by its digest}
[[ $image =~ @sha256:[0-9a-f]{64}$ ]] || { echo "sign-image: \`$image\` has no digest (@sha256: and 64 hex digits)" >&2; exit 2; }
options=(--yes)
# Nothing of a key of one's own belongs into the public log.
[ -z "${COSIGN_KEY:-}" ] || options+=(--key "$COSIGN_KEY" --tlog-upload=false)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The list that is in the image is the one that is signed.
container=$(docker create "$image" none)
docker cp "$container:/usr/share/doc/cinephile/sbom.cdx.json" "$folder/sbom.cdx.json" >&2
docker rm --volumes "$container" >/dev/null
cosign sign "${options[@]}" "$image"
cosign attest "${options[@]}" --type cyclonedx --predicate "$folder/sbom.cdx.json" "$image"
echo "signed $image"
