#include <criterion/criterion.h>

#include "cli/program.h"

#define VALID "$FIXTURES/3.2/WMO301/valid.xml"

TestSuite(fmt, .init = program_enter_folder, .fini = program_leave_folder);

Test(fmt, a_sample_is_laid_out_already)
{
    program_assert("$IWMO fmt " VALID " >a.xml && cmp a.xml " VALID, 0, "", "");
    program_assert("$IWMO fmt <" VALID " >a.xml && cmp a.xml " VALID, 0, "", "");
    program_assert("$IWMO fmt - -o a.xml <" VALID " && cmp a.xml " VALID, 0, "", "");
}

Test(fmt, layout_is_undone_and_done_again)
{
    program_assert("tr -d '\\r\\t\\n' <" VALID " >a.xml && $IWMO fmt -i a.xml && "
                   "cmp a.xml " VALID,
                   0, "", "");
    program_assert("$IWMO fmt $FIXTURES/hostile/prefix-other-names.xml >a.xml && "
                   "$IWMO fmt a.xml | cmp - a.xml && test -s a.xml",
                   0, "", "");
}

Test(fmt, a_wrong_value_is_kept_for_the_validator_to_tell)
{
    program_assert("sed 's/Geslacht>2/Geslacht>7/' " VALID " >a.xml && $IWMO fmt a.xml",
                   0, "Geslacht>7<", "");
}

Test(fmt, what_cannot_be_kept_is_refused_and_nothing_is_written)
{
    program_assert("cp $FIXTURES/hostile/latin1.xml a.xml; $IWMO fmt -i a.xml", 1, "",
                   "IW-F10");
    program_assert("cmp a.xml $FIXTURES/hostile/latin1.xml", 0, "", "");
    program_assert("$IWMO fmt $FIXTURES/hostile/cdata-text-in-group.xml", 1, "",
                   "IW-S07");
    program_assert("$IWMO fmt $FIXTURES/hostile/end-tag-missing.xml", 1, "", "IW-X");
    program_assert("$IWMO fmt $FIXTURES/hostile/other-xml.xml", 3, "", "IW-N05");
    program_assert("$IWMO fmt $FIXTURES/hostile/entity-bomb.xml", 3, "", "IW-X04");
    program_assert("$IWMO fmt missing.xml -o b.xml", 3, "", "IW-F01");
    program_assert("test ! -e b.xml", 0, "", "");
}

Test(fmt, one_bad_file_does_not_stop_the_others)
{
    program_assert("tr -d '\\t' <" VALID " >a.xml; echo x >b.xml; "
                   "$IWMO fmt -i b.xml a.xml",
                   3, "", "b.xml");
    program_assert("cmp a.xml " VALID, 0, "", "");
}

Test(fmt, what_cannot_be_written_is_status_4)
{
    program_assert("$IWMO fmt " VALID " -o /dev/full", 4, "", "No space left");
    program_assert("$IWMO fmt " VALID " >/dev/full", 4, "", "No space left");
    program_assert("$IWMO fmt " VALID " -o no/such/folder", 4, "", "no/such/folder");
}

Test(fmt, wrong_usage_is_told)
{
    program_assert("$IWMO fmt a b", 2, "", "--in-place");
    program_assert("$IWMO fmt -i", 2, "", "needs a FILE");
    program_assert("$IWMO fmt -i -", 2, "", "no file");
    program_assert("$IWMO fmt -i -o x y", 2, "", "only one of");
    program_assert("$IWMO fmt --help", 0, "Example:", "");
}
