#include "translate/release.h"

#include <libxml/tree.h>
#include <string.h>

#include "schema/lookup.h"
#include "translate/release_result.h"
#include "translate/release_sheet.h"
#include "translate/release_source.h"

/* Messages with another name in the other release. */
static const struct {
    const char *in_2_3, *in_3_2;
} renamed[] = {
    {"WMO303", "WMO323"},
    {"WMO304", "WMO325"},
};

static const struct iwmo_message_kind *
target_of(const struct iwmo_schema *schema, const struct iwmo_message_kind *message,
          enum iwmo_release to)
{
    const char *name = message->name;

    for (size_t i = 0; i < sizeof(renamed) / sizeof(renamed[0]); i++) {
        const char *from = to == R_3_2 ? renamed[i].in_2_3 : renamed[i].in_3_2;
        if (strcmp(from, message->name) == 0)
            name = to == R_3_2 ? renamed[i].in_3_2 : renamed[i].in_2_3;
    }
    return iwmo_message_by_name(schema, name, to);
}

/* The conversion stops before it begins. */
static enum iwmo_status
refuse(struct iwmo_loss *loss, const char *id, const char *reason,
       struct iwmo_error *err)
{
    const struct iwmo_loss_error error = {
        .id = id, .reason = iwmo_loss_reason(reason), .path = "/Bericht"};

    return iwmo_loss_add_error(loss, &error, err);
}

static enum iwmo_status
transform(const struct iwmo_release_job *job, xmlDocPtr source, struct iwmo_loss *loss,
          const struct iwmo_visitor *visitor, struct iwmo_error *err)
{
    const struct iwmo_schema *schema =
        job->schema != NULL ? job->schema : &iwmo_schema_builtin;
    xmlDocPtr result = NULL;

    enum iwmo_status status = iwmo_release_sheet_run(job->to, source, &result, err);
    if (status == IWMO_OK)
        status = iwmo_release_result_report(result, schema, loss, err);
    if (status == IWMO_OK && loss->errors == 0)
        status = iwmo_release_result_visit(result, schema, loss->target, visitor, err);
    xmlFreeDoc(result);
    return status;
}

enum iwmo_status
iwmo_release_convert(const struct iwmo_release_job *job, struct iwmo_loss *loss,
                     const struct iwmo_visitor *visitor, struct iwmo_error *err)
{
    const struct iwmo_schema *schema =
        job->schema != NULL ? job->schema : &iwmo_schema_builtin;
    enum iwmo_release from = job->message->release;

    if ((from != R_2_3 || job->to != R_3_2) && (from != R_3_2 || job->to != R_2_3))
        return iwmo_fail(err, IWMO_USAGE, "release %s does not convert to %s",
                         job->message->release_name, iwmo_release_name(job->to));
    loss->source = job->message;
    loss->target = target_of(schema, job->message, job->to);
    if (!job->is_valid)
        return refuse(loss, "E-BRON", "source", err);
    if (loss->target == NULL)
        return refuse(loss, "E-GEEN-TEGENHANGER", "no-counterpart", err);
    if (job->source.size > IWMO_RELEASE_MAX_BYTES)
        return iwmo_fail(err, IWMO_LIMIT,
                         "a message of more than %zu bytes is not "
                         "converted",
                         IWMO_RELEASE_MAX_BYTES);
    xmlDocPtr source = iwmo_release_source_read(job, err);
    if (source == NULL)
        return err != NULL ? err->status : IWMO_MALFORMED;
    enum iwmo_status status = transform(job, source, loss, visitor, err);
    xmlFreeDoc(source);
    return status;
}
