#!/usr/bin/env bash
# The pipeline's push to a registry, with a real registry on loopback and an image of two lines in place of the large one.
# usage: push.sh FOLDER PORT COSIGN; DOCKER_HOST says which engine
set -euo pipefail
folder=$1 port=$2 cosign=$3
image="127.0.0.1:$port/example/cinephile"
cd "$(dirname "$0")/../.."
rm -rf "${folder:?}/registry"
rm -f "$folder"/outputs "$folder"/*.key "$folder"/*.pub
mkdir -p "$folder/registry" "$folder/bin"
# Another client may come first on the path.
ln -sf /usr/bin/docker "$folder/bin/docker"
ln -sf "$cosign" "$folder/bin/cosign"
export PATH="$folder/bin:$PATH"
cat >"$folder/registry.yml" <<YAML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $folder/registry}}
http: {addr: "127.0.0.1:$port"}
YAML
docker-registry serve "$folder/registry.yml" >"$folder/registry.log" 2>&1 &
registry=$!
trap 'kill "$registry"' EXIT
# Any JSON does as the list of components here.
# shellcheck disable=SC2016 # it is the build that puts the revision in
printf '%s\n' 'FROM gcr.io/distroless/cc-debian12:nonroot AS libraries' 'WORKDIR /libraries' 'FROM libraries' 'ARG REVISION' \
    'LABEL revision=$REVISION' 'COPY openapi.json /usr/share/doc/cinephile/sbom.cdx.json' >"$folder/Dockerfile"

curl --silent --retry 20 --retry-connrefused --retry-delay 1 --output /dev/null "http://127.0.0.1:$port/v2/"
pushed=$(DOCKERFILE="$folder/Dockerfile" deploy/scripts/push-image.sh "$image" trial "$folder/outputs" 2>"$folder/push.log") || { cat "$folder/push.log" >&2; exit 1; }
[[ $pushed =~ ^"$image"@sha256:[0-9a-f]{64}$ ]] || { echo "push: \`$pushed\` names no digest" >&2; exit 1; }
cat "$folder/outputs"
grep -qx "image=$pushed" "$folder/outputs" && grep -qx "digest=${pushed#*@}" "$folder/outputs"
# What is there by that digest is this commit's.
docker image rm "$image:trial" "$image:latest" "$image:libraries" >/dev/null
docker pull --quiet "$pushed" >/dev/null
[ "$(docker image inspect --format '{{.Config.Labels.revision}}' "$pushed")" = "$(git rev-parse HEAD)" ]
echo "pushed and found again by its digest: $pushed"

# Signed with a key of the trial's own, since the pipeline's identity is GitHub's to give.
export COSIGN_PASSWORD=trial
for name in ours theirs; do cosign generate-key-pair --output-key-prefix "$folder/$name" 2>/dev/null; done
verify() { COSIGN_PUBLIC_KEY="$folder/$1.pub" deploy/scripts/verify-image.sh "$pushed"; }
if verify ours 2>/dev/null; then echo "push: an image without a signature is accepted" >&2; exit 1; fi
COSIGN_KEY="$folder/ours.key" deploy/scripts/sign-image.sh "$pushed" 2>"$folder/sign.log" || { cat "$folder/sign.log" >&2; exit 1; }
verify ours
if verify theirs 2>/dev/null; then echo "push: a signature of somebody else is accepted" >&2; exit 1; fi
docker image rm "$pushed" >/dev/null
