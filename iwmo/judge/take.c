#include "judge/take.h"

#include <errno.h>

static enum iwmo_status
take_bytes(const struct iwmo_take_source *input, struct iwmo_spool *spool,
           struct iwmo_judge *judge, const struct iwmo_result **result,
           struct iwmo_error *err)
{
    if (iwmo_spool_write(spool, input->bytes) != IWMO_OK)
        return iwmo_spool_failure(spool, err);
    return iwmo_spool_judge(spool, judge, input->name, result, err);
}

enum iwmo_status
iwmo_take(const struct iwmo_take_source *input, struct iwmo_spool *spool,
          struct iwmo_judge *judge, enum iwmo_taken *taken,
          const struct iwmo_result **result, struct iwmo_error *err)
{
    *taken = IWMO_TAKEN;
    *result = NULL;
    iwmo_spool_reset(spool);
    if (input->bytes.at != NULL)
        return take_bytes(input, spool, judge, result, err);
    switch (iwmo_spool_take(spool, input->name, IWMO_SPOOL_MOST)) {
    case 0:
        return iwmo_spool_judge(spool, judge, input->name, result, err);
    case EFBIG:
        *taken = IWMO_TAKEN_IS_ENDLESS;
        return IWMO_OK;
    default: /* the judge knows how to tell */
        *taken = IWMO_TAKEN_NOT;
        return iwmo_judge_file(judge, input->name, result, err);
    }
}
