#!/usr/bin/env bash
# Builds the page for its own origin, as the binary embeds it.
set -euo pipefail
cd "$(dirname "$0")/../../web"
npm ci --no-audit --no-fund
VITE_API_BASE_URL='' npm run build
