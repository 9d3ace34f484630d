#include <string.h>

#include "rules/deviation.h"
#include "schema/lookup.h"
#include "view/explain_layout.h"

#define COLUMNS 79
#define INDENT  2
#define DEEPER  4

/* Code points, for the texts have accents. */
static size_t
columns(const char *word, size_t size)
{
    return iwmo_text_length((struct iwmo_text){word, size});
}

/* `text` in lines, indented by `indent`; the cursor stands at column `at`. */
static void
wrap(const char *text, size_t indent, size_t at, struct iwmo_buffer *out)
{
    while (*text != '\0') {
        size_t size = strcspn(text, " "), width = columns(text, size);
        if (at > indent && at + 1 + width > COLUMNS) {
            iwmo_buffer_char(out, '\n');
            at = 0;
        }
        if (at <= indent)
            iwmo_buffer_printf(out, "%*s", (int)(indent - at), "");
        else
            iwmo_buffer_char(out, ' ');
        at = (at <= indent ? indent : at + 1) + width;
        iwmo_buffer_add(out, text, size);
        text += size + (text[size] == ' ');
    }
    iwmo_buffer_char(out, '\n');
}

static void
print_heading(const struct iwmo_explain_view *view, enum iwmo_explain_heading heading)
{
    iwmo_buffer_printf(view->out, "\n%s\n", iwmo_explain_heading(heading, view->lang));
}

static void
print_part(const struct iwmo_explain_view *view, enum iwmo_explain_heading heading,
           const char *text)
{
    if (text[0] == '\0')
        return;
    print_heading(view, heading);
    wrap(text, INDENT, 0, view->out);
}

static void
print_snippet(const struct iwmo_explain_view *view, enum iwmo_explain_heading heading,
              const char *snippet)
{
    print_heading(view, heading);
    while (*snippet != '\0') {
        size_t size = strcspn(snippet, "\n");
        iwmo_buffer_printf(view->out, "%*s%.*s\n", DEEPER, "", (int)size, snippet);
        snippet += size + (snippet[size] == '\n');
    }
}

/* "3.2 WMO301, 315, bij Eenheid: fout, retourcode 0001 [CS338]" and the finding itself.
 */
static void
print_use(const struct iwmo_explain_view *view, const struct iwmo_explain_use *use)
{
    struct iwmo_buffer line = {0};
    const char *message;
    size_t cursor = 0;

    if (use->rule != NULL) {
        const char *before = iwmo_release_name(use->release);
        for (; (message = iwmo_explain_next_message(use, &cursor)) != NULL;
             before = ",")
            iwmo_buffer_printf(&line, "%s %s", before,
                               before[0] == ',' ? message + strlen("WMO") : message);
        iwmo_buffer_printf(&line, view->lang == IWMO_EN ? ", at %s: " : ", bij %s: ",
                           iwmo_explain_element(use->rule));
    }
    iwmo_explain_print_severity(use->fault, view->lang, &line);
    iwmo_buffer_printf(&line, " [%s]", use->fault->code);
    wrap(line.at != NULL ? line.at : "", INDENT, 0, view->out);
    iwmo_buffer_reset(&line);
    iwmo_explain_print_finding(use->fault, view->lang, &line);
    wrap(line.at != NULL ? line.at : "", DEEPER, 0, view->out);
    iwmo_buffer_release(&line);
}

static void
print_uses(const struct iwmo_explain_view *view,
           const struct iwmo_explanation *explanation)
{
    struct iwmo_explain_use use;
    size_t cursor = 0, count = 0;

    print_heading(view, IWMO_EXPLAIN_USES);
    for (; iwmo_explain_next_use(explanation, &cursor, &use); count++)
        print_use(view, &use);
    if (count == 0)
        wrap(iwmo_explain_no_uses(view->lang), INDENT, 0, view->out);
}

static void
print_retourcode(const struct iwmo_explain_view *view,
                 const struct iwmo_retourcode *retourcode)
{
    struct iwmo_buffer rules = {0};

    iwmo_buffer_printf(view->out, "Retourcode %s\n", retourcode->code);
    print_part(view, IWMO_EXPLAIN_MEANING, retourcode->meaning[view->lang]);
    print_part(view, IWMO_EXPLAIN_ACTION, retourcode->action[view->lang]);
    iwmo_explain_print_rules(retourcode, view->lang, &rules);
    print_part(view, IWMO_EXPLAIN_RULES, rules.at != NULL ? rules.at : "");
    iwmo_buffer_release(&rules);
}

static void
print_item(const struct iwmo_explain_view *view, const struct iwmo_explain_item *item)
{
    const struct iwmo_explanation *explanation = &item->explanation;
    enum iwmo_lang lang = view->lang;

    if (item->retourcode != NULL) {
        print_retourcode(view, item->retourcode);
        return;
    }
    iwmo_buffer_printf(view->out, "%s:", explanation->code);
    wrap(explanation->title[lang], INDENT, strlen(explanation->code) + 1, view->out);
    if (item->as_warning) {
        struct iwmo_buffer words = {0};
        iwmo_explain_print_as_warning(item, lang, &words);
        wrap(words.at != NULL ? words.at : "", INDENT, 0, view->out);
        iwmo_buffer_release(&words);
    }
    print_part(view, IWMO_EXPLAIN_ASKS, explanation->asks[lang]);
    print_part(view, IWMO_EXPLAIN_WHY, explanation->why[lang]);
    print_snippet(view, IWMO_EXPLAIN_CONFORMING, explanation->conforming);
    print_snippet(view, IWMO_EXPLAIN_VIOLATING, explanation->violating);
    print_part(view, IWMO_EXPLAIN_REMARK, explanation->remark[lang]);
    for (size_t i = 0; iwmo_deviations[i].key != NULL; i++)
        if (iwmo_deviations[i].codes[0] != '*' &&
            iwmo_deviation_is_of(&iwmo_deviations[i], explanation->code))
            print_part(view, IWMO_EXPLAIN_DEVIATION, iwmo_deviations[i].text[lang]);
    print_uses(view, explanation);
}

void
iwmo_explain_text(const struct iwmo_explain_view *view)
{
    for (size_t i = 0; i < view->count; i++) {
        if (i > 0)
            iwmo_buffer_text(view->out, "\n\n");
        print_item(view, &view->items[i]);
    }
}
