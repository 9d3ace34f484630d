#include "cli/overdrachtsblad.h"

#include <inttypes.h>

#include "base/place.h"
#include "run/output.h"
#include "translate/page.h"
#include "xml/walker.h"

static enum iwmo_status
feed(void *self, struct iwmo_text bytes)
{
    return iwmo_walker_feed(self, bytes.at, bytes.size);
}

static enum iwmo_status
pour(void *self, struct iwmo_text bytes)
{
    iwmo_output_write(self, bytes);
    return IWMO_OK;
}

/* The sealed 301 as a page. */
static enum iwmo_status
write_page(struct iwmo_consult *consult, uint64_t message, struct iwmo_output *output,
           struct iwmo_error *err)
{
    struct iwmo_page *page =
        iwmo_page_new((struct iwmo_drain){pour, output},
                      consult->lang == IWMO_EN ? IWMO_PAGE_EN : IWMO_PAGE_NL);
    struct iwmo_walker *walker =
        page != NULL ? iwmo_walker_new(&iwmo_schema_builtin, iwmo_page_visitor(page))
                     : NULL;
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (walker != NULL)
        status = iwmo_ledger_unseal(consult->ledger, message, "file",
                                    (struct iwmo_drain){feed, walker}, err);
    if (status == IWMO_OK)
        status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    iwmo_page_free(page);
    if (status != IWMO_OK)
        iwmo_fail(err, status, "overdrachtsblad: the message cannot be shown");
    return status;
}

static enum iwmo_status
write_sheet(struct iwmo_consult *consult, const struct iwmo_intake *intake,
            const char *folder, const struct iwmo_guard *guard, struct iwmo_error *err)
{
    const struct iwmo_output_way way = {.is_private = true, .guard = guard};
    char name[IWMO_CONSULT_CLIENT];
    struct iwmo_buffer path = {0};

    iwmo_buffer_printf(&path, "%s/intake-%s-%" PRIu64 ".html", folder,
                       iwmo_consult_print_client(&intake->client, name),
                       intake->message);
    struct iwmo_output *output =
        path.failed == IWMO_OK ? iwmo_output_open_as(path.at, &way, err) : NULL;
    enum iwmo_status status =
        path.failed != IWMO_OK ? iwmo_fail(err, path.failed, "out of memory")
        : output == NULL       ? err->status
                               : write_page(consult, intake->message, output, err);
    if (status == IWMO_OK)
        status = iwmo_output_commit(output, err);
    iwmo_output_close(output);
    iwmo_buffer_release(&path);
    return status;
}

enum iwmo_status
iwmo_overdrachtsblad_write(struct iwmo_consult *consult,
                           const struct iwmo_intake_list *list, const char *folder,
                           const struct iwmo_guard *guard, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_place_folder(folder, 0700, err);

    for (size_t i = 0; status == IWMO_OK && i < list->count; i++) {
        const struct iwmo_intake *intake = list->clients[i].intake;

        if (intake != NULL && intake->is_open && intake->message != 0)
            status = write_sheet(consult, intake, folder, guard, err);
    }
    return status;
}
