/* `iwmo test`: its exit status and its reports. */
#include <criterion/criterion.h>

#include "program.h"

static void
enter(void)
{
    program_enter_folder();
    program_assert("mkdir kit kit/below && $IWMO mutate --rule TR018 -o kit/a.xml && "
                   "$IWMO generate --random WMO319 -o kit/below/b.xml && "
                   "echo verdict valid > kit/below/b.findings && "
                   "{ echo verdict invalid; echo '# words'; "
                   "p=/Bericht/Client/StopProducten/StopProduct; "
                   "echo TR018 $p/Begindatum $p/Einddatum; } > kit/a.findings",
                   0, "", "");
}

TestSuite(kit, .init = enter, .fini = program_leave_folder);

Test(kit, passes_when_all_is_as_expected)
{
    program_assert("$IWMO test kit", 0, "2 as expected, 0 not, 0 without expectation\n",
                   "");
    program_assert("$IWMO test kit/a.xml", 0, "1 as expected", "");
}

Test(kit, tells_the_difference)
{
    program_assert("echo verdict valid > kit/a.findings; $IWMO test kit", 1,
                   "    - verdict valid\n    + verdict invalid\n    + TR018 /Bericht",
                   "");
    program_assert("$IWMO test kit --report tap", 1,
                   "TAP version 13\n1..2\nnot ok 1 - kit/a.xml\n  ---\n", "");
    program_assert("$IWMO test kit --report text --report junit:a.junit", 1,
                   "1 as expected, 1 not", "");
    program_assert("xmllint --noout a.junit && cat a.junit", 0,
                   "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"", "");
}

Test(kit, a_message_without_expectation_is_not_tested)
{
    program_assert("rm kit/a.findings; $IWMO test kit --report tap", 0,
                   "ok 1 - kit/a.xml # SKIP no expectation\nok 2 - ", "");
    program_assert("rm -r kit/below; $IWMO test kit", 3, "1 without expectation", "");
    program_assert("rm kit/a.xml; $IWMO test kit", 3, "0 as expected", "");
}

Test(kit, an_unreadable_expectation_is_a_failure)
{
    program_assert("rm kit/a.findings; mkdir kit/a.findings; $IWMO test kit", 4, "",
                   "kit/a.findings");
}

Test(kit, refuses_what_it_cannot_do)
{
    program_assert("$IWMO test", 2, "", "name a DIR");
    program_assert("$IWMO test -", 2, "", "expectation");
    program_assert("$IWMO test kit --report xml", 2, "", "xml");
    program_assert("$IWMO test kit --report tap:", 2, "", "path");
    program_assert("$IWMO test kit --report tap --report text", 2, "", "two reports");
    program_assert("$IWMO test kit --date soon", 2, "", "no date");
    program_assert("$IWMO test kit --report text:/dev/full", 4, "", "/dev/full");
}
