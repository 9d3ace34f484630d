#include <criterion/criterion.h>

#include "cli/program.h"

#define VALID "$FIXTURES/3.2/WMO301/valid.xml"

TestSuite(convert, .init = program_enter_folder, .fini = program_leave_folder);

Test(convert, there_and_back_gives_the_same_bytes)
{
    program_assert("$IWMO convert --to json " VALID " -o a.json && "
                   "$IWMO convert --to xml a.json >a.xml && cmp a.xml " VALID,
                   0, "", "");
}

Test(convert, an_invalid_message_is_told_of_and_not_written)
{
    program_assert("sed 's/Geslacht>2/Geslacht>7/' " VALID
                   " >a.xml; $IWMO convert --to json a.xml -o a.json",
                   1, "", "IW-S24");
    program_assert("test ! -e a.json", 0, "", "");
    program_assert("$IWMO convert --to json " VALID " | sed 's/\"Geslacht\": \"2\"/"
                   "\"Geslacht\": \"7\"/' | $IWMO convert --to xml",
                   1, "", "$.Bericht.Client.Geslacht: fout: ");
}

Test(convert, masks_values_unless_told_otherwise)
{
    program_assert("$IWMO convert --to json " VALID
                   " | sed 's/999901515/99990151x/' >a.json; "
                   "$IWMO convert --to xml a.json --lang en",
                   1, "", "9999*****");
    program_assert("$IWMO convert --to xml a.json --lang en --show-values", 1, "",
                   "99990151x");
}

Test(convert, json_that_cannot_be_read_is_undetermined)
{
    program_assert("echo '{' | $IWMO convert --to xml", 3, "", "IW-J");
    program_assert("$IWMO convert --to xml missing.json", 3, "", "IW-F01");
    program_assert("$IWMO convert --to json missing.xml", 3, "", "IW-F01");
}

Test(convert, what_cannot_be_written_is_status_4)
{
    program_assert("$IWMO convert --to json " VALID " >/dev/full", 4, "", "No space");
    program_assert("$IWMO convert --to json " VALID " | "
                   "$IWMO convert --to xml -o /dev/full",
                   4, "", "No space");
}

Test(convert, wrong_usage_is_told)
{
    program_assert("$IWMO convert x.xml", 2, "", "Name a form with --to");
    program_assert("$IWMO convert --to pdf x.xml", 2, "", "none of ");
    program_assert("$IWMO convert --to xml a b", 2, "", "one FILE");
    program_assert("$IWMO convert --help", 0, "Example:", "");
}
