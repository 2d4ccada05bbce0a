#!/usr/bin/env bash
# In place of kubectl where there is no cluster: notes each call, renders what would be applied, and answers as TRIAL says:
# `new` (nothing deployed yet), `well`, `stuck` (the rollout never ends). It shows what the script does, not what a cluster would.
set -euo pipefail
echo "$*" >>"$CALLS"
case "$*" in
    "apply --kustomize "*) "$REAL_KUBECTL" kustomize "${!#}" >>"$APPLIED" ;;
    *"get deployment cinephile"*) [ "$TRIAL" = new ] || echo 7 ;;
    *"get job refit-first"*) exit 1 ;;
    *"rollout status"*"--timeout 20m"*) [ "$TRIAL" != stuck ] || exit 1 ;;
esac
