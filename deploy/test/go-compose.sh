#!/usr/bin/env bash
# Builds Docker's compose plugin from its Go module, which `go install` refuses for a directive in its go.mod.
# usage: go-compose.sh FILE
set -euo pipefail
file=$1 module=github.com/docker/compose/v2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
go mod init compose >/dev/null 2>&1
go get "$module/cmd@v2.40.3" >/dev/null 2>&1
go build -o "$file" "$module/cmd"
