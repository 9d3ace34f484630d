#!/bin/sh
# Make the stored forms of this build: a ledger with its key file, as they lie on disk.
#
# usage: tests/golden.sh PROGRAM
# They go into fixtures/golden/N, N being the version of the ledger's schema, with the
# digests of the messages that are sealed in it.  What is there stays: a ledger that a
# released version wrote is never made again.  tests/cli/test_golden.c opens them all.
set -eu
program=$(realpath "$1")
here=$(cd "$(dirname "$0")/.." && pwd)
story=$here/fixtures/story
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir answers

make() {
    "$program" generate "$1" --from "$story/$2.json" --date "$3" --identificatie "$4" -o "$4.xml"
}
iwmo() {
    command=$1
    shift
    "$program" "$command" --ledger ledger.db "$@" >/dev/null
}

make WMO301 1-allocation 2026-01-05 A1
make WMO305 2-start 2026-01-15 S1
make WMO323 3-declaration 2026-02-02 D1
make WMO307 5-stop 2026-03-23 E1
iwmo receive --role aanbieder --date 2026-01-05 -o answers A1.xml
printf 999900006 | iwmo intake --done --client - --date 2026-01-09
iwmo send --role aanbieder --date 2026-01-15 S1.xml
iwmo send --role aanbieder --date 2026-02-02 D1.xml
iwmo send --role aanbieder --date 2026-03-23 E1.xml
printf 999900018 | "$program" ledger block --ledger ledger.db --date 2026-03-24

version=$(python3 -c 'import sqlite3
print(sqlite3.connect("ledger.db").execute("PRAGMA user_version").fetchone()[0])')
golden=$here/fixtures/golden/$version
if [ -e "$golden" ]; then
    echo "golden: fixtures/golden/$version is there and stays" >&2
    exit 1
fi
[ ! -e ledger.db-wal ] || [ ! -s ledger.db-wal ] || exit 1
mkdir open
"$program" ledger export --ledger ledger.db --open open -o export.jsonl
mkdir -p "$golden"
cp ledger.db ledger.db.key "$golden"
(cd open && sha256sum *.xml) >"$golden/sealed.sha256"
echo "fixtures/golden/$version"
