#include "work/rewrite.h"

#include "xml/walker.h"

enum iwmo_status
iwmo_rewriting_open(struct iwmo_rewriting *rewriting, struct iwmo_error *err)
{
    struct iwmo_judge_options options = {.skips_rules = true};

    *rewriting = (struct iwmo_rewriting){0};
    rewriting->judge = iwmo_judge_new(&options, err);
    rewriting->in = iwmo_spool_new();
    rewriting->out = iwmo_spool_new();
    if (rewriting->judge == NULL)
        return err->status;
    if (rewriting->in == NULL || rewriting->out == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

void
iwmo_rewriting_close(struct iwmo_rewriting *rewriting)
{
    iwmo_judge_free(rewriting->judge);
    iwmo_spool_free(rewriting->in);
    iwmo_spool_free(rewriting->out);
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

enum iwmo_status
iwmo_rewriting_take(struct iwmo_rewriting *rewriting,
                    const struct iwmo_take_source *input, bool is_strict,
                    enum iwmo_rewritable *rewritable, const struct iwmo_result **result,
                    struct iwmo_error *err)
{
    enum iwmo_taken taken;
    enum iwmo_status status =
        iwmo_take(input, rewriting->in, rewriting->judge, &taken, result, err);

    *rewritable = IWMO_REWRITABLE_UNREAD;
    if (status != IWMO_OK)
        return status;
    if (taken == IWMO_TAKEN_IS_ENDLESS)
        *rewritable = IWMO_REWRITABLE_IS_ENDLESS;
    else if (taken == IWMO_TAKEN)
        *rewritable =
            is_refused(*result, is_strict) ? IWMO_REWRITABLE_NOT : IWMO_REWRITABLE;
    return IWMO_OK;
}

/* ---- through ---- */

static enum iwmo_status
feed_walker(void *self, struct iwmo_text bytes)
{
    return iwmo_walker_feed(self, bytes.at, bytes.size);
}

static enum iwmo_status
explain(struct iwmo_rewriting *rewriting, enum iwmo_status status,
        struct iwmo_error *err)
{
    static const char *const words[] = {
        [IWMO_NO_MEMORY] = "out of memory",
        [IWMO_LIMIT] = "a limit was reached",
        [IWMO_MALFORMED] = "the message cannot be followed",
    };

    iwmo_spool_failure(rewriting->out, err);
    if (err->status == IWMO_OK)
        iwmo_fail(err, status, "%s",
                  status < sizeof(words) / sizeof(words[0]) && words[status] != NULL
                      ? words[status]
                      : "cannot go on");
    return err->status;
}

enum iwmo_status
iwmo_rewriting_walk(struct iwmo_rewriting *rewriting, struct iwmo_visitor visitor,
                    struct iwmo_error *err)
{
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (walker != NULL)
        status = iwmo_spool_pour(rewriting->in,
                                 (struct iwmo_drain){feed_walker, walker}, err);
    if (status == IWMO_OK)
        status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    return status == IWMO_OK ? IWMO_OK : explain(rewriting, status, err);
}
