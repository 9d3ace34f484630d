/*
 * Random messages: valid, the same for the same seed, and of every shape.
 * IWMO_RANDOM: messages per type; default 300.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

#include "base/set.h"
#include "generate/random.h"
#include "names.h"
#include "schema/lookup.h"
#include "support.h"
#include "xml/writer.h"

#define SHAPES 1000

static struct iwmo_random_options
options_for(const struct iwmo_message_kind *message, uint64_t seed)
{
    struct iwmo_random_options options = {.message = message, .seed = seed};

    cr_assert(iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &options.day));
    return options;
}

static void
write_message(const struct iwmo_random_options *options, uint64_t number,
              struct iwmo_buffer *out)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(out));
    struct iwmo_visitor visitor = iwmo_writer_visitor(writer);

    iwmo_buffer_reset(out);
    cr_assert_eq(iwmo_random_visit(options, number, arena, &visitor), IWMO_OK);
    iwmo_writer_free(writer);
    iwmo_arena_free(arena);
}

/* One test per message type and release: a test is a process. */
static struct criterion_test_params
all_messages(void)
{
    static size_t indices[64];

    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        indices[i] = i;
    return cr_make_param_array(size_t, indices, iwmo_schema_builtin.message_count);
}

static void
expect_clean(struct iwmo_judge *judge, const struct iwmo_random_options *options,
             uint64_t number, struct iwmo_buffer *bytes)
{
    struct iwmo_buffer said = {0};
    struct iwmo_text text;

    write_message(options, number, bytes);
    text = (struct iwmo_text){bytes->at, bytes->size};
    const struct iwmo_result *result =
        test_judge_chunks(judge, "random.xml", text, bytes->size);
    if (result->verdict == IWMO_VALID && result->findings.first == NULL)
        return;
    test_print_result(result, &said);
    cr_assert_fail("%s %s, seed %llu, number %llu: %s", options->message->name,
                   options->message->release_name, (unsigned long long)options->seed,
                   (unsigned long long)number, said.at);
}

ParameterizedTestParameters(random, messages_are_valid_without_warnings)
{
    return all_messages();
}

ParameterizedTest(const size_t *index, random, messages_are_valid_without_warnings,
                  .timeout = 600)
{
    const char *wanted = getenv("IWMO_RANDOM");
    unsigned long count = wanted != NULL ? strtoul(wanted, NULL, 10) : 300;
    struct iwmo_judge *judge = test_judge();
    struct iwmo_buffer bytes = {0};
    struct iwmo_random_options options =
        options_for(&iwmo_schema_builtin.messages[*index], 7);

    for (unsigned long i = 1; i <= count; i++)
        expect_clean(judge, &options, i, &bytes);
    options.is_lean = true;
    for (unsigned long i = 1; i <= 20; i++)
        expect_clean(judge, &options, i, &bytes);
    options.is_lean = false;
    for (int year = 2022; year < 2050; year++) { /* leap years and ends of months */
        options.day = iwmo_date_of(year, 3, year % 31 + 1);
        expect_clean(judge, &options, (uint64_t)year, &bytes);
    }
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}

Test(random, equal_seeds_give_equal_bytes_and_others_do_not)
{
    struct iwmo_buffer one = {0}, again = {0}, other = {0};

    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        struct iwmo_random_options seven = options_for(message, 7);
        struct iwmo_random_options eight = options_for(message, 8);
        write_message(&seven, 3, &one);
        write_message(&seven, 3, &again);
        cr_expect_str_eq(one.at, again.at, "%s", message->name);
        write_message(&seven, 4, &other);
        cr_expect_str_neq(one.at, other.at, "%s", message->name);
        write_message(&eight, 3, &other);
        cr_expect_str_neq(one.at, other.at, "%s", message->name);
    }
    iwmo_buffer_release(&one);
    iwmo_buffer_release(&again);
    iwmo_buffer_release(&other);
}

/* What every machine must roll: splitmix64 from 7 and 1. */
Test(random, dice_roll_the_same_on_every_machine)
{
    struct iwmo_dice dice = iwmo_dice_of(7, 1);
    uint64_t rolls[4];

    for (size_t i = 0; i < 4; i++)
        rolls[i] = iwmo_dice_roll(&dice, 1000000);
    cr_expect_eq(rolls[0], 618991, "%llu", (unsigned long long)rolls[0]);
    cr_expect_eq(rolls[1], 970601, "%llu", (unsigned long long)rolls[1]);
    cr_expect_eq(rolls[2], 201909, "%llu", (unsigned long long)rolls[2]);
    cr_expect_eq(rolls[3], 504535, "%llu", (unsigned long long)rolls[3]);
}

Test(random, bsns_are_those_for_tests)
{
    const struct iwmo_message_kind *message =
        iwmo_message_by_name(&iwmo_schema_builtin, "WMO323", R_3_2);
    struct iwmo_random_options options = options_for(message, 1);
    struct iwmo_buffer bytes = {0};
    size_t count = 0;

    for (uint64_t number = 1; number <= 50; number++) {
        write_message(&options, number, &bytes);
        for (const char *at = bytes.at; (at = strstr(at, ":Bsn>9")) != NULL; at += 6) {
            cr_expect_eq(strncmp(at, ":Bsn>9999", 9), 0);
            count++;
        }
    }
    cr_expect_gt(count, 50);
    iwmo_buffer_release(&bytes);
}

Test(random, days_before_declared_care_are_refused)
{
    struct iwmo_error err = {0};

    cr_expect_eq(iwmo_random_check_day(iwmo_date_of(2021, 5, 31), &err), IWMO_USAGE);
    cr_expect_eq(iwmo_random_check_day(iwmo_date_of(2021, 6, 1), NULL), IWMO_OK);
    cr_expect_eq(iwmo_random_check_day(iwmo_date_of(9001, 1, 1), NULL), IWMO_USAGE);
}

/* ---- every shape ---- */

enum { OCCURS = 1, IS_ABSENT = 2 };

static void
note_shape(const struct iwmo_node *group, uint64_t place, struct iwmo_set *seen)
{
    const struct iwmo_type *type = group->decl->type;

    for (uint16_t i = 0; i < type->child_count; i++) {
        const struct iwmo_element *row = &type->children[i];
        uint64_t below = iwmo_fingerprint(place, iwmo_text(row->name));
        const struct iwmo_node *child = iwmo_draft_child(group, row->id);
        uint64_t *bits = iwmo_set_put(seen, below, NULL);
        cr_assert_not_null(bits);
        *bits |= child != NULL ? OCCURS : IS_ABSENT;
        for (; child != NULL; child = iwmo_draft_next(child))
            note_shape(child, below, seen);
    }
}

static void
expect_shapes(const struct iwmo_message_kind *message, const struct iwmo_type *type,
              uint64_t place, struct iwmo_set *seen)
{
    for (uint16_t i = 0; i < type->child_count; i++) {
        const struct iwmo_element *row = &type->children[i];
        uint64_t below = iwmo_fingerprint(place, iwmo_text(row->name));
        const uint64_t *bits = iwmo_set_get(seen, below);
        uint64_t wanted = row->min == 0 ? OCCURS | IS_ABSENT : OCCURS;
        cr_expect(bits != NULL && *bits == wanted, "%s %s: %s in %s: %d", message->name,
                  message->release_name, row->name, type->name,
                  bits != NULL ? (int)*bits : 0);
        expect_shapes(message, row->type, below, seen);
    }
}

ParameterizedTestParameters(random, optional_elements_occur_and_are_absent)
{
    return all_messages();
}

ParameterizedTest(const size_t *index, random, optional_elements_occur_and_are_absent)
{
    const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[*index];
    struct iwmo_random_options options = options_for(message, 1);
    struct iwmo_set *seen = iwmo_set_new(0);
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_draft draft;

    for (uint64_t number = 1; number <= SHAPES; number++) {
        iwmo_arena_reset(arena);
        cr_assert_eq(iwmo_random_draft(&draft, &options, number, arena), IWMO_OK);
        note_shape(draft.root, 1, seen);
    }
    expect_shapes(message, message->root->type, 1, seen);
    iwmo_arena_free(arena);
    iwmo_set_free(seen);
}

/* ---- memory ---- */

Test(random, too_little_memory_is_a_status_and_no_crash)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        struct iwmo_random_options options =
            options_for(&iwmo_schema_builtin.messages[i], 3);
        struct iwmo_draft draft;
        enum iwmo_status status = IWMO_NO_MEMORY;
        for (size_t limit = 500; status != IWMO_OK; limit += 97) {
            struct iwmo_arena *arena = iwmo_arena_new(limit);
            cr_assert_not_null(arena);
            status = iwmo_random_draft(&draft, &options, 5, arena);
            cr_assert(status == IWMO_OK || status == IWMO_NO_MEMORY);
            cr_assert_lt(limit, (size_t)1 << 20);
            iwmo_arena_free(arena);
        }
    }
}
