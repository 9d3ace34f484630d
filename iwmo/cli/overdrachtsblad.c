#include "cli/overdrachtsblad.h"

#include <inttypes.h>
#include <string.h>

#include "base/place.h"
#include "files/output.h"
#include "flow/ask.h"
#include "model/levensloop.h"
#include "translate/page.h"
#include "xml/walker.h"

static enum iwmo_status
keep(void *self, struct iwmo_text bytes)
{
    struct iwmo_buffer *buffer = self;

    iwmo_buffer_add(buffer, bytes.at, bytes.size);
    return buffer->failed;
}

static enum iwmo_status
pour(void *self, struct iwmo_text bytes)
{
    iwmo_output_write(self, bytes);
    return IWMO_OK;
}

/* ---- which messages ---- */

/* An allocation, where its newest version stands. */
struct pick {
    uint64_t message;
    size_t place; /* among the ToegewezenProduct of the message, from 0 */
};

struct sheet {
    struct iwmo_consult *consult;
    struct iwmo_page *page;
    struct iwmo_visitor out; /* of the page */
    struct pick *picks;
    size_t count;
    uint64_t base; /* the newest of these messages: shown as a whole */
    struct iwmo_error *err;
};

/* At which place among the allocations of its message `record` stands. */
static enum iwmo_status
find_place(const struct iwmo_ask *ask, const struct iwmo_record *record, size_t *place,
           struct iwmo_error *err)
{
    struct iwmo_records all;
    enum iwmo_status status = iwmo_ask_message(
        ask, record->message, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &all, err);

    *place = 0;
    for (size_t i = 0; status == IWMO_OK && i < all.count; i++)
        *place += all.rows[i].ordinal < record->ordinal;
    return status;
}

static enum iwmo_status
add_pick(struct sheet *sheet, const struct iwmo_ask *ask,
         const struct iwmo_intake_link *link, struct iwmo_error *err)
{
    struct iwmo_records versions;
    enum iwmo_status status =
        iwmo_ask_toewijzing(ask, link->gemeente, link->nummer,
                            IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &versions, err);
    const struct iwmo_record *current =
        status == IWMO_OK ? iwmo_toewijzing_current(&versions) : NULL;

    if (current == NULL)
        return status;
    struct pick *pick = &sheet->picks[sheet->count++];
    pick->message = current->message;
    if (current->message > sheet->base)
        sheet->base = current->message;
    return find_place(ask, current, &pick->place, err);
}

/* Every allocation that is linked to the intake; without one, the message it is of. */
static enum iwmo_status
choose(struct sheet *sheet, const struct iwmo_intake *intake, struct iwmo_error *err)
{
    struct iwmo_consult *consult = sheet->consult;
    const struct iwmo_history history = iwmo_ledger_history(consult->ledger);
    const struct iwmo_ask ask = {&history, consult->arena, IWMO_SIDE_AANBIEDER, 0};
    struct iwmo_intake_link *links;
    size_t count;
    enum iwmo_status status = iwmo_ledger_intake_links(
        consult->ledger, intake->id, consult->arena, &links, &count, err);

    if (status == IWMO_OK)
        sheet->picks =
            iwmo_arena_alloc(consult->arena, (count + 1) * sizeof(*sheet->picks));
    if (status == IWMO_OK && sheet->picks == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; status == IWMO_OK && i < count; i++)
        status = add_pick(sheet, &ask, &links[i], err);
    if (sheet->base == 0)
        sheet->base = intake->message;
    return status;
}

/* ---- messages into one page ---- */

/* Walk the sealed file of a message with `visitor`, once it is open as a whole: the
 * visitor may open another. */
static enum iwmo_status
walk(struct sheet *sheet, uint64_t message, struct iwmo_visitor visitor)
{
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    struct iwmo_buffer bytes;
    enum iwmo_status status = IWMO_NO_MEMORY;

    iwmo_buffer_init(&bytes, IWMO_PAGE_BYTES);
    if (walker != NULL)
        status = iwmo_ledger_unseal(sheet->consult->ledger, message, "file",
                                    (struct iwmo_drain){keep, &bytes}, sheet->err);
    if (status == IWMO_OK && bytes.size > 0)
        status = iwmo_walker_feed(walker, bytes.at, bytes.size);
    if (status == IWMO_OK)
        status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    if (bytes.at != NULL)
        explicit_bzero(bytes.at, bytes.size);
    iwmo_buffer_release(&bytes);
    return status;
}

/* One allocation of another message. */
struct extra {
    struct sheet *sheet;
    size_t wanted, seen; /* places of ToegewezenProduct */
    size_t depth;        /* of open groups; within the wanted one from `from` on */
    size_t from;         /* 0: not in it */
};

static enum iwmo_status
extra_begin(void *self, const struct iwmo_message_kind *message)
{
    (void)self;
    (void)message;
    return IWMO_OK;
}

static enum iwmo_status
extra_end(void *self)
{
    (void)self;
    return IWMO_OK;
}

static enum iwmo_status
extra_open(void *self, const struct iwmo_element *group)
{
    struct extra *extra = self;

    extra->depth++;
    if (strcmp(group->name, "ToegewezenProduct") == 0 && extra->seen++ == extra->wanted)
        extra->from = extra->depth;
    return extra->from > 0 ? extra->sheet->out.open(extra->sheet->out.self, group)
                           : IWMO_OK;
}

static enum iwmo_status
extra_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct extra *extra = self;

    return extra->from > 0
               ? extra->sheet->out.value(extra->sheet->out.self, element, text)
               : IWMO_OK;
}

static enum iwmo_status
extra_close(void *self)
{
    struct extra *extra = self;
    enum iwmo_status status =
        extra->from > 0 ? extra->sheet->out.close(extra->sheet->out.self) : IWMO_OK;

    if (extra->from == extra->depth--)
        extra->from = 0;
    return status;
}

/* The allocations of the other messages, where those of the base message end. */
static enum iwmo_status
add_extras(struct sheet *sheet)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < sheet->count; i++) {
        struct extra extra = {.sheet = sheet, .wanted = sheet->picks[i].place};
        const struct iwmo_visitor visitor = {extra_begin, extra_open, extra_value,
                                             extra_close, extra_end,  &extra};

        if (sheet->picks[i].message != sheet->base)
            status = walk(sheet, sheet->picks[i].message, visitor);
    }
    return status;
}

/* The base message, as it is but for those. */
struct base {
    struct sheet *sheet;
    size_t depth, products; /* depth of the open ToegewezenProducten; 0: none */
};

static enum iwmo_status
base_begin(void *self, const struct iwmo_message_kind *message)
{
    struct sheet *sheet = ((struct base *)self)->sheet;

    return sheet->out.begin(sheet->out.self, message);
}

static enum iwmo_status
base_open(void *self, const struct iwmo_element *group)
{
    struct base *base = self;

    base->depth++;
    if (strcmp(group->name, "ToegewezenProducten") == 0)
        base->products = base->depth;
    return base->sheet->out.open(base->sheet->out.self, group);
}

static enum iwmo_status
base_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct sheet *sheet = ((struct base *)self)->sheet;

    return sheet->out.value(sheet->out.self, element, text);
}

static enum iwmo_status
base_close(void *self)
{
    struct base *base = self;
    enum iwmo_status status = IWMO_OK;

    if (base->products == base->depth) {
        base->products = 0;
        status = add_extras(base->sheet);
    }
    base->depth--;
    return status == IWMO_OK ? base->sheet->out.close(base->sheet->out.self) : status;
}

static enum iwmo_status
base_end(void *self)
{
    struct sheet *sheet = ((struct base *)self)->sheet;

    return sheet->out.end(sheet->out.self);
}

static enum iwmo_status
write_page(struct iwmo_consult *consult, const struct iwmo_intake *intake,
           struct iwmo_output *output, struct iwmo_error *err)
{
    struct iwmo_page *page =
        iwmo_page_new((struct iwmo_drain){pour, output},
                      consult->lang == IWMO_EN ? IWMO_PAGE_EN : IWMO_PAGE_NL);
    struct sheet sheet = {.consult = consult, .page = page, .err = err};
    struct base base = {.sheet = &sheet};
    const struct iwmo_visitor visitor = {base_begin, base_open, base_value,
                                         base_close, base_end,  &base};
    enum iwmo_status status =
        page != NULL ? choose(&sheet, intake, err) : IWMO_NO_MEMORY;

    if (status == IWMO_OK) {
        sheet.out = iwmo_page_visitor(page);
        status = walk(&sheet, sheet.base, visitor);
    }
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
                               : write_page(consult, intake, output, err);
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
