#!/usr/bin/env bash
# Builds the page for a host of its own: web/dist with its headers. VITE_API_BASE_URL names the API, such as
# https://api.cinephile.example; in Netlify's production context it must be set.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${CONTEXT:-}" = production ] && [ -z "${VITE_API_BASE_URL:-}" ]; then
    echo "build: VITE_API_BASE_URL is not set: the page would look for the API on its own host" >&2
    exit 1
fi
cd web
npm ci --no-audit --no-fund
npm run build
node ../deploy/netlify/headers.mjs dist/_headers
