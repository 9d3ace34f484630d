#include "rules/tally.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/edited.h"
#include "support.h"

/* A line of a declaration, as the tally looks at it. */
struct line_nodes {
    struct iwmo_node client, prestaties, prestatie;
};

static void
start_line(struct iwmo_tally *tally, uint32_t client, uint32_t prestatie)
{
    struct line_nodes nodes = {0};

    nodes.client.index = client;
    nodes.prestaties.parent = &nodes.client;
    nodes.prestatie.parent = &nodes.prestaties;
    nodes.prestatie.index = prestatie;
    iwmo_tally_start(tally, &nodes.prestatie);
}

static uint64_t
print_of(const struct iwmo_tally *tally, enum iwmo_tally_key key, const char *value)
{
    struct iwmo_text text = iwmo_text(value);

    return iwmo_tally_fingerprint(tally, key, 1, &text);
}

static void
add(struct iwmo_tally *tally, enum iwmo_tally_key key, const char *value,
    uint32_t client, uint32_t prestatie)
{
    iwmo_tally_add(tally, key, print_of(tally, key, value),
                   (struct iwmo_line){client, prestatie});
}

static size_t
count_of(const struct iwmo_tally *tally, enum iwmo_tally_key key, const char *value)
{
    return iwmo_tally_find(tally, key, print_of(tally, key, value)).count;
}

Test(tally, lines_with_a_key_come_in_document_order)
{
    struct iwmo_tally *tally = iwmo_tally_new(1);

    cr_assert_not(iwmo_tally_has(tally, IWMO_KEY_VORIG));
    for (uint32_t i = 1; i <= 100; i++) {
        start_line(tally, 1, i);
        cr_assert_eq(count_of(tally, IWMO_KEY_VORIG, "RN1"), i - 1);
        add(tally, IWMO_KEY_VORIG, "RN1", 1, i);
    }
    struct iwmo_lines lines =
        iwmo_tally_find(tally, IWMO_KEY_VORIG, print_of(tally, IWMO_KEY_VORIG, "RN1"));
    cr_assert_eq(lines.count, 100);
    for (uint32_t i = 0; i < 100; i++)
        cr_assert_eq(lines.lines[i].prestatie, i + 1);
    cr_assert(iwmo_tally_has(tally, IWMO_KEY_VORIG));
    cr_assert_eq(count_of(tally, IWMO_KEY_REFERENTIE, "RN1"), 0, "another kind of key");
    iwmo_tally_free(tally);
}

Test(tally, keys_of_a_client_are_forgotten_at_the_next)
{
    struct iwmo_tally *tally = iwmo_tally_new(2);

    start_line(tally, 1, 1);
    add(tally, IWMO_KEY_DEBET, "x", 1, 1);
    add(tally, IWMO_KEY_REFERENTIE, "x", 1, 1);
    cr_assert_eq(count_of(tally, IWMO_KEY_DEBET, "x"), 1);
    start_line(tally, 2, 1);
    cr_assert_eq(count_of(tally, IWMO_KEY_DEBET, "x"), 0);
    cr_assert_eq(count_of(tally, IWMO_KEY_REFERENTIE, "x"), 1);
    iwmo_tally_free(tally);
}

/* Many Clients, so that keys of earlier ones are thrown away in between. */
Test(tally, a_key_of_one_client_is_never_taken_for_that_of_another)
{
    struct iwmo_tally *tally = iwmo_tally_new(3);

    for (uint32_t client = 1; client <= 30000; client++) {
        start_line(tally, client, 1);
        cr_assert_eq(count_of(tally, IWMO_KEY_RECORD, "same"), 0);
        add(tally, IWMO_KEY_RECORD, "same", client, 1);
    }
    cr_assert_eq(iwmo_tally_clients(tally), 30000);
    iwmo_tally_free(tally);
}

Test(tally, groups_come_in_the_order_of_their_last_lines)
{
    static const char *const keys[] = {"a", "b", "c", "b", "a", "c", "b", "d"};
    static const struct {
        uint32_t last;
        size_t count;
    } groups[] = {{5, 2}, {6, 2}, {7, 3}};
    struct iwmo_tally *tally = iwmo_tally_new(4);
    const void *cursor = NULL;
    struct iwmo_lines lines;

    for (uint32_t i = 0; i < 8; i++)
        add(tally, IWMO_KEY_BSN, keys[i], i + 1, 0);
    for (size_t i = 0; i < 3; i++) {
        cr_assert(iwmo_tally_next_group(tally, IWMO_KEY_BSN, &cursor, &lines));
        cr_assert_eq(lines.count, groups[i].count);
        cr_assert_eq(lines.lines[lines.count - 1].client, groups[i].last);
    }
    cr_assert_not(iwmo_tally_next_group(tally, IWMO_KEY_BSN, &cursor, &lines));
    iwmo_tally_free(tally);
}

static void
add_record(struct iwmo_tally *tally, const char *first, const char *second,
           uint32_t client, uint32_t prestatie)
{
    struct iwmo_line line = {client, prestatie};
    struct iwmo_lines before = {0};
    uint64_t prints[2] = {0};

    start_line(tally, client, prestatie);
    if (first != NULL) {
        prints[0] = print_of(tally, IWMO_KEY_REFERENTIE, first);
        before = iwmo_tally_add(tally, IWMO_KEY_REFERENTIE, prints[0], line);
    }
    if (second != NULL)
        prints[1] = print_of(tally, IWMO_KEY_VORIG, second);
    iwmo_tally_add_record(tally, prints[0], prints[1], line,
                          first != NULL ? &before : NULL);
}

/* The next group of records is these Prestaties, ended by 0. */
static void
assert_records(const struct iwmo_tally *tally, const void **cursor,
               const uint32_t *prestaties)
{
    struct iwmo_lines lines;
    size_t count = 0;

    cr_assert(iwmo_tally_next_group(tally, IWMO_KEY_RECORD, cursor, &lines));
    for (; prestaties[count] != 0; count++) {
        cr_assert_lt(count, lines.count);
        cr_assert_eq(lines.lines[count].prestatie, prestaties[count]);
    }
    cr_assert_eq(lines.count, count);
}

Test(tally, records_with_both_numbers_equal_are_found_however_late)
{
    struct iwmo_tally *tally = iwmo_tally_new(5);
    const void *cursor = NULL;
    struct iwmo_lines lines;

    add_record(tally, "A", NULL, 1, 1); /* another Client */
    add_record(tally, "A", NULL, 2, 1);
    add_record(tally, "B", "x", 2, 2);
    add_record(tally, "A", NULL, 2, 3);
    add_record(tally, "B", "y", 2, 4);
    add_record(tally, NULL, NULL, 2, 5);
    add_record(tally, "C", "", 2, 6);
    add_record(tally, "A", NULL, 2, 7);
    add_record(tally, "C", NULL, 2, 8);
    add_record(tally, "B", "x", 2, 9);
    add_record(tally, NULL, NULL, 2, 10);
    assert_records(tally, &cursor, (const uint32_t[]){1, 3, 7, 0});
    assert_records(tally, &cursor, (const uint32_t[]){2, 9, 0});
    assert_records(tally, &cursor, (const uint32_t[]){5, 10, 0});
    cr_assert_not(iwmo_tally_next_group(tally, IWMO_KEY_RECORD, &cursor, &lines));
    iwmo_tally_free(tally);
}

/* A Client with Prestaties twice, which the schema reports. */
Test(tally, records_are_found_when_the_numbers_of_lines_start_again)
{
    struct iwmo_tally *tally = iwmo_tally_new(6);
    const void *cursor = NULL;
    struct iwmo_lines lines;

    add_record(tally, "A", NULL, 1, 1);
    add_record(tally, "B", "x", 1, 2);
    add_record(tally, "C", NULL, 1, 1);
    add_record(tally, "B", "x", 1, 2);
    add_record(tally, "A", NULL, 1, 3);
    add_record(tally, "C", "x", 1, 4);
    assert_records(tally, &cursor, (const uint32_t[]){2, 2, 0});
    assert_records(tally, &cursor, (const uint32_t[]){1, 3, 0});
    cr_assert_not(iwmo_tally_next_group(tally, IWMO_KEY_RECORD, &cursor, &lines));
    iwmo_tally_free(tally);
}

Test(tally, after_a_reset_nothing_is_left)
{
    struct iwmo_tally *tally = iwmo_tally_new(5);
    const void *cursor = NULL;
    struct iwmo_lines lines;

    for (int message = 0; message < 3; message++) {
        start_line(tally, 1, 1);
        start_line(tally, 1, 2);
        iwmo_tally_mark(tally, IWMO_SUM_BTW);
        iwmo_tally_sum(tally, IWMO_SUM_BTW)->money.cents += 5;
        add(tally, IWMO_KEY_VORIG, "x", 1, 1);
        add(tally, IWMO_KEY_VORIG, "x", 1, 2);
        cr_assert_eq(iwmo_tally_sum(tally, IWMO_SUM_BTW)->money.cents, 5);
        cr_assert_eq(iwmo_tally_prestaties(tally, 1), 2);
        cr_assert_not(iwmo_tally_is_marked(tally, IWMO_SUM_BTW, 0));
        cr_assert(iwmo_tally_is_marked(tally, IWMO_SUM_BTW, 1));
        iwmo_tally_reset(tally);
        cr_assert_eq(iwmo_tally_clients(tally), 0);
        cr_assert_eq(count_of(tally, IWMO_KEY_VORIG, "x"), 0);
        cr_assert_not(iwmo_tally_is_marked(tally, IWMO_SUM_BTW, 1));
        cr_assert_not(iwmo_tally_next_group(tally, IWMO_KEY_VORIG, &cursor, &lines));
        cr_assert_not(iwmo_tally_failed(tally));
    }
    iwmo_tally_free(tally);
    iwmo_tally_free(NULL);
}

Test(tally, an_absent_value_differs_from_an_empty_one)
{
    struct iwmo_tally *tally = iwmo_tally_new(6);
    struct iwmo_text absent[] = {iwmo_text("a"), {NULL, 0}};
    struct iwmo_text empty[] = {iwmo_text("a"), iwmo_text("")};
    struct iwmo_text swapped[] = {{NULL, 0}, iwmo_text("a")};

    uint64_t print = iwmo_tally_fingerprint(tally, IWMO_KEY_RECORD, 2, absent);
    cr_assert_eq(print, iwmo_tally_fingerprint(tally, IWMO_KEY_RECORD, 2, absent));
    cr_assert_neq(print, iwmo_tally_fingerprint(tally, IWMO_KEY_RECORD, 2, empty));
    cr_assert_neq(print, iwmo_tally_fingerprint(tally, IWMO_KEY_RECORD, 2, swapped));
    iwmo_tally_free(tally);
}

/* ---- places ---- */

static void
add_prestatie(struct iwmo_buffer *out, unsigned number, const char *previous)
{
    iwmo_buffer_printf(
        out,
        "<m:Prestatie><m:ProductReferentie><b:ReferentieNummer>R%u</b:ReferentieNummer>"
        "<b:VorigReferentieNummer>%s</b:VorigReferentieNummer></m:ProductReferentie>"
        "</m:Prestatie>\n",
        number, previous);
}

static unsigned
roll(uint64_t *state, unsigned sides)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(*state >> 33) % sides;
}

static void
print_expected(struct iwmo_buffer *out, const unsigned *sizes, unsigned clients,
               unsigned client, unsigned prestatie)
{
    iwmo_buffer_text(out, "/Bericht/Declaratie/Clienten/Client");
    if (clients > 1)
        iwmo_buffer_printf(out, "[%u]", client + 1);
    iwmo_buffer_text(out, "/Prestaties/Prestatie");
    if (sizes[client] > 1)
        iwmo_buffer_printf(out, "[%u]", prestatie + 1);
    iwmo_buffer_text(out, "/ProductReferentie/VorigReferentieNummer ");
}

/* A declaration in which two lines, somewhere, credit the same one, and the places that
 * TR315 should name. */
static void
make_declaration(uint64_t *state, struct iwmo_buffer *bytes, struct iwmo_buffer *places)
{
    unsigned clients = 1 + roll(state, 4), sizes[4], lines = 0, line = 0;

    for (unsigned i = 0; i < clients; i++)
        lines += sizes[i] = 1 + roll(state, 3) + (clients == 1);
    unsigned first = roll(state, lines - 1);
    unsigned second = first + 1 + roll(state, lines - first - 1);
    iwmo_buffer_text(bytes,
                     "<m:Bericht xmlns:m=\"http://www.istandaarden.nl/iwmo/3_2/wmo323/"
                     "schema\" xmlns:b=\"http://www.istandaarden.nl/iwmo/3_2/"
                     "basisschema/schema\"><m:Declaratie><m:Clienten>\n");
    for (unsigned i = 0; i < clients; i++) {
        iwmo_buffer_text(bytes, "<m:Client><m:Prestaties>\n");
        for (unsigned j = 0; j < sizes[i]; j++, line++) {
            char own[20];
            snprintf(own, sizeof(own), "V%u", line);
            bool is_it = line == first || line == second;
            add_prestatie(bytes, line, is_it ? "same" : own);
            if (is_it)
                print_expected(places, sizes, clients, i, j);
        }
        iwmo_buffer_text(bytes, "</m:Prestaties></m:Client>\n");
    }
    iwmo_buffer_text(bytes, "</m:Clienten></m:Declaratie></m:Bericht>\n");
}

/* The earlier place is made of numbers, for its nodes are gone; the later is made of
 * nodes.  Both must read as if the whole message were in memory. */
Test(tally, places_of_lines_that_are_gone_read_like_those_at_hand)
{
    struct iwmo_judge *judge = test_judge();
    uint64_t state = 323;

    for (int round = 0; round < 2000; round++) {
        struct iwmo_buffer bytes = {0}, expected = {0}, found = {0};
        make_declaration(&state, &bytes, &expected);
        const struct iwmo_result *result = edited_result(judge, &bytes);
        for (const struct iwmo_finding *finding = result->findings.first; finding;
             finding = finding->next) {
            if (strcmp(finding->fault->code, "TR315") != 0)
                continue;
            cr_assert_eq(finding->also_count, 1);
            test_print_place(&finding->where, &found);
            iwmo_buffer_char(&found, ' ');
            test_print_place(&finding->also[0], &found);
            iwmo_buffer_char(&found, ' ');
        }
        cr_assert_not_null(found.at, "%s", bytes.at);
        cr_assert_str_eq(found.at, expected.at, "%s", bytes.at);
        iwmo_buffer_release(&bytes);
        iwmo_buffer_release(&expected);
        iwmo_buffer_release(&found);
    }
    iwmo_judge_free(judge);
}
