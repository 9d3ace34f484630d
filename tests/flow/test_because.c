#include <criterion/criterion.h>

#include "flow/books.h"
#include "flow/herkenning.h"

/* Which earlier message a verdict follows from: the one that a person must look up. */

static struct books books;
static struct iwmo_arena *arena;

static void
open_arena(void)
{
    arena = iwmo_arena_new(0);
}

static void
close_arena(void)
{
    iwmo_arena_free(arena);
}

TestSuite(because, .init = open_arena, .fini = close_arena);

static uint64_t
know(enum iwmo_record_kind kind, const char *text)
{
    uint64_t message = books_message(&books, IWMO_IN, "WMO301", "2026-01-05");
    struct iwmo_record record = books_record(kind, text);

    record.uitkomst = IWMO_UITKOMST_GOED;
    books_add(&books, message, record);
    return message;
}

static struct iwmo_herkenning
recognise(enum iwmo_side side, enum iwmo_record_kind kind, const char *text)
{
    const struct iwmo_history history = books_history(&books);
    struct iwmo_record record = books_record(kind, text);
    static struct iwmo_entry entry;
    struct iwmo_findings findings;
    struct iwmo_herkenning verdict;

    record.ordinal = 1;
    iwmo_findings_init(&findings, arena, 10);
    const struct iwmo_herkenning_task task = {
        .side = side,
        .entry = &entry,
        .records = {&record, 1},
        .history = &history,
        .findings = &findings,
        .scratch = arena,
    };
    cr_assert_eq(iwmo_herkenning_run(&task, &verdict, NULL), IWMO_OK);
    return verdict;
}

#define NUMBER "500001 02/02A03 2026-01-12.."

/* Of the versions it is the one that holds, whenever that came. */
Test(because, a_correction_follows_from_the_version_that_held)
{
    uint64_t holds, other;

    other = know(IWMO_RECORD_TOEWIJZING, NUMBER "2026-07-11 3/04/2 t=2026-01-05");
    holds = know(IWMO_RECORD_TOEWIJZING, NUMBER "2026-08-11 3/04/2 t=2026-01-20 rw=04");
    know(IWMO_RECORD_TOEWIJZING, NUMBER "2026-09-11 3/04/2 t=2026-01-10 rw=04");
    struct iwmo_herkenning verdict =
        recognise(IWMO_SIDE_AANBIEDER, IWMO_RECORD_TOEWIJZING,
                  NUMBER "2026-12-31 3/04/2 t=2026-02-05 rw=04");
    cr_expect_str_eq(verdict.row, "B7");
    cr_expect_eq(verdict.because, holds);
    cr_expect_neq(verdict.because, other);
}

/* The debit that comes after a credit puts right the one that was credited. */
Test(because, a_debit_after_a_credit_follows_from_the_first_debit)
{
    uint64_t first;

    know(IWMO_RECORD_TOEWIJZING, NUMBER "2026-07-11 3/04/2 t=2026-01-05");
    know(IWMO_RECORD_PRESTATIE, "500001 02/02A03 2026-01-12..2026-01-31 ref=R1 st=D");
    first = know(IWMO_RECORD_PRESTATIE,
                 "500001 02/02A03 2026-02-01..2026-02-28 ref=R2 st=D");
    know(IWMO_RECORD_PRESTATIE,
         "500001 02/02A03 2026-02-01..2026-02-28 ref=R8 vorig=R2 st=C");
    struct iwmo_herkenning verdict =
        recognise(IWMO_SIDE_GEMEENTE, IWMO_RECORD_PRESTATIE,
                  "500001 02/02A03 2026-02-01..2026-02-28 ref=R9 st=D");
    cr_expect_str_eq(verdict.row, "G9");
    cr_expect_eq(verdict.because, first);
}
