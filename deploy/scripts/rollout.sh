#!/usr/bin/env bash
# Brings an image to the cluster: applies the overlay with the image's digest, starts the first refit where nothing is published yet,
# waits until every replica runs it, asks the site, and goes back to what was there when any of that fails.
# usage: rollout.sh IMAGE@sha256:... [SITE-URL]    KUBECONFIG says which cluster; OVERLAY another overlay than `production`
set -euo pipefail
image=${1:?an image by its digest, such as registry.gitlab.com/example/cinephile@sha256:...} site=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
overlays="$here/../k8s/overlays"
namespace=cinephile
# A tag may be something else tomorrow: what is rolled out, and rolled back to, must not.
[[ $image =~ @sha256:[0-9a-f]{64}$ ]] || { echo "rollout: \`$image\` names no digest (@sha256: and 64 digits)" >&2; exit 2; }

in_namespace() { kubectl --namespace "$namespace" "$@"; }

# An overlay on the overlay, so that no file of the repository is changed.
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
        echo "rollout: going back to revision $before" >&2
        in_namespace rollout undo deployment/cinephile --to-revision "$before" >&2
        in_namespace rollout status deployment/cinephile --timeout 10m >&2
    else
        echo "rollout: there was nothing before this to go back to" >&2
    fi
    exit 1
}

kubectl apply --kustomize "$release" || fail "the manifests were not applied"

if [ -z "$before" ] && ! in_namespace get job refit-first >/dev/null 2>&1; then
    # Servers wait for a publication; the job is the nightly one, now.
    in_namespace create job refit-first --from cronjob/refit || fail "the first refit was not started"
fi

in_namespace rollout status deployment/cinephile --timeout "${ROLLOUT_TIMEOUT:-20m}" || fail "not every replica became ready"
if [ -n "$site" ]; then
    "$here/smoke.sh" "$site" || fail "the site does not answer as it should"
fi
echo "rolled out $image"
