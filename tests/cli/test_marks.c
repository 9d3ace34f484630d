/*
 * The byte order mark that editors put before a text: of no file that we read does it
 * change what the file says.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

TestSuite(marks, .init = program_enter_folder, .fini = program_leave_folder);

#define DECLARATIE "$FIXTURES/3.2/WMO323/valid.xml"

Test(marks, lines_of_a_declaration)
{
    program_assert(
        "$IWMO convert --to csv --table Prestatie " DECLARATIE
        " -o bare.csv; { printf '\\357\\273\\277'; cat bare.csv; } >lines.csv; "
        "$IWMO generate 323 --from lines.csv --date 2025-05-06 | "
        "cmp - " DECLARATIE,
        0, "", "");
}

Test(marks, a_list_of_names)
{
    program_assert("cp " DECLARATIE " m.xml; printf '\\357\\273\\277m.xml\\n' >list; "
                   "$IWMO validate --files-from list",
                   0, "1 ", "");
    /* the name behind the mark is read too, so nothing is written there */
    program_assert("$IWMO validate --files-from list -o m.xml", 2, "", "m.xml");
    program_assert("cmp m.xml " DECLARATIE, 0, "", "");
}

Test(marks, decisions)
{
    program_assert("printf '\\357\\273\\277[{\"code\":\"9056\"}]' >d.json; "
                   "$IWMO retour --decision d.json -o retour.xml " DECLARATIE "; "
                   "grep -c '>9056<' retour.xml",
                   0, "1\n", NULL);
}

Test(marks, values_for_another_release)
{
    program_assert("printf '\\357\\273\\277Nothing=1\\n' >marked; "
                   "printf 'Nothing=1\\n' >bare; "
                   "$IWMO convert --to-release 2.3 --set @marked " DECLARATIE
                   " >a 2>&1; sa=$?; "
                   "$IWMO convert --to-release 2.3 --set @bare " DECLARATIE
                   " >b 2>&1; test $sa = $? && cmp a b && test -s a",
                   0, "", "");
}
