#!/usr/bin/env bash
# Runs a command with the kubeconfig in KUBECONFIG_CONTENT, in a file that only this user can read and that is removed afterwards.
# usage: with-kubeconfig.sh COMMAND...
set -euo pipefail
: "${KUBECONFIG_CONTENT:?with-kubeconfig: KUBECONFIG_CONTENT is not set}" "${1:?with-kubeconfig: what is to be run?}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(umask 077 && printf '%s\n' "$KUBECONFIG_CONTENT" >"$folder/config")
unset KUBECONFIG_CONTENT
KUBECONFIG="$folder/config" "$@"
