#include <string.h>

#include "across/across.h"
#include "report/json.h"
#include "view/booked.h"

static void
add_text(struct iwmo_buffer *out, const char *key, const char *text)
{
    iwmo_json_key(out, key);
    if (text == NULL || text[0] == '\0')
        iwmo_buffer_text(out, "null");
    else
        iwmo_json_string(out, iwmo_text(text));
}

static void
add_number(struct iwmo_buffer *out, const char *key, uint64_t number)
{
    iwmo_json_key(out, key);
    iwmo_json_number(out, number);
}

/* "9056 S300" as an array. */
static void
add_codes(struct iwmo_buffer *out, const char *codes)
{
    iwmo_json_key(out, "codes");
    iwmo_buffer_char(out, '[');
    for (const char *at = codes; *at != '\0';) {
        size_t size = strcspn(at, " ");
        if (at != codes)
            iwmo_buffer_char(out, ',');
        iwmo_json_string(out, (struct iwmo_text){at, size});
        at += size + (at[size] == ' ');
    }
    iwmo_buffer_char(out, ']');
}

static void
add_path(struct iwmo_buffer *out, const struct iwmo_location *where)
{
    iwmo_json_key(out, "path");
    if (where->step == NULL) {
        iwmo_buffer_text(out, "null");
        return;
    }
    size_t begin = iwmo_json_begin_string(out);
    iwmo_path_print(where->step, out);
    iwmo_json_end_string(out, begin);
}

/* Is `step` at `record` or below? */
static bool
is_at(const struct iwmo_step *step, const struct iwmo_record *record)
{
    for (; step != NULL; step = step->parent)
        if (step == record->where.step)
            return true;
    return false;
}

static void
add_record_codes(struct iwmo_buffer *out, const struct iwmo_booked *booked,
                 const struct iwmo_record *record)
{
    char codes[IWMO_RETOURCODES_TEXT] = "";

    for (const struct iwmo_finding *finding = booked->result->findings.first; finding;
         finding = finding->next)
        if (is_at(finding->where.step, record))
            iwmo_retourcodes_add_finding(codes, finding);
    add_codes(out, codes);
}

static void
add_record(struct iwmo_buffer *out, const struct iwmo_booked *booked, size_t index,
           const struct iwmo_booked_way *way)
{
    const struct iwmo_record *record = &booked->extracted.records.rows[index];
    const struct iwmo_intake_decision *decision =
        booked->decisions != NULL ? &booked->decisions[index] : NULL;

    iwmo_buffer_char(out, '{');
    add_path(out, &record->where);
    iwmo_json_key(out, "nummer");
    if (record->nummer == IWMO_ABSENT)
        iwmo_buffer_text(out, "null");
    else
        iwmo_json_number(out, (uint64_t)record->nummer);
    add_text(out, "verdict",
             booked->verdicts != NULL
                 ? iwmo_herkend_name(booked->verdicts[index].verdict)
                 : NULL);
    add_text(out, "kind",
             booked->verdicts != NULL
                 ? iwmo_herkenning_kind_name(booked->verdicts[index].kind)
                 : NULL);
    if (decision != NULL && decision->outcome != IWMO_INTAKE_NONE) {
        add_text(out, "outcome", iwmo_intake_outcome_name(decision->outcome));
        add_text(out, "intake", iwmo_intake_strength_name(decision->strength));
        add_text(out, "reden", decision->reden);
    }
    add_record_codes(out, booked, record);
    iwmo_json_key(out, "text");
    size_t begin = iwmo_json_begin_string(out);
    iwmo_booked_record_line(booked, index, way, out);
    iwmo_json_end_string(out, begin);
    iwmo_buffer_char(out, '}');
}

static void
add_records(struct iwmo_buffer *out, const struct iwmo_booked *booked,
            const struct iwmo_booked_way *way)
{
    bool is_first = true;

    iwmo_json_key(out, "records");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < booked->extracted.records.count; i++) {
        if (booked->extracted.records.rows[i].kind == IWMO_RECORD_CLIENT)
            continue;
        if (!is_first)
            iwmo_buffer_char(out, ',');
        is_first = false;
        add_record(out, booked, i, way);
    }
    iwmo_buffer_char(out, ']');
}

static void
add_notes(struct iwmo_buffer *out, const struct iwmo_booked *booked,
          const struct iwmo_booked_way *way)
{
    bool is_first = true;

    iwmo_json_key(out, "notes");
    iwmo_buffer_char(out, '[');
    for (const struct iwmo_finding *finding = booked->result->findings.first; finding;
         finding = finding->next) {
        if (!is_first)
            iwmo_buffer_char(out, ',');
        is_first = false;
        iwmo_buffer_char(out, '{');
        add_text(out, "code", finding->fault->code);
        add_text(out, "severity",
                 finding->severity == IWMO_SEVERITY_ERROR ? "error" : "warning");
        add_text(out, "retourcode", finding->fault->retourcode);
        add_path(out, &finding->where);
        iwmo_json_key(out, "text");
        size_t begin = iwmo_json_begin_string(out);
        iwmo_wording_print(finding, way->lang, way->show_values, out);
        iwmo_json_end_string(out, begin);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_char(out, ']');
}

static void
add_skipped(struct iwmo_buffer *out, uint64_t skipped)
{
    bool is_first = true;
    const char *code;

    iwmo_json_key(out, "skipped");
    iwmo_buffer_char(out, '[');
    for (unsigned bit = 0; (code = iwmo_across_skippable(bit)) != NULL; bit++) {
        if ((skipped >> bit & 1) == 0)
            continue;
        if (!is_first)
            iwmo_buffer_char(out, ',');
        is_first = false;
        iwmo_json_string(out, iwmo_text(code));
    }
    iwmo_buffer_char(out, ']');
}

void
iwmo_booked_json(const struct iwmo_booked *booked, const struct iwmo_booked_way *way,
                 struct iwmo_buffer *out)
{
    const struct iwmo_message_kind *message = booked->result->message;

    iwmo_buffer_char(out, '{');
    add_text(out, "file", booked->result->file);
    add_text(out, "message", message != NULL ? message->name : NULL);
    add_text(out, "release", message != NULL ? message->release_name : NULL);
    add_text(out, "status", iwmo_booking_name(booked->booking));
    add_text(out, "verdict", iwmo_herkend_name(booked->verdict));
    add_codes(out, booked->codes);
    iwmo_json_key(out, "retour");
    if (booked->answer.id == 0 || way->folder == NULL) {
        iwmo_buffer_text(out, "null");
    } else {
        size_t begin = iwmo_json_begin_string(out);
        iwmo_buffer_printf(out, "%s/%s", way->folder, booked->answer_name);
        iwmo_json_end_string(out, begin);
    }
    add_number(out, "id", booked->entry.id != 0 ? booked->entry.id : booked->earlier);
    add_number(out, "earlier", booked->earlier);
    if (booked->early != 0) {
        iwmo_json_key(out, "early");
        iwmo_buffer_char(out, '{');
        add_number(out, "id", booked->early);
        add_text(out, "status", iwmo_booking_name(booked->early_booking));
        add_codes(out, booked->early_codes);
        iwmo_buffer_char(out, '}');
    }
    add_text(out, "history",
             iwmo_layer_state_name(booked->result->layers[IWMO_LAYER_HISTORY]));
    iwmo_json_key(out, "text");
    size_t begin = iwmo_json_begin_string(out);
    iwmo_booked_line(booked, way, out);
    iwmo_json_end_string(out, begin);
    add_records(out, booked, way);
    add_notes(out, booked, way);
    add_skipped(out, booked->skipped);
    iwmo_buffer_text(out, "}\n");
}
