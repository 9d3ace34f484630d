#include "retour/decision.h"

#include <criterion/criterion.h>

static enum iwmo_status
parse(const char *json, struct iwmo_arena *arena, struct iwmo_decisions *decisions)
{
    struct iwmo_error err = {0};

    return iwmo_decisions_parse(iwmo_text(json), arena, decisions, &err);
}

Test(decision, names_a_code_and_a_record)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_decisions decisions;

    cr_assert_eq(parse("[{\"code\":\"9019\",\"key\":{\"ToewijzingNummer\":101}}]",
                       arena, &decisions),
                 IWMO_OK);
    cr_assert_eq(decisions.count, 1);
    cr_assert_str_eq(decisions.rows[0].code, "9019");
    cr_assert_null(decisions.rows[0].path);
    cr_assert_str_eq(decisions.rows[0].keys[0].name, "ToewijzingNummer");
    cr_assert_str_eq(decisions.rows[0].keys[0].value, "101");
    iwmo_arena_free(arena);
}

Test(decision, may_stand_in_an_object)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_decisions decisions;

    cr_assert_eq(parse("{\"decisions\":[{\"code\":\"9056\"}]}", arena, &decisions),
                 IWMO_OK);
    cr_assert_eq(decisions.count, 1);
    iwmo_arena_free(arena);
}

Test(decision, may_begin_with_a_mark)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_decisions decisions;

    cr_assert_eq(parse("\xEF\xBB\xBF[{\"code\":\"9056\"}]", arena, &decisions),
                 IWMO_OK);
    cr_assert_eq(decisions.count, 1);
    cr_assert_eq(
        parse("\xEF\xBB\xBF\xEF\xBB\xBF[{\"code\":\"9056\"}]", arena, &decisions),
        IWMO_MALFORMED);
    iwmo_arena_free(arena);
}

Test(decision, makes_no_sense_without_a_code_or_with_unknown_members)
{
    static const char *const wrong[] = {
        "",
        "{}",
        "[1]",
        "[{}]",
        "[{\"path\":\"/Bericht\"}]",
        "[{\"code\":9019}]",
        "[{\"code\":\"9019\",\"key\":{}}]",
        "[{\"code\":\"9019\",\"key\":{\"a\":[]}}]",
        "[{\"code\":\"9019\",\"kye\":{\"a\":\"1\"}}]",
        "[{\"code\":\"9019\",\"code\":\"9020\"}]",
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct iwmo_arena *arena = iwmo_arena_new(0);
        struct iwmo_decisions decisions;
        cr_assert_eq(parse(wrong[i], arena, &decisions), IWMO_MALFORMED, "%s",
                     wrong[i]);
        iwmo_arena_free(arena);
    }
}

Test(decision, a_path_may_leave_out_the_index_of_an_only_child)
{
    struct iwmo_text place =
        iwmo_text("/Bericht/Client[1]/StartProducten[1]/StartProduct[2]");

    cr_assert(
        iwmo_decision_is_at("/Bericht/Client/StartProducten/StartProduct[2]", place));
    cr_assert(iwmo_decision_is_at(place.at, place));
    cr_assert_not(
        iwmo_decision_is_at("/Bericht/Client/StartProducten/StartProduct", place));
    cr_assert_not(iwmo_decision_is_at("/Bericht/Client/StartProducten", place));
    cr_assert(iwmo_decision_is_at("/Bericht/Client", iwmo_text("/Bericht/Client[1]")));
}
