#!/usr/bin/env bash
# Rolls an image out to the cluster: applies the overlay with the image's digest, starts the first refit if nothing is published yet,
# waits until every replica runs it, and tests the site. If any of that fails, it returns to the previous revision.
# usage: rollout.sh IMAGE@sha256:... [SITE-URL]    KUBECONFIG names the cluster, OVERLAY an overlay other than `production`
set -euo pipefail
image=${1:?an image by its digest, such as registry.gitlab.com/example/cinephile@sha256:...} site=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
overlays="$here/../k8s/overlays"
namespace=cinephile
# A tag may point to another image tomorrow, but a rollout and its rollback must not change.
[[ $image =~ @sha256:[0-9a-f]{64}$ ]] || { echo "rollout: \`$image\` has no digest (@sha256: and 64 hex digits)" >&2; exit 2; }

in_namespace() { kubectl --namespace "$namespace" "$@"; }

# An overlay on top of the overlay, so that no file of the repository changes.
release="$overlays/.release"
mkdir -p "$release"
cat >"$release/kustomization.yaml" <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../${OVERLAY:-production}
images:
  - name: ${IMAGE_NAME:-registry.gitlab.com/example/cinephile}
    newName: ${image%@*}
    digest: ${image#*@}
YAML

before=$(in_namespace get deployment cinephile --ignore-not-found --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}')

fail() {
    echo "rollout: $1" >&2
    in_namespace get pods --output wide >&2 || true
    in_namespace logs --selector app.kubernetes.io/component=server --all-containers --prefix --tail 50 >&2 || true
    if [ -n "$before" ]; then
        echo "rollout: rolling back to revision $before" >&2
        in_namespace rollout undo deployment/cinephile --to-revision "$before" >&2
        in_namespace rollout status deployment/cinephile --timeout 10m >&2
    else
        echo "rollout: there is no previous revision to roll back to" >&2
    fi
    exit 1
}

kubectl apply --kustomize "$release" || fail "the manifests were not applied"

if [ -z "$before" ] && ! in_namespace get job refit-first >/dev/null 2>&1; then
    # Servers wait for a publication, so run the nightly job now.
    in_namespace create job refit-first --from cronjob/refit || fail "the first refit was not started"
fi

in_namespace rollout status deployment/cinephile --timeout "${ROLLOUT_TIMEOUT:-20m}" || fail "not every replica became ready"
if [ -n "$site" ]; then
    "$here/smoke.sh" "$site" || fail "the smoke test of the site failed"
fi
echo "rolled out $image"
