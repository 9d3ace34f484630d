#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/folio.h"
#include "support.h"

TestSuite(ledger, .init = folio_make, .fini = folio_remove);

static struct iwmo_records
ask(struct iwmo_ledger *ledger, const struct iwmo_question *question,
    struct iwmo_arena *arena)
{
    struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_records answer;
    struct iwmo_error err = {0};

    cr_assert_eq(history.records(history.self, question, arena, &answer, &err), IWMO_OK,
                 "%s", err.text);
    return answer;
}

static struct iwmo_entries
ask_entries(struct iwmo_ledger *ledger, enum iwmo_entry_asked_by by,
            const struct iwmo_entry *like, struct iwmo_arena *arena)
{
    struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_entry_question question = {by, *like};
    struct iwmo_entries answer;
    struct iwmo_error err = {0};

    cr_assert_eq(history.entries(history.self, &question, arena, &answer, &err),
                 IWMO_OK, "%s", err.text);
    return answer;
}

/* ---- the file ---- */

Test(ledger, it_is_made_with_its_folders_for_this_user_only)
{
    struct iwmo_ledger_options options = {0};
    struct iwmo_ledger *ledger;
    struct stat about;
    char root[TEST_PATH], path[TEST_PATH + 40];

    test_make_folder(root);
    setenv("XDG_STATE_HOME", root, 1);
    umask(0);
    cr_assert_eq(iwmo_ledger_open(&options, &ledger, NULL), IWMO_OK);
    folio_begin(ledger);
    folio_register(ledger, "1", "1", 1);
    folio_commit(ledger);
    static const struct {
        const char *name;
        unsigned mode;
    } files[] = {{"iwmo", 0700},
                 {"iwmo/ledger.db", 0600},
                 {"iwmo/ledger.db-wal", 0600},
                 {"iwmo/ledger.db-shm", 0600},
                 {"iwmo/ledger.db.key", 0600}};
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", root, files[i].name);
        cr_assert_eq(stat(path, &about), 0, "%s", path);
        cr_expect_eq(about.st_mode & 0777, files[i].mode, "%s", path);
    }
    iwmo_ledger_close(ledger);
    test_remove_folder(root);
}

Test(ledger, one_that_must_exist_is_not_made)
{
    struct iwmo_ledger_options options = {.path = folio_path, .must_exist = true};
    struct iwmo_ledger *ledger;
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_ledger_open(&options, &ledger, &err), IWMO_IO);
    cr_expect_null(ledger);
    cr_expect_neq(access(folio_path, F_OK), 0);
    iwmo_ledger_close(folio_open());
    cr_assert_eq(iwmo_ledger_open(&options, &ledger, &err), IWMO_OK);
    iwmo_ledger_close(ledger);
}

/* ---- entries ---- */

Test(ledger, an_entry_comes_back_as_it_was)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_entry entry = folio_entry(ledger, "A1", "999990019");

    entry.about = folio_key(ledger, "x", "about");
    entry.reference = folio_key(ledger, "x", "reference");
    strcpy(entry.codes, "9056 S300");
    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_add_entry(ledger, &entry, NULL), IWMO_OK);
    cr_expect_eq(entry.id, 1);
    folio_commit(ledger);
    for (enum iwmo_entry_asked_by by = 0; by <= IWMO_ENTRY_BY_CLIENT; by++) {
        struct iwmo_entries found = ask_entries(ledger, by, &entry, arena);
        cr_assert_eq(found.count, 1, "by %d", by);
        cr_expect_arr_eq(found.rows, &entry, offsetof(struct iwmo_entry, verdict) + 1);
    }
    struct iwmo_entry other = entry;
    other.side = IWMO_SIDE_GEMEENTE;
    cr_expect_eq(ask_entries(ledger, IWMO_ENTRY_BY_FILE, &other, arena).count, 0);
    strcpy(other.message, "WMO305");
    other.side = entry.side;
    cr_expect_eq(ask_entries(ledger, IWMO_ENTRY_BY_CONTENT, &other, arena).count, 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

Test(ledger, an_entry_can_be_answered_and_nothing_else_of_it_changes)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A1", "999990019", 1);
    struct iwmo_entry retour = folio_entry(ledger, "R1", "999990019");
    retour.answer = entry.id;
    cr_assert_eq(iwmo_ledger_add_entry(ledger, &retour, NULL), IWMO_OK);
    entry.answer = retour.id;
    entry.state = IWMO_ENTRY_REFUSED;
    strcpy(entry.codes, "9332");
    struct iwmo_entry changed = entry;
    strcpy(changed.message, "other");
    cr_assert_eq(iwmo_ledger_change_entry(ledger, &changed, NULL), IWMO_OK);
    changed.id = 99;
    cr_expect_eq(iwmo_ledger_change_entry(ledger, &changed, NULL), IWMO_USAGE);
    folio_commit(ledger);
    struct iwmo_entries found = ask_entries(ledger, IWMO_ENTRY_BY_ID, &entry, arena);
    cr_assert_eq(found.count, 1);
    cr_expect_arr_eq(found.rows, &entry, offsetof(struct iwmo_entry, verdict) + 1);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

static enum iwmo_status
note_id(void *self, const struct iwmo_entry *entry)
{
    uint64_t *last = self;

    if (entry->id <= *last)
        return IWMO_USAGE;
    *last = entry->id;
    return entry->id == 4 ? IWMO_LIMIT : IWMO_OK;
}

Test(ledger, entries_are_walked_in_order_until_told_to_stop)
{
    struct iwmo_ledger *ledger = folio_open();
    uint64_t last = 2;

    folio_begin(ledger);
    for (int i = 0; i < 3; i++)
        folio_register(ledger, "same", "1", i);
    folio_commit(ledger);
    cr_assert_eq(iwmo_ledger_each_entry(ledger, 2, note_id, &last, NULL), IWMO_OK);
    cr_expect_eq(last, 3);
    folio_begin(ledger);
    folio_register(ledger, "4", "1", 4);
    folio_register(ledger, "5", "1", 5);
    folio_commit(ledger);
    last = 0;
    cr_assert_eq(iwmo_ledger_each_entry(ledger, 0, note_id, &last, NULL), IWMO_LIMIT);
    cr_expect_eq(last, 4);
    iwmo_ledger_close(ledger);
}

/* ---- records ---- */

static struct iwmo_record
full_record(struct iwmo_ledger *ledger, const struct iwmo_entry *entry)
{
    struct iwmo_record record = folio_toewijzing(entry, 7, 4711);

    record.kind = IWMO_RECORD_PRESTATIE;
    record.parent = 3;
    record.eind = iwmo_date_of(2025, 12, 31);
    record.ingang = iwmo_date_of(2025, 1, 2);
    record.budget = 500000;
    record.tarief = 1234;
    record.has_bedrag = true;
    record.bedrag.cents = -98765;
    record.ingediend.cents = 11;
    strcpy(record.reden, "13");
    record.status = 'C';
    record.referentie = folio_key(ledger, "referentie", "R-1");
    record.vorig = folio_key(ledger, "referentie", "R-0");
    record.release = R_3_2;
    strcpy(record.retourcodes[0], "8021");
    strcpy(record.retourcodes[1], "9390");
    return record;
}

Test(ledger, a_record_comes_back_as_it_was_by_every_question)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A1", "999990019", 1);
    struct iwmo_record record = full_record(ledger, &entry);
    cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, NULL), IWMO_OK);
    cr_expect_neq(record.id, 0);
    folio_commit(ledger);
    for (enum iwmo_asked_by by = 0; by <= IWMO_BY_MESSAGE; by++) {
        struct iwmo_question question = {.side = entry.side,
                                         .by = by,
                                         .kinds = IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE),
                                         .client = record.client,
                                         .nummer = record.nummer,
                                         .message = record.message};
        if (by == IWMO_BY_END) /* about TOEWIJZINGs */
            continue;
        question.referentie = by == IWMO_BY_VORIG ? record.vorig : record.referentie;
        strcpy(question.gemeente, record.gemeente);
        strcpy(question.aanbieder, record.aanbieder);
        struct iwmo_records found = ask(ledger, &question, arena);
        cr_assert_eq(found.count, 1, "by %d", by);
        cr_expect_arr_eq(found.rows, &record, sizeof(record), "by %d", by);
        question.kinds = IWMO_KIND_BIT(IWMO_RECORD_START);
        cr_expect_eq(ask(ledger, &question, arena).count, 0, "by %d", by);
    }
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

Test(ledger, what_is_absent_stays_absent)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_entry entry = {.message = "WMO319"};

    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_add_entry(ledger, &entry, NULL), IWMO_OK);
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_ANTWOORD);
    record.message = entry.id;
    record.ordinal = 1;
    entry.state = IWMO_ENTRY_SENT;
    cr_assert_eq(iwmo_ledger_change_entry(ledger, &entry, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, NULL), IWMO_OK);
    folio_commit(ledger);
    struct iwmo_question question = {
        .by = IWMO_BY_MESSAGE, .kinds = UINT32_MAX, .message = entry.id};
    struct iwmo_records found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 1);
    cr_expect_arr_eq(found.rows, &record, sizeof(record));
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

Test(ledger, records_of_messages_that_do_not_count_are_never_given)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);

    for (enum iwmo_entry_state state = 0; state < IWMO_ENTRY_STATES; state++) {
        folio_begin(ledger);
        struct iwmo_entry entry = folio_register(ledger, "A", "999990019", state);
        entry.state = state;
        cr_assert_eq(iwmo_ledger_change_entry(ledger, &entry, NULL), IWMO_OK);
        folio_commit(ledger);
        struct iwmo_question question = {.side = entry.side,
                                         .by = IWMO_BY_TOEWIJZING,
                                         .kinds = UINT32_MAX,
                                         .gemeente = "0518",
                                         .nummer = state};
        cr_expect_eq(ask(ledger, &question, arena).count, iwmo_entry_counts(state));
    }
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_AANBIEDER), 4);
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_GEMEENTE), 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

Test(ledger, of_parties_only_the_last_message_is_given)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    static const int months[] = {3, 5, 5, 1};
    uint64_t expected = 0;

    folio_begin(ledger);
    for (size_t i = 0; i < 4; i++) {
        struct iwmo_entry entry = folio_register(ledger, "A", "1", 1);
        struct iwmo_record record = iwmo_record_of(IWMO_RECORD_DECLARATIE);
        record.message = entry.id;
        record.ordinal = 2;
        record.begin = iwmo_date_of(2025, months[i], 1);
        strcpy(record.gemeente, "0518");
        strcpy(record.aanbieder, "12345678");
        cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, NULL),
                     IWMO_OK);
        if (i == 2)
            expected = entry.id;
    }
    folio_commit(ledger);
    struct iwmo_question question = {.side = IWMO_SIDE_AANBIEDER,
                                     .by = IWMO_BY_PARTIES,
                                     .kinds = IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE),
                                     .gemeente = "0518",
                                     .aanbieder = "12345678"};
    struct iwmo_records found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.rows[0].message, expected);
    question.kinds |= IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING);
    found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 2);
    cr_expect_eq(found.rows[0].message, expected);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

Test(ledger, a_decision_is_about_one_line_or_all_of_them)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_record lines[3];

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A", "1", 1);
    for (uint32_t i = 0; i < 3; i++) {
        lines[i] = folio_toewijzing(&entry, i + 2, i);
        lines[i].kind = IWMO_RECORD_PRESTATIE;
        cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &lines[i], NULL),
                     IWMO_OK);
    }
    cr_assert_eq(iwmo_ledger_decide(ledger, entry.id, 0, IWMO_UITKOMST_GOED, NULL),
                 IWMO_OK);
    cr_assert_eq(iwmo_ledger_decide(ledger, entry.id, lines[1].id,
                                    IWMO_UITKOMST_AFGEWEZEN, NULL),
                 IWMO_OK);
    cr_expect_eq(iwmo_ledger_decide(ledger, entry.id, 12345, IWMO_UITKOMST_GOED, NULL),
                 IWMO_USAGE);
    folio_commit(ledger);
    struct iwmo_question question = {
        .by = IWMO_BY_MESSAGE, .kinds = UINT32_MAX, .message = entry.id};
    struct iwmo_records found = ask(ledger, &question, arena);
    cr_assert_eq(found.count, 4);
    cr_expect_eq(found.rows[0].uitkomst, IWMO_UITKOMST_OPEN); /* no PRESTATIE */
    cr_expect_eq(found.rows[1].uitkomst, IWMO_UITKOMST_GOED);
    cr_expect_eq(found.rows[2].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
    cr_expect_eq(found.rows[3].uitkomst, IWMO_UITKOMST_GOED);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

/* ---- seals ---- */

Test(ledger, what_was_sealed_opens_in_order)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_buffer whole = {0};
    size_t size = 1 << 20;
    char *piece = malloc(size + 1);

    memset(piece, 'a', size + 1);
    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A", "1", 1);
    cr_assert_eq(iwmo_ledger_seal(ledger, entry.id, "file",
                                  (struct iwmo_text){piece, size}, NULL),
                 IWMO_OK);
    cr_assert_eq(iwmo_ledger_seal(ledger, entry.id, "notes", iwmo_text("n"), NULL),
                 IWMO_OK);
    cr_expect_eq(iwmo_ledger_seal(ledger, entry.id, "file",
                                  (struct iwmo_text){piece, size + 1}, NULL),
                 IWMO_LIMIT);
    folio_commit(ledger);
    cr_assert_eq(
        iwmo_ledger_unseal(ledger, entry.id, "file", iwmo_drain_buffer(&whole), NULL),
        IWMO_OK);
    cr_assert_eq(whole.size, size + strlen("<Bericht/>"));
    cr_expect_eq(strncmp(whole.at, "<Bericht/>aaa", 13), 0);
    iwmo_buffer_reset(&whole);
    cr_assert_eq(
        iwmo_ledger_unseal(ledger, entry.id, "none", iwmo_drain_buffer(&whole), NULL),
        IWMO_OK);
    cr_expect_eq(whole.size, 0);
    iwmo_buffer_release(&whole);
    free(piece);
    iwmo_ledger_close(ledger);
}

Test(ledger, a_seal_that_was_moved_does_not_open)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_buffer whole = {0};
    struct iwmo_error err = {0};

    folio_begin(ledger);
    folio_register(ledger, "A", "1", 1);
    folio_register(ledger, "B", "1", 1);
    folio_commit(ledger);
    folio_sql("UPDATE sealed SET message = 3 - message, piece = piece + 5;"
              "UPDATE sealed SET piece = piece - 5");
    cr_assert_eq(iwmo_ledger_unseal(ledger, 1, "file", iwmo_drain_buffer(&whole), &err),
                 IWMO_MALFORMED);
    cr_expect_eq(whole.size, 0);
    iwmo_buffer_release(&whole);
    iwmo_ledger_close(ledger);
}

/* ---- transactions ---- */

Test(ledger, a_rollback_and_an_undo_leave_nothing)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    folio_register(ledger, "A", "1", 1);
    iwmo_ledger_rollback(ledger);
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_AANBIEDER), 0);
    folio_begin(ledger);
    for (int i = 0; i < 10; i++) {
        cr_assert_eq(iwmo_ledger_mark(ledger, NULL), IWMO_OK);
        struct iwmo_entry entry = folio_register(ledger, "A", "1", i);
        cr_expect_eq(entry.id, (uint64_t)(i / 2 + 1));
        if (i % 2 == 0)
            iwmo_ledger_undo(ledger);
        else
            cr_assert_eq(iwmo_ledger_keep(ledger, NULL), IWMO_OK);
    }
    folio_commit(ledger);
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_AANBIEDER), 5);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

Test(ledger, closing_rolls_back)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    folio_register(ledger, "A", "1", 1);
    iwmo_ledger_close(ledger);
    iwmo_ledger_close(NULL);
    ledger = folio_open();
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_AANBIEDER), 0);
    iwmo_ledger_close(ledger);
}

Test(ledger, nothing_is_written_outside_a_transaction)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_entry entry = folio_entry(ledger, "A", "1");
    struct iwmo_error err = {0};

    cr_expect_eq(iwmo_ledger_add_entry(ledger, &entry, &err), IWMO_USAGE);
    cr_expect_eq(iwmo_ledger_commit(ledger, NULL), IWMO_USAGE);
    cr_expect_eq(iwmo_ledger_mark(ledger, NULL), IWMO_USAGE);
    folio_begin(ledger);
    cr_expect_eq(iwmo_ledger_begin(ledger, NULL), IWMO_USAGE);
    cr_expect_eq(iwmo_ledger_keep(ledger, NULL), IWMO_USAGE);
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
}

Test(ledger, after_a_write_that_failed_there_is_no_commit)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A", "1", 1);
    struct iwmo_record twice = folio_toewijzing(&entry, 1, 2);
    cr_expect_eq(iwmo_ledger_add_record(ledger, entry.side, &twice, NULL), IWMO_USAGE);
    cr_expect_eq(iwmo_ledger_commit(ledger, NULL), IWMO_IO);
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_AANBIEDER), 0);
    folio_begin(ledger); /* and within a mark, only the mark is lost */
    entry = folio_register(ledger, "A", "1", 1);
    cr_assert_eq(iwmo_ledger_mark(ledger, NULL), IWMO_OK);
    cr_expect_eq(iwmo_ledger_add_record(ledger, entry.side, &twice, NULL), IWMO_USAGE);
    iwmo_ledger_undo(ledger);
    folio_commit(ledger);
    cr_expect_eq(folio_count(ledger, IWMO_SIDE_AANBIEDER), 1);
    iwmo_ledger_close(ledger);
}

/* ---- the client file ---- */

static struct iwmo_intake
open_intake(struct iwmo_ledger *ledger, const char *bsn)
{
    struct iwmo_intake intake = {.aanbieder = "12345678",
                                 .is_open = true,
                                 .is_needed = true,
                                 .strength = 'F',
                                 .outcome = "NEW_CLIENT",
                                 .categorie = "02",
                                 .closed = IWMO_DATE_OPEN_END};

    intake.client = folio_key(ledger, "bsn", bsn);
    intake.opened = iwmo_date_of(2025, 6, 1);
    return intake;
}

Test(ledger, intakes_are_kept_changed_and_linked)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_intake intake = open_intake(ledger, "1"),
                       other = open_intake(ledger, "2");
    struct iwmo_intakes found;
    struct iwmo_intake_link *links;
    size_t count;

    folio_begin(ledger);
    intake.message = folio_register(ledger, "A", "1", 1).id;
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &other, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_link_intake(ledger, intake.id, "0518", 1, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_link_intake(ledger, intake.id, "0518", 1, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_link_intake(ledger, intake.id, "0344", 1, NULL), IWMO_OK);
    intake.is_open = false;
    intake.closed = iwmo_date_of(2025, 7, 1);
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    folio_commit(ledger);
    cr_assert_eq(
        iwmo_ledger_intakes(ledger, &intake.client, "12345678", arena, &found, NULL),
        IWMO_OK);
    cr_assert_eq(found.count, 1);
    cr_expect_arr_eq(found.rows, &intake, sizeof(intake));
    cr_assert_eq(iwmo_ledger_intakes(ledger, NULL, "", arena, &found, NULL), IWMO_OK);
    cr_expect_eq(found.count, 2);
    cr_assert_eq(iwmo_ledger_intakes(ledger, NULL, "87654321", arena, &found, NULL),
                 IWMO_OK);
    cr_expect_eq(found.count, 0);
    cr_assert_eq(
        iwmo_ledger_intake_links(ledger, intake.id, arena, &links, &count, NULL),
        IWMO_OK);
    cr_assert_eq(count, 2);
    cr_expect_str_eq(links[0].gemeente, "0344");
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}

Test(ledger, a_client_has_at_most_one_open_intake)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_intake intake = open_intake(ledger, "1"), second = intake;

    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_mark(ledger, NULL), IWMO_OK);
    cr_expect_eq(iwmo_ledger_put_intake(ledger, &second, NULL), IWMO_USAGE);
    iwmo_ledger_undo(ledger);
    intake.is_open = false;
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    cr_expect_eq(iwmo_ledger_put_intake(ledger, &second, NULL), IWMO_OK);
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
}

Test(ledger, notes_and_blocks_are_kept)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_key client = folio_key(ledger, "bsn", "1");
    struct iwmo_date day = iwmo_date_of(2025, 6, 1);
    struct iwmo_intake_note *notes;
    size_t count;
    bool is_blocked;

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A", "1", 1);
    struct iwmo_intake_note note = {entry.id, 77, "NO_ACTION", '-', 0, entry.id};
    cr_assert_eq(iwmo_ledger_note_intake(ledger, &note, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_block(ledger, &client, true, day, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_block(ledger, &client, true, day, NULL), IWMO_OK);
    folio_commit(ledger);
    cr_assert_eq(
        iwmo_ledger_intake_notes(ledger, entry.id, arena, &notes, &count, NULL),
        IWMO_OK);
    cr_assert_eq(count, 1);
    cr_expect_eq(notes[0].record, 77);
    cr_expect_str_eq(notes[0].outcome, "NO_ACTION");
    cr_expect_eq(notes[0].because, entry.id);
    cr_assert_eq(iwmo_ledger_is_blocked(ledger, &client, &is_blocked, NULL), IWMO_OK);
    cr_expect(is_blocked);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_block(ledger, &client, false, day, NULL), IWMO_OK);
    folio_commit(ledger);
    cr_assert_eq(iwmo_ledger_is_blocked(ledger, &client, &is_blocked, NULL), IWMO_OK);
    cr_expect_not(is_blocked);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
}
