#!/usr/bin/env bash
# The pipeline's push to a registry, with a real registry on loopback and an image of two lines in place of the large one.
# usage: push.sh FOLDER PORT; DOCKER_HOST says which engine
set -euo pipefail
folder=$1 port=$2
image="127.0.0.1:$port/example/cinephile"
cd "$(dirname "$0")/../.."
rm -rf "${folder:?}/registry"
mkdir -p "$folder/registry" "$folder/bin"
# Another client may come first on the path.
ln -sf /usr/bin/docker "$folder/bin/docker"
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
# shellcheck disable=SC2016 # it is the build that puts the revision in
printf '%s\n' 'FROM gcr.io/distroless/cc-debian12:nonroot AS libraries' 'WORKDIR /libraries' 'FROM libraries' 'ARG REVISION' \
    'LABEL revision=$REVISION' >"$folder/Dockerfile"

curl --silent --retry 20 --retry-connrefused --retry-delay 1 --output /dev/null "http://127.0.0.1:$port/v2/"
pushed=$(DOCKERFILE="$folder/Dockerfile" deploy/scripts/push-image.sh "$image" trial 2>"$folder/push.log") || { cat "$folder/push.log" >&2; exit 1; }
[[ $pushed =~ ^"$image"@sha256:[0-9a-f]{64}$ ]] || { echo "push: \`$pushed\` names no digest" >&2; exit 1; }
# What is there by that digest is this commit's.
docker image rm "$image:trial" "$image:latest" "$image:libraries" >/dev/null
docker pull --quiet "$pushed" >/dev/null
[ "$(docker image inspect --format '{{.Config.Labels.revision}}' "$pushed")" = "$(git rev-parse HEAD)" ]
docker image rm "$pushed" >/dev/null
echo "pushed and found again by its digest: $pushed"
