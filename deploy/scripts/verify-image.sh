#!/usr/bin/env bash
# Checks that an image and its list of components were signed by this repository's workflow on main, or with COSIGN_PUBLIC_KEY.
# usage: verify-image.sh IMAGE@sha256:...    It logs in with REGISTRY_USER and REGISTRY_PASSWORD if they are set.
set -euo pipefail
image=${1:?an image by its digest}
"$(dirname "$0")/registry-login.sh" "$image"
if [ -n "${COSIGN_PUBLIC_KEY:-}" ]; then
    who=(--key "$COSIGN_PUBLIC_KEY" --insecure-ignore-tlog)
else
    who=(--certificate-oidc-issuer https://token.actions.githubusercontent.com
        --certificate-identity "https://github.com/${GITHUB_REPOSITORY:?}/.github/workflows/api.yaml@refs/heads/main")
fi
cosign verify "${who[@]}" --output text "$image" >/dev/null
cosign verify-attestation "${who[@]}" --type cyclonedx "$image" >/dev/null
echo "verified $image"
