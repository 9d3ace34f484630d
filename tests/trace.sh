#!/bin/sh
# trace.sh: do registers, explanations and fixtures name each other?  By `make trace`.
#
# Fails when a rule has, for a message and release, no fixture that breaks it (a .findings
# with its code) or none that just passes (<CODE>-ok-*.xml), when a structural fault has
# no fixture, when a fixture names a code that does not exist, when a code has no
# explanation or an explanation no code, and when a .findings has no .xml or an .xml no
# .findings.
# A fixture is named after the rule: the warning IW-R-CS139 is shown by CS139-*.
set -u
export LC_ALL=C
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT

# What no file in fixtures/ can show, and where it is shown instead.
cat >"$folder/excepted" <<'END'
IW-F01 a file that cannot be read cannot be kept: tests/run, tests/cli
IW-F13 fixtures are named .xml: tests/cli
IW-F14 more than 25 MB: tests/run
IW-N06 needs --release: tests/cli
IW-N07 needs --xsd: tests/cli/test_unknown_rules.c
IW-B01 is about the books: tests/cli/test_receive.c
IW-B02 is about the books: tests/cli/test_receive.c
IW-B03 is about the books: tests/cli/test_receive.c
IW-B04 is about the books: tests/cli/test_receive.c
IW-B05 is about the books: tests/cli/test_receive.c
IW-B06 is about the books: tests/cli/test_receive.c
END

# Rules of the standard that are explained, though never reported under their own code.
cat >"$folder/silent" <<'END'
CS015 the schema enforces it: IW-S25
CS025 the schema enforces it: IW-S25
CS318 neither in the schema nor in the official stylesheet
CS319 the schema enforces it: IW-S25
END

# The rows of a register, each on one line; comments would read as rows.
rows() {
    awk -v name="$2" '
        /^\/\*/ { in_comment = 1 }
        !in_comment && index($0, name "(") == 1 { row = " " }
        !in_comment && row != "" { row = row " " $0 }
        row != "" && /"\)$/ { print row; row = "" }
        /\*\/$/ { in_comment = 0 }' "$1"
}

# "rule CODE WMOnnn RELEASE", "across CODE", "fault CODE", "explained CODE",
# "excepted CODE"
{
    rows iwmo/rules/rules.def RULE | awk -F', *' '{
        gsub(/"/, "", $2)
        count = split($5, messages, "|")
        releases = split("R_2_3 R_3_2", release, " ")
        for (i = 1; i <= count; i++)
            for (k = 1; k <= releases; k++)
                if ($6 <= release[k] && release[k] <= $7) {
                    name = substr(release[k], 3)
                    sub(/_/, ".", name)
                    print "rule", $2, "WMO" substr(messages[i], 2), name
                }
    }'
    # between messages: no fixture is one message; tests/rules/test_across*.c
    rows iwmo/across/across.def ACROSS | awk -F'"' '{ print "across", $2 }'
    rows iwmo/model/faults.def FAULT | awk -F'"' '{ print "fault", $2 }'
    rows iwmo/translate/json_faults.def FAULT | # about data, so no message has them
        awk -F'"' '{ print "fault", $2; print "excepted", $2 }'
    awk -F'"' '/^EXPLAIN\("/ { print "explained", $2 }' iwmo/rules/explain.def
    sed 's/^/excepted /' "$folder/excepted"
    sed 's/^/silent /' "$folder/silent"
    find fixtures/[0-9].* fixtures/hostile -type f \( -name '*.xml' -o -name '*.findings' \) | sort |
        sed 's/^/file /'
    find fixtures/[0-9].* fixtures/hostile -type f -name '*.findings' -exec \
        awk '$1 != "verdict" && NF { sub(/@.*/, "", $1); print "found", $1, FILENAME }' {} +
} >"$folder/facts"

awk '
function complain(text) { print text; bad++ }

# What a fixture is named after: "TR018", "D23-TOTAAL", "IW-S01".
function named(name) {
    if (match(name, /^D23(-[A-Z]+)+-/) || match(name, /^(IW-)?[A-Z]+[0-9]+-/))
        return substr(name, 1, RLENGTH - 1)
    return ""
}
function plain(code) { sub(/^IW-R-/, "", code); return code }

$1 == "rule" && !(($2, $3, $4) in rule) {
    rule[$2, $3, $4] = 1
    rows[++row_count] = $2 " " $3 " " $4
    known[$2] = nameable[plain($2)] = 1
}
$1 == "fault" { fault[$2] = known[$2] = nameable[$2] = 1 }
$1 == "across" { known[$2] = 1 }
$1 == "explained" { explained[$2]++ }
$1 == "excepted" { excepted[$2] = 1 }
$1 == "silent" { silent[$2] = 1 }
$1 == "file" {
    file[$2] = 1
    count = split($2, parts, "/")
    name = parts[count]
    if (name !~ /^[a-z]/ && name !~ /^IW-several-/ && !(named(name) in nameable))
        complain($2 ": its name begins with no code that exists")
    if (count == 4 && name ~ /-ok-.*\.xml$/)
        passing[named(name), parts[3], parts[2]] = 1
}
$1 == "found" {
    if (!($2 in known))
        complain($3 ": no rule or fault has code " $2)
    shown[$2] = 1
    count = split($3, parts, "/")
    if (count == 4)
        breaking[$2, parts[3], parts[2]] = 1
    if (index(parts[count], plain($2) "-ok-") == 1)
        complain($3 ": breaks the rule that it should pass")
}
END {
    for (i = 1; i <= row_count; i++) {
        split(rows[i], part, " ")
        where = part[1] " in " part[2] " of release " part[3]
        if (!((part[1], part[2], part[3]) in breaking))
            complain(where ": no fixture breaks it")
        if (!((plain(part[1]), part[2], part[3]) in passing))
            complain(where ": no fixture " plain(part[1]) "-ok-*.xml passes")
    }
    for (code in fault) {
        if (!(code in shown) && !(code in excepted))
            complain(code ": no fixture has this fault")
        if (code in shown && code in excepted)
            complain(code ": excepted in tests/trace.sh, but a fixture has it")
    }
    for (code in known)
        if (!(code in explained) && !(plain(code) in explained))
            complain(code ": rules/explain.def does not explain it")
    for (code in explained) {
        if (explained[code] > 1)
            complain(code ": rules/explain.def explains it twice")
        if (!(code in known) && !(code in silent))
            complain(code ": explained, but no register has it")
    }
    for (path in file) {
        other = path
        if (!sub(/\.xml$/, ".findings", other))
            sub(/\.findings$/, ".xml", other)
        if (!(other in file))
            complain(path ": there is no " other)
    }
    if (row_count == 0)
        complain("no rows read from rules/rules.def")
    exit bad > 0
}' "$folder/facts" >"$folder/complaints"
status=$?
sort "$folder/complaints"
exit $status
