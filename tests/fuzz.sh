#!/bin/sh
# fuzz.sh runs=N|seconds=N NOUN...: run build/fuzz/fuzz_<noun>, one per core at a time.
#
# runs=N, in `make check`: no luck.  Each target takes what is in the repository and goes on
# from there to N runs in all, from a fixed seed; the same build gives the same runs.
# seconds=N, in `make fuzz`: from a seed that is printed (SEED=n takes that one), and from
# the corpus of earlier times, which grows in build/fuzz/<noun>.
# What breaks is kept in build/fuzz/<noun>-broken and belongs in fixtures/hostile/ for ever.
set -u
[ "$1" != one ] || {
    until=$2 noun=$3 seed=${SEED:-1}
    case $noun in
    reader | builder) seeds=fixtures ;;
    scan) seeds='fixtures build/fuzz/reader' ;; # what was found goes through both readers
    compile | schema | xsdc) seeds=xsd ;;
    *) seeds= ;;
    esac
    [ -d "tests/fuzz/seeds_$noun" ] && seeds="$seeds tests/fuzz/seeds_$noun"
    corpus=build/fuzz/$noun broken=build/fuzz/$noun-broken
    log=build/fuzz/$noun.log
    case $until in
    runs=*)
        limit=-runs=${until#*=} corpus=build/fuzz/$noun-check seeds=${seeds% build/*}
        rm -rf "$corpus"
        ;;
    seconds=*)
        limit=-max_total_time=${until#*=}
        ;;
    esac
    mkdir -p "$corpus" "$broken" || exit 1
    # 30 s for one input: a machine that is busy is no fault
    # shellcheck disable=SC2086,SC2046 # seeds: zero or more folders
    build/fuzz/fuzz_"$noun" -seed="$seed" "$limit" -timeout=30 -rss_limit_mb=1024 \
        -max_len=65536 -print_final_stats=1 -artifact_prefix="$broken/" \
        "$corpus" $(for s in $seeds; do [ -d "$s" ] && echo "$s"; done) >"$log" 2>&1
    status=$?
    if [ $status -eq 0 ]; then
        echo "fuzz $noun: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") runs" \
            "from seed $seed, nothing broke"
    else
        tail -n 60 "$log"
        echo "fuzz $noun: FAILED from seed $seed, see $log and $broken/"
    fi
    exit $status
}
until=$1
shift
[ $# -gt 0 ] || {
    echo 'fuzz: no targets in tests/fuzz' >&2
    exit 1
}
case $until in
runs=[1-9]*) SEED=1 ;;
seconds=[1-9]*)
    SEED=${SEED:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
    [ "$SEED" -gt 0 ] || SEED=1 # 0: libFuzzer would choose
    echo "fuzz: seed $SEED"
    ;;
*)
    echo 'fuzz: runs=N or seconds=N' >&2
    exit 2
    ;;
esac
export SEED
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh "$0" one "$until" {}
