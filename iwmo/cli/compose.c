#include "cli/compose.h"

#include "run/produce.h"
#include "work/compose.h"

static enum iwmo_exit
run(struct iwmo_composing *composing, const struct iwmo_tell *tell, const char *from,
    const char *path)
{
    const struct iwmo_take_source input = {.name = from};
    struct iwmo_composed composed;
    struct iwmo_error err = {0};
    bool lost_reader = false;

    if (iwmo_composing_run(composing, &input, &composed, &err) != IWMO_OK ||
        (composed.message != NULL &&
         iwmo_produce_other(composed.message, path, &lost_reader, &err) != IWMO_OK))
        return iwmo_tell_failure(tell, lost_reader, &err);
    return iwmo_tell_json(tell, from, composed.findings, &composed.form);
}

enum iwmo_exit
iwmo_compose(const struct iwmo_compose *compose, const char *from, const char *path)
{
    const struct iwmo_composing_options options = {.message = compose->message,
                                                   .is_filled = compose->is_filled,
                                                   .wants_rules = compose->wants_rules,
                                                   .identificatie =
                                                       compose->identificatie,
                                                   .name = path,
                                                   .date = compose->date};
    struct iwmo_error err = {IWMO_NO_MEMORY, "out of memory"};
    struct iwmo_composing *composing = iwmo_composing_new(&options);
    enum iwmo_exit exit_status = composing != NULL
                                     ? run(composing, &compose->tell, from, path)
                                     : iwmo_tell_failure(&compose->tell, false, &err);

    iwmo_composing_free(composing);
    return exit_status;
}
