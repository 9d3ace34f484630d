/*
 * Stored forms: the ledgers and key files that earlier builds wrote are opened,
 * checked, migrated and unsealed.
 *
 * fixtures/golden/N is one of schema version N, made by tests/golden.sh with a build
 * that had that version; a new version gets one before it is released.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <sqlite3.h>
#include <stdio.h>

#include "cli/program.h"
#include "ledger/sqlite.h"

enum { VERSIONS = IWMO_LEDGER_VERSION };

ParameterizedTestParameters(golden, a_stored_ledger_serves_on)
{
    static int versions[VERSIONS];

    for (int i = 0; i < VERSIONS; i++)
        versions[i] = i + 1;
    return cr_make_param_array(int, versions, VERSIONS, NULL);
}

#define LEDGER " --ledger ledger.db --date 2026-03-25 "

static int
version_of(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *question;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &question, NULL),
                 SQLITE_OK);
    cr_assert_eq(sqlite3_step(question), SQLITE_ROW);
    int version = sqlite3_column_int(question, 0);
    sqlite3_finalize(question);
    sqlite3_close(db);
    return version;
}

/* Every message that is sealed in it opens to the bytes that it had. */
static void
assert_unseals(int version)
{
    char line[300];

    program_assert("rm -rf open && mkdir open && $IWMO ledger export" LEDGER
                   "--open open -o all.jsonl && ls open | wc -l",
                   0, "5\n", NULL);
    snprintf(line, sizeof(line),
             "cd open && sha256sum --strict -c \"$FIXTURES\"/golden/%d/sealed.sha256 | "
             "grep -c ': OK$'",
             version);
    program_assert(line, 0, "5\n", "");
}

ParameterizedTest(const int *version, golden, a_stored_ledger_serves_on,
                  .init = program_enter_folder, .fini = program_leave_folder,
                  .timeout = 120)
{
    char line[300];

    snprintf(line, sizeof(line),
             "test -d \"$FIXTURES\"/golden/%d || echo 'make it with tests/golden.sh'",
             *version);
    program_assert(line, 0, "", "");
    snprintf(line, sizeof(line),
             "cp \"$FIXTURES\"/golden/%d/ledger.db* . && chmod 600 ledger.db*",
             *version);
    program_assert(line, 0, "", "");
    cr_assert_eq(version_of("ledger.db"), *version);

    /* migrated by whoever writes, and whole before and after */
    program_assert("$IWMO ledger check" LEDGER, 0, "\nin orde\n", NULL);
    program_assert("$IWMO generate WMO301 --from \"$FIXTURES\"/story/1-allocation.json "
                   "--date 2026-01-05 --identificatie A1 -o A1.xml && mkdir answers && "
                   "$IWMO receive" LEDGER
                   "--role aanbieder --report jsonl -o answers A1.xml",
                   0, "\"status\":\"duplicate\"", NULL);
    program_assert("printf 999900018 | $IWMO ledger unblock" LEDGER, 0, NULL, NULL);
    cr_expect_eq(version_of("ledger.db"), IWMO_LEDGER_VERSION);
    program_assert("$IWMO ledger check" LEDGER, 0, "\nin orde\n", NULL);

    /* its persons are found with the key, its messages open */
    program_assert("printf 999900006 | $IWMO status" LEDGER
                   "--role aanbieder --report json --client -",
                   0, "\"STOPPED\"", "");
    program_assert("$IWMO intake" LEDGER "--report json | grep -c '\"open\":0'", 0,
                   "1\n", "");
    assert_unseals(*version);
    program_assert("$IWMO ledger rotate" LEDGER, 0, NULL, NULL);
    assert_unseals(*version);
    program_assert("$IWMO ledger check" LEDGER, 0, "\nin orde\n", NULL);
}

/* Without its own key nobody is found, and nothing opens. */
Test(golden, the_key_of_another_ledger_opens_nothing, .init = program_enter_folder,
     .fini = program_leave_folder)
{
    program_assert("cp \"$FIXTURES\"/golden/1/ledger.db . && cp "
                   "\"$FIXTURES\"/golden/2/ledger.db.key . && chmod 600 ledger.db*",
                   0, "", "");
    program_assert("mkdir open; $IWMO ledger export" LEDGER "--open open -o all.jsonl",
                   4, NULL, NULL);
}
