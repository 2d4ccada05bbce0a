#!/usr/bin/env bash
# Stand-ins for the public images that the Dockerfiles name, made of Debian's packages and this machine's tool chains: for
# machines that reach Debian's packages and no container registry. The Dockerfiles know nothing of it.
# usage: base-images.sh FOLDER NAME...    NAME: debian runtime node rust postgres versitygw; DOCKER_HOST says which engine
set -euo pipefail
folder=$1
shift
docker=/usr/bin/docker
certificates=/etc/ssl/certs/ca-certificates.crt
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mkdir -p "$folder"

has() { "$docker" image inspect "$1" >/dev/null 2>&1; }

# debian:bookworm-slim, with the certificates that this machine trusts.
image_debian() {
    has debian:bookworm-slim && return
    local root="$folder/slim.tar"
    [ -s "$root" ] || mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$root"
    "$docker" import -c "ENV PATH=$path" -c 'CMD ["bash"]' "$root" localhost/minbase >/dev/null
    local context="$folder/debian"
    mkdir -p "$context"
    cp "$certificates" "$context/ca-certificates.crt"
    printf '%s\n' 'FROM localhost/minbase' 'COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt' >"$context/Dockerfile"
    "$docker" build --quiet -t debian:bookworm-slim "$context" >/dev/null
}

# gcr.io/distroless/cc-debian12:nonroot: the same packages, unpacked without their scripts; no shell.
image_runtime() {
    local name=gcr.io/distroless/cc-debian12:nonroot
    has "$name" && return
    local root="$folder/runtime"
    rm -rf "$root" "$root.tar"
    mmdebstrap --quiet --variant=extract \
        --include=base-files,netbase,tzdata,libc6,libssl3,libgcc-s1,libgomp1,libstdc++6 bookworm "$root"
    rm -rf "${root:?}"/var/lib/apt "${root:?}"/var/cache/apt "${root:?}"/usr/bin/* "${root:?}"/usr/sbin/* "${root:?}"/bin/* \
        "${root:?}"/sbin/* "${root:?}"/usr/share/doc/* "${root:?}"/usr/share/man "${root:?}"/dev/*
    mkdir -p "$root/etc/ssl/certs" "$root/home/nonroot"
    cp "$certificates" "$root/etc/ssl/certs/ca-certificates.crt"
    printf '%s\n' 'root:x:0:0:root:/root:/sbin/nologin' 'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin' \
        'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' >"$root/etc/passwd"
    printf '%s\n' 'root:x:0:' 'nobody:x:65534:' 'tty:x:5:' 'staff:x:50:' 'nonroot:x:65532:' >"$root/etc/group"
    tar -C "$root" -cf "$root.tar" .
    "$docker" import -c "ENV PATH=$path" -c 'USER 65532' -c 'WORKDIR /home/nonroot' "$root.tar" "$name" >/dev/null
    rm -rf "$root" "$root.tar"
}

# node:22-bookworm-slim, with this machine's Node.
image_node() {
    has node:22-bookworm-slim && return
    image_debian
    local context="$folder/node" real
    real=$(readlink -f "$(command -v node)")
    rm -rf "$context"
    mkdir -p "$context/lib"
    cp "$real" "$context/node"
    cp -a "$(dirname "$real")/../lib/node_modules/npm" "$context/lib/npm"
    cat >"$context/Dockerfile" <<DOCKERFILE
FROM debian:bookworm-slim
COPY node /usr/local/bin/node
COPY lib/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
RUN ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
RUN useradd --uid 1000 --user-group --create-home node
ENV NODE_EXTRA_CA_CERTS=$certificates
CMD ["node"]
DOCKERFILE
    "$docker" build --quiet --network=host -t node:22-bookworm-slim "$context" >/dev/null
    rm -rf "$context"
}

# rust:1-bookworm, with this machine's tool chain.
image_rust() {
    has rust:1-bookworm && return
    image_debian
    local context="$folder/rust" chain
    chain=$(rustc --print sysroot)
    rm -rf "$context"
    mkdir -p "$context/chain"
    cp -a "$chain/bin" "$chain/lib" "$context/chain/"
    printf '%s\n' 'FROM debian:bookworm-slim' \
        'RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends gcc libc6-dev >/dev/null' \
        'COPY chain /usr/local' "ENV SSL_CERT_FILE=$certificates CARGO_HOME=/usr/local/cargo" 'CMD ["bash"]' \
        >"$context/Dockerfile"
    "$docker" build --quiet --network=host -t rust:1-bookworm "$context" >/dev/null
    rm -rf "$context"
}

# postgres:17-bookworm, with Debian's own PostgreSQL and as much of the public image's entry as compose.yaml uses.
image_postgres() {
    has postgres:17-bookworm && return
    image_debian
    local context="$folder/postgres"
    mkdir -p "$context"
    cat >"$context/entry.sh" <<'ENTRY'
#!/bin/bash
set -euo pipefail
export PGDATA=/var/lib/postgresql/data
if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
    initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256
    pg_ctl --wait --options="-c listen_addresses=''" start
    [ "$POSTGRES_DB" = postgres ] || createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
    pg_ctl --wait stop
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
fi
exec "$@"
ENTRY
    cat >"$context/Dockerfile" <<'DOCKERFILE'
FROM debian:bookworm-slim
RUN groupadd --gid 999 postgres && useradd --uid 999 --gid 999 --home-dir /var/lib/postgresql postgres \
    && apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null \
    && ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/ \
    && rm -rf /var/lib/postgresql/* && install -d -o 999 -g 999 -m 0700 /var/lib/postgresql/data
COPY --chmod=0755 entry.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/postgresql/data
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
CMD ["postgres", "-c", "listen_addresses=*"]
DOCKERFILE
    "$docker" build --quiet --network=host -t postgres:17-bookworm "$context" >/dev/null
}

# versity/versitygw, built by Go from its own module.
image_versitygw() {
    has versity/versitygw:v1.8.0 && return
    image_debian
    local context="$folder/versitygw"
    mkdir -p "$context"
    GOBIN="$context" CGO_ENABLED=0 go install github.com/versity/versitygw/cmd/versitygw@v1.8.0
    printf '%s\n' 'FROM debian:bookworm-slim' \
        'RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends wget >/dev/null' \
        'COPY versitygw /usr/local/bin/versitygw' >"$context/Dockerfile"
    "$docker" build --quiet --network=host -t versity/versitygw:v1.8.0 "$context" >/dev/null
}

for name in "$@"; do
    echo "a stand-in for the base image: $name"
    "image_$name"
done
