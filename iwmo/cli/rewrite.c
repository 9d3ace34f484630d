#include "cli/rewrite.h"

#include <errno.h>

#include "run/produce.h"
#include "xml/walker.h"

enum iwmo_status
iwmo_rewrite_open(struct iwmo_rewrite *rewrite, const struct iwmo_tell *tell,
                  struct iwmo_error *err)
{
    struct iwmo_judge_options options = {.skips_rules = true};

    *rewrite = (struct iwmo_rewrite){.tell = *tell};
    rewrite->judge = iwmo_judge_new(&options, err);
    rewrite->in = iwmo_spool_new();
    rewrite->out = iwmo_spool_new();
    if (rewrite->judge == NULL)
        return err->status;
    if (rewrite->in == NULL || rewrite->out == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

void
iwmo_rewrite_close(struct iwmo_rewrite *rewrite)
{
    iwmo_judge_free(rewrite->judge);
    iwmo_spool_free(rewrite->in);
    iwmo_spool_free(rewrite->out);
}

/* ---- in ---- */

/* What cannot be written again without losing something of it. */
static const int losing_faults[] = {
    FAULT_FILE_ENCODING,    FAULT_UNKNOWN,   FAULT_WRONG_SPACE, FAULT_TEXT_IN_GROUP,
    FAULT_ELEMENT_IN_VALUE, FAULT_ATTRIBUTE, FAULT_WRONG_ROOT,  FAULT_WRONG_TYPE,
};

static bool
loses(const struct iwmo_findings *findings)
{
    size_t count = sizeof(losing_faults) / sizeof(losing_faults[0]);

    for (const struct iwmo_finding *finding = findings->first; finding != NULL;
         finding = finding->next)
        for (size_t i = 0; i < count; i++)
            if (finding->fault == &iwmo_faults[losing_faults[i]])
                return true;
    return findings->errors + findings->warnings > findings->kept; /* who knows */
}

static bool
is_refused(const struct iwmo_result *result, bool is_strict)
{
    if (is_strict && result->findings.errors > 0)
        return true;
    return result->verdict == IWMO_UNDETERMINED ||
           result->layers[IWMO_LAYER_XML] != IWMO_RAN || loses(&result->findings);
}

enum iwmo_exit
iwmo_rewrite_take(struct iwmo_rewrite *rewrite, const char *path, bool is_strict)
{
    const struct iwmo_result *result;
    struct iwmo_error err = {0};
    enum iwmo_status status;

    iwmo_spool_reset(rewrite->in);
    const int unread = iwmo_spool_take(rewrite->in, path, IWMO_SPOOL_MOST);
    if (unread == EFBIG)
        return iwmo_tell_endless(rewrite->tell.command, path);
    bool is_unread = unread != 0;
    if (is_unread) /* the judge knows how to tell */
        status = iwmo_judge_file(rewrite->judge, path, &result, &err);
    else
        status = iwmo_spool_judge(rewrite->in, rewrite->judge, path, &result, &err);
    if (status != IWMO_OK)
        return iwmo_tell_failure(&rewrite->tell, false, &err);
    if (!is_unread && !is_refused(result, is_strict))
        return IWMO_EXIT_OK;
    enum iwmo_exit told = iwmo_tell_result(&rewrite->tell, result);
    return is_unread || told == IWMO_EXIT_OK ? IWMO_EXIT_UNDETERMINED : told;
}

/* ---- through ---- */

static enum iwmo_status
feed_walker(void *self, struct iwmo_text bytes)
{
    return iwmo_walker_feed(self, bytes.at, bytes.size);
}

static void
explain(struct iwmo_rewrite *rewrite, enum iwmo_status status, struct iwmo_error *err)
{
    static const char *const words[] = {
        [IWMO_NO_MEMORY] = "out of memory",
        [IWMO_LIMIT] = "a limit was reached",
        [IWMO_MALFORMED] = "the message cannot be followed",
    };

    iwmo_spool_failure(rewrite->out, err);
    if (err->status == IWMO_OK)
        iwmo_fail(err, status, "%s",
                  status < sizeof(words) / sizeof(words[0]) && words[status] != NULL
                      ? words[status]
                      : "cannot go on");
}

enum iwmo_exit
iwmo_rewrite_walk(struct iwmo_rewrite *rewrite, struct iwmo_visitor visitor)
{
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    enum iwmo_status status = IWMO_NO_MEMORY;
    struct iwmo_error err = {0};

    if (walker != NULL)
        status = iwmo_spool_pour(rewrite->in, (struct iwmo_drain){feed_walker, walker},
                                 &err);
    if (status == IWMO_OK)
        status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    if (status == IWMO_OK)
        return IWMO_EXIT_OK;
    explain(rewrite, status, &err);
    return iwmo_tell_failure(&rewrite->tell, false, &err);
}

/* ---- out ---- */

enum iwmo_exit
iwmo_rewrite_write(struct iwmo_rewrite *rewrite, const char *path)
{
    struct iwmo_error err = {0};
    bool lost_reader;

    if (iwmo_produce_other(rewrite->out, path, &lost_reader, &err) == IWMO_OK)
        return IWMO_EXIT_OK;
    return iwmo_tell_failure(&rewrite->tell, lost_reader, &err);
}
