#include "generate/random.h"

#include "generate/grow.h"

enum iwmo_status
iwmo_random_check_day(struct iwmo_date day, struct iwmo_error *err)
{
    struct iwmo_date first;

    if (!iwmo_date_parse(iwmo_text(IWMO_RANDOM_FIRST_DAY), &first) ||
        iwmo_date_before(day, first) || iwmo_date_split(day).year > 9000)
        return iwmo_fail(err, IWMO_USAGE,
                         "--date: from " IWMO_RANDOM_FIRST_DAY " to the year 9000, "
                         "for declared care starts in 2021");
    return IWMO_OK;
}

enum iwmo_status
iwmo_random_draft(struct iwmo_draft *draft, const struct iwmo_random_options *options,
                  uint64_t number, struct iwmo_arena *arena)
{
    *draft = (struct iwmo_draft){
        .message = options->message,
        .arena = arena,
        .dice = iwmo_dice_of(options->seed, number),
        .day = options->day,
        .seed = options->seed,
        .number = number,
        .is_lean = options->is_lean,
    };
    draft->day.days -= iwmo_dice_between(&draft->dice, 0, 27);
    iwmo_grow(draft, NULL, options->message->root);
    return draft->failed ? IWMO_NO_MEMORY : IWMO_OK;
}

enum iwmo_status
iwmo_random_visit(const struct iwmo_random_options *options, uint64_t number,
                  struct iwmo_arena *arena, const struct iwmo_visitor *visitor)
{
    struct iwmo_draft draft;

    iwmo_arena_reset(arena);
    enum iwmo_status status = iwmo_random_draft(&draft, options, number, arena);
    return status == IWMO_OK ? iwmo_draft_visit(&draft, visitor) : status;
}
