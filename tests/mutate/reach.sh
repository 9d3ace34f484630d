#!/bin/sh
# reach.sh TEST: run it alone in the tree of this slot; which sites does it reach, and how
# long does it take?  Called by mutate.sh, which exports $out.
test=$1 slot=${SLOT:-0}
cover=$out/cover/$(echo "$test" | tr / .)
tmp=$(mktemp -d) && cd "$out/tree.$slot" || exit 1
head -c "$(cat "$out/size")" /dev/zero >"$cover"
start=$(date +%s.%N)
TMPDIR=$tmp IWMO_MUTANT_COVER=$cover LSAN_OPTIONS=exitcode=0:log_path=$tmp/leak \
    timeout -k 5 300 build/mutate/test --filter "$test" >"$tmp/log" 2>&1 </dev/null
status=$?
took=$(echo "$(date +%s.%N) $start" | awk '{ print $1 - $2 }')
if [ $status -eq 0 ]; then
    echo "$test $took" >>"$out/seconds"
else
    echo "mutate: $test fails without a mutant, and is left out" >&2
    rm -f "$cover"
fi
rm -rf "$tmp"
exit 0
