#!/bin/sh
# All that must hold, step by step, on all cores; called by `make check`.
#
# Last line: "N passed, N failed", the tests of all runs plus one for each other step.
# IWMO_MUTANTS (20000): mutants per message for the two judges, in the plain run only.
# IWMO_READER_MUTANTS (10000): the same for the two readers; make fuzz has a million.
# IWMO_RANDOM (10000): random messages per type, in one run of their own.
# FUZZ_RUNS (3000): per fuzz target, from a fixed seed; only make fuzz tries its luck.
set -u
make="${MAKE:-make} --no-print-directory -j$(nproc)"
mutants=${IWMO_MUTANTS:-20000}
passed=0 failed=0 broken=
mkdir -p build
rm -f build/check.tally
log=build/check.log

# step NAME COMMAND...: run it; count its tests when it has any, otherwise itself.
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    start=$(date +%s)
    { "$@" </dev/null; echo $? >build/check.status; } 2>&1 | tee $log
    status=$(cat build/check.status)
    echo "-- $name: $(($(date +%s) - start)) s, exit status $status"
    set -- $(sed 's/\x1b\[[0-9;]*m//g' $log |
        sed -n 's/.*Synthesis: Tested: *\([0-9]*\) *| Passing: *\([0-9]*\) .*/\1 \2/p' |
        tail -n 1)
    good=${2:-0} bad=$((${1:-0} - ${2:-0}))
    case $name in # a run without a test is no proof
    tests*) [ "${1:-0}" -gt 0 ] || status=1 ;;
    *) [ "$status" -ne 0 ] || good=1 ;;
    esac
    [ "$status" -eq 0 ] || [ $bad -gt 0 ] || bad=1
    [ $bad -eq 0 ] || broken="$broken; $name"
    passed=$((passed + good)) failed=$((failed + bad))
}

rm -rf build/plain build/clang # else a warning hides behind an object that is up to date
gcc="$make CC=gcc WERROR=1"
step 'build with gcc, no warnings' $gcc all build/plain/test
step 'build with clang, no warnings' $make CC=clang WERROR=1 B=build/clang all \
    build/clang/test
step 'layers' $make layers
step 'tests, plain' env IWMO_MUTANTS="$mutants" \
    IWMO_READER_MUTANTS="${IWMO_READER_MUTANTS:-10000}" $gcc test
step 'tests, random messages' env IWMO_RANDOM="${IWMO_RANDOM:-10000}" \
    $gcc test ONLY='random/messages_are_valid*'
step 'tests, address and undefined behaviour sanitizers, leaks' \
    env IWMO_MUTANTS=100 IWMO_READER_MUTANTS=100 IWMO_RANDOM=20 IWMO_TALES=30 IWMO_ORDERS=20 IWMO_STORIES=1 \
    CASES=4 \
    $gcc test SAN=1
step 'instructions per message' $gcc bench-count
step 'tests, valgrind' env IWMO_MUTANTS=1 $gcc valgrind
step 'build the fuzz targets' $make fuzzers
for target in tests/fuzz/fuzz_*.c; do
    [ -e "$target" ] && nouns="${nouns:-} $(basename "$target" .c | sed 's/^fuzz_//')"
done
step 'fuzz' sh tests/fuzz.sh "runs=${FUZZ_RUNS:-3000}" ${nouns:-}
step 'lint' $make lint

echo
[ -z "$broken" ] || echo "failed in: ${broken#; }"
echo "$passed passed, $failed failed" | tee build/check.tally
[ $failed -eq 0 ]
