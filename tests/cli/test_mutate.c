#include <criterion/criterion.h>

#include "program.h"

TestSuite(mutate, .init = program_enter_folder, .fini = program_leave_folder);

Test(mutate, makes_one_message)
{
    program_assert("$IWMO mutate --rule TR302 -o a.xml && $IWMO validate a.xml", 1,
                   "TR302", "");
    program_assert("$IWMO mutate --rule tr302 > b.xml && test -s a.xml && "
                   "cmp a.xml b.xml",
                   0, "", "");
    program_assert("$IWMO mutate --rule TR302 --seed 2 | cmp -s a.xml -", 1, "", "");
    program_assert("$IWMO mutate --rule CS002 --message 323 --release 3.2", 0,
                   "wmo323:Bericht", "");
    program_assert("$IWMO mutate --rule TR302 --release 2.3 > c.xml && "
                   "$IWMO validate c.xml",
                   0, "IW-R-TR302", "");
}

Test(mutate, makes_a_kit_that_passes)
{
    program_assert("$IWMO mutate --all --release 3.2 -o kit/ && $IWMO test kit", 0,
                   " as expected, 0 not, 0 without", "");
    program_assert("ls kit/3.2/WMO301", 0, "TR302.findings", "");
    program_assert("cat kit/3.2/WMO319/valid.findings", 0, "verdict valid\n", "");
    program_assert("$IWMO mutate --all --rule CS050 -o one && ls -R one", 0,
                   "IW-R-CS050.xml", "");
}

Test(mutate, refuses_what_it_cannot_do)
{
    program_assert("$IWMO mutate", 2, "", "which rule");
    program_assert("$IWMO mutate --rule NONSENSE", 2, "", "NONSENSE");
    program_assert("$IWMO mutate --rule TR302 --message WMO305", 2, "", "WMO305");
    program_assert("$IWMO mutate --rule TR302 --message WMO999", 2, "", "WMO999");
    program_assert("$IWMO mutate --rule TR302 --release 9", 2, "", "--release");
    program_assert("$IWMO mutate --rule TR302 --date 2020-01-01", 2, "", "--date");
    program_assert("$IWMO mutate --rule TR302 --date soon", 2, "", "no date");
    program_assert("$IWMO mutate TR302", 2, "", "--rule");
    program_assert("$IWMO mutate --all", 2, "", "-o DIR");
    program_assert("$IWMO mutate --all --rule NONSENSE -o kit", 2, "", "no message");
    program_assert("$IWMO mutate --rule TR302 -o /dev/full", 4, "", "/dev/full");
    program_assert(": > file; $IWMO mutate --all -o file/kit", 4, "", "file");
    program_assert("$IWMO mutate --help", 0, "--rule CODE", "");
}

/* ---- generate --random ---- */

Test(mutate, random_messages_go_to_a_folder)
{
    program_assert("$IWMO generate --random WMO301 --seed 7 --count 12 -o out/ && "
                   "$IWMO validate out && ls out | wc -l",
                   0, "12\n", "");
    program_assert("$IWMO generate --random WMO301 --seed 7 > a.xml && "
                   "cmp a.xml out/WMO301-000001.xml",
                   0, "", "");
    program_assert("$IWMO generate WMO303 --random --release 2.3 --date 2024-02-29", 0,
                   "2024-0", "");
}

Test(mutate, random_refuses_what_it_cannot_do)
{
    program_assert("$IWMO generate --random WMO301 --count 2", 2, "", "-o DIR/");
    program_assert("$IWMO generate --random WMO301 --count 2 -o a.xml", 2, "",
                   "-o DIR/");
    program_assert("$IWMO generate --random WMO301 --count 0", 2, "", "count");
    program_assert("$IWMO generate --random WMO301 --from a.json", 2, "", "which");
    program_assert("$IWMO generate WMO301 --seed 7", 2, "", "--random");
    program_assert("$IWMO generate WMO301 --from a.json --seed 7", 2, "", "--random");
    program_assert("$IWMO generate --random WMO301 --date 2021-01-01", 2, "", "--date");
    program_assert("$IWMO generate --random WMO301 -o /dev/full", 4, "", "/dev/full");
}
