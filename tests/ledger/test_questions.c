#include <criterion/criterion.h>
#include <string.h>
#include <time.h>

#include "ledger/folio.h"

/*
 * What is asked by day, in parts or added up, and how long one message may hold the
 * ledger.
 */

TestSuite(questions, .init = folio_make, .fini = folio_remove);

#define NUMMER 4711
#define BSN    "999990019"

/* A line on the one number, of `volume` in month `month` of 2026. */
static struct iwmo_record
line_of(struct iwmo_ledger *ledger, const struct iwmo_entry *entry, unsigned month,
        int64_t volume)
{
    struct iwmo_record record = folio_toewijzing(entry, month + 10, NUMMER);

    record.kind = IWMO_RECORD_PRESTATIE;
    record.client = folio_key(ledger, "bsn", BSN);
    record.begin = iwmo_date_of(2026, (int)month, 1);
    record.eind = iwmo_date_of(2026, (int)month, 28);
    record.volume = volume < 0 ? -volume : volume;
    record.status = volume < 0 ? 'C' : 'D';
    record.bedrag.cents = 100 * volume;
    strcpy(record.eenheid, "01");
    return record;
}

static struct iwmo_question
question_of(const struct iwmo_entry *entry, uint32_t kinds)
{
    struct iwmo_question question = {.side = entry->side,
                                     .by = IWMO_BY_TOEWIJZING,
                                     .kinds = kinds,
                                     .nummer = NUMMER};

    strcpy(question.gemeente, entry->gemeente);
    strcpy(question.aanbieder, entry->aanbieder);
    return question;
}

static struct iwmo_records
ask(struct iwmo_ledger *ledger, const struct iwmo_question *question,
    struct iwmo_arena *arena)
{
    const struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_records found;

    cr_assert_eq(history.records(history.self, question, arena, &found, NULL), IWMO_OK);
    return found;
}

static struct iwmo_entry
declare(struct iwmo_ledger *ledger)
{
    struct iwmo_entry entry = folio_register(ledger, "C1", BSN, 1);
    static const struct {
        unsigned month;
        int64_t volume;
        bool is_rejected;
    } lines[] = {{1, 10, false}, {2, 20, false}, {3, 40, true}, {4, -10, false}};

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct iwmo_record record =
            line_of(ledger, &entry, lines[i].month, lines[i].volume);
        if (lines[i].is_rejected)
            record.uitkomst = IWMO_UITKOMST_AFGEWEZEN;
        cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, NULL),
                     IWMO_OK);
    }
    return entry;
}

Test(questions, lines_are_found_by_the_day_on_which_they_begin)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);

    folio_begin(ledger);
    struct iwmo_entry entry = declare(ledger);
    folio_commit(ledger);
    struct iwmo_question question =
        question_of(&entry, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));
    cr_expect_eq(ask(ledger, &question, arena).count, 4);
    question.has_day = true;
    question.day = iwmo_date_of(2026, 2, 1);
    struct iwmo_records found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.rows[0].volume, 20);
    question.client = folio_key(ledger, "bsn", "999900006");
    cr_expect_eq(ask(ledger, &question, arena).count, 0, "of another client");
    iwmo_ledger_close(ledger);
    iwmo_arena_free(arena);
}

Test(questions, what_was_declared_is_added_up_without_what_was_rejected)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_declared_list declared;

    folio_begin(ledger);
    struct iwmo_entry entry = declare(ledger);
    folio_commit(ledger);
    const struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_question question = question_of(&entry, 0);
    cr_assert_eq(history.declared(history.self, &question, arena, &declared, NULL),
                 IWMO_OK);
    cr_assert_eq(declared.count, 1, "one unit");
    cr_expect_str_eq(declared.rows[0].eenheid, "01");
    cr_expect_eq(declared.rows[0].volume, 20);
    cr_expect_eq(declared.rows[0].cents, 2000);
    question.without = entry.id;
    cr_assert_eq(history.declared(history.self, &question, arena, &declared, NULL),
                 IWMO_OK);
    cr_expect_eq(declared.count, 0, "its own lines are left out");
    iwmo_ledger_close(ledger);
    iwmo_arena_free(arena);
}

/* 'iwmo ledger check' proves it. */
Test(questions, a_sum_that_was_changed_behind_its_back_is_found)
{
    static const char *const changes[] = {
        "UPDATE declared SET cents = cents + 1",
        "UPDATE declared SET volume = 0",
        "UPDATE declared SET lines = lines - 1",
        "UPDATE declared SET gemeente = '0001'",
        "DELETE FROM declared",
        "INSERT INTO declared SELECT side, gemeente, nummer + 1, aanbieder, eenheid, "
        "1, "
        "1, 1 FROM declared",
    };
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    declare(ledger);
    folio_commit(ledger);
    cr_assert_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
    struct iwmo_buffer good = test_read(folio_path);
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        char first[300] = "";
        folio_sql(changes[i]);
        ledger = folio_open();
        cr_expect_eq(folio_check(ledger, first), 1, "%s", changes[i]);
        cr_expect_not_null(strstr(first, "not the sum"), "%s: %s", changes[i], first);
        iwmo_ledger_close(ledger);
        test_write(folio_path, good.at, good.size);
    }
    iwmo_buffer_release(&good);
}

static int64_t
volume_declared(struct iwmo_ledger *ledger, const struct iwmo_entry *entry,
                uint64_t without)
{
    const struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_question question = question_of(entry, 0);
    struct iwmo_declared_list declared;
    int64_t volume = 0;

    question.without = without;
    cr_assert_eq(history.declared(history.self, &question, arena, &declared, NULL),
                 IWMO_OK);
    for (size_t i = 0; i < declared.count; i++)
        volume += declared.rows[i].volume;
    iwmo_arena_free(arena);
    return volume;
}

/* What is kept added up is what its lines come to, whatever happens to them: without a
 * message that is not there they are added one by one. */
static void
expect_declared(struct iwmo_ledger *ledger, const struct iwmo_entry *entry,
                int64_t volume)
{
    cr_expect_eq(volume_declared(ledger, entry, 0), volume);
    cr_expect_eq(volume_declared(ledger, entry, 999999), volume);
}

Test(questions, the_sum_follows_what_becomes_of_its_lines)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    struct iwmo_entry entry = declare(ledger);
    expect_declared(ledger, &entry, 20);
    const uint64_t line = (entry.id << 24) + 12; /* of February */
    cr_assert_eq(
        iwmo_ledger_decide(ledger, entry.id, line, IWMO_UITKOMST_AFGEWEZEN, NULL),
        IWMO_OK);
    expect_declared(ledger, &entry, 0);
    cr_assert_eq(iwmo_ledger_decide(ledger, entry.id, 0, IWMO_UITKOMST_GOED, NULL),
                 IWMO_OK);
    expect_declared(ledger, &entry, 60);
    for (enum iwmo_entry_state state = 0; state < IWMO_ENTRY_STATES; state++) {
        entry.state = state;
        cr_assert_eq(iwmo_ledger_change_entry(ledger, &entry, NULL), IWMO_OK);
        expect_declared(ledger, &entry, iwmo_entry_counts(state) ? 60 : 0);
    }
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
    folio_sql("UPDATE entry SET state = 1; DELETE FROM record WHERE begin_day = "
              "(SELECT max(begin_day) FROM record WHERE kind = 11)");
    ledger = folio_open();
    expect_declared(ledger, &entry, 70);
    iwmo_ledger_close(ledger);
}

Test(questions, an_older_ledger_gets_its_sums)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    struct iwmo_entry entry = declare(ledger);
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
    folio_sql("DROP TABLE declared; DROP TRIGGER declared_line;"
              "DROP TRIGGER declared_line_gone; DROP TRIGGER declared_line_decided;"
              "DROP TRIGGER declared_message; DROP INDEX record_line;"
              "DROP INDEX record_by_end; DROP INDEX record_by_number;"
              "DROP INDEX record_by_client;"
              "CREATE INDEX record_client ON record (client) WHERE client IS NOT NULL;"
              "PRAGMA user_version = 2");
    ledger = folio_open();
    expect_declared(ledger, &entry, 20);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

Test(questions, allocations_come_by_their_end_in_parts)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A1", BSN, 1);
    for (unsigned i = 1; i <= 4; i++) {
        struct iwmo_record record = folio_toewijzing(&entry, i + 1, NUMMER + i);
        record.client = folio_key(ledger, "bsn", BSN);
        record.eind = i == 4 ? IWMO_DATE_OPEN_END : iwmo_date_of(2026, (int)i, 28);
        cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, NULL),
                     IWMO_OK);
    }
    folio_commit(ledger);
    struct iwmo_question question =
        question_of(&entry, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING));
    question.by = IWMO_BY_END;
    question.client = folio_key(ledger, "bsn", BSN);
    question.day = iwmo_date_of(2026, 2, 28);
    struct iwmo_records found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 4);
    cr_expect_eq(found.rows[0].nummer, 1, "without end is the last, in order");
    cr_expect_eq(found.rows[1].nummer, NUMMER + 4);
    cr_expect_eq(found.rows[3].nummer, NUMMER + 2);
    question.most = 1;
    question.skip = 2;
    found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.rows[0].nummer, NUMMER + 3);
    iwmo_ledger_close(ledger);
    iwmo_arena_free(arena);
}

Test(questions, a_message_that_holds_the_ledger_too_long_leaves_nothing)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};
    const struct timespec pause = {1, 100000000};

    iwmo_ledger_set_hold(ledger, 1);
    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_mark(ledger, NULL), IWMO_OK);
    struct iwmo_entry entry = folio_register(ledger, "A1", BSN, 1);
    nanosleep(&pause, NULL);
    cr_expect_eq(iwmo_ledger_change_entry(ledger, &entry, &err), IWMO_LIMIT);
    cr_expect_not_null(strstr(err.text, "1 second"));
    iwmo_ledger_undo(ledger);
    cr_assert(iwmo_ledger_is_sound(ledger));
    cr_assert_eq(iwmo_ledger_mark(ledger, NULL), IWMO_OK, "the next has its own time");
    entry = folio_register(ledger, "A2", BSN, 1);
    cr_assert_eq(iwmo_ledger_keep(ledger, NULL), IWMO_OK);
    folio_commit(ledger);
    cr_expect_eq(entry.id, 1, "the first one is not there");
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}
