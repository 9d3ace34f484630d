#include "run/produce.h"

#include "files/output.h"

static const struct iwmo_output_way private = {.is_private = true};

enum iwmo_status
iwmo_produce_other(struct iwmo_spool *spool, const char *path, bool *lost_reader,
                   struct iwmo_error *err)
{
    struct iwmo_error quiet = {0}; /* the output tells more, when it is committed */
    struct iwmo_output *output = iwmo_output_open_as(path, &private, err);

    *lost_reader = false;
    if (output == NULL)
        return err != NULL ? err->status : IWMO_IO;
    enum iwmo_status status = iwmo_spool_pour(spool, iwmo_output_drain(output), &quiet);
    if (status == IWMO_OK || iwmo_output_has_failed(output))
        status = iwmo_output_commit(output, err);
    else
        iwmo_fail(err, status, "%s", quiet.text);
    *lost_reader = iwmo_output_lost_reader(output);
    iwmo_output_close(output);
    return status;
}

enum iwmo_status
iwmo_produce(struct iwmo_spool *spool, struct iwmo_judge *judge, const char *path,
             struct iwmo_produced *produced, struct iwmo_error *err)
{
    *produced = (struct iwmo_produced){0};
    enum iwmo_status status =
        iwmo_spool_judge(spool, judge, path, &produced->result, err);
    if (status != IWMO_OK || produced->result->verdict != IWMO_VALID)
        return status;
    status = iwmo_produce_other(spool, path, &produced->lost_reader, err);
    produced->is_written = status == IWMO_OK;
    return status;
}

/* A result outlives the spool it came from only as a copy of the judge's: so the spool
 * is not needed for bytes that are in memory anyway. */
enum iwmo_status
iwmo_produce_bytes(struct iwmo_text bytes, struct iwmo_judge *judge, const char *path,
                   struct iwmo_produced *produced, struct iwmo_error *err)
{
    *produced = (struct iwmo_produced){0};
    enum iwmo_status status =
        iwmo_judge_bytes(judge, path, bytes.at, bytes.size, &produced->result, err);
    if (status != IWMO_OK || produced->result->verdict != IWMO_VALID)
        return status;
    struct iwmo_output *output = iwmo_output_open_as(path, &private, err);
    if (output == NULL)
        return err != NULL ? err->status : IWMO_IO;
    iwmo_output_write(output, bytes);
    status = iwmo_output_commit(output, err);
    produced->lost_reader = iwmo_output_lost_reader(output);
    produced->is_written = status == IWMO_OK;
    iwmo_output_close(output);
    return status;
}
