#!/bin/sh
# try.sh SITE TEST:MS...: switch the site on and run the tests in growing lots, until one
# notices: fails, hangs or leaks.  Called by mutate.sh, which exports $out.
site=$1 slot=${SLOT:-0}
shift
tmp=$(mktemp -d) && cd "$out/tree.$slot" || exit 1
left=$((${MUTATE_SECONDS:-120} * 1000)) lot=4 verdict=survived by=-
[ $# -gt 0 ] || verdict=unreached
ulimit -f 2000000
ulimit -c 0
while [ $# -gt 0 ] && [ $left -gt 0 ]; do
    filter= sum=0 i=0
    while [ $# -gt 0 ] && [ $i -lt $lot ]; do
        filter="$filter|${1%:*}" sum=$((sum + ${1##*:})) i=$((i + 1))
        shift
    done
    lot=$((lot * 3)) left=$((left - sum))
    mkdir -p "$tmp/t"
    IWMO_MUTANT=$site TMPDIR=$tmp/t LSAN_OPTIONS=exitcode=0:log_path=$tmp/leak \
        timeout -k 5 $((15 + sum * 5 / 1000)) build/mutate/test -j1 \
        --filter "@(${filter#|})" >"$tmp/log" 2>&1 </dev/null
    status=$?
    chmod -R u+rwx "$tmp/t" 2>/dev/null
    rm -rf "$tmp/t"
    if [ $status -ne 0 ]; then
        verdict=killed
        by=$(sed 's/\x1b\[[0-9;]*m//g' "$tmp/log" |
            sed -n 's/^\[\(FAIL\|CRASH\|ERR \)\] *\([^ ]*\):.*/\2/p' | head -n 1)
        [ $status -lt 124 ] || [ -n "$by" ] || by=time
        break
    elif grep -qs '\.c:[0-9]' "$tmp"/leak.*; then
        verdict=killed by=leak
        break
    fi
done
[ $# -eq 0 ] || [ "$verdict" = killed ] || verdict=survived-in-time
printf '%s\t%s\t%s\n' "$site" "$verdict" "${by:-?}" >>"$out/result.new"
git checkout -q . 2>/dev/null
git clean -fdq -e build 2>/dev/null
rm -rf "$tmp"
exit 0
