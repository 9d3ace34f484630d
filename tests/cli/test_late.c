/*
 * Late: what the program loads, and when.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "cli/program.h"
#include "sonames.h"

TestSuite(late_libraries, .init = program_enter_folder, .fini = program_leave_folder,
          .timeout = 60);

static void
expect_loads(const char *command, const char *libraries, bool does)
{
    char line[512];

    snprintf(line, sizeof(line),
             "LD_DEBUG=files $IWMO %s 2>&1 >/dev/null | "
             "grep -Eq 'calling init: .*/lib(%s)\\.so'",
             command, libraries);
    program_assert(line, does ? 0 : 1, "", "");
}

#define ANY "xml2|xslt|sqlite3|jansson|crypto|icuuc"

Test(late_libraries, a_valid_message_needs_none)
{
    expect_loads("validate $FIXTURES/3.2/WMO301/valid.xml", ANY, false);
    expect_loads("validate -j 2 $FIXTURES/3.2/WMO301/valid.xml "
                 "$FIXTURES/2.3/WMO303/valid.xml",
                 ANY, false);
    expect_loads("--version", ANY, false);
    expect_loads("explain CS335", ANY, false);
}

Test(late_libraries, each_comes_when_it_is_needed)
{
    expect_loads("validate --reader libxml2 $FIXTURES/3.2/WMO301/valid.xml", "xml2",
                 true);
    expect_loads("validate --report json $FIXTURES/3.2/WMO301/valid.xml", "crypto",
                 true);
    expect_loads("receive --ledger ledger.db $FIXTURES/3.2/WMO301/valid.xml", "sqlite3",
                 true);
    expect_loads("validate --report json $FIXTURES/3.2/WMO301/valid.xml", "xml2",
                 false);
}

Test(late_libraries, one_that_is_broken_ends_the_program)
{
    program_assert("printf x >" IWMO_SONAME_xml " && LD_LIBRARY_PATH=. $IWMO validate "
                   "--reader libxml2 $FIXTURES/3.2/WMO301/valid.xml",
                   4, "", "iwmo: cannot load " IWMO_SONAME_xml ": ");
    program_assert("LD_LIBRARY_PATH=. $IWMO validate $FIXTURES/3.2/WMO301/valid.xml", 0,
                   "1 geldig", "");
}
