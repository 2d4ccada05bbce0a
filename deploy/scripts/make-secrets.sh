#!/usr/bin/env bash
# Makes the random secrets that a site on one machine needs, each in a file of its own, in a folder that only you can open.
# usage: make-secrets.sh FOLDER DATABASE-HOST    existing secrets stay
set -euo pipefail
folder=${1:?a folder, such as deploy/docker/secrets} host=${2:?the name of the database\'s host, such as postgres}
# The folder keeps everybody else out. Its files are readable by everybody, because a container's user has another number.
mkdir -p "$folder"
chmod 0700 "$folder"

# Letters and digits only, because they are put into addresses unescaped.
random() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
keep() { [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"; }

keep postgres-password "$(random)"
keep database-url "postgres://cinephile:$(cat "$folder/postgres-password")@$host:5432/cinephile"
keep admin-token "$(random)"
keep s3-access-key-id "$(random)"
keep s3-secret-access-key "$(random)"
echo "secrets are in $folder"
