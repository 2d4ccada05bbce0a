#!/usr/bin/env bash
# A container engine of the trial's own: own socket, own data, no bridge, no change to the machine's network.
# usage: engine.sh start|stop FOLDER    then DOCKER_HOST=unix://FOLDER/docker.sock
set -euo pipefail
action=$1 folder=$2
pid_file="$folder/dockerd.pid"

is_up() { DOCKER_HOST="unix://$folder/docker.sock" /usr/bin/docker version >/dev/null 2>&1; }

start() {
    is_up && return
    mkdir -p "$folder"
    # Limits of their own: the engine's defaults are more than a small machine allows its containers.
    setsid /usr/sbin/dockerd -H "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root "$folder/exec" \
        -p "$pid_file" --iptables=false --ip6tables=false --bridge=none --ip-forward=false --ip-masq=false \
        --storage-driver=overlay2 --default-ulimit nofile=20000:20000 --default-ulimit nproc=20000:20000 \
        >"$folder/dockerd.log" 2>&1 </dev/null &
    for _ in $(seq 60); do
        is_up && return
        sleep 0.5
    done
    echo "the container engine did not start; its log ends:" >&2
    tail -n 20 "$folder/dockerd.log" >&2
    exit 1
}

stop() {
    [ -f "$pid_file" ] || return 0
    kill "$(cat "$pid_file")" 2>/dev/null || true
    for _ in $(seq 40); do
        [ -f "$pid_file" ] || return 0
        sleep 0.25
    done
}

"$action"
