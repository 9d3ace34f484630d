#!/bin/sh
# run.sh plain|san|valgrind TEST-BINARY [Criterion options]
#
# Criterion runs every test in a process of its own and counts a test as passing when its
# asserts hold, whatever leak checker and valgrind say when that process ends.  So they
# write to files, and one file with something in it fails the run.
# IWMO_MUTANTS: mutants per message for the two judges.
#
# All that tests write is in one folder of the run, $TMPDIR, which goes when the run ends,
# also by a signal.  What a run that was killed outright left behind goes at the next one.
set -u
mode=$1 binary=$2
shift 2
reports=$(dirname "$binary")/reports-$mode
rm -rf "$reports" && mkdir -p "$reports" || exit 1

remove() { # a test may have closed off a folder of its own
    chmod -R u+rwX "$1" 2>/dev/null
    rm -rf "$1"
}

# In use is what a living process has locked: this script, and all that it starts.  Another
# run may have made its folder and not locked it yet, so what is young is left alone.
above=${TMPDIR:-/tmp}
find "$above" -maxdepth 1 -name 'iwmo-tests.*' -mmin +2 2>/dev/null | while read -r old; do
    if [ -O "$old" ] && flock -n "$old" true; then remove "$old"; fi
done
TMPDIR=$(mktemp -d "$above/iwmo-tests.XXXXXX") && export TMPDIR || exit 1
exec 9<"$TMPDIR" && flock -s 9 || exit 1
chmod 711 "$TMPDIR" # tests that give up root pass through it
run=
trap 'remove "$TMPDIR"' EXIT
trap 'trap "" INT TERM HUP; [ -z "$run" ] || kill "$run"; wait; exec 9<&-
    flock -w 10 "$TMPDIR" true; exit 130' INT TERM HUP # tests may outlive their runner
# In the background, as only then a signal is heard at once; not deaf to signals for that.
start='env --default-signal=INT,QUIT'

case $mode in
plain) $start "$binary" "$@" & ;;
san)
    # exitcode=0: the reports decide, or a leak of the runner alone would fail the run.
    # The quotes are for the sanitizers, to which a space ends an option.
    ASAN_OPTIONS=detect_leaks=1:exitcode=0:strict_string_checks=1:log_path="'$PWD/$reports/asan'" \
        UBSAN_OPTIONS=print_stacktrace=1:log_path="'$PWD/$reports/ubsan'" $start "$binary" "$@" &
    ;;
valgrind)
    $start valgrind -q --trace-children=yes --trace-children-skip='/bin/*,/usr/bin/*' \
        --vgdb=no --leak-check=full --show-leak-kinds=definite,indirect,possible \
        --log-file="$PWD/$reports/valgrind.%p" "$binary" "$@" &
    ;;
*)
    echo "run.sh: unknown mode $mode" >&2
    exit 2
    ;;
esac
run=$!
wait $run
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
if [ "$status" -eq 0 ] && [ -n "$(ls -A "$TMPDIR")" ]; then
    echo "$mode: tests passed, and left this behind:" $(ls -A "$TMPDIR")
    status=1
fi
exit $status
