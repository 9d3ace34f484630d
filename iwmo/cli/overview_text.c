#include "cli/overview.h"

#include <inttypes.h>

#include "flow/intake.h"
#include "model/amount.h"
#include "schema/lookup.h"

static bool
is_dutch(const struct iwmo_consult *consult)
{
    return consult->lang == IWMO_NL;
}

static enum iwmo_status
steps(struct iwmo_consult *consult, const struct iwmo_overview *overview,
      const struct iwmo_records *records, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;

    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *record = &records->rows[i];
        const struct iwmo_entry *entry = NULL;
        char day[IWMO_DATE_TEXT];
        enum iwmo_status status =
            iwmo_ask_entry(overview->ask, record->message, &entry, err);

        if (status != IWMO_OK)
            return status;
        iwmo_buffer_printf(out, "  %s  %s #%" PRIu64 "  ",
                           entry != NULL ? iwmo_date_print(entry->day, day) : "",
                           entry != NULL ? entry->message : "", record->message);
        iwmo_stand_words(record, is_dutch(consult), out);
        iwmo_buffer_char(out, '\n');
    }
    return IWMO_OK;
}

/* ---- allocations ---- */

static void
print_left(struct iwmo_consult *consult, const struct iwmo_stand *stand)
{
    struct iwmo_buffer *out = &consult->out;
    const char *unit = stand->current != NULL ? stand->current->eenheid : "";

    if (stand->line_count == 0 && !stand->has_volume_left && !stand->has_budget_left)
        return;
    iwmo_buffer_printf(
        out, "  %s: ", iwmo_consult_words(consult, "gedeclareerd", "declared"));
    iwmo_amount_volume(stand->declared_volume, unit, is_dutch(consult), out);
    iwmo_buffer_text(out, ", ");
    iwmo_amount_euros(stand->declared.cents, is_dutch(consult), out);
    if (stand->has_volume_left) {
        iwmo_buffer_printf(out,
                           "; %s: ", iwmo_consult_words(consult, "nog over", "left"));
        iwmo_amount_volume(stand->volume_left, unit, is_dutch(consult), out);
    }
    if (stand->has_budget_left) {
        iwmo_buffer_printf(
            out,
            "; %s: ", iwmo_consult_words(consult, "budget nog over", "budget left"));
        iwmo_amount_euros(stand->budget_left, is_dutch(consult), out);
    }
    if (stand->is_over)
        iwmo_buffer_text(out, iwmo_consult_words(consult, "; MEER DAN TOEGEWEZEN",
                                                 "; MORE THAN ALLOCATED"));
    iwmo_buffer_char(out, '\n');
}

/* Why it stopped: the label of the code, or the code alone. */
static const char *
reason_words(const char *reden)
{
    const char *label =
        iwmo_code_label(&iwmo_schema_builtin, "LDT_RedenBeeindiging", reden);

    return label[0] != '\0' ? label : reden;
}

static void
print_delivery(struct iwmo_consult *consult, const struct iwmo_levering *levering)
{
    struct iwmo_buffer *out = &consult->out;
    char day[IWMO_DATE_TEXT];

    iwmo_buffer_printf(out, "  %s: %s",
                       iwmo_consult_words(consult, "levering", "delivery"),
                       iwmo_levering_state_words(levering->state, is_dutch(consult)));
    if (levering->start != NULL)
        iwmo_buffer_printf(out, " %s %s",
                           iwmo_consult_words(consult,
                                              levering->stop != NULL ? "van" : "sinds",
                                              "since"),
                           iwmo_date_print(levering->start->begin, day));
    if (levering->stop != NULL)
        iwmo_buffer_printf(out, " %s %s (%s)",
                           iwmo_consult_words(consult, "tot en met", "up to"),
                           iwmo_date_print(levering->stop->eind, day),
                           reason_words(levering->stop->reden));
    iwmo_buffer_char(out, '\n');
}

static enum iwmo_status
print_stand(struct iwmo_consult *consult, const struct iwmo_overview *overview,
            const struct iwmo_stand *stand, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;
    const struct iwmo_record *current = stand->current;

    iwmo_buffer_printf(out, "%s %s/%" PRId64 "  %s  ",
                       iwmo_consult_words(consult, "toewijzing", "allocation"),
                       current->gemeente, current->nummer,
                       iwmo_toewijzing_state_words(stand->state, is_dutch(consult)));
    iwmo_amount_product(current->categorie, current->code, is_dutch(consult), out);
    iwmo_buffer_printf(out, "  %s %s", iwmo_consult_words(consult, "bij", "at"),
                       current->aanbieder);
    iwmo_consult_text_client(consult, "  ", &current->client);
    iwmo_buffer_text(out, "\n  ");
    iwmo_stand_words(current, is_dutch(consult), out);
    iwmo_buffer_char(out, '\n');
    print_delivery(consult, &stand->levering);
    print_left(consult, stand);
    for (size_t i = 0; i < stand->line_count; i++) {
        iwmo_buffer_printf(
            out, "    %-16s ",
            iwmo_prestatie_state_words(stand->lines[i].state, is_dutch(consult)));
        iwmo_stand_words(stand->lines[i].debit, is_dutch(consult), out);
        iwmo_buffer_char(out, '\n');
    }
    return steps(consult, overview, &stand->records, err);
}

/* ---- the rest ---- */

static enum iwmo_status
print_request(struct iwmo_consult *consult, const struct iwmo_overview *overview,
              const struct iwmo_overview_request *row, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;
    char day[IWMO_DATE_TEXT];

    iwmo_buffer_printf(out, "%s %s  %s",
                       iwmo_consult_words(consult, "verzoek", "request"),
                       row->request->kind == IWMO_RECORD_AANVRAAG ? "VOT" : "VOW",
                       iwmo_verzoek_state_words(row->state, is_dutch(consult)));
    if (row->has_due)
        iwmo_buffer_printf(out, ", %s %s",
                           iwmo_consult_words(consult, "antwoord uiterlijk", "due"),
                           iwmo_date_print(row->due, day));
    iwmo_buffer_char(out, '\n');
    return steps(consult, overview, &row->records, err);
}

static void
print_declaration(struct iwmo_consult *consult,
                  const struct iwmo_overview_declaratie *row)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_text(out, iwmo_consult_words(consult, "declaratie  ", "declaration  "));
    iwmo_buffer_text(out, row->toekenning != NULL
                              ? iwmo_consult_words(consult, "beantwoord", "ANSWERED")
                              : iwmo_consult_words(consult, "ingediend", "SUBMITTED"));
    if (row->declaratie != NULL) {
        iwmo_buffer_printf(out, ", #%" PRIu64 ", ", row->declaratie->message);
        iwmo_amount_euros(row->declaratie->bedrag.cents, is_dutch(consult), out);
    }
    if (row->toekenning != NULL) {
        iwmo_buffer_printf(out, ", %s ",
                           iwmo_consult_words(consult, "toegekend", "granted"));
        iwmo_amount_euros(row->toekenning->bedrag.cents, is_dutch(consult), out);
        iwmo_buffer_printf(out, " (#%" PRIu64 ")", row->toekenning->message);
    }
    iwmo_buffer_char(out, '\n');
    for (size_t i = 0; i < row->lines.count; i++) {
        iwmo_buffer_printf(
            out, "  %-16s ",
            iwmo_prestatie_state_words(
                iwmo_prestatie_state_of(&row->lines.rows[i], &row->lines),
                is_dutch(consult)));
        iwmo_stand_words(&row->lines.rows[i], is_dutch(consult), out);
        iwmo_buffer_char(out, '\n');
    }
}

static enum iwmo_status
print_message(struct iwmo_consult *consult, const struct iwmo_overview *overview,
              const struct iwmo_overview_message *row, struct iwmo_error *err)
{
    struct iwmo_buffer *out = &consult->out;
    const struct iwmo_entry *entry = row->entry;
    char day[IWMO_DATE_TEXT];

    iwmo_buffer_printf(out, "%s #%" PRIu64 "  %s  %s %s", entry->message, entry->id,
                       iwmo_entry_state_words(entry->state, is_dutch(consult)),
                       entry->direction == IWMO_IN
                           ? iwmo_consult_words(consult, "ontvangen", "received")
                           : iwmo_consult_words(consult, "verstuurd", "sent"),
                       iwmo_date_print(entry->day, day));
    if (entry->answer != 0)
        iwmo_buffer_printf(out, ", %s #%" PRIu64,
                           iwmo_consult_words(consult, "antwoord", "answer"),
                           entry->answer);
    if (entry->codes[0] != '\0')
        iwmo_buffer_printf(out, " [%s]", entry->codes);
    iwmo_buffer_char(out, '\n');
    return steps(consult, overview, &row->records, err);
}

static void
print_intake(struct iwmo_consult *consult, const struct iwmo_intake *row)
{
    char day[IWMO_DATE_TEXT];
    const char *state =
        row->is_open          ? iwmo_consult_words(consult, "open", "open")
        : row->closing == 'S' ? iwmo_consult_words(consult, "afgerond met de start",
                                                   "settled by the start")
        : row->is_needed      ? iwmo_consult_words(consult, "gehouden", "done")
                              : iwmo_consult_words(consult, "niet nodig", "not needed");

    iwmo_buffer_printf(&consult->out, "intake  %s  %s  %s %s\n",
                       iwmo_intake_ground(row->outcome, is_dutch(consult)), state,
                       iwmo_consult_words(consult, "sinds", "since"),
                       iwmo_date_print(row->opened, day));
}

bool
iwmo_overview_has_any(const struct iwmo_overview *overview)
{
    return overview->stand_count + overview->request_count +
               overview->declaratie_count + overview->message_count +
               overview->intakes.count >
           0;
}

static enum iwmo_status
print_side(struct iwmo_consult *consult, const struct iwmo_overview *overview,
           struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < overview->stand_count; i++)
        status = print_stand(consult, overview, &overview->stands[i], err);
    for (size_t i = 0; status == IWMO_OK && i < overview->request_count; i++)
        status = print_request(consult, overview, &overview->requests[i], err);
    for (size_t i = 0; i < overview->declaratie_count; i++)
        print_declaration(consult, &overview->declaraties[i]);
    for (size_t i = 0; status == IWMO_OK && i < overview->message_count; i++)
        status = print_message(consult, overview, &overview->messages[i], err);
    for (size_t i = 0; i < overview->intakes.count; i++)
        print_intake(consult, &overview->intakes.rows[i]);
    return status;
}

enum iwmo_status
iwmo_overview_text(struct iwmo_consult *consult, const struct iwmo_overview *overviews,
                   struct iwmo_error *err)
{
    static const char *const nl[] = {"Volgens de boeken van de gemeente:\n",
                                     "Volgens de boeken van de aanbieder:\n"};
    static const char *const en[] = {"On the books of the gemeente:\n",
                                     "On the books of the provider:\n"};
    const bool are_both =
        iwmo_overview_has_any(&overviews[0]) && iwmo_overview_has_any(&overviews[1]);
    enum iwmo_status status = IWMO_OK;

    for (int side = 0; side < IWMO_OVERVIEW_SIDES && status == IWMO_OK; side++) {
        if (are_both)
            iwmo_buffer_text(&consult->out,
                             iwmo_consult_words(consult, nl[side], en[side]));
        status = print_side(consult, &overviews[side], err);
    }
    if (consult->out.size == 0)
        iwmo_buffer_text(&consult->out,
                         iwmo_consult_words(consult, "Staat niet in de boeken.\n",
                                            "Not in the books.\n"));
    return status;
}
