#!/bin/sh
# count.sh BENCH: instructions per message, against tests/bench/baseline.json.
#
# Time depends on what else the machine does, instructions hardly.  Each fixture is judged
# a few times and some more times; the difference has no start-up in it.  More than
# TOLERANCE (10) percent above the baseline fails; much below it is told.  UPDATE=1 makes
# what was counted the baseline, which holds for one compiler and one libxml2: "with" says
# which, and with others what was counted is told and not judged.
set -u
bench=$1
baseline=tests/bench/baseline.json
tolerance=${TOLERANCE:-10}
few=2 many=22
failed=0
with="$(${CC:-cc} -dumpfullversion -dumpversion | cut -d . -f 1), libxml2 $(pkg-config \
    --modversion libxml-2.0)"
made="  \"with\": \"compiler $with\""
[ -n "${UPDATE:-}" ] || grep -qF "compiler $with\"" $baseline || {
    echo "count: no baseline for compiler $with"
    baseline=/dev/null
}

count() { # FILE TIMES READER
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" "$1" "$2" "$3" 2>&1 |
        sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
}

for row in '3.2/WMO301/valid fast' '3.2/WMO301/valid libxml2' '3.2/WMO305/valid fast' \
    '3.2/WMO319/valid fast' '3.2/WMO323/valid fast' '3.2/WMO323/valid libxml2' \
    '2.3/WMO303/valid fast'; do
    reader=${row#* } name=${row%/*}-$reader file=fixtures/${row% *}.xml
    first=$(count "$file" $few "$reader")
    second=$(count "$file" $many "$reader")
    if [ -z "$first" ] || [ -z "$second" ]; then
        echo "count: cannot count $name" >&2
        exit 1
    fi
    now=$(((second - first) / (many - few)))
    before=$(sed -n "s|^ *\"$name\": *\([0-9]*\).*|\1|p" $baseline 2>/dev/null)
    made="$made,
  \"$name\": $now"
    if [ -z "$before" ]; then
        verdict='no baseline'
        [ -n "${UPDATE:-}" ] || [ $baseline = /dev/null ] || failed=1
    elif [ $((now * 100)) -gt $((before * (100 + tolerance))) ]; then
        verdict='MORE than the baseline'
        failed=1
    elif [ $((now * 100)) -lt $((before * (100 - tolerance))) ]; then
        verdict='less than the baseline: UPDATE=1 keeps it'
    else
        verdict='as the baseline'
    fi
    printf '%-24s %9d instructions, baseline %9s: %s\n' "$name" "$now" "${before:--}" "$verdict"
done

if [ -n "${UPDATE:-}" ]; then
    printf '{\n%s\n}\n' "$made" >$baseline
    failed=0
fi
exit $failed
