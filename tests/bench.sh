#!/bin/sh
# bench.sh BENCH...: run benches one after the other; nothing else should be running.
# Each prints text on stdout and may leave JSON in $B/bench/<name>.json.
# IWMO: the program; B: the folder of the build.
set -u
[ $# -gt 0 ] || {
    echo 'bench: nothing in tests/bench' >&2
    exit 1
}
mkdir -p "$B/bench"
failed=0
for bench; do
    printf '\n== %s\n' "$bench"
    case $bench in
    *.sh) sh "$bench" ;;
    *) "$bench" ;;
    esac || failed=1
done
exit $failed
