#include <criterion/criterion.h>

#include "schema/lookup.h"
#include "standard/bericht.h"
#include "support.h"

static const struct iwmo_message_kind *
message_of(const struct iwmo_bericht *bericht, enum iwmo_release release)
{
    return iwmo_message_by_name(&iwmo_schema_builtin, bericht->name, release);
}

Test(bericht, each_is_in_the_releases_that_it_names_and_in_no_other)
{
    for (int id = BERICHT_none + 1; id < BERICHT_COUNT; id++) {
        const struct iwmo_bericht *bericht = iwmo_bericht((enum iwmo_bericht_id)id);
        for (enum iwmo_release release = R_2_3; release < R_other; release++) {
            const struct iwmo_message_kind *message = message_of(bericht, release);
            cr_expect_eq(message != NULL,
                         iwmo_releases_have(bericht->releases, release), "%s %s",
                         bericht->name, iwmo_release_name(release));
            cr_expect(message == NULL || (message->bericht == bericht->id &&
                                          message->number == bericht->number));
        }
        cr_expect_not(iwmo_releases_have(bericht->releases, R_other));
        cr_expect_not(iwmo_releases_have(bericht->releases, R_none));
    }
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        cr_expect_neq(iwmo_schema_builtin.messages[i].bericht, BERICHT_none, "%s",
                      iwmo_schema_builtin.messages[i].name);
}

Test(bericht, what_answers_one_is_answered_to_it)
{
    for (int id = BERICHT_none + 1; id < BERICHT_COUNT; id++) {
        const struct iwmo_bericht *bericht = iwmo_bericht((enum iwmo_bericht_id)id);
        const struct iwmo_bericht *answer = iwmo_bericht_answer(bericht);

        cr_expect_eq(iwmo_bericht_named(bericht->name), bericht);
        cr_expect_neq(answer == NULL, iwmo_bericht_answered(bericht) == NULL);
        cr_expect_eq(answer != NULL, bericht->answer_days > 0, "%s", bericht->name);
        if (answer == NULL)
            continue;
        cr_expect_eq(iwmo_bericht_answered(answer), bericht);
        cr_expect_eq(answer->sender, iwmo_bericht_receiver(bericht));
        cr_expect_eq(answer->unit, bericht->unit);
        cr_expect(answer->releases.since == bericht->releases.since &&
                  answer->releases.until == bericht->releases.until);
    }
}

Test(bericht, one_of_another_standard_is_none_of_ours)
{
    cr_expect_null(iwmo_bericht_named("JW301"));
    cr_expect_null(iwmo_bericht_named("wmo301"));
    cr_expect_null(iwmo_bericht_named("WMO3011"));
    cr_expect_null(iwmo_bericht(BERICHT_none));
    cr_expect_eq(iwmo_bericht_bit(BERICHT_none), 0);
    cr_expect_eq(iwmo_bericht_bit(WMO301), (uint32_t)M301);
}
