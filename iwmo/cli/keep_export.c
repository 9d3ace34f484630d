#include <inttypes.h>
#include <string.h>

#include "base/place.h"
#include "cli/keep.h"
#include "files/output.h"
#include "ledger/keeping.h"
#include "report/json.h"
#include "standard/bericht.h"

struct settings {
    struct iwmo_consult consult; /* first */
    const char *folder;
    struct iwmo_guard *guard;
};

static const struct iwmo_option rows[] = {
    {.name = "open",
     .argument = "DIR",
     .help = "write the messages there as they were, 12-WMO301.xml: they name persons",
     .kind = IWMO_OPTION_TEXT,
     .offset = offsetof(struct settings, folder),
     .use = IWMO_USE_OUTPUT},
    {.name = "output-dir",
     .argument = "DIR",
     .help = "the same as --open",
     .kind = IWMO_OPTION_TEXT,
     .offset = offsetof(struct settings, folder),
     .letter = 'd',
     .use = IWMO_USE_OUTPUT},
    IWMO_CONSULT_LEDGER_ROWS,
    IWMO_CONSULT_OUTPUT_ROW,
    {.name = NULL},
};

static const struct iwmo_command command = {
    "ledger export",
    "[OPTION]...",
    "Write out a ledger as JSON Lines",
    "An object per message, record, intake, note, block and audit row; clients and\n"
    "references are pseudonyms.  With --open the messages themselves too, readable: "
    "guard\n"
    "that folder.\n",
    "  iwmo ledger export -o ledger.jsonl --open messages/\n",
    rows,
    NULL,
    .keeps_guard = true,
    .guard = offsetof(struct settings, guard)};

/* ---- rows ---- */

struct exporting {
    struct settings *settings;
    struct iwmo_output *output;
    struct iwmo_buffer line;
    struct iwmo_error *err;
};

static const char *
name_of(const struct iwmo_column *column, int64_t choice)
{
    static const char *const kinds[IWMO_RECORD_KINDS] = {
        "CLIENT",     "TOEWIJZING",  "START",       "STOP",  "AANVRAAG",
        "VERZOEK",    "ONGEWIJZIGD", "TE_WIJZIGEN", "NIEUW", "ANTWOORD",
        "DECLARATIE", "PRESTATIE",   "TOEKENNING",  "TERUG"};
    static const char *const uitkomsten[] = {"OPEN", "GOED", "AFGEWEZEN"};

    if (strcmp(column->name, "side") == 0)
        return iwmo_side_name((enum iwmo_side)choice);
    if (strcmp(column->name, "direction") == 0)
        return choice == IWMO_IN ? "in" : "out";
    if (strcmp(column->name, "state") == 0)
        return iwmo_entry_state_name((enum iwmo_entry_state)choice);
    return strcmp(column->name, "kind") == 0 ? kinds[choice] : uitkomsten[choice];
}

static void
add_hex(struct iwmo_buffer *out, struct iwmo_text bytes)
{
    iwmo_buffer_char(out, '"');
    for (size_t i = 0; i < bytes.size; i++)
        iwmo_buffer_printf(out, "%02x", (unsigned char)bytes.at[i]);
    iwmo_buffer_char(out, '"');
}

static void
add_member(struct iwmo_buffer *out, const struct iwmo_column *column, const void *row)
{
    struct iwmo_cell cell;

    iwmo_column_get(column, row, &cell);
    if (cell.type == IWMO_CELL_NULL ||
        (cell.type == IWMO_CELL_TEXT && cell.text.size == 0))
        return;
    if (column->kind == IWMO_COLUMN_DATE) {
        iwmo_consult_json_date(out, column->name,
                               (struct iwmo_date){(int32_t)cell.integer});
        return;
    }
    iwmo_json_key(out, column->name);
    if (cell.type == IWMO_CELL_TEXT)
        iwmo_json_string(out, cell.text);
    else if (cell.type == IWMO_CELL_BYTES)
        add_hex(out, cell.text);
    else if (column->kind == IWMO_COLUMN_CHOICE)
        iwmo_json_string(out, iwmo_text(name_of(column, cell.integer)));
    else if (column->kind == IWMO_COLUMN_BOOL)
        iwmo_buffer_text(out, cell.integer != 0 ? "true" : "false");
    else
        iwmo_buffer_printf(out, "%" PRId64, cell.integer);
}

static enum iwmo_status
write_row(void *self, const char *table, const struct iwmo_column *columns,
          const void *row)
{
    struct exporting *exporting = self;
    struct iwmo_buffer *line = &exporting->line;

    iwmo_buffer_reset(line);
    iwmo_buffer_char(line, '{');
    iwmo_consult_json_text(line, "type", table);
    for (; columns->name != NULL; columns++)
        add_member(line, columns, row);
    iwmo_buffer_text(line, "}\n");
    if (line->failed != IWMO_OK)
        return iwmo_fail(exporting->err, line->failed, "out of memory");
    iwmo_output_write(exporting->output, (struct iwmo_text){line->at, line->size});
    return IWMO_OK;
}

/* ---- messages ---- */

/* A file that is made at its first bytes. */
struct opened {
    const char *path;
    const struct iwmo_guard *guard;
    struct iwmo_output *output;
    struct iwmo_error *err;
};

static enum iwmo_status
write_piece(void *self, struct iwmo_text piece)
{
    struct opened *opened = self;

    const struct iwmo_output_way way = {.is_private = true, .guard = opened->guard};

    if (opened->output == NULL)
        opened->output = iwmo_output_open_as(opened->path, &way, opened->err);
    if (opened->output == NULL)
        return opened->err->status;
    iwmo_output_write(opened->output, piece);
    return IWMO_OK;
}

static enum iwmo_status
open_message(void *self, const struct iwmo_entry *entry)
{
    struct exporting *exporting = self;
    struct iwmo_buffer *path = &exporting->line;

    iwmo_buffer_reset(path);
    iwmo_buffer_printf(path, "%s/%" PRIu64 "-%s.xml", exporting->settings->folder,
                       entry->id,
                       entry->message[0] != '\0' ? entry->message : "unknown");
    if (path->failed != IWMO_OK)
        return iwmo_fail(exporting->err, path->failed, "out of memory");
    struct opened opened = {path->at, exporting->settings->guard, NULL, exporting->err};
    enum iwmo_status status =
        iwmo_ledger_unseal(exporting->settings->consult.ledger, entry->id, "file",
                           (struct iwmo_drain){write_piece, &opened}, exporting->err);
    if (status == IWMO_OK && opened.output != NULL)
        status = iwmo_output_commit(opened.output, exporting->err);
    iwmo_output_close(opened.output);
    return status;
}

static enum iwmo_status
open_messages(struct exporting *exporting)
{
    const char *folder = exporting->settings->folder;

    if (iwmo_place_folder(folder, 0700, exporting->err) != IWMO_OK)
        return exporting->err->status;
    return iwmo_ledger_each_entry(exporting->settings->consult.ledger, 0, open_message,
                                  exporting, exporting->err);
}

static enum iwmo_status
work(struct settings *settings, struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    const char *path = consult->output != NULL ? consult->output : "-";
    struct exporting exporting = {.settings = settings, .err = err};
    enum iwmo_status status = IWMO_OK;

    consult->output = NULL;
    exporting.output =
        iwmo_output_open_as(path, &(struct iwmo_output_way){.is_private = true}, err);
    if (exporting.output == NULL)
        return err->status;
    status = iwmo_ledger_export(consult->ledger, write_row, &exporting, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_confirm(consult->ledger, err);
    if (status == IWMO_OK)
        status = iwmo_output_commit(exporting.output, err);
    if (status != IWMO_OK && iwmo_output_lost_reader(exporting.output))
        consult->lost_reader = true; /* who went away needs no words */
    iwmo_output_close(exporting.output);
    if (status == IWMO_OK && settings->folder != NULL)
        status = open_messages(&exporting);
    iwmo_buffer_release(&exporting.line);
    return status;
}

static enum iwmo_exit
run(char **argv)
{
    struct settings settings = {.consult.command = command.name};
    struct iwmo_error err = {0};
    enum iwmo_exit done;

    if (!iwmo_command_parse(&command, argv, &settings, &done))
        return done;
    enum iwmo_status status = iwmo_consult_open(&settings.consult, &err);
    if (status == IWMO_OK)
        status = work(&settings, &err);
    if (status != IWMO_OK)
        iwmo_fail(&err, status, "the ledger was not written out");
    iwmo_guard_free(settings.guard);
    return iwmo_consult_finish(&settings.consult, IWMO_EXIT_OK, &err);
}

const struct iwmo_keep iwmo_keep_export = {&command, run};
