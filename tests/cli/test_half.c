/*
 * Inputs that are half, endless or no file, and deliveries known by their bytes.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

static void
make_world(void)
{
    program_enter_folder();
    program_assert("$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
                   "--date 2026-01-05 --identificatie A1 -o a.xml",
                   0, "", "");
}

TestSuite(half, .init = make_world, .fini = program_leave_folder, .timeout = 120);

Test(half, a_file_that_is_being_written_waits)
{
    program_assert(
        "$IWMO receive --ledger l.db --date 2026-01-05 -d out --min-age 600 .", 0,
        "0 berichten", "1 file is too young and waits");
    program_assert("ls out | wc -l", 0, "0", "");
    program_assert(
        "touch -d '20 minutes ago' a.xml; $IWMO receive --ledger l.db --date "
        "2026-01-05 -d out --min-age 600 a.xml",
        0, "nieuw", "");
}

Test(half, a_file_that_is_being_written_waits_for_its_verdict_too)
{
    program_assert("head -n 15 a.xml >b.xml; $IWMO validate .", 1,
                   "fout: Nog niet compleet?", "");
    program_assert("touch -d '20 minutes ago' a.xml; LC_ALL=nl $IWMO validate -v "
                   "--min-age 600 .",
                   0, "a.xml: geldig", "1 bestand is te jong en wacht");
    program_assert("LC_ALL=nl $IWMO validate -q --min-age 600 b.xml", 0, "", "");
}

Test(half, by_content_a_copy_is_the_same_delivery)
{
    program_assert("$IWMO receive --ledger l.db --date 2026-01-05 -d out a.xml", 0,
                   "nieuw", "");
    program_assert(
        "cp a.xml upload-7.xml; $IWMO receive --ledger l.db --date 2026-01-06 "
        "-d out --by-content --report jsonl upload-7.xml",
        0, "\"status\":\"duplicate\"", "");
    program_assert(
        "$IWMO receive --ledger l.db --date 2026-01-06 -d out --report jsonl "
        "upload-7.xml",
        1, "\"codes\":[\"9056\"]", "");
}

/* The limit is not reached on disk here: decisions have a small one. */
Test(half, endless_decisions_end)
{
    program_assert("$IWMO retour a.xml --decision - </dev/zero", 4, "",
                   "-: File too large");
    program_assert("yes '[' | $IWMO generate WMO323 --from - --from-format csv", 3, "",
                   "-: File too large");
}

Test(half, a_pipe_or_device_is_no_file_of_ours)
{
    program_assert("mkfifo p; timeout 10 $IWMO validate --policy p a.xml", 4, "",
                   "p: not a regular file");
    program_assert("timeout 10 $IWMO receive --contract p --ledger l.db a.xml", 4, "",
                   "p: not a regular file");
    program_assert("timeout 10 $IWMO receive --agb /dev/zero --ledger l.db a.xml", 4,
                   "", "/dev/zero: not a regular file");
    program_assert("timeout 10 $IWMO receive --ledger p -d out a.xml", 4, "",
                   "p: not a regular file");
    program_assert("timeout 10 $IWMO receive --ledger l.db --key p -d out a.xml", 4, "",
                   "p");
}

Test(half, a_policy_is_text_and_a_location_may_be_the_file)
{
    program_assert("printf 'code: TR018\\0\\naction: suppress\\nreason: r\\nuntil: "
                   "2099-01-01\\n' >p; $IWMO validate --policy p a.xml",
                   2, "", "p:1: a NUL character");
    program_assert("printf 'code: TR018\\nlocation: /\\naction: suppress\\nreason: r\\n"
                   "until: 2099-01-01\\n' >p; $IWMO validate --policy p a.xml",
                   0, NULL, NULL);
}

Test(half, a_report_goes_to_its_path)
{
    program_assert(
        "$IWMO receive --ledger l.db --date 2026-01-05 -d out a.xml >/dev/null; "
        "$IWMO intake --ledger l.db --report json:i.json && cat i.json",
        0, "\"clients\"", "");
    program_assert("$IWMO report --ledger l.db --report csv:f.csv && cat f.csv", 0,
                   "figure,month", "");
    program_assert("$IWMO deadlines --ledger l.db --report json:d.json; cat d.json", 0,
                   "\"tasks\"", "");
    program_assert("$IWMO intake --ledger l.db --report json:", 2, "", "no path after");
}

/* A key file or ledger that cannot be written leaves nothing, and is told. */
Test(half, a_full_disk_leaves_no_half_key_file_or_ledger)
{
    program_assert("(ulimit -f 0; $IWMO receive --ledger n.db -d out a.xml 2>&1; "
                   "echo status $?) | cat",
                   0, "n.db.making: File too large", "");
    program_assert("ls -A . out | grep -c 'n.db\\|WMO302'", 1, "0", "");
    program_assert("$IWMO receive --ledger n.db --date 2026-01-05 -d out a.xml "
                   ">/dev/null; cp n.db.key k; "
                   "(ulimit -f 0; $IWMO ledger rotate --ledger n.db 2>&1) | cat; "
                   "cmp k n.db.key && ls -A | grep -c key",
                   0, "1", "");
    program_assert("$IWMO ledger check --ledger n.db", 0, "in orde", "");
}
