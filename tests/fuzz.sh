#!/bin/sh
# fuzz.sh SECONDS NOUN...: run build/fuzz/fuzz_<noun>, one per core at a time.
# The corpus grows in build/fuzz/<noun>; what breaks is kept beside it, in
# build/fuzz/<noun>-broken, and belongs in fixtures/hostile/ for ever.
set -u
[ "$1" != one ] || {
    seconds=$2 noun=$3
    case $noun in
    reader | builder) seeds=fixtures ;;
    scan) seeds='fixtures build/fuzz/reader' ;; # what was found goes through both readers
    compile | schema | xsdc) seeds=xsd ;;
    *) seeds= ;;
    esac
    [ -d "tests/fuzz/seeds_$noun" ] && seeds="$seeds tests/fuzz/seeds_$noun"
    corpus=build/fuzz/$noun broken=build/fuzz/$noun-broken
    log=build/fuzz/$noun.log
    mkdir -p "$corpus" "$broken" || exit 1
    # shellcheck disable=SC2086 # seeds: zero or more folders
    build/fuzz/fuzz_"$noun" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
        -max_len=65536 -print_final_stats=1 -artifact_prefix="$broken/" \
        "$corpus" $(for s in $seeds; do [ -d "$s" ] && echo "$s"; done) >"$log" 2>&1
    status=$?
    if [ $status -eq 0 ]; then
        echo "fuzz $noun: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") runs," \
            "nothing broke"
    else
        tail -n 60 "$log"
        echo "fuzz $noun: FAILED, see $log and $broken/"
    fi
    exit $status
}
seconds=$1
shift
[ $# -gt 0 ] || {
    echo 'fuzz: no targets in tests/fuzz' >&2
    exit 1
}
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh "$0" one "$seconds" {}
