#!/bin/sh
# bench.sh BENCH...: run benches one after the other; nothing else should be running.
# Each prints a table on stdout and may leave JSON in build/bench/<name>.json; all of that
# comes together in build/bench/result.json.  BIG=1: inputs up to 800 MB.
# IWMO: the program; B: the folder of the build.
set -u
[ $# -gt 0 ] || {
    echo 'bench: nothing in tests/bench' >&2
    exit 1
}
mkdir -p build/bench
rm -f build/bench/*.json
failed=0
for bench; do
    printf '\n== %s\n' "${bench##*/}"
    case $bench in
    *.sh) sh "$bench" ;;
    *) "$bench" ;;
    esac || failed=1
done

separator='{'
for part in build/bench/*.json; do
    [ -e "$part" ] || continue
    name=${part##*/}
    printf '%s\n"%s": ' "$separator" "${name%.json}"
    cat "$part"
    separator=','
done >build/bench/result
[ -s build/bench/result ] && echo '}' >>build/bench/result &&
    mv build/bench/result build/bench/result.json && echo && echo 'all: build/bench/result.json'
exit $failed
