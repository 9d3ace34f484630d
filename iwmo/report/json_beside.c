#include "model/privacy.h"
#include "report/json.h"
#include "report/layouts.h"

static void
add_string(struct iwmo_buffer *out, const char *key, const char *text)
{
    iwmo_json_key(out, key);
    iwmo_json_string(out, iwmo_text(text));
}

static void
add_number(struct iwmo_buffer *out, const char *key, uint64_t number)
{
    iwmo_json_key(out, key);
    iwmo_json_number(out, number);
}

/* ---- a policy ---- */

void
iwmo_report_json_measure(struct iwmo_buffer *out, const struct iwmo_finding *finding)
{
    bool was_error = finding->fault->severity == IWMO_SEVERITY_ERROR;

    if (iwmo_finding_is_suppressed(finding)) {
        iwmo_buffer_text(out, ",\"suppressed\":{");
    } else if (finding->severity != finding->fault->severity) {
        iwmo_buffer_text(out, ",\"changed\":{");
        add_string(out, "from", was_error ? "error" : "warning");
    } else {
        return;
    }
    add_string(out, "reason", finding->measure->reason);
    add_string(out, "until", finding->measure->until);
    iwmo_buffer_char(out, '}');
}

/* The measures that have expired, or those of the others that were never taken. */
static void
add_measures(struct iwmo_buffer *out, const struct iwmo_summary *summary, bool expired)
{
    const char *before = "";

    iwmo_json_key(out, expired ? "expired" : "unused");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < summary->policy->count; i++) {
        const struct iwmo_measure *measure = &summary->policy->rows[i];
        bool is_idle = iwmo_summary_uses(summary, measure) == 0;
        if (measure->is_expired != expired || !is_idle)
            continue;
        iwmo_buffer_printf(out, "%s{", before);
        add_number(out, "line", measure->line);
        add_string(out, "code", measure->code);
        add_string(out, "reason", measure->reason);
        add_string(out, "until", measure->until);
        iwmo_buffer_char(out, '}');
        before = ",";
    }
    iwmo_buffer_char(out, ']');
}

void
iwmo_report_json_beside(struct iwmo_buffer *out, const struct iwmo_summary *summary)
{
    const struct iwmo_summary_against *against = &summary->against;

    if (summary->policy != NULL) {
        add_number(out, "suppressed", summary->suppressed);
        iwmo_buffer_text(out, ",\"policy\":{");
        add_string(out, "file", summary->policy->file);
        add_number(out, "entries", summary->policy->count);
        add_measures(out, summary, true);
        add_measures(out, summary, false);
        iwmo_buffer_char(out, '}');
    }
    if (against->compared + against->failed == 0)
        return;
    iwmo_buffer_text(out, ",\"against\":{");
    add_number(out, "compared", against->compared);
    add_number(out, "different", against->different);
    add_number(out, "failed", against->failed);
    add_number(out, "only_ours", against->only_ours);
    add_number(out, "only_theirs", against->only_theirs);
    iwmo_buffer_char(out, '}');
}

/* ---- a stylesheet ---- */

static void
add_masked(struct iwmo_buffer *out, const char *text, bool show_values)
{
    size_t begin = iwmo_json_begin_string(out);

    iwmo_privacy_digits(iwmo_text(text), show_values, out);
    iwmo_json_end_string(out, begin);
}

static void
add_difference(struct iwmo_buffer *out, const struct iwmo_difference *difference,
               bool show_values)
{
    const char *place = difference->places;

    iwmo_buffer_char(out, '{');
    iwmo_json_key(out, "code");
    add_masked(out, difference->code, show_values);
    iwmo_json_key(out, "path");
    add_masked(out, difference->place_count > 0 ? place : "/", show_values);
    iwmo_json_key(out, "also");
    iwmo_buffer_char(out, '[');
    for (size_t i = 1; i < difference->place_count; i++) {
        place += iwmo_text(place).size + 1;
        iwmo_buffer_text(out, i > 1 ? "," : "");
        add_masked(out, place, show_values);
    }
    iwmo_buffer_char(out, ']');
    if (difference->known != NULL) {
        iwmo_json_key(out, "known");
        iwmo_json_string(out, iwmo_text(difference->known));
    }
    iwmo_buffer_char(out, '}');
}

static void
add_differences(struct iwmo_buffer *out, const struct iwmo_comparison *against,
                bool is_ours, bool show_values)
{
    const char *before = "";

    iwmo_json_key(out, is_ours ? "only_ours" : "only_theirs");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < against->difference_count; i++) {
        if (against->differences[i].is_ours != is_ours)
            continue;
        iwmo_buffer_text(out, before);
        add_difference(out, &against->differences[i], show_values);
        before = ",";
    }
    iwmo_buffer_char(out, ']');
}

void
iwmo_report_json_against(struct iwmo_buffer *out, const struct iwmo_comparison *against,
                         bool show_values)
{
    iwmo_buffer_char(out, '{');
    add_string(out, "state", iwmo_comparison_state_name(against->state));
    iwmo_json_key(out, "schema_valid");
    iwmo_buffer_text(out, against->is_schema_valid ? "true" : "false");
    if (against->state == IWMO_COMPARED) {
        add_number(out, "same", against->same);
        add_differences(out, against, true, show_values);
        add_differences(out, against, false, show_values);
    }
    iwmo_buffer_char(out, '}');
}
