/*
 * Outputs that name persons are for their user only, whatever the umask; folders are
 * made, or told before anything is booked; a full device is told.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/program.h"
#include "support.h"

static void
make_world(void)
{
    program_enter_folder();
    umask(0);
    program_assert("$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
                   "--date 2026-01-05 --identificatie A1 -o m.xml && "
                   "$IWMO convert --to json m.xml >m.json && "
                   "$IWMO receive --ledger l.db --date 2026-01-05 -d box m.xml",
                   0, NULL, "");
}

TestSuite(private, .init = make_world, .fini = program_leave_folder, .timeout = 120);

static void
expect_mode(const char *path, unsigned mode)
{
    struct stat about;

    cr_assert_eq(stat(path, &about), 0, "%s", path);
    cr_expect_eq(about.st_mode & 0777, mode, "%s: %o", path, about.st_mode & 0777);
}

Test(private, what_names_persons_is_for_its_user_only)
{
    static const char *const lines[] = {
        "$IWMO retour m.xml -o x",
        "$IWMO convert --to json m.xml -o x",
        "$IWMO convert --to xml m.json -o x",
        "$IWMO convert --to html m.xml -o x",
        "$IWMO convert --to csv m.xml -d t && cp -p t/m-Client.csv x",
        "$IWMO convert --to-release 2.3 --loss x m.xml -o y; test -e x",
        "$IWMO fmt m.xml -o x",
        "$IWMO generate WMO301 --from m.json -o x",
        "$IWMO validate --show-values m.xml -o x",
        "cp -p box/*.xml x",
        "$IWMO ledger export --ledger l.db -o x --open e",
        "cp -p $(ls e/*.xml | head -1) x",
        "$IWMO intake --ledger l.db --overdracht o >/dev/null && cp -p o/*.html x",
        "$IWMO ledger backup --ledger l.db x >/dev/null",
        "cp -p l.db x",
        "cp -p l.db.key x",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        program_assert(lines[i], 0, NULL, NULL);
        expect_mode("x", 0600);
        program_assert("rm -rf x y t", 0, "", "");
    }
    expect_mode("box", 0700);
    expect_mode("e", 0700);
    expect_mode("o", 0700);
    program_assert("$IWMO validate m.xml -o x", 0, "", NULL); /* masked */
    expect_mode("x", 0666);
}

Test(private, a_file_that_is_replaced_passes_its_mode_on)
{
    program_assert(": >x && chmod 640 x && $IWMO fmt m.xml -o x", 0, "", "");
    expect_mode("x", 0640);
    program_assert("chmod 604 m.xml && $IWMO fmt -i m.xml", 0, "", "");
    expect_mode("m.xml", 0604);
}

Test(private, folders_are_made_with_those_above)
{
    program_assert("$IWMO receive --ledger n.db --date 2026-01-05 -d a/b/c m.xml && ls a/b/c", 0,
                   "WMO302-", "");
    program_assert("$IWMO validate --report rapport -d r/s m.xml && ls r/s", 0,
                   "m.rapport.xml", NULL);
    program_assert("$IWMO generate --random WMO305 --count 2 -d g/h && ls g/h", 0,
                   "WMO305-000002.xml", "");
    program_assert("$IWMO ledger export --ledger l.db -o /dev/null -d p/q && ls p/q", 0,
                   ".xml", "");
}

/* Nothing is booked when answers have no place: the message is new afterwards. */
Test(private, a_folder_that_cannot_be_is_told_before_anything_is_booked)
{
    program_assert(": >file; $IWMO receive --ledger n.db -d file m.xml", 4, "",
                   "file: not a folder");
    program_assert("$IWMO receive --ledger n.db -d file/below m.xml", 4, "", "file");
    program_assert("test ! -e n.db -a ! -e n.db.key && echo none", 0, "none", "");
    program_assert("$IWMO receive --ledger n.db --date 2026-01-05 --report jsonl -d box m.xml", 0,
                   "\"status\":\"processed\"", "");
}

/* Every command that writes says which output failed, and why. */
Test(private, an_output_that_fails_says_why)
{
    static const char *const lines[] = {
        "validate m.xml -o",
        "validate m.xml --report html -o",
        "schema WMO301 -o",
        "explain TR302 -o",
        "retour m.xml -o",
        "fmt m.xml -o",
        "convert --to json m.xml -o",
        "convert --to html m.xml -o",
        "convert --to xml m.json -o",
        "convert --to-release 2.3 m.xml -o /dev/null --loss",
        "generate WMO301 --from m.json -o",
        "generate --random WMO301 -o",
        "generate WMO323 --template -o",
        "mutate --rule TR302 -o",
        "status --ledger l.db --allocation 0384/1 -o",
        "intake --ledger l.db -o",
        "deadlines --ledger l.db -o",
        "report --ledger l.db -o",
        "ledger check --ledger l.db -o",
        "ledger export --ledger l.db -o",
    };
    char line[300];

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        snprintf(line, sizeof(line), "$IWMO %s /dev/full", lines[i]);
        program_assert(line, 4, NULL, "/dev/full: No space left on device");
        snprintf(line, sizeof(line), "$IWMO %s - >/dev/full", lines[i]);
        if (strstr(line, "--loss") == NULL)
            program_assert(line, 4, NULL, "No space left on device");
    }
    program_assert("$IWMO test $FIXTURES/3.2/WMO301 --report tap:/dev/full", 4, "",
                   "/dev/full: No space left on device");
    program_assert("$IWMO receive --ledger l.db -d box m.xml >/dev/full", 4, "",
                   "standard output: No space left on device");
    program_assert("$IWMO --help >/dev/full", 4, "", "No space left on device");
}
