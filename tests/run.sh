#!/bin/sh
# run.sh plain|san|valgrind TEST-BINARY [Criterion options]
#
# Criterion runs every test in a process of its own and counts a test as passing when its
# asserts hold, whatever leak checker and valgrind say when that process ends.  So they
# write to files, and one file with something in it fails the run.
# IWMO_MUTANTS: mutants per message for the two judges.
set -u
mode=$1 binary=$2
shift 2
reports=$(dirname "$binary")/reports-$mode
rm -rf "$reports" && mkdir -p "$reports" || exit 1

case $mode in
plain) "$binary" "$@" ;;
san)
    # exitcode=0: the reports decide, or a leak of the runner alone would fail the run
    ASAN_OPTIONS=detect_leaks=1:exitcode=0:strict_string_checks=1:log_path=$PWD/$reports/asan \
        UBSAN_OPTIONS=print_stacktrace=1:log_path=$PWD/$reports/ubsan "$binary" "$@"
    ;;
valgrind)
    valgrind -q --trace-children=yes --trace-children-skip='/bin/*,/usr/bin/*' \
        --leak-check=full --show-leak-kinds=definite,indirect,possible \
        --log-file="$PWD/$reports/valgrind.%p" "$binary" "$@"
    ;;
*)
    echo "run.sh: unknown mode $mode" >&2
    exit 2
    ;;
esac
status=$?

# A leak without a line of C source is of Criterion's own runner, which now and then leaves
# 48 bytes behind.
find "$reports" -type f -size +0 | while read -r report; do
    grep -q '\.c:[0-9]' "$report" || ! grep -qi 'leak' "$report" || rm "$report"
done
found=$(find "$reports" -type f -size +0 | wc -l)
if [ "$found" -gt 0 ]; then
    find "$reports" -type f -size +0 -exec cat {} + | head -n 400
    echo "$mode: $found processes with memory errors or leaks, see $reports"
    [ "$status" -ne 0 ] || status=1
fi
exit $status
