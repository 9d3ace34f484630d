#include <criterion/criterion.h>

#include "ledger/folio.h"

/*
 * Ledgers of earlier schemas: what stood in them is there after opening, and the audit
 * trail proves it still.
 */

TestSuite(migrate, .init = folio_make, .fini = folio_remove);

static void
add_intake(struct iwmo_ledger *ledger, const char *bsn, bool is_open)
{
    struct iwmo_intake intake = {
        .client = folio_key(ledger, "bsn", bsn),
        .aanbieder = "65656055",
        .is_open = is_open,
        .is_needed = true,
        .strength = 'F',
        .outcome = "NEW_CLIENT",
        .categorie = "02",
        .opened = iwmo_date_of(2026, 1, 5),
        .closed = is_open ? IWMO_DATE_OPEN_END : iwmo_date_of(2026, 1, 12),
        .message = 1,
    };

    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_link_intake(ledger, intake.id, "0384", 1, NULL), IWMO_OK);
}

/* A ledger as the first schema had it, with an open intake and one that was held. */
static void
make_first(void)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    folio_register(ledger, "1", "999900006", 1);
    add_intake(ledger, "999900006", true);
    add_intake(ledger, "999900018", false);
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
    folio_sql("ALTER TABLE intake DROP COLUMN settled");
    folio_sql("ALTER TABLE intake DROP COLUMN closing");
    folio_sql("DROP INDEX entry_about");
    folio_sql("PRAGMA user_version = 1");
}

Test(migrate, a_ledger_of_the_first_schema_keeps_its_intakes)
{
    struct iwmo_intakes intakes;
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char damage[300] = "";

    make_first();
    struct iwmo_ledger *ledger = folio_open();
    cr_expect_eq(folio_check(ledger, damage), 0, "%s", damage);
    cr_assert_eq(iwmo_ledger_intakes(ledger, NULL, "", arena, &intakes, NULL), IWMO_OK);
    cr_assert_eq(intakes.count, 2);
    cr_expect(intakes.rows[0].is_open);
    cr_expect_not(intakes.rows[1].is_open);
    cr_expect_eq(intakes.rows[1].closing, '\0', "who closed it was not kept");
    cr_expect_eq(intakes.rows[1].settled, 0);
    iwmo_ledger_close(ledger);
    iwmo_arena_free(arena);
}

Test(migrate, what_closed_an_intake_is_kept_from_then_on)
{
    struct iwmo_intakes intakes;
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char damage[300] = "";

    make_first();
    struct iwmo_ledger *ledger = folio_open();
    cr_assert_eq(iwmo_ledger_intakes(ledger, NULL, "", arena, &intakes, NULL), IWMO_OK);
    intakes.rows[0].is_open = false;
    intakes.rows[0].closed = iwmo_date_of(2026, 1, 7);
    intakes.rows[0].closing = 'S';
    intakes.rows[0].settled = 1;
    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intakes.rows[0], NULL), IWMO_OK);
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
    ledger = folio_open();
    cr_expect_eq(folio_check(ledger, damage), 0, "%s", damage);
    cr_assert_eq(iwmo_ledger_intakes(ledger, NULL, "", arena, &intakes, NULL), IWMO_OK);
    cr_expect_eq(intakes.rows[0].closing, 'S');
    cr_expect_eq(intakes.rows[0].settled, 1);
    iwmo_ledger_close(ledger);
    folio_sql("UPDATE intake SET closing = 'P' WHERE id = 1");
    ledger = folio_open();
    cr_expect_neq(folio_check(ledger, damage), 0, "the trail guards it");
    iwmo_ledger_close(ledger);
    iwmo_arena_free(arena);
}

Test(migrate, a_note_can_be_written_again)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_intake_note note = {
        .message = 1, .record = 7, .outcome = "NEW_CLIENT", .strength = 'F'};
    struct iwmo_intake_note *notes;
    char damage[300] = "";
    size_t count;

    folio_begin(ledger);
    folio_register(ledger, "1", "999900006", 1);
    cr_assert_eq(iwmo_ledger_note_intake(ledger, &note, NULL), IWMO_OK);
    strcpy(note.outcome, "IN_CARE");
    note.strength = '-';
    cr_assert_eq(iwmo_ledger_change_note(ledger, &note, NULL), IWMO_OK);
    note.record = 8; /* there is none of that record */
    cr_assert_eq(iwmo_ledger_change_note(ledger, &note, NULL), IWMO_OK);
    folio_commit(ledger);
    cr_assert_eq(iwmo_ledger_intake_notes(ledger, 1, arena, &notes, &count, NULL),
                 IWMO_OK);
    cr_assert_eq(count, 1);
    cr_expect_str_eq(notes[0].outcome, "IN_CARE");
    cr_expect_eq(notes[0].strength, '-');
    cr_expect_eq(folio_check(ledger, damage), 0, "%s", damage);
    iwmo_ledger_close(ledger);
    iwmo_arena_free(arena);
}
