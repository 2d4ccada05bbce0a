#!/usr/bin/env bash
# Deploys the built page (web/dist) with the custom image. NETLIFY_AUTH_TOKEN and NETLIFY_SITE_ID come from the environment. Arguments
# are passed to the deploy: `--prod`, or `--alias pr-7`.
set -euo pipefail
cd "$(dirname "$0")/../.."
image=${NETLIFY_IMAGE:-cinephile-netlify}
# shellcheck disable=SC2086 # options of the engine are several words
docker build ${BUILD_OPTIONS:-} --quiet --tag "$image" deploy/netlify >&2
# shellcheck disable=SC2086
docker run --rm ${RUN_OPTIONS:-} --env NETLIFY_AUTH_TOKEN --env NETLIFY_SITE_ID --env NETLIFY_API_URL \
    --volume "$PWD/web/dist:/site/dist:ro" --volume "$PWD/netlify.toml:/site/netlify.toml:ro" "$image" "$@"
