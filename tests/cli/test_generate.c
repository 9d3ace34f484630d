#include <criterion/criterion.h>

#include "cli/program.h"

/* The valid 305 as data: what can be derived is left out. */
#define DATA                                                                           \
    "$IWMO convert --to json $FIXTURES/3.2/WMO305/valid.xml | sed "                    \
    "-e '/BerichtCode/d; /BerichtVersie/d; /BerichtSubversie/d' "                      \
    "-e '/\"BerichtIdentificatie\"/,/},/d' >data.json; "

TestSuite(generate, .init = program_enter_folder, .fini = program_leave_folder);

Test(generate, what_is_absent_is_derived)
{
    program_assert(DATA "$IWMO generate 305 --from data.json --date 2025-06-01 "
                        "--identificatie ST42",
                   0, "<iwmo:Identificatie>ST42</iwmo:Identificatie>", "");
    program_assert(
        "$IWMO generate WMO305 --from data.json --date 2025-06-01 -o a.xml && "
        "$IWMO validate a.xml --date 2025-06-01 && grep -c 418 a.xml",
        0, "1\n", NULL);
}

Test(generate, the_same_data_on_the_same_day_give_the_same_message)
{
    program_assert(DATA "$IWMO generate 305 --from data.json --date 2025-06-01 >a.xml; "
                        "$IWMO generate 305 --from data.json --date 2025-06-01 | "
                        "cmp - a.xml && test -s a.xml",
                   0, "", "");
    program_assert(
        "$IWMO generate 305 --from data.json --date 2025-06-02 | cmp -s - a.xml", 1, "",
        "");
}

Test(generate, all_that_is_missing_is_told_with_its_place)
{
    program_assert("echo '{\"Header\":{},\"Client\":{}}' | $IWMO generate 305 --from -",
                   1, "", "$.Header.Afzender: fout: Afzender ontbreekt in Header.");
    program_assert("echo '{\"Header\":{},\"Client\":{}}' | "
                   "$IWMO generate 305 --from - --lang en",
                   1, "", "$.Client.Naam: error: ");
}

Test(generate, a_message_that_breaks_a_rule_is_not_written)
{
    program_assert(DATA
                   "sed -i 's/\"Begindatum\": \".*\"/\"Begindatum\": "
                   "\"2031-01-01\"/' data.json; "
                   "$IWMO generate 305 --from data.json --date 2025-06-01 -o b.xml",
                   1, "", "$.Bericht.Header.BerichtIdentificatie.Dagtekening: fout: ");
    program_assert("test ! -e b.xml", 0, "", "");
}

Test(generate, wrong_usage_is_told)
{
    program_assert("$IWMO generate", 2, "", "which MESSAGE");
    program_assert("$IWMO generate 305", 2, "", "--from");
    program_assert("$IWMO generate 999 --from x", 2, "", "no message '999'");
    program_assert("$IWMO generate 317 --from x --release 2.3", 2, "",
                   "in release 2.3");
    program_assert("$IWMO generate 305 --from x --date 2025-13-01", 2, "", "no date");
    program_assert("$IWMO generate --help", 0, "Example:", "");
    program_assert("$IWMO schema --json-schema", 2, "", "of which message");
    program_assert("$IWMO schema --json-schema 305", 0, "2020-12/schema", "");
}
