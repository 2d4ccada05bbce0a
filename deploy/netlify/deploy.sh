#!/usr/bin/env bash
# Deploys the folder mounted at /site/dist (netlify.toml beside it) and prints Netlify's answer as JSON.
# NETLIFY_AUTH_TOKEN, or NETLIFY_AUTH_TOKEN_FILE, and NETLIFY_SITE_ID give access and the site; further arguments go to `netlify deploy`:
# `--prod`, or `--alias pr-7` for a preview.
set -euo pipefail
if [ -n "${NETLIFY_AUTH_TOKEN_FILE:-}" ]; then
    NETLIFY_AUTH_TOKEN=$(cat "$NETLIFY_AUTH_TOKEN_FILE")
    export NETLIFY_AUTH_TOKEN
fi
: "${NETLIFY_AUTH_TOKEN:?deploy: set NETLIFY_AUTH_TOKEN, or NETLIFY_AUTH_TOKEN_FILE}" "${NETLIFY_SITE_ID:?deploy: set NETLIFY_SITE_ID}"
if [ ! -s dist/index.html ] || [ ! -s dist/_headers ]; then
    echo "deploy: /site/dist does not contain a built page: run deploy/netlify/build.sh and mount web/dist there" >&2
    exit 1
fi
exec netlify deploy --no-build --dir=dist --json "$@"
