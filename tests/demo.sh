#!/bin/sh
# demo.sh PROGRAM: real messages of both releases, judged.  Ends with 0 when every
# command ended as it should; 1 is the right answer for a message with a fault.
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
PATH=$(dirname "$program"):$PATH
wrong=0

# show STATUS WHY COMMAND...
show() {
    expected=$1
    printf '\n# %s\n$ ' "$2"
    shift 2
    echo "$*"
    "$@"
    status=$?
    echo "(exit status $status)"
    [ "$status" -eq "$expected" ] || {
        echo "demo: expected exit status $expected" >&2
        wrong=1
    }
}

# shellcheck disable=SC2012 # names of our own fixtures
faulty() { # the first N fixtures of a release with this code
    ls fixtures/"$1"/*/"$2"-*.xml 2>/dev/null | head -n "$3"
}

cd "$(dirname "$0")/.." || exit 4
set -- fixtures/2.3/*/valid.xml fixtures/3.2/*/valid.xml
[ -e "$1" ] || {
    echo 'demo: no fixtures' >&2
    exit 4
}
show 0 'which releases and messages are known?' iwmo schema
show 0 'one valid message of each type, both releases' iwmo validate -v "$@"
# shellcheck disable=SC2046 # one argument per fixture
show 1 'something missing, a wrong code, a wrong value: where, what, how to mend it' \
    iwmo validate $(faulty 2.3 IW-S02 1; faulty 3.2 IW-S01 1; faulty 3.2 IW-S24 1) \
    $(faulty 3.2 IW-S25 1)
# shellcheck disable=SC2046
show 1 'the same in English' iwmo validate --lang en $(faulty 3.2 IW-S24 1)
# shellcheck disable=SC2046
show 1 'and for programs, one JSON object per message' \
    iwmo validate --report jsonl $(faulty 3.2 IW-S24 1)
# shellcheck disable=SC2046
show 1 'a rule of the standard that is broken: an amount that does not add up' \
    iwmo validate $(faulty 3.2 TR358 1)
show 0 'what that code means' iwmo explain --lang en TR358
show 0 'the answer that a start message gets' iwmo retour fixtures/3.2/WMO305/minimal.xml
sh tests/story.sh "$program" || wrong=1
exit $wrong
