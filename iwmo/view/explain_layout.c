#include "view/explain_layout.h"

#include <string.h>

#include "across/across.h"
#include "schema/schema.h"
#include "translate/json_fault.h"

/* Rule number `i` of both registers, within a message and across; NULL: no more. */
static const struct iwmo_rule *
rule_at(size_t i)
{
    return i < iwmo_rule_count ? &iwmo_rules[i] : iwmo_across_rule(i - iwmo_rule_count);
}

/* Fault number `i` of the other registers; NULL: no more. */
static const struct iwmo_fault *
fault_at(size_t i)
{
    if (i < FAULT_COUNT)
        return &iwmo_faults[i];
    i -= FAULT_COUNT;
    return i < IWMO_JSON_FAULT_COUNT ? &iwmo_json_faults[i] : NULL;
}

bool
iwmo_explain_next_use(const struct iwmo_explanation *explanation, size_t *cursor,
                      struct iwmo_explain_use *use)
{
    size_t rule_count = iwmo_rule_count;

    while (rule_at(rule_count) != NULL)
        rule_count++;
    for (;;) {
        size_t i = *cursor / R_other; /* each rule in each release */
        use->release = (enum iwmo_release)((*cursor)++ % R_other);
        use->rule = rule_at(i);
        use->fault = use->rule != NULL ? &use->rule->fault : fault_at(i - rule_count);
        if (use->fault == NULL)
            return false;
        bool is_one = use->rule != NULL
                          ? iwmo_releases_have(use->rule->releases, use->release)
                          : use->release == R_none;
        if (is_one && iwmo_explanation_is_of(explanation, use->fault->code))
            return true;
    }
}

static bool
is_for(const struct iwmo_explain_use *use, const struct iwmo_message_kind *message)
{
    return message->release == use->release &&
           (use->rule->messages & iwmo_bericht_bit(message->bericht)) != 0;
}

const char *
iwmo_explain_next_message(const struct iwmo_explain_use *use, size_t *cursor)
{
    while (*cursor < iwmo_schema_builtin.message_count) {
        const struct iwmo_message_kind *message =
            &iwmo_schema_builtin.messages[(*cursor)++];
        if (is_for(use, message))
            return message->name;
    }
    return NULL;
}

const char *
iwmo_explain_element(const struct iwmo_rule *rule)
{
    return iwmo_schema_builtin.names[rule->anchor];
}

void
iwmo_explain_print_finding(const struct iwmo_fault *fault, enum iwmo_lang lang,
                           struct iwmo_buffer *out)
{
    const char *text = lang == IWMO_EN ? fault->en : fault->nl;

    while (*text != '\0') {
        size_t size = strcspn(text, "{");
        iwmo_buffer_add(out, text, size);
        text += size;
        if (*text == '\0')
            return;
        iwmo_buffer_text(out, "…");
        text += strcspn(text, "}") + 1;
    }
}

void
iwmo_explain_print_severity(const struct iwmo_fault *fault, enum iwmo_lang lang,
                            struct iwmo_buffer *out)
{
    static const char *const names[][2] = {
        [IWMO_SEVERITY_ERROR] = {"fout", "error"},
        [IWMO_SEVERITY_WARNING] = {"waarschuwing", "warning"},
    };

    iwmo_buffer_text(out, names[fault->severity][lang]);
    if (fault->retourcode[0] != '\0')
        iwmo_buffer_printf(out, ", retourcode %s", fault->retourcode);
}

const char *
iwmo_explain_heading(enum iwmo_explain_heading heading, enum iwmo_lang lang)
{
    static const char *const headings[][2] = {
        [IWMO_EXPLAIN_ASKS] = {"De regel", "The rule"},
        [IWMO_EXPLAIN_WHY] = {"Waarom", "Why"},
        [IWMO_EXPLAIN_CONFORMING] = {"Goed", "Right"},
        [IWMO_EXPLAIN_VIOLATING] = {"Fout", "Wrong"},
        [IWMO_EXPLAIN_REMARK] = {"Let op", "Note"},
        [IWMO_EXPLAIN_DEVIATION] = {"Anders dan anderen", "Other than others"},
        [IWMO_EXPLAIN_USES] = {"Zo staat het in een rapport", "How a report says it"},
        [IWMO_EXPLAIN_MEANING] = {"Betekenis", "Meaning"},
        [IWMO_EXPLAIN_ACTION] = {"Wie doet nu wat", "Who does what now"},
        [IWMO_EXPLAIN_RULES] = {"Regels die dit antwoord geven",
                                "Rules that give this answer"},
    };

    return headings[heading][lang];
}

void
iwmo_explain_print_rules(const struct iwmo_retourcode *retourcode, enum iwmo_lang lang,
                         struct iwmo_buffer *out)
{
    const char *rule, *comma = "";
    size_t cursor = 0;

    while ((rule = iwmo_retourcode_next_rule(retourcode, &cursor)) != NULL) {
        iwmo_buffer_printf(out, "%s%s", comma, rule);
        comma = ", ";
    }
    if (comma[0] == '\0')
        iwmo_buffer_text(out, lang == IWMO_EN ? "None: it refuses nothing."
                                              : "Geen: er wordt niets mee geweigerd.");
}

const char *
iwmo_explain_no_uses(enum iwmo_lang lang)
{
    return lang == IWMO_EN ? "No finding has this code."
                           : "Geen enkele melding heeft deze code.";
}

void
iwmo_explain_print_as_warning(const struct iwmo_explain_item *item, enum iwmo_lang lang,
                              struct iwmo_buffer *out)
{
    const char *code = item->explanation.code;

    if (lang == IWMO_EN)
        iwmo_buffer_printf(out,
                           "IW-R-%s is rule %s as a warning: where a report has it so, "
                           "it is no reason to refuse the message.",
                           code, code);
    else
        iwmo_buffer_printf(out,
                           "IW-R-%s is regel %s als waarschuwing: waar een rapport het "
                           "zo noemt, is het geen reden om het bericht te weigeren.",
                           code, code);
}
