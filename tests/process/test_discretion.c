/*
 * Discretion: all fixtures of a release through receive and send, and no BSN, name,
 * street, telephone number or mail address of any of them anywhere but in the answers:
 * not in the files of the ledger, not in what is said.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/program.h"
#include "ledger/ledger.h"
#include "support.h"

#define MIN_BYTES 4 /* shorter ones occur by chance */

static const char *const personal[] = {
    "Bsn",        "Achternaam",      "Voornamen",  "Straatnaam",
    "Plaatsnaam", "Telefoonnummer",  "Emailadres", "Geboortenaam",
    "Verwijzer",  "AanduidingWoning"};

/* ---- values ---- */

struct values {
    char **rows;
    size_t count;
};

static void
add_value(struct values *values, const char *at, size_t size)
{
    for (size_t i = 0; i < values->count; i++)
        if (strlen(values->rows[i]) == size && memcmp(values->rows[i], at, size) == 0)
            return;
    values->rows = realloc(values->rows, (values->count + 1) * sizeof(char *));
    cr_assert_not_null(values->rows);
    values->rows[values->count++] = strndup(at, size);
}

/* "<x:Bsn> 999900006 </x:Bsn>" gives 999900006. */
static void
gather(struct values *values, const char *xml, const char *tag)
{
    char mark[40];

    snprintf(mark, sizeof(mark), ":%s>", tag);
    for (const char *at = xml; (at = strstr(at, mark)) != NULL;) {
        at += strlen(mark);
        at += strspn(at, " \t\r\n");
        size_t size = strcspn(at, "<");
        while (size > 0 && strchr(" \t\r\n", at[size - 1]) != NULL)
            size--;
        if (size >= MIN_BYTES)
            add_value(values, at, size);
    }
}

static struct values
gather_all(char **paths)
{
    struct values values = {0};

    for (size_t i = 0; paths[i] != NULL; i++) {
        struct iwmo_buffer xml = test_read(paths[i]);
        for (size_t j = 0; j < sizeof(personal) / sizeof(personal[0]); j++)
            gather(&values, xml.at, personal[j]);
        iwmo_buffer_release(&xml);
    }
    return values;
}

static void
expect_none_in(const struct values *values, const char *path)
{
    struct iwmo_buffer bytes = test_read(path);

    cr_expect_gt(bytes.size, 0, "%s", path);
    for (size_t i = 0; i < values->count; i++)
        cr_expect_null(
            memmem(bytes.at, bytes.size, values->rows[i], strlen(values->rows[i])),
            "%s is in %s", values->rows[i], path);
    iwmo_buffer_release(&bytes);
}

/* ---- the run ---- */

TestSuite(discretion, .init = program_enter_folder, .fini = program_leave_folder,
          .timeout = 300);

static char **
list_fixtures(void)
{
    program_assert(
        "for i in $FIXTURES/3.2/*/*.xml; do "
        "echo $i; done >list; mkdir out fixtures; "
        "i=0; while read f; do i=$((i+1)); cp $f fixtures/$i.xml; done <list",
        0, "", "");
    return test_paths("fixtures", ".xml");
}

static void
run(const char *arguments, const char *out)
{
    char shell[300];

    snprintf(shell, sizeof(shell),
             "$IWMO %s --ledger p.db >%s 2>>said-err; test $? -lt 4", arguments, out);
    program_assert(shell, 0, "", "");
}

Test(discretion, nothing_personal_outside_the_answers)
{
    const struct iwmo_ledger_options options = {.path = "p.db"};
    struct iwmo_ledger *ledger;
    char **paths = list_fixtures();
    struct values values = gather_all(paths);

    cr_assert_gt(values.count, 20);
    /* as long as we have it open, its log stays */
    cr_assert_eq(iwmo_ledger_open(&options, &ledger, NULL), IWMO_OK);
    run("receive --date 2025-06-01 -o out -r fixtures", "said");
    run("receive --date 2025-06-01 -o out --lang en --report jsonl -r fixtures",
        "said-en.jsonl");
    run("send --date 2025-06-01 -r fixtures", "said-send");
    run("send --date 2025-06-01 --lang en --report jsonl -r fixtures",
        "said-send.jsonl");
    run("intake --date 2025-06-01", "said-intake");
    run("deadlines --date 2025-06-01", "said-deadlines");
    program_assert(
        "$IWMO ledger check --ledger p.db >said-check 2>&1; echo . >>said-err;"
        "echo . >>said-check",
        0, "", "");
    static const char *const files[] = {
        "p.db",        "p.db-wal",       "p.db-shm",   "said",
        "said-err",    "said-en.jsonl",  "said-send",  "said-send.jsonl",
        "said-intake", "said-deadlines", "said-check",
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        expect_none_in(&values, files[i]);
    iwmo_ledger_close(ledger);
    expect_none_in(&values, "p.db");
    for (size_t i = 0; i < values.count; i++)
        free(values.rows[i]);
    free(values.rows);
    test_free_paths(paths);
}
