#!/usr/bin/env bash
# Calls a running site as a first visitor would: is it ready, some movies, recommendations for them, through the old and the new API.
# usage: smoke.sh URL    such as https://api.cinephile.example
set -euo pipefail
site=${1:?the address of the site}
site=${site%/}

call() {
    # A deploy may be seconds old: retry names and certificates a few times, but never a wrong answer.
    curl --silent --show-error --fail-with-body --max-time 20 --retry 5 --retry-delay 2 --retry-connrefused "$@"
}
expect() {
    case $2 in
        *"$3"*) echo "ok    $1" ;;
        *) echo "smoke: $1 answered without \`$3\`: $2" >&2; exit 1 ;;
    esac
}

expect /readyz "$(call "$site/readyz")" '"ready"'
movies=$(call "$site/getrandom?count=3")
expect /getrandom "$movies" '"movieId"'
id=$(printf '%s' "$movies" | sed -E 's/.*"movieId":"?([0-9]+).*/\1/')
expect /getrecom "$(call --json "[{\"movieId\": $id, \"rating\": 5}]" "$site/getrecom")" '"results"'
expect /getrecomcollab "$(call --json "[{\"title\": $(printf '%s' "$movies" | sed -E 's/.*"actual":("([^"\\]|\\.)*").*/\1/'), \"rating\": 5}]" "$site/getrecomcollab")" '"title"'
expect /api/v1/recommendations "$(call --json "{\"ratings\": [{\"movie_id\": $id, \"stars\": 5}], \"limit\": 3}" "$site/api/v1/recommendations")" '"movie"'
