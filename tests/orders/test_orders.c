/*
 * The outcome does not depend on the order of arrival: each tale is told in its own
 * order and in others, and the final books and intakes are equal.
 *
 * IWMO_ORDERS: how many tales; default 60.  IWMO_ORDER_SEED: the first of them.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "books/books.h"
#include "cases/case.h"
#include "cases/message.h"
#include "model/levensloop.h"
#include "orders/tale.h"
#include "support.h"

enum { OTHER_ORDERS = 3 };

/* Where tales are played. */
struct stage {
    char folder[TEST_PATH], path[TALE_MAX][TEST_PATH + 20];
    struct iwmo_ledger *ledger;
    struct iwmo_arena *arena;
    struct iwmo_key client;
    struct iwmo_buffer books; /* at the end of a play, as text */
};

static unsigned long
number_of(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? strtoul(text, NULL, 10) : otherwise;
}

static void
set_stage(struct stage *stage)
{
    static char ledger[TEST_PATH + 20];
    struct iwmo_error err = {0};

    memset(stage, 0, sizeof(*stage));
    test_make_folder(stage->folder);
    snprintf(ledger, sizeof(ledger), "%s/ledger.db", stage->folder);
    const struct iwmo_ledger_options options = {.path = ledger};
    cr_assert_eq(iwmo_ledger_open(&options, &stage->ledger, &err), IWMO_OK, "%s",
                 err.text);
    cr_assert_eq(iwmo_pseudonym_make(iwmo_ledger_pseudonyms(stage->ledger), "bsn",
                                     iwmo_text("999900018"), &stage->client, NULL),
                 IWMO_OK);
    stage->arena = iwmo_arena_new(0);
    iwmo_buffer_init(&stage->books, 0);
}

static void
strike_stage(struct stage *stage)
{
    iwmo_ledger_close(stage->ledger);
    iwmo_arena_free(stage->arena);
    iwmo_buffer_release(&stage->books);
    test_remove_folder(stage->folder);
}

/* ---- messages ---- */

static void
write_messages(struct stage *stage, const struct tale *tale)
{
    static struct case_file file;
    struct iwmo_buffer xml;

    for (int i = 0; i < tale->count; i++) {
        char identificatie[16];
        struct message_header header = {.identificatie = identificatie,
                                        .bsn = "999900018"};

        cr_assert(case_parse(stage->arena, tale->text[i], &file), "%s: %s", file.error,
                  tale->text[i]);
        const struct case_step *step = file.plays[0].steps[0];
        header.dagtekening = step->date;
        header.release = case_get(&step->words, "release");
        header.afzender = tale->is_sent[i] ? "65656055" : "0384";
        header.ontvanger = tale->is_sent[i] ? "0384" : "65656055";
        snprintf(identificatie, sizeof(identificatie), "T%d", i);
        iwmo_buffer_init(&xml, 0);
        message_write(step, &header, &xml);
        snprintf(stage->path[i], sizeof(stage->path[i]), "%s/%d.xml", stage->folder, i);
        test_write(stage->path[i], xml.at, xml.size);
        iwmo_buffer_release(&xml);
    }
}

/* ---- books as text ---- */

static int
compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Lines in an order that says nothing of when they came. */
static void
put_sorted(struct stage *stage, char **lines, size_t count)
{
    if (count > 1)
        qsort(lines, count, sizeof(*lines), compare_lines);
    for (size_t i = 0; i < count; i++)
        iwmo_buffer_printf(&stage->books, "%s\n", lines[i]);
}

static char *
line(struct stage *stage, const char *text)
{
    return iwmo_arena_copy(stage->arena, text, strlen(text));
}

static struct iwmo_records
of_number(struct stage *stage, const struct iwmo_records *all, int64_t nummer)
{
    struct iwmo_records some = {
        iwmo_arena_alloc(stage->arena, (all->count + 1) * sizeof(*some.rows)), 0};

    for (size_t i = 0; i < all->count; i++)
        if (all->rows[i].nummer == nummer)
            some.rows[some.count++] = all->rows[i];
    return some;
}

static void
put_numbers(struct stage *stage)
{
    const struct iwmo_history history = iwmo_ledger_history(stage->ledger);
    const struct iwmo_question question = {.side = IWMO_SIDE_AANBIEDER,
                                           .by = IWMO_BY_CLIENT,
                                           .kinds = UINT32_MAX,
                                           .client = stage->client};
    struct iwmo_records all;

    cr_assert_eq(history.records(history.self, &question, stage->arena, &all, NULL),
                 IWMO_OK);
    for (int64_t nummer = 1; nummer <= TALE_NUMBERS; nummer++) {
        const struct iwmo_records records = of_number(stage, &all, nummer);
        const struct iwmo_record *current = iwmo_toewijzing_current(&records);
        const struct iwmo_levering levering = iwmo_levering_of(&records);

        if (current == NULL)
            continue;
        iwmo_buffer_printf(
            &stage->books, "%lld %s/%s %d..%d at %lld, delivery %d %d %d\n",
            (long long)nummer, current->categorie, current->code, current->begin.days,
            current->eind.days, (long long)current->moment, (int)levering.state,
            levering.start != NULL ? levering.start->begin.days : 0,
            levering.stop != NULL ? levering.stop->eind.days : 0);
    }
}

static void
put_intakes(struct stage *stage)
{
    struct iwmo_intakes intakes;
    char *lines[64], text[200];
    size_t count = 0;

    cr_assert_eq(iwmo_ledger_intakes(stage->ledger, &stage->client, "", stage->arena,
                                     &intakes, NULL),
                 IWMO_OK);
    for (size_t i = 0; i < intakes.count && count < 64; i++) {
        const struct iwmo_intake *row = &intakes.rows[i];

        if (!row->is_open && !row->is_needed)
            continue;
        snprintf(text, sizeof(text), "intake %s %s %c %s closed %c %d",
                 row->is_open ? "open" : "closed", row->outcome, row->strength,
                 row->categorie, row->closing != '\0' ? row->closing : '-',
                 row->closed.days);
        lines[count++] = line(stage, text);
    }
    put_sorted(stage, lines, count);
}

/* ---- playing ---- */

/* Take all in this order; what becomes of each, and the final books. */
static void
play(struct stage *stage, const struct tale *tale, const int *order)
{
    struct iwmo_error err = {0};
    struct iwmo_books_options options = {
        .ledger = stage->ledger,
        .today = {tale->today.days + (int32_t)(tale->seed % 40)},
        .intake = IWMO_INTAKE_DEFAULTS,
    };
    enum iwmo_booking became[TALE_MAX];
    const struct iwmo_booked *booked;
    options.intake.leaves_open = tale->seed % 4 == 0;
    struct iwmo_books *books = iwmo_books_new(&options, &err);
    cr_assert_not_null(books, "%s", err.text);
    iwmo_buffer_reset(&stage->books);
    cr_assert_eq(iwmo_ledger_begin(stage->ledger, &err), IWMO_OK, "%s", err.text);
    for (int i = 0; i < tale->count; i++) {
        const int at = order[i];
        const enum iwmo_status status =
            tale->is_sent[at]
                ? iwmo_books_send(books, stage->path[at], NULL, &booked, &err)
                : iwmo_books_receive(books, stage->path[at], NULL, &booked, &err);

        cr_assert_eq(status, IWMO_OK, "%s", err.text);
        became[at] = booked->booking;
    }
    for (int i = 0; i < tale->count; i++)
        iwmo_buffer_printf(&stage->books, "%d %s\n", i, iwmo_booking_name(became[i]));
    put_numbers(stage);
    put_intakes(stage);
    iwmo_ledger_rollback(stage->ledger);
    iwmo_books_free(books);
}

static void
print_tale(const struct tale *tale, const int *order, struct iwmo_buffer *out)
{
    for (int i = 0; i < tale->count; i++)
        iwmo_buffer_printf(out, "%d: %s\n", order[i],
                           strchr(strchr(tale->text[order[i]], '\n') + 1, '\n') + 1);
}

/* True: all orders end alike. */
static bool
is_any_order_alike(struct stage *stage, uint64_t seed)
{
    static struct tale tale;
    struct iwmo_buffer first, told;
    int order[TALE_MAX];
    bool is_alike = true;

    tale_begin(&tale, seed);
    write_messages(stage, &tale);
    for (int i = 0; i < tale.count; i++)
        order[i] = i;
    play(stage, &tale, order);
    iwmo_buffer_init(&first, 0);
    iwmo_buffer_init(&told, 0);
    iwmo_buffer_text(&first, stage->books.at);
    for (int k = 0; k < OTHER_ORDERS && is_alike; k++) {
        tale_shuffle(&tale, order);
        play(stage, &tale, order);
        is_alike = strcmp(first.at, stage->books.at) == 0;
        if (!is_alike)
            print_tale(&tale, order, &told);
    }
    cr_expect(is_alike, "seed %llu:\n%s\nin its own order:\n%s\nin this one:\n%s",
              (unsigned long long)seed, told.at != NULL ? told.at : "", first.at,
              stage->books.at);
    iwmo_buffer_release(&first);
    iwmo_buffer_release(&told);
    iwmo_arena_reset(stage->arena);
    return is_alike;
}

Test(orders, all_end_in_the_same_books_and_intakes, .timeout = 7200)
{
    const unsigned long count = number_of("IWMO_ORDERS", 60),
                        first = number_of("IWMO_ORDER_SEED", 1);
    struct stage stage;
    unsigned failures = 0;

    set_stage(&stage);
    for (unsigned long i = 0; i < count && failures < 5; i++)
        failures += !is_any_order_alike(&stage, first + i);
    strike_stage(&stage);
}
