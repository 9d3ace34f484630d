/* What one input costs does not grow faster than the input, and a file that asks too
 * much does not stop the others. */
#include <criterion/criterion.h>

#include "cli/program.h"

TestSuite(cost, .init = program_enter_folder, .fini = program_leave_folder,
          .timeout = 300);

/* $1 times the one ToegewezenProduct of a 301: each pair of them breaks TR302. */
#define EQUAL_ALLOCATIONS                                                              \
    "awk -v count=$1 '/<wmo301:ToegewezenProduct>/ { inside = 1; seen++ } "            \
    "inside { if (seen == 1) block = block $0 \"\\n\" } "                              \
    "!inside { if (/<.wmo301:ToegewezenProducten>/) "                                  \
    "for (i = 0; i < count; i++) printf \"%s\", block; print } "                       \
    "/<.wmo301:ToegewezenProduct>/ { inside = 0 }' "                                   \
    "$FIXTURES/3.2/WMO301/valid.xml >equal.xml; "

Test(cost, of_an_answer_does_not_depend_on_how_many_pairs_are_wrong)
{
    program_assert("set -- 3000; " EQUAL_ALLOCATIONS
                   "$IWMO retour equal.xml -o answer.xml && "
                   "grep -c 'RetourCode>0001<' answer.xml",
                   0, "1", "");
}
