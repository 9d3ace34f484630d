/*
 * Mutants: every rule of the register has one that breaks it and nothing else.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "generate/break.h"
#include "rules/rule.h"
#include "schema/lookup.h"
#include "support.h"

#define SEEDS 3

struct workshop {
    struct iwmo_judge *judge;
    struct iwmo_arena *arena;
    struct iwmo_buffer bytes;
};

static void
open_workshop(struct workshop *workshop)
{
    *workshop = (struct workshop){.judge = test_judge(), .arena = iwmo_arena_new(0)};
    cr_assert_not_null(workshop->arena);
}

static void
close_workshop(struct workshop *workshop)
{
    iwmo_judge_free(workshop->judge);
    iwmo_arena_free(workshop->arena);
    iwmo_buffer_release(&workshop->bytes);
}

static const struct iwmo_result *
break_one(struct workshop *workshop, const struct iwmo_break *row,
          const struct iwmo_message_kind *message, uint64_t seed)
{
    struct iwmo_random_options options = {.message = message, .seed = seed};
    struct iwmo_error err = {0};

    cr_assert(iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &options.day));
    iwmo_buffer_reset(&workshop->bytes);
    enum iwmo_status status =
        iwmo_break_make(row, &options, workshop->arena, &workshop->bytes, &err);
    cr_assert_eq(status, IWMO_OK, "%s: %s", row->code, err.text);
    return test_judge_chunks(
        workshop->judge, "mutant.xml",
        (struct iwmo_text){workshop->bytes.at, workshop->bytes.size},
        workshop->bytes.size);
}

static bool
has_code(const struct iwmo_result *result, const char *code, size_t size)
{
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        if (strlen(finding->fault->code) == size &&
            strncmp(finding->fault->code, code, size) == 0)
            return true;
    return false;
}

/* What a row calls unavoidable does occur. */
static void
expect_companions(const struct iwmo_break *row, const struct iwmo_result *result)
{
    for (const char *at = row->companions; *at != '\0'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        cr_expect(has_code(result, at, size), "%s without %.*s", row->code, (int)size,
                  at);
        at += size;
    }
    cr_expect_eq(row->companions[0] == '\0', row->why[0] == '\0', "%s", row->code);
}

static void
expect_exact(struct workshop *workshop, const char *code, const struct iwmo_break *row,
             const struct iwmo_message_kind *message)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const struct iwmo_result *result = break_one(workshop, row, message, seed);
        struct iwmo_buffer said = {0};
        test_print_result(result, &said);
        cr_expect(iwmo_break_is_exact(row, code, &result->findings),
                  "%s in %s %s, seed %d: %s", code, message->name,
                  message->release_name, (int)seed, said.at);
        expect_companions(row, result);
        iwmo_buffer_release(&said);
    }
}

Test(break, every_code_has_a_mutant_that_breaks_just_that, .timeout = 120)
{
    struct workshop workshop;
    const char *code;

    open_workshop(&workshop);
    for (size_t i = 0; (code = iwmo_break_code(i)) != NULL; i++)
        for (size_t j = 0; j < iwmo_schema_builtin.message_count; j++) {
            const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[j];
            const struct iwmo_break *row = iwmo_break_find(code, message);
            if (row != NULL)
                expect_exact(&workshop, code, row, message);
        }
    close_workshop(&workshop);
}

static void
expect_row(const struct iwmo_rule *rule)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        if (iwmo_releases_have(rule->releases, message->release) &&
            (rule->messages & iwmo_bericht_bit(message->bericht)) != 0)
            cr_expect_not_null(iwmo_break_find(rule->fault.code, message),
                               "%s in %s %s", rule->fault.code, message->name,
                               message->release_name);
    }
}

Test(break, no_rule_of_the_register_is_left_out)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        expect_row(&iwmo_rules[i]);
}

Test(break, nor_a_structural_fault)
{
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        const char *code = iwmo_faults[i].code, *known = "";
        if (strncmp(code, "IW-S", 4) != 0 && strncmp(code, "IW-W", 4) != 0)
            continue;
        for (size_t j = 0; known != NULL && strcmp(known, code) != 0; j++)
            known = iwmo_break_code(j);
        cr_expect_not_null(known, "%s", code);
    }
}

Test(break, a_rule_that_a_message_does_not_have_is_not_found)
{
    const struct iwmo_message_kind *message =
        iwmo_message_by_name(&iwmo_schema_builtin, "WMO305", R_3_2);

    cr_expect_null(iwmo_break_find("TR302", message));
    cr_expect_null(iwmo_break_find("NONSENSE", message));
    cr_expect_null(iwmo_break_find("", message));
    cr_expect_not_null(iwmo_break_find("CS058", message));
}

Test(break, too_little_memory_is_a_status_and_no_crash)
{
    const struct iwmo_message_kind *message =
        iwmo_message_by_name(&iwmo_schema_builtin, "WMO323", R_3_2);
    const struct iwmo_break *row = iwmo_break_find("TR101", message);
    struct iwmo_random_options options = {.message = message, .seed = 1};
    enum iwmo_status status = IWMO_NO_MEMORY;

    cr_assert(iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &options.day));
    for (size_t limit = 500; status != IWMO_OK; limit += 61) {
        struct iwmo_arena *arena = iwmo_arena_new(limit);
        struct iwmo_buffer bytes = {0};
        struct iwmo_error err = {0};
        status = iwmo_break_make(row, &options, arena, &bytes, &err);
        cr_assert(status == IWMO_OK || status == IWMO_NO_MEMORY, "%s", err.text);
        cr_assert_lt(limit, (size_t)1 << 20);
        iwmo_buffer_release(&bytes);
        iwmo_arena_free(arena);
    }
}
