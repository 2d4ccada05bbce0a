#!/usr/bin/env bash
# Builds the image of the API, reusing layers that the registry still has, pushes it, and prints its name with its digest.
# usage: push-image.sh IMAGE TAG [OUTPUTS]    such as registry.gitlab.com/example/cinephile 0123abcd
# It logs in with REGISTRY_USER and REGISTRY_PASSWORD if they are set. Standard output is the one line `IMAGE@sha256:...`; the file
# OUTPUTS gets the same as `image=`, and its parts as `name=` and `digest=`.
set -euo pipefail
image=${1:?the name of the image, without a tag} tag=${2:?a tag, such as the commit} outputs=${3:-/dev/null}
dockerfile=${DOCKERFILE:-deploy/docker/Dockerfile}
cd "$(dirname "$0")/../.."

deploy/scripts/registry-login.sh "$image"

export DOCKER_BUILDKIT=1
build() {
    # shellcheck disable=SC2086 # more options for the engine at hand, such as --network=host, are several words
    docker build ${BUILD_OPTIONS:-} --file "$dockerfile" --build-arg BUILDKIT_INLINE_CACHE=1 "$@" . >&2
}

# The libraries are most of the work and seldom change. They are a separate stage in the registry, so that a fresh machine need not
# build them. The first time, the registry does not have it, which gives only a warning.
build --target libraries --cache-from "$image:libraries" --tag "$image:libraries"
docker push --quiet "$image:libraries" >&2
build --cache-from "$image:libraries" --cache-from "$image:latest" \
    --build-arg REVISION="$(git rev-parse HEAD)" --build-arg CREATED="$(git log -1 --format=%cI)" \
    --tag "$image:$tag" --tag "$image:latest"
docker push --quiet "$image:$tag" >&2
docker push --quiet "$image:latest" >&2
pushed=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$image:$tag" | grep -m1 "^$image@sha256:")
printf 'image=%s\nname=%s\ndigest=%s\n' "$pushed" "${pushed%@*}" "${pushed#*@}" >>"$outputs"
echo "$pushed"
