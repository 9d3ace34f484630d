/*
 * Secrets: a person's name, birth date and BSN, in every spelling and every field of
 * every message, stand in no report.
 *
 * Each simple element of valid.xml gets each of the values below, one at a time.  What
 * may be shown: a birth date in a field that is a date of something else, and in the
 * Rapport an Identificatie, that names the message to its sender.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "judges/tree.h"
#include "names.h"
#include "report/layout.h"
#include "support.h"

static const char *const spellings[] = {
    "Bartholdy, Quirijn; geb 02-06-1951; BSN 9999.00.006",
    "Bartholdy",
    "Q.Bartholdy",
    "999900006",
    "9999.00.006",
    "9999 00 006",
    "9999-00-006",
    "10000008", /* without its leading zero */
    "1000.00.08",
    "010000008",
    "1951-06-02",
    "02-06-1951",
    "2/6/1951",
    "19510602",
    "02061951",
};

/* None of it may be seen. */
static const char *const secrets[] = {
    "artholdy",    "uirijn",   "999900006",  "9999.00.006", "9999 00 006",
    "9999-00-006", "10000008", "1000.00.08", "010000008",   "1951-06-02",
    "02-06-1951",  "2/6/1951", "19510602",   "02061951",    "9990000",
    "000.00.08",   "51-06-02", "06-1951",    "2061951",     "9510602",
};

static bool
may_show(const char *format, const struct iwmo_element *element, const char *secret)
{
    bool is_day = strchr(secret, '-') != NULL && strstr(secret, "51") != NULL;

    if (element->type->kind == IWMO_DATE && element->id != EL_Datum && is_day)
        return true;
    return strcmp(format, "rapport") == 0 && strcmp(secret, "artholdy") == 0 &&
           (element->id == EL_Identificatie ||
            element->id == EL_DeclarantFactuurNummer);
}

static void
assert_secret(const struct iwmo_result *result, const struct iwmo_element *element,
              const char *value, enum iwmo_lang lang)
{
    const struct iwmo_report_options options = {
        .lang = lang, .verbose = true, .reads_sources = true};

    for (size_t f = 0; iwmo_formats[f].name != NULL; f++) {
        const char *format = iwmo_formats[f].name;
        struct iwmo_buffer out = layout_print(format, &options, 1, &result);
        for (size_t s = 0; s < sizeof(secrets) / sizeof(secrets[0]); s++)
            if (strstr(value, secrets[s]) != NULL && out.at != NULL &&
                !may_show(format, element, secrets[s]))
                cr_assert_null(strstr(out.at, secrets[s]), "%s %s in %s, as %s: %s",
                               result->message->name, element->name, format, value,
                               strstr(out.at, secrets[s]));
        iwmo_buffer_release(&out);
    }
}

/* Has an element before this one the same row? */
static bool
is_first_of_its_row(struct tree_item *const *items, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (items[i]->decl == items[at]->decl)
            return false;
    return true;
}

static void
try_values(struct iwmo_judge *judge, struct tree_item *root, struct tree_item *item,
           const char *path)
{
    const char *sent = item->first->text;
    const struct iwmo_result *result;
    struct iwmo_buffer bytes = {0};

    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
        item->first->text = spellings[i];
        iwmo_buffer_reset(&bytes);
        tree_print(root, &bytes);
        test_write(path, bytes.at, bytes.size);
        cr_assert_eq(iwmo_judge_file(judge, path, &result, NULL), IWMO_OK);
        if (result->message != NULL)
            assert_secret(result, item->decl, spellings[i], i % 2 ? IWMO_EN : IWMO_NL);
    }
    item->first->text = sent;
    iwmo_buffer_release(&bytes);
}

/* By number: pointers mean nothing in the process of a test. */
ParameterizedTestParameters(secrets, no_report_shows_who_it_is_about)
{
    static size_t numbers[64];
    size_t count = iwmo_schema_builtin.message_count;

    for (size_t i = 0; i < count; i++)
        numbers[i] = i;
    return cr_make_param_array(size_t, numbers, count);
}

ParameterizedTest(const size_t *number, secrets, no_report_shows_who_it_is_about,
                  .timeout = 900)
{
    const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[*number];
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_judge *judge = test_judge();
    size_t count, tried = 0;
    char path[200];

    snprintf(path, sizeof(path), "fixtures/%s/%s/valid.xml", message->release_name,
             message->name);
    struct tree_item *root = tree_read(path, arena);
    struct tree_item **items = tree_elements(root, arena, &count);
    snprintf(path, sizeof(path), "/tmp/iwmo-secrets-%ld.xml", (long)getpid());
    for (size_t i = 0; i < count; i++) {
        if (items[i]->decl == NULL || items[i]->decl->type->kind == IWMO_GROUP ||
            items[i]->first == NULL || !is_first_of_its_row(items, i))
            continue;
        try_values(judge, root, items[i], path);
        tried++;
    }
    cr_assert_geq(tried, 12);
    unlink(path);
    iwmo_judge_free(judge);
    iwmo_arena_free(arena);
}
