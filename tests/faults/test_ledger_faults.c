/*
 * Faults of the ledger: memory that runs out at step n, for all n.
 *
 * Never a crash, never half a message: what was committed is there, the rest is not,
 * and the trail is whole.
 */
#include <criterion/criterion.h>
#include <openssl/err.h>
#include <string.h>

#include "faults/memory.h"
#include "ledger/folio.h"

#define MAX_STEPS                                                                      \
    20000 /* opening compares the whole schema with that of a new ledger */

TestSuite(ledger_faults, .init = folio_make, .fini = folio_remove, .timeout = 300);

static enum iwmo_status
write_one(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_entry entry = {.message = "WMO301", .state = IWMO_ENTRY_PROCESSED};
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);

    if (status == IWMO_OK)
        status = iwmo_ledger_mark(ledger, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_add_entry(ledger, &entry, err);
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_TOEWIJZING);
    record.message = entry.id;
    record.ordinal = 1;
    if (status == IWMO_OK)
        status = iwmo_ledger_add_record(ledger, entry.side, &record, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_seal(ledger, entry.id, "file", iwmo_text("bytes"), err);
    if (status == IWMO_OK)
        status = iwmo_ledger_keep(ledger, err);
    return status == IWMO_OK ? iwmo_ledger_commit(ledger, err) : status;
}

static enum iwmo_status
ask_one(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_question question = {
        .by = IWMO_BY_MESSAGE, .kinds = UINT32_MAX, .message = 1};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_records answer;

    if (arena == NULL)
        return IWMO_NO_MEMORY;
    enum iwmo_status status =
        history.records(history.self, &question, arena, &answer, err);
    iwmo_arena_free(arena);
    return status;
}

/* A whole life while memory fails. */
static enum iwmo_status
live(unsigned step, enum memory_failure failure, bool *is_written,
     struct memory_tally *tally)
{
    struct iwmo_error err = {0};
    struct iwmo_ledger *ledger;

    *is_written = false;
    ERR_clear_error();
    memory_begin(step, failure);
    enum iwmo_status status = folio_try(&ledger, &err);
    if (status == IWMO_OK)
        status = write_one(ledger, &err);
    *is_written = status == IWMO_OK;
    if (status == IWMO_OK)
        status = ask_one(ledger, &err);
    iwmo_ledger_close(ledger);
    ERR_clear_error();
    *tally = memory_end();
    cr_assert_eq(status == IWMO_OK || status == IWMO_NO_MEMORY, true,
                 "step %u: status %d, %s", step, status, err.text);
    return status;
}

static int64_t
fail_everywhere(enum memory_failure failure, unsigned requests)
{
    struct memory_tally tally = {.has_failed = true};
    int64_t written = 0;
    unsigned step;

    for (step = 1; step < MAX_STEPS && tally.has_failed; step++) {
        bool is_written;
        live(step, failure, &is_written, &tally);
        written += is_written;
    }
    cr_assert_lt(step, MAX_STEPS);
    cr_expect_gt(step, requests / 2); /* with sanitizers there are none */
    return written;
}

Test(ledger_faults, memory_may_run_out)
{
    struct memory_tally tally;
    char first[300];
    bool is_written;

    iwmo_ledger_close(folio_open());
    live(0, MEMORY_FAILS_ONCE, &is_written, &tally); /* libraries keep what they keep */
    int64_t written = 1 + fail_everywhere(MEMORY_FAILS_ONCE, tally.requests);
    written += fail_everywhere(MEMORY_FAILS_FROM_THERE, tally.requests);
    live(0, MEMORY_FAILS_ONCE, &is_written, &tally);
    live(0, MEMORY_FAILS_ONCE, &is_written, &tally);
    cr_expect_leq(tally.kept, 0, "%ld blocks are kept", tally.kept);
    struct iwmo_ledger *ledger = folio_open();
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_GEMEENTE), written + 2);
    cr_expect_eq(folio_check(ledger, first), 0, "%s", first);
    iwmo_ledger_close(ledger);
}
