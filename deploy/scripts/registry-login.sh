#!/usr/bin/env bash
# Logs in to an image's registry with REGISTRY_USER and REGISTRY_PASSWORD, if they are set.
# usage: registry-login.sh IMAGE
set -euo pipefail
image=${1:?the name of an image}
[ -n "${REGISTRY_PASSWORD:-}" ] || exit 0
# Through standard input, because others can read a command line.
printf '%s' "$REGISTRY_PASSWORD" |
    docker login --username "${REGISTRY_USER:?REGISTRY_USER is not set}" --password-stdin "${image%%/*}" >&2
