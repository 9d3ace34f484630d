#include "report/json.h"
#include "rules/deviation.h"
#include "schema/lookup.h"
#include "view/explain_layout.h"

static void
add_text(struct iwmo_buffer *out, const char *key, const char *text)
{
    iwmo_json_key(out, key);
    iwmo_json_string(out, iwmo_text(text));
}

static void
add_messages(struct iwmo_buffer *out, const struct iwmo_explain_use *use)
{
    const char *message, *comma = "";
    size_t cursor = 0;

    iwmo_json_key(out, "messages");
    iwmo_buffer_char(out, '[');
    while ((message = iwmo_explain_next_message(use, &cursor)) != NULL) {
        iwmo_buffer_text(out, comma);
        iwmo_json_string(out, iwmo_text(message));
        comma = ",";
    }
    iwmo_buffer_char(out, ']');
}

/* Release, messages and element belong to a rule; a fault may be in any message. */
static void
add_use(const struct iwmo_explain_view *view, const struct iwmo_explain_use *use)
{
    struct iwmo_buffer *out = view->out;

    iwmo_buffer_char(out, '{');
    add_text(out, "code", use->fault->code);
    add_text(out, "kind", iwmo_kind_name((enum iwmo_finding_kind)use->fault->kind));
    add_text(out, "severity",
             use->fault->severity == IWMO_SEVERITY_ERROR ? "error" : "warning");
    add_text(out, "retourcode", use->fault->retourcode);
    if (use->rule != NULL) {
        add_text(out, "release", iwmo_release_name(use->release));
        add_messages(out, use);
        add_text(out, "element", iwmo_explain_element(use->rule));
    }
    iwmo_json_key(out, "text");
    size_t begin = iwmo_json_begin_string(out);
    iwmo_explain_print_finding(use->fault, view->lang, out);
    iwmo_json_end_string(out, begin);
    iwmo_buffer_char(out, '}');
}

static void
add_item(const struct iwmo_explain_view *view,
         const struct iwmo_explanation *explanation)
{
    struct iwmo_buffer *out = view->out;
    struct iwmo_explain_use use;
    size_t cursor = 0;

    iwmo_buffer_text(out, "\n{");
    add_text(out, "code", explanation->code);
    add_text(out, "title", explanation->title[view->lang]);
    add_text(out, "asks", explanation->asks[view->lang]);
    add_text(out, "why", explanation->why[view->lang]);
    add_text(out, "conforming", explanation->conforming);
    add_text(out, "violating", explanation->violating);
    add_text(out, "remark", explanation->remark[view->lang]);
    iwmo_json_key(out, "deviations");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0, shown = 0; iwmo_deviations[i].key != NULL; i++) {
        if (iwmo_deviations[i].codes[0] == '*' ||
            !iwmo_deviation_is_of(&iwmo_deviations[i], explanation->code))
            continue;
        iwmo_buffer_text(out, shown++ > 0 ? "," : "");
        iwmo_json_string(out, iwmo_text(iwmo_deviations[i].text[view->lang]));
    }
    iwmo_buffer_char(out, ']');
    iwmo_json_key(out, "reported");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; iwmo_explain_next_use(explanation, &cursor, &use); i++) {
        iwmo_buffer_text(out, i > 0 ? "," : "");
        add_use(view, &use);
    }
    iwmo_buffer_text(out, "]}");
}

static void
add_retourcode(const struct iwmo_explain_view *view,
               const struct iwmo_retourcode *retourcode)
{
    struct iwmo_buffer *out = view->out;
    const char *rule;
    size_t cursor = 0;

    iwmo_buffer_text(out, "\n{");
    add_text(out, "code", retourcode->code);
    add_text(out, "meaning", retourcode->meaning[view->lang]);
    add_text(out, "action", retourcode->action[view->lang]);
    iwmo_json_key(out, "rules");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; (rule = iwmo_retourcode_next_rule(retourcode, &cursor)) != NULL;
         i++) {
        iwmo_buffer_text(out, i > 0 ? "," : "");
        iwmo_json_string(out, iwmo_text(rule));
    }
    iwmo_buffer_text(out, "]}");
}

/* Codes of findings, or those of answers. */
static void
add_items(const struct iwmo_explain_view *view, bool are_retourcodes)
{
    size_t added = 0;

    for (size_t i = 0; i < view->count; i++) {
        const struct iwmo_explain_item *item = &view->items[i];

        if ((item->retourcode != NULL) != are_retourcodes)
            continue;
        iwmo_buffer_text(view->out, added++ > 0 ? "," : "");
        if (are_retourcodes)
            add_retourcode(view, item->retourcode);
        else
            add_item(view, &item->explanation);
    }
}

void
iwmo_explain_json(const struct iwmo_explain_view *view)
{
    struct iwmo_buffer *out = view->out;

    iwmo_buffer_char(out, '{');
    add_text(out, "iwmo", IWMO_VERSION);
    add_text(out, "lang", view->lang == IWMO_EN ? "en" : "nl");
    iwmo_json_key(out, "codes");
    iwmo_buffer_char(out, '[');
    add_items(view, false);
    iwmo_buffer_text(out, "\n]");
    iwmo_json_key(out, "retourcodes");
    iwmo_buffer_char(out, '[');
    add_items(view, true);
    iwmo_buffer_text(out, "\n]}\n");
}
