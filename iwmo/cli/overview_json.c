#include "cli/overview.h"

#include <inttypes.h>

#include "report/json.h"

/* On whose books it stands. */
static void
party(struct iwmo_buffer *out, const struct iwmo_overview *overview)
{
    iwmo_consult_json_text(out, "party",
                           overview->ask->side == IWMO_SIDE_GEMEENTE ? "gemeente"
                                                                     : "aanbieder");
}

/* ---- steps ---- */

static enum iwmo_status
history(struct iwmo_consult *consult, const struct iwmo_overview *overview,
        const struct iwmo_records *records, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_json_key(out, "history");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *record = &records->rows[i];
        const struct iwmo_entry *entry = NULL;
        enum iwmo_status status =
            iwmo_ask_entry(overview->ask, record->message, &entry, err);

        if (status != IWMO_OK)
            return status;
        iwmo_buffer_text(out, i == 0 ? "{" : ",{");
        if (entry != NULL) {
            iwmo_consult_json_date(out, "date", entry->day);
            iwmo_consult_json_text(out, "message", entry->message);
            iwmo_consult_json_text(out, "state", iwmo_entry_state_name(entry->state));
        }
        iwmo_consult_json_number(out, "id", (int64_t)record->message);
        iwmo_json_key(out, "text");
        const size_t begin = iwmo_json_begin_string(out);
        iwmo_stand_words(record, consult->lang == IWMO_NL, out);
        iwmo_json_end_string(out, begin);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_char(out, ']');
    return IWMO_OK;
}

/* ---- allocations ---- */

static void
lines(struct iwmo_buffer *out, const struct iwmo_stand *stand)
{
    iwmo_json_key(out, "lines");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < stand->line_count; i++) {
        const struct iwmo_record *debit = stand->lines[i].debit;

        iwmo_buffer_text(out, i == 0 ? "{" : ",{");
        iwmo_consult_json_text(out, "state",
                               iwmo_prestatie_state_name(stand->lines[i].state));
        iwmo_consult_json_date(out, "begin", debit->begin);
        iwmo_consult_json_date(out, "eind", debit->eind);
        if (debit->volume != IWMO_ABSENT)
            iwmo_consult_json_number(out, "volume", debit->volume);
        iwmo_consult_json_text(out, "eenheid", debit->eenheid);
        if (debit->tarief != IWMO_ABSENT)
            iwmo_consult_json_number(out, "tarief", debit->tarief);
        if (debit->has_bedrag)
            iwmo_consult_json_number(out, "bedrag", debit->bedrag.cents);
        iwmo_consult_json_number(out, "message", (int64_t)debit->message);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_char(out, ']');
}

static void
left(struct iwmo_buffer *out, const struct iwmo_stand *stand)
{
    iwmo_json_key(out, "declared");
    iwmo_buffer_char(out, '{');
    iwmo_consult_json_number(out, "volume", stand->declared_volume);
    iwmo_consult_json_number(out, "bedrag", stand->declared.cents);
    iwmo_buffer_char(out, '}');
    iwmo_json_key(out, "left");
    iwmo_buffer_char(out, '{');
    if (stand->has_volume_left)
        iwmo_consult_json_number(out, "volume", stand->volume_left);
    if (stand->has_budget_left)
        iwmo_consult_json_number(out, "budget", stand->budget_left);
    iwmo_buffer_char(out, '}');
    iwmo_consult_json_bool(out, "over", stand->is_over);
}

static void
delivery(struct iwmo_buffer *out, const struct iwmo_levering *levering)
{
    iwmo_json_key(out, "delivery");
    iwmo_buffer_char(out, '{');
    iwmo_consult_json_text(out, "state", iwmo_levering_state_name(levering->state));
    if (levering->start != NULL)
        iwmo_consult_json_date(out, "begin", levering->start->begin);
    if (levering->stop != NULL) {
        iwmo_consult_json_date(out, "eind", levering->stop->eind);
        iwmo_consult_json_text(out, "reden", levering->stop->reden);
    }
    iwmo_buffer_char(out, '}');
}

static enum iwmo_status
allocation(struct iwmo_consult *consult, const struct iwmo_overview *overview,
           const struct iwmo_stand *stand, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;
    const struct iwmo_record *current = stand->current;

    iwmo_buffer_char(out, '{');
    party(out, overview);
    iwmo_consult_json_text(out, "gemeente", current->gemeente);
    iwmo_consult_json_text(out, "aanbieder", current->aanbieder);
    iwmo_consult_json_number(out, "nummer", current->nummer);
    iwmo_consult_json_client(consult, &current->client);
    iwmo_consult_json_text(out, "state", iwmo_toewijzing_state_name(stand->state));
    iwmo_consult_json_text(out, "categorie", current->categorie);
    iwmo_consult_json_text(out, "code", current->code);
    iwmo_consult_json_date(out, "ingangsdatum", current->begin);
    iwmo_consult_json_date(out, "einddatum", current->eind);
    if (current->volume != IWMO_ABSENT)
        iwmo_consult_json_number(out, "volume", current->volume);
    iwmo_consult_json_text(out, "eenheid", current->eenheid);
    iwmo_consult_json_text(out, "frequentie", current->frequentie);
    if (current->budget != IWMO_ABSENT)
        iwmo_consult_json_number(out, "budget", current->budget);
    delivery(out, &stand->levering);
    left(out, stand);
    lines(out, stand);
    enum iwmo_status status = history(consult, overview, &stand->records, err);
    iwmo_buffer_char(out, '}');
    return status;
}

/* ---- the rest ---- */

static enum iwmo_status
request(struct iwmo_consult *consult, const struct iwmo_overview *overview,
        const struct iwmo_overview_request *row, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_char(out, '{');
    party(out, overview);
    iwmo_consult_json_text(out, "kind",
                           row->request->kind == IWMO_RECORD_AANVRAAG ? "VOT" : "VOW");
    iwmo_consult_json_text(out, "state", iwmo_verzoek_state_name(row->state));
    iwmo_consult_json_text(out, "gemeente", row->request->gemeente);
    iwmo_consult_json_text(out, "aanbieder", row->request->aanbieder);
    iwmo_consult_json_text(out, "categorie", row->request->categorie);
    iwmo_consult_json_text(out, "code", row->request->code);
    if (row->has_due)
        iwmo_consult_json_date(out, "due", row->due);
    enum iwmo_status status = history(consult, overview, &row->records, err);
    iwmo_buffer_char(out, '}');
    return status;
}

static void
intake(struct iwmo_buffer *out, const struct iwmo_intake *row)
{
    const char *strength = row->strength == 'F'   ? "full"
                           : row->strength == 'R' ? "renewed"
                                                  : "short";

    iwmo_buffer_char(out, '{');
    iwmo_consult_json_text(out, "intake", strength);
    iwmo_consult_json_bool(out, "open", row->is_open);
    iwmo_consult_json_bool(out, "needed", row->is_needed);
    iwmo_consult_json_text(out, "outcome", row->outcome);
    iwmo_consult_json_text(out, "aanbieder", row->aanbieder);
    iwmo_consult_json_text(out, "categorie", row->categorie);
    iwmo_consult_json_date(out, "opened", row->opened);
    iwmo_consult_json_date(out, "closed", row->closed);
    iwmo_buffer_char(out, '}');
}

static void
declaration(struct iwmo_consult *consult, const struct iwmo_overview *overview,
            const struct iwmo_overview_declaratie *row)
{
    const struct iwmo_record *declaratie = row->declaratie;
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_char(out, '{');
    party(out, overview);
    iwmo_consult_json_text(out, "state",
                           row->toekenning != NULL ? "ANSWERED" : "SUBMITTED");
    if (declaratie != NULL) {
        iwmo_consult_json_text(out, "gemeente", declaratie->gemeente);
        iwmo_consult_json_text(out, "aanbieder", declaratie->aanbieder);
        iwmo_consult_json_date(out, "begin", declaratie->begin);
        iwmo_consult_json_date(out, "eind", declaratie->eind);
        iwmo_consult_json_number(out, "ingediend", declaratie->bedrag.cents);
        iwmo_consult_json_number(out, "message", (int64_t)declaratie->message);
    }
    if (row->toekenning != NULL) {
        iwmo_consult_json_number(out, "toegekend", row->toekenning->bedrag.cents);
        iwmo_consult_json_number(out, "answer", (int64_t)row->toekenning->message);
    }
    iwmo_json_key(out, "lines");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < row->lines.count; i++) {
        const struct iwmo_record *line = &row->lines.rows[i];

        iwmo_buffer_text(out, i == 0 ? "{" : ",{");
        iwmo_consult_json_text(
            out, "state",
            iwmo_prestatie_state_name(iwmo_prestatie_state_of(line, &row->lines)));
        iwmo_consult_json_text(out, "kind", line->status == 'C' ? "credit" : "debit");
        if (line->nummer != IWMO_ABSENT)
            iwmo_consult_json_number(out, "nummer", line->nummer);
        iwmo_consult_json_date(out, "begin", line->begin);
        iwmo_consult_json_date(out, "eind", line->eind);
        if (line->volume != IWMO_ABSENT)
            iwmo_consult_json_number(out, "volume", line->volume);
        iwmo_consult_json_number(out, "bedrag", line->bedrag.cents);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_text(out, "]}");
}

static enum iwmo_status
message(struct iwmo_consult *consult, const struct iwmo_overview *overview,
        const struct iwmo_overview_message *row, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;
    const struct iwmo_entry *entry = row->entry;

    iwmo_buffer_char(out, '{');
    party(out, overview);
    iwmo_consult_json_text(out, "message", entry->message);
    iwmo_consult_json_number(out, "id", (int64_t)entry->id);
    iwmo_consult_json_text(out, "state", iwmo_entry_state_name(entry->state));
    iwmo_consult_json_text(out, "direction",
                           entry->direction == IWMO_IN ? "in" : "out");
    iwmo_consult_json_text(out, "gemeente", entry->gemeente);
    iwmo_consult_json_text(out, "aanbieder", entry->aanbieder);
    iwmo_consult_json_date(out, "date", entry->day);
    iwmo_consult_json_date(out, "dagtekening", entry->dagtekening);
    iwmo_consult_json_text(out, "codes", entry->codes);
    if (entry->answer != 0)
        iwmo_consult_json_number(out, "answer", (int64_t)entry->answer);
    enum iwmo_status status = history(consult, overview, &row->records, err);
    iwmo_buffer_char(out, '}');
    return status;
}

/* Comma and line between the members of a list. */
static void
between(struct iwmo_buffer *out, size_t *printed)
{
    iwmo_buffer_text(out, (*printed)++ == 0 ? "" : ",\n");
}

static enum iwmo_status
allocations(struct iwmo_consult *consult, const struct iwmo_overview *overview,
            size_t *printed, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < overview->stand_count; i++) {
        between(&consult->out, printed);
        status = allocation(consult, overview, &overview->stands[i], err);
    }
    return status;
}

static enum iwmo_status
requests(struct iwmo_consult *consult, const struct iwmo_overview *overview,
         size_t *printed, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < overview->request_count; i++) {
        between(&consult->out, printed);
        status = request(consult, overview, &overview->requests[i], err);
    }
    return status;
}

static enum iwmo_status
declarations(struct iwmo_consult *consult, const struct iwmo_overview *overview,
             size_t *printed, struct iwmo_error *err)
{
    (void)err;
    for (size_t i = 0; i < overview->declaratie_count; i++) {
        between(&consult->out, printed);
        declaration(consult, overview, &overview->declaraties[i]);
    }
    return IWMO_OK;
}

static enum iwmo_status
messages(struct iwmo_consult *consult, const struct iwmo_overview *overview,
         size_t *printed, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < overview->message_count; i++) {
        between(&consult->out, printed);
        status = message(consult, overview, &overview->messages[i], err);
    }
    return status;
}

static enum iwmo_status
intakes(struct iwmo_consult *consult, const struct iwmo_overview *overview,
        size_t *printed, struct iwmo_error *err)
{
    (void)err;
    for (size_t i = 0; i < overview->intakes.count; i++) {
        between(&consult->out, printed);
        intake(&consult->out, &overview->intakes.rows[i]);
    }
    return IWMO_OK;
}

enum iwmo_status
iwmo_overview_json(struct iwmo_consult *consult, const struct iwmo_overview *overviews,
                   struct iwmo_error *err)
{
    static const struct {
        const char *name;
        enum iwmo_status (*print)(struct iwmo_consult *consult,
                                  const struct iwmo_overview *overview, size_t *printed,
                                  struct iwmo_error *err);
    } lists[] = {{"allocations", allocations},
                 {"requests", requests},
                 {"declarations", declarations},
                 {"messages", messages},
                 {"intakes", intakes}};
    struct iwmo_buffer *out = &consult->out;
    enum iwmo_status status = IWMO_OK;

    iwmo_buffer_char(out, '{');
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        size_t printed = 0;

        iwmo_json_key(out, lists[i].name);
        iwmo_buffer_char(out, '[');
        for (int side = 0; status == IWMO_OK && side < IWMO_OVERVIEW_SIDES; side++)
            status = lists[i].print(consult, &overviews[side], &printed, err);
        iwmo_buffer_char(out, ']');
    }
    iwmo_buffer_text(out, "}\n");
    return status;
}
