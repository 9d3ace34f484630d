/* A release, or a standard, of which we know the schemas and not the rules. */
#include <criterion/criterion.h>

#include "cli/program.h"

TestSuite(unknown_rules, .init = program_enter_folder, .fini = program_leave_folder);

/* Schemas and a message of 3.3, made of those of 3.2; the message has a fault against
 * TR302 that only rules can see. */
#define MAKE_3_3                                                                         \
    "mkdir -p xsd/3.3 && for f in \"$FIXTURES\"/../xsd/3.2/*.xsd; do "                   \
    "sed 's/3_2/3_3/g; s/3\\.2/3.3/g' \"$f\" >xsd/3.3/\"${f##*/}\"; done; "              \
    "sed 's/3_2/3_3/g' \"$FIXTURES\"/3.2/WMO301/valid.xml >valid.xml; "                  \
    "sed 's/3_2/3_3/g' \"$FIXTURES\"/3.2/WMO301/IW-S01-missing-geslacht.xml "            \
    ">invalid.xml; "

Test(unknown_rules, a_new_release_never_passes_silently)
{
    program_assert(MAKE_3_3 "$IWMO validate --lang en --xsd xsd valid.xml", 3,
                   "The rules of WMO301 in release 3.3 are not known here", NULL);
    program_assert("$IWMO validate --xsd xsd --report jsonl valid.xml", 3,
                   "\"schema\":\"ran\",\"rules\":\"failed\"", NULL);
    program_assert("$IWMO validate --xsd xsd --fail-on=never valid.xml", 3, NULL, NULL);
}

Test(unknown_rules, what_breaks_the_structure_is_invalid_all_the_same)
{
    program_assert(MAKE_3_3 "$IWMO validate --xsd xsd invalid.xml", 1, NULL, NULL);
}

Test(unknown_rules, another_standard_is_not_judged_by_our_rules)
{
    program_assert("mkdir -p xsd/3.2 && for f in \"$FIXTURES\"/../xsd/3.2/*.xsd; do "
                   "g=${f##*/}; sed 's/iwmo/ijw/g; s/wmo3/jw3/g; s/WMO3/JW3/g' \"$f\" "
                   ">xsd/3.2/\"$(echo \"$g\" | sed 's/wmo/jw/')\"; done; "
                   "sed 's/iwmo/ijw/g; s/wmo3/jw3/g' "
                   "\"$FIXTURES\"/3.2/WMO307/TR018-both-records.xml >jw.xml; "
                   "$IWMO validate --lang en --xsd xsd jw.xml",
                   3, "The rules of JW307 in release 3.2 are not known here", NULL);
}

Test(unknown_rules, without_schemas_it_is_unknown_and_gets_no_answer)
{
    program_assert(MAKE_3_3 "$IWMO retour valid.xml", 3, "", NULL);
    program_assert("$IWMO receive --ledger l.db valid.xml", 3, NULL, NULL);
}
