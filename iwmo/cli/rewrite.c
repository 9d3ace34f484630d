#include "cli/rewrite.h"

#include "run/produce.h"

enum iwmo_status
iwmo_rewrite_open(struct iwmo_rewrite *rewrite, const struct iwmo_tell *tell,
                  struct iwmo_error *err)
{
    *rewrite = (struct iwmo_rewrite){.tell = *tell};
    return iwmo_rewriting_open(&rewrite->work, err);
}

void
iwmo_rewrite_close(struct iwmo_rewrite *rewrite)
{
    iwmo_rewriting_close(&rewrite->work);
}

enum iwmo_exit
iwmo_rewrite_take(struct iwmo_rewrite *rewrite, const char *path, bool is_strict)
{
    const struct iwmo_take_source input = {.name = path};
    const struct iwmo_result *result;
    enum iwmo_rewritable rewritable;
    struct iwmo_error err = {0};

    if (iwmo_rewriting_take(&rewrite->work, &input, is_strict, &rewritable, &result,
                            &err) != IWMO_OK)
        return iwmo_tell_failure(&rewrite->tell, false, &err);
    if (rewritable == IWMO_REWRITABLE)
        return IWMO_EXIT_OK;
    if (rewritable == IWMO_REWRITABLE_IS_ENDLESS)
        return iwmo_tell_endless(rewrite->tell.command, path);
    enum iwmo_exit told = iwmo_tell_result(&rewrite->tell, result);
    return rewritable == IWMO_REWRITABLE_UNREAD || told == IWMO_EXIT_OK
               ? IWMO_EXIT_UNDETERMINED
               : told;
}

enum iwmo_exit
iwmo_rewrite_walk(struct iwmo_rewrite *rewrite, struct iwmo_visitor visitor)
{
    struct iwmo_error err = {0};

    if (iwmo_rewriting_walk(&rewrite->work, visitor, &err) == IWMO_OK)
        return IWMO_EXIT_OK;
    return iwmo_tell_failure(&rewrite->tell, false, &err);
}

enum iwmo_exit
iwmo_rewrite_write(struct iwmo_rewrite *rewrite, const char *path)
{
    struct iwmo_error err = {0};
    bool lost_reader;

    if (iwmo_produce_other(rewrite->work.out, path, &lost_reader, &err) == IWMO_OK)
        return IWMO_EXIT_OK;
    return iwmo_tell_failure(&rewrite->tell, lost_reader, &err);
}
