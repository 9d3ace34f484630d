#!/bin/sh
# story.sh PROGRAM: one allocation from beginning to end, on the books of both parties.
# Each has a ledger of its own, and they exchange nothing but message files.  Ends with 0
# when every command ended as it should.
set -u
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 4
mkdir gemeente aanbieder
wrong=0

# tell WORDS: what happens next in the story
tell() {
    printf '\n# %s\n' "$*"
}

# run STATUS COMMAND...: show it, run it, expect that exit status
run() {
    expected=$1
    shift
    echo "\$ $*"
    "$@"
    status=$?
    [ "$status" -eq "$expected" ] || {
        echo "story: exit status $status, expected $expected" >&2
        wrong=1
    }
}

# make MESSAGE DATA DAY FILE [OPTION]...: a message from data
make() {
    message=$1 data=$here/fixtures/story/$2.json day=$3 file=$4
    shift 4
    iwmo generate "$message" --from "$data" --date "$day" -o "$file" "$@" || wrong=1
}

# gemeente|aanbieder STATUS COMMAND DAY ARGUMENT...: at that party's desk
gemeente() { desk gemeente "$@"; }
aanbieder() { desk aanbieder "$@"; }
desk() {
    party=$1 status=$2 command=$3 day=$4
    shift 4
    run "$status" iwmo "$command" --ledger "$party/ledger.db" --date "$day" "$@"
}

# answer FROM TO DAY: what one party answered goes to the other
answer() {
    for file in "$1"/*.xml; do
        [ -e "$file" ] || continue
        desk "$2" "${4:-0}" receive "$3" -o "$2" "$file"
        mv "$file" "$file.sent"
    done
}

cp "$here/fixtures/registers/contract.csv" . || exit 4

tell 'The gemeente allocates domestic support to mrs Visser: 3 hours a week from the
# provider. Before it goes out, the allocation is checked and registered.'
make WMO301 1-allocation 2026-01-05 wmo301.xml
gemeente 0 send 2026-01-05 wmo301.xml

tell 'The provider receives it. She is new here, so an intake is needed: once.'
aanbieder 0 receive 2026-01-05 -o aanbieder wmo301.xml
answer aanbieder gemeente 2026-01-06

tell 'The network delivers the same file again. Nothing changes; the answer is the same.'
aanbieder 0 receive 2026-01-06 -o . wmo301.xml

tell 'And the gemeente sends it again under another Identificatie: still one intake.'
iwmo generate WMO301 --from "$here/fixtures/story/1-allocation.json" --date 2026-01-07 \
    --identificatie AGAIN -o wmo301-again.xml
aanbieder 0 receive 2026-01-07 -o . wmo301-again.xml
aanbieder 0 intake 2026-01-07

tell 'Support starts on 13 January. The provider says so; the gemeente checks it against
# its allocation.'
make WMO305 2-start 2026-01-15 wmo305.xml
aanbieder 0 send 2026-01-15 wmo305.xml
gemeente 0 receive 2026-01-15 -o gemeente wmo305.xml
answer gemeente aanbieder 2026-01-16

tell 'January: 8 hours. The declaration fits the allocation and the contract.'
make WMO323 3-declaration 2026-02-02 wmo323.xml
aanbieder 0 send 2026-02-02 --contract contract.csv wmo323.xml
gemeente 0 receive 2026-02-02 --contract contract.csv -o gemeente wmo323.xml
answer gemeente aanbieder 2026-02-03

tell 'February: 40 hours, where 15 at most fit. The own check refuses it (9321)...'
make WMO323 4-too-much 2026-03-02 wmo323-too-much.xml
aanbieder 1 send 2026-03-02 --contract contract.csv wmo323-too-much.xml
tell '... and so would the gemeente.'
gemeente 1 receive 2026-03-02 --contract contract.csv -o . wmo323-too-much.xml

tell 'Support ends on 20 March.'
make WMO307 5-stop 2026-03-23 wmo307.xml
aanbieder 0 send 2026-03-23 wmo307.xml
gemeente 0 receive 2026-03-23 -o gemeente wmo307.xml
answer gemeente aanbieder 2026-03-24

tell 'What the books say of the allocation, and what is left of it.'
gemeente 0 status 2026-03-24 --allocation 0384/667899

tell 'Nothing in the ledger names her.'
run 0 iwmo ledger check --ledger gemeente/ledger.db
echo '$ strings gemeente/ledger.db* | grep -c -e 999900006 -e Visser -e Dorpsstraat'
strings gemeente/ledger.db* | grep -c -e 999900006 -e Visser -e Dorpsstraat && wrong=1

# ---- the same organisations in an earlier release, and the switch ----

mkdir before && cd before && mkdir gemeente aanbieder || exit 4
cp "$here/fixtures/registers/contract.csv" . || exit 4
old='--release 2.3'

tell 'Another client, in 2019, when messages were of release 2.3. The gemeente allocates.'
# shellcheck disable=SC2086 # two words
make WMO301 2.3/1-allocation 2019-06-03 wmo301.xml $old
gemeente 0 send 2019-06-03 wmo301.xml
aanbieder 0 receive 2019-06-03 -o aanbieder wmo301.xml
answer aanbieder gemeente 2019-06-04

tell 'Support starts.'
# shellcheck disable=SC2086
make WMO305 2.3/2-start 2019-06-13 wmo305.xml $old
aanbieder 0 send 2019-06-13 wmo305.xml
gemeente 0 receive 2019-06-13 -o gemeente wmo305.xml
answer gemeente aanbieder 2019-06-14

tell 'June, in a declaration of that time (303): 9 hours. The gemeente answers (304).'
make WMO303 2.3/3-declaration 2019-07-05 wmo303.xml
aanbieder 0 send 2019-07-05 --contract contract.csv wmo303.xml
gemeente 0 receive 2019-07-05 --contract contract.csv -o gemeente wmo303.xml
answer gemeente aanbieder 2019-07-08

tell 'July: 20 hours, where 15 fit. The own check refuses it (9321), the gemeente would too.'
make WMO303 2.3/4-too-much 2019-08-05 wmo303-too-much.xml
aanbieder 1 send 2019-08-05 --contract contract.csv wmo303-too-much.xml
gemeente 1 receive 2019-08-05 --contract contract.csv -o . wmo303-too-much.xml

tell 'Years later messages are of release 3.2. The gemeente extends the allocation of 2019.
# He is known: no second intake.'
make WMO301 2.3/5-extension 2026-01-14 wmo301-3.2.xml
gemeente 0 send 2026-01-14 wmo301-3.2.xml
aanbieder 0 receive 2026-01-14 -o aanbieder wmo301-3.2.xml
answer aanbieder gemeente 2026-01-15
aanbieder 0 intake 2026-01-15

tell 'The start of 2019 is stopped by a message of 3.2.'
make WMO307 2.3/6-stop 2026-03-23 wmo307.xml
aanbieder 0 send 2026-03-23 wmo307.xml
gemeente 0 receive 2026-03-23 -o gemeente wmo307.xml
answer gemeente aanbieder 2026-03-24
gemeente 0 status 2026-03-24 --allocation 0384/400
run 0 iwmo ledger check --ledger gemeente/ledger.db

exit $wrong
