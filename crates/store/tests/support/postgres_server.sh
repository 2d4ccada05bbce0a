# Runs a temporary PostgreSQL server for one test process. The server is stopped and deleted when standard input ends,
# however the test has ended. $1 is the folder of PostgreSQL's programs. The server listens on a socket in its folder and
# not on a port. Reads `stop` and `start`, one on each line, and answers with `up FOLDER`, `down` or `failed`.
trap '' INT
folder=$(mktemp -d /tmp/cinephile-postgres-XXXXXX) || { echo failed; exit 1; }
start() {
    if "$1/pg_ctl" start --silent --wait --timeout 60 -D "$folder/data" -l "$folder/log" \
        -o "-k $folder -c listen_addresses=''" </dev/null >/dev/null 2>&1; then
        echo "up $folder"
    else
        cat "$folder/log" >&2
        echo failed
    fi
}
"$1/initdb" -D "$folder/data" -U cinephile -A trust -E UTF8 --locale=C --no-sync </dev/null >"$folder/log" 2>&1 &&
    start "$1" || { cat "$folder/log" >&2; echo failed; }
while read -r word; do
    case $word in
    stop) "$1/pg_ctl" stop --silent --wait -m immediate -D "$folder/data" </dev/null >/dev/null 2>&1; echo down ;;
    start) start "$1" ;;
    esac
done
"$1/pg_ctl" stop --silent --wait -m immediate -D "$folder/data" </dev/null >/dev/null 2>&1
rm -rf "$folder"
