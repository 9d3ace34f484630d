#include "run/delivery.h"

#include <stdlib.h>
#include <string.h>

struct iwmo_delivery {
    const struct iwmo_batch *batch;
    struct kept {
        bool has_messages;           /* something was written */
        struct iwmo_buffer gathered; /* parts that wait for the summary */
    } kept[];
};

struct iwmo_delivery *
iwmo_delivery_new(const struct iwmo_batch *batch)
{
    struct iwmo_delivery *delivery =
        calloc(1, sizeof(*delivery) + batch->report_count * sizeof(delivery->kept[0]));

    if (delivery != NULL)
        delivery->batch = batch;
    return delivery;
}

void
iwmo_delivery_free(struct iwmo_delivery *delivery)
{
    if (delivery == NULL)
        return;
    for (size_t i = 0; i < delivery->batch->report_count; i++)
        iwmo_buffer_release(&delivery->kept[i].gathered);
    free(delivery);
}

bool
iwmo_delivery_works(const struct iwmo_delivery *delivery)
{
    const struct iwmo_batch *batch = delivery->batch;

    for (size_t i = 0; i < batch->report_count; i++) {
        const struct iwmo_batch_report *report = &batch->reports[i];
        if (report->folder != NULL ? !iwmo_folder_has_failed(report->folder)
                                   : !iwmo_output_has_failed(report->output))
            return true;
    }
    return batch->report_count == 0;
}

void
iwmo_delivery_flush(struct iwmo_delivery *delivery)
{
    for (size_t i = 0; i < delivery->batch->report_count; i++)
        if (delivery->batch->reports[i].output != NULL)
            iwmo_output_flush(delivery->batch->reports[i].output);
}

/* ---- parts ---- */

/* Part number `part` of a format with a document per message. */
static void
write_documents(const struct iwmo_delivery *delivery, const struct iwmo_lot *lot,
                size_t part)
{
    const struct iwmo_batch_report *report = &delivery->batch->reports[part];
    const struct iwmo_batch_watcher *watcher = &delivery->batch->watcher;
    const char *path = lot->paths.at;

    for (size_t i = 0; i < lot->count; i++, path += strlen(path) + 1) {
        struct iwmo_text document = iwmo_lot_print(lot, part, i);
        if (document.size == 0 && watcher->left_out != NULL)
            watcher->left_out(watcher->self, report->format, path);
        if (document.size > 0 && report->folder != NULL)
            iwmo_folder_write(report->folder, path, document);
        else if (document.size > 0)
            iwmo_output_write(report->output, document);
    }
}

/* Keep a part for the end; when there is no room, it is left out. */
static void
gather(struct iwmo_delivery *delivery, const struct iwmo_lot *lot, size_t part,
       struct iwmo_error *err)
{
    struct iwmo_buffer *gathered = &delivery->kept[part].gathered;

    if (gathered->size + lot->parts[part].size > IWMO_MAX_GATHERED_BYTES)
        return;
    iwmo_buffer_add(gathered, lot->parts[part].at, lot->parts[part].size);
    if (gathered->failed != IWMO_OK)
        iwmo_fail(err, gathered->failed, "no memory for the %s report",
                  delivery->batch->reports[part].format->name);
}

static void
write_part(struct iwmo_delivery *delivery, const struct iwmo_lot *lot, size_t part,
           struct iwmo_error *err)
{
    const struct iwmo_batch_report *report = &delivery->batch->reports[part];
    struct iwmo_text text = {lot->parts[part].at, lot->parts[part].size};

    if (report->format->ending != NULL) {
        write_documents(delivery, lot, part);
    } else if (report->format->page != NULL) {
        gather(delivery, lot, part, err);
    } else if (text.size > 0) {
        if (delivery->kept[part].has_messages)
            iwmo_output_write(report->output, iwmo_text(report->format->separator));
        iwmo_output_write(report->output, text);
        delivery->kept[part].has_messages = true;
    }
}

void
iwmo_delivery_add(struct iwmo_delivery *delivery, const struct iwmo_lot *lot,
                  struct iwmo_error *err)
{
    for (size_t i = 0; i < lot->part_count; i++)
        write_part(delivery, lot, i, err);
}

/* ---- begin and end ---- */

/* Write what stands in `text`, and empty it. */
static void
write_text(const struct iwmo_batch_report *report, struct iwmo_buffer *text,
           struct iwmo_error *err)
{
    if (report->output != NULL)
        iwmo_output_write(report->output, (struct iwmo_text){text->at, text->size});
    if (text->failed != IWMO_OK)
        iwmo_fail(err, text->failed, "no memory for the %s report",
                  report->format->name);
    iwmo_buffer_reset(text);
}

void
iwmo_delivery_begin(struct iwmo_delivery *delivery, struct iwmo_error *err)
{
    struct iwmo_buffer text = {0};

    for (size_t i = 0; i < delivery->batch->report_count; i++) {
        const struct iwmo_batch_report *report = &delivery->batch->reports[i];
        if (report->format->page == NULL)
            report->format->begin(&text, &report->options);
        write_text(report, &text, err);
    }
    iwmo_buffer_release(&text);
}

void
iwmo_delivery_end(struct iwmo_delivery *delivery, const struct iwmo_summary *summary,
                  struct iwmo_error *err)
{
    struct iwmo_buffer text = {0};

    for (size_t i = 0; i < delivery->batch->report_count; i++) {
        const struct iwmo_batch_report *report = &delivery->batch->reports[i];
        const struct iwmo_text parts = {delivery->kept[i].gathered.at,
                                        delivery->kept[i].gathered.size};
        if (report->format->page != NULL)
            report->format->page(&text, parts, summary, &report->options);
        else
            report->format->end(&text, summary, &report->options);
        write_text(report, &text, err);
    }
    iwmo_buffer_release(&text);
}
