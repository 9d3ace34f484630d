#include <string.h>

#include "rules/deviation.h"
#include "schema/lookup.h"
#include "view/explain_layout.h"

/* Codes that belong together, by how they begin; "": those of answers. */
static const struct family {
    const char *begin;
    const char *title[2];
} families[] = {
    {"CD", {"CD: condities", "CD: conditions"}},
    {"CS", {"CS: constraints", "CS: constraints"}},
    {"TR", {"TR: technische regels", "TR: technical rules"}},
    {"IW-R-",
     {"IW-R-D23: regels van 2.3 zonder nummer",
      "IW-R-D23: rules of 2.3 without a number"}},
    {"IW-F", {"IW-F: het bestand", "IW-F: the file"}},
    {"IW-X", {"IW-X: XML", "IW-X: XML"}},
    {"IW-N", {"IW-N: welk bericht is dit?", "IW-N: which message is this?"}},
    {"IW-S", {"IW-S: bouw en waarden", "IW-S: structure and values"}},
    {"IW-W", {"IW-W: opmerkingen", "IW-W: remarks"}},
    {"IW-B", {"IW-B: de boeken", "IW-B: the books"}},
    {"IW-H", {"IW-H: wat de historie opvalt", "IW-H: what history makes remarkable"}},
    {"IW-J", {"IW-J: gegevens in JSON", "IW-J: data in JSON"}},
    {"", {"Retourcodes in een antwoord", "Retourcodes in an answer"}},
};

#define FAMILIES (sizeof(families) / sizeof(families[0]))

static const char style[] =
    ":root{color-scheme:light dark;--text:#1b1f24;--page:#fff;--soft:#f3f5f8;"
    "--line:#c9d0d9;--link:#0b4f9e;--good:#11652f;--bad:#a3180f;--mark:#ffe38a}\n"
    "@media(prefers-color-scheme:dark){:root{--text:#e6e9ee;--page:#14171b;"
    "--soft:#1f242b;--line:#414a55;--link:#8ec1ff;--good:#7ddb97;--bad:#ff9d94;"
    "--mark:#6b5600}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1rem;max-width:66rem;color:var(--text);"
    "background:var(--page);font:1rem/1.5 "
    "system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "a{color:var(--link)}\n"
    "a:focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "h1{margin:.5rem 0;font-size:1.7rem;line-height:1.2}\n"
    "h2{margin:2.5rem 0 .5rem;padding-bottom:.3rem;border-bottom:2px solid "
    "var(--line)}\n"
    "h3{margin:0 0 .5rem;font-size:1.15rem;line-height:1.3}\n"
    "h4{margin:0;font-size:1rem}\n"
    "p{margin:.4rem 0}\n"
    "dl{margin:0}\n"
    "dt{margin-top:.6rem;font-weight:600}\n"
    "dd{margin:0}\n"
    "code,pre{font:.875rem/1.45 ui-monospace,monospace}\n"
    "nav summary{padding:.35rem 0;font-weight:600;cursor:pointer}\n"
    "nav details{border-top:1px solid var(--line)}\n"
    "nav ul{margin:0 0 .6rem;padding:0;columns:21rem;column-gap:2rem;list-style:none}\n"
    "nav li{padding:.15rem 0 .15rem 4rem;text-indent:-3rem;break-inside:avoid}\n"
    "nav li a{display:inline-block;text-indent:0;min-height:1.5rem}\n"
    "article{margin:1rem 0;padding:1rem;border:1px solid var(--line);"
    "border-radius:.4rem}\n"
    "article:target{border-color:var(--link);box-shadow:0 0 0 2px var(--link)}\n"
    ".pair{display:grid;gap:.8rem;margin:.8rem 0}\n"
    "@media(min-width:46rem){.pair{grid-template-columns:1fr 1fr}}\n"
    "figure{margin:0;min-width:0;padding:.5rem .8rem;background:var(--soft);"
    "border-left:.3rem solid var(--good)}\n"
    "figure.bad{border-color:var(--bad)}\n"
    "figcaption{color:var(--good);font-weight:600}\n"
    ".bad figcaption{color:var(--bad)}\n"
    "pre{margin:.3rem 0 0;white-space:pre-wrap}\n"
    "mark{background:var(--mark);color:inherit}\n"
    ".uses{margin:0;padding-left:1.2rem}\n"
    ".uses q{font-style:italic;quotes:none}\n"
    "@media print{nav,.skip{display:none}article{break-inside:avoid}}\n";

static const char *
in(const struct iwmo_explain_view *view, const char *nl, const char *en)
{
    return view->lang == IWMO_EN ? en : nl;
}

static void
escape(struct iwmo_buffer *out, const char *text, size_t size)
{
    static const char *const names[] = {
        ['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;"};

    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < sizeof(names) / sizeof(names[0]) && names[c] != NULL)
            iwmo_buffer_text(out, names[c]);
        else
            iwmo_buffer_add(out, &text[i], 1);
    }
}

static void
add_text(const struct iwmo_explain_view *view, const char *text)
{
    escape(view->out, text, strlen(text));
}

/* ---- snippets ---- */

#define MAX_LINES 40 /* of a snippet in which differences are marked */

static size_t
split(const char *snippet, struct iwmo_text lines[MAX_LINES])
{
    size_t count = 0;

    while (*snippet != '\0' && count < MAX_LINES) {
        size_t size = strcspn(snippet, "\n");
        lines[count++] = (struct iwmo_text){snippet, size};
        snippet += size + (snippet[size] == '\n');
    }
    return count;
}

/* Which of the `count` lines are not among `others` in the same order: those outside
 * the longest common subsequence. */
static void
find_own(const struct iwmo_text *lines, size_t count, const struct iwmo_text *others,
         size_t other_count, bool is_own[MAX_LINES])
{
    unsigned char same[MAX_LINES + 1][MAX_LINES + 1] = {{0}};

    for (size_t i = count; i-- > 0;)
        for (size_t j = other_count; j-- > 0;)
            same[i][j] = iwmo_text_same(lines[i], others[j])
                             ? (unsigned char)(same[i + 1][j + 1] + 1)
                         : same[i + 1][j] > same[i][j + 1] ? same[i + 1][j]
                                                           : same[i][j + 1];
    for (size_t i = 0, j = 0; i < count; i++) {
        while (j < other_count && same[i][j] == same[i][j + 1])
            j++; /* this one is of no use to what follows */
        is_own[i] = j == other_count || !iwmo_text_same(lines[i], others[j]);
        j += !is_own[i];
    }
}

/* The snippet, its lines that the other does not have marked. */
static void
add_snippet(const struct iwmo_explain_view *view, const char *snippet,
            const char *other)
{
    struct iwmo_text lines[MAX_LINES], others[MAX_LINES];
    size_t count = split(snippet, lines), other_count = split(other, others);
    bool is_own[MAX_LINES];
    struct iwmo_buffer *out = view->out;

    find_own(lines, count, others, other_count, is_own);
    for (size_t i = 0; i < count; i++) {
        size_t indent = strspn(lines[i].at, " ");
        bool is_marked = is_own[i] && count > 1;
        iwmo_buffer_printf(out, "%s%*s%s", i > 0 ? "\n" : "", (int)indent, "",
                           is_marked ? "<mark>" : "");
        escape(out, lines[i].at + indent, lines[i].size - indent);
        iwmo_buffer_text(out, is_marked ? "</mark>" : "");
    }
}

static void
add_figure(const struct iwmo_explain_view *view, enum iwmo_explain_heading heading,
           const char *snippet, const char *other)
{
    bool is_good = heading == IWMO_EXPLAIN_CONFORMING;

    iwmo_buffer_printf(view->out,
                       "<figure class=\"%s\"><figcaption><span aria-hidden=\"true\">%s"
                       "</span> %s</figcaption><pre><code>",
                       is_good ? "good" : "bad", is_good ? "✓" : "✗",
                       iwmo_explain_heading(heading, view->lang));
    add_snippet(view, snippet, other);
    iwmo_buffer_text(view->out, "</code></pre></figure>\n");
}

/* ---- one code ---- */

static void
add_use(const struct iwmo_explain_view *view, const struct iwmo_explain_use *use)
{
    struct iwmo_buffer *out = view->out, words = {0};
    const char *message;
    size_t cursor = 0;

    iwmo_buffer_text(out, "<li>");
    if (use->rule != NULL) {
        iwmo_buffer_printf(out, "<b>%s</b>", iwmo_release_name(use->release));
        while ((message = iwmo_explain_next_message(use, &cursor)) != NULL)
            iwmo_buffer_printf(out, " %s", message);
        iwmo_buffer_printf(out, ", %s <code>%s</code>: ", in(view, "bij", "at"),
                           iwmo_explain_element(use->rule));
    }
    iwmo_explain_print_severity(use->fault, view->lang, out);
    iwmo_buffer_printf(out, " (%s).<br><q>", use->fault->code);
    iwmo_explain_print_finding(use->fault, view->lang, &words);
    add_text(view, words.at != NULL ? words.at : "");
    iwmo_buffer_text(out, "</q></li>\n");
    iwmo_buffer_release(&words);
}

/* Places to jump to for the warnings of a rule. */
static void
add_warning_anchor(const struct iwmo_explain_view *view,
                   const struct iwmo_explanation *explanation)
{
    struct iwmo_explain_use use;
    size_t cursor = 0;

    while (iwmo_explain_next_use(explanation, &cursor, &use)) {
        if (strcmp(use.fault->code, explanation->code) == 0)
            continue;
        iwmo_buffer_printf(view->out, "<span id=\"%s\"></span>", use.fault->code);
        return;
    }
}

static void
add_uses(const struct iwmo_explain_view *view,
         const struct iwmo_explanation *explanation)
{
    struct iwmo_explain_use use;
    size_t cursor = 0, count = 0;

    iwmo_buffer_printf(view->out, "<h4>%s</h4>\n<ul class=\"uses\">\n",
                       iwmo_explain_heading(IWMO_EXPLAIN_USES, view->lang));
    for (; iwmo_explain_next_use(explanation, &cursor, &use); count++)
        add_use(view, &use);
    if (count == 0)
        iwmo_buffer_printf(view->out, "<li>%s</li>\n",
                           iwmo_explain_no_uses(view->lang));
    iwmo_buffer_text(view->out, "</ul>\n");
}

static void
add_part(const struct iwmo_explain_view *view, enum iwmo_explain_heading heading,
         const char *text)
{
    if (text[0] == '\0')
        return;
    iwmo_buffer_printf(view->out, "<dt>%s</dt><dd>",
                       iwmo_explain_heading(heading, view->lang));
    add_text(view, text);
    iwmo_buffer_text(view->out, "</dd>\n");
}

static void
add_retourcode(const struct iwmo_explain_view *view,
               const struct iwmo_retourcode *retourcode)
{
    struct iwmo_buffer *out = view->out, rules = {0};
    const char *code = retourcode->code;

    iwmo_buffer_printf(out,
                       "<article id=\"%s\" aria-labelledby=\"%s-t\"><h3 "
                       "id=\"%s-t\"><a href=\"#%s\">%s</a></h3>\n<dl>\n",
                       code, code, code, code, code);
    add_part(view, IWMO_EXPLAIN_MEANING, retourcode->meaning[view->lang]);
    add_part(view, IWMO_EXPLAIN_ACTION, retourcode->action[view->lang]);
    iwmo_explain_print_rules(retourcode, view->lang, &rules);
    add_part(view, IWMO_EXPLAIN_RULES, rules.at != NULL ? rules.at : "");
    iwmo_buffer_text(out, "</dl>\n</article>\n");
    iwmo_buffer_release(&rules);
}

static void
add_item(const struct iwmo_explain_view *view, const struct iwmo_explain_item *item)
{
    const struct iwmo_explanation *explanation = &item->explanation;
    struct iwmo_buffer *out = view->out;
    const char *code = explanation->code;

    if (item->retourcode != NULL) {
        add_retourcode(view, item->retourcode);
        return;
    }
    iwmo_buffer_printf(out, "<article id=\"%s\" aria-labelledby=\"%s-t\">", code, code);
    add_warning_anchor(view, explanation);
    iwmo_buffer_printf(out, "<h3 id=\"%s-t\"><a href=\"#%s\">%s</a> ", code, code,
                       code);
    add_text(view, explanation->title[view->lang]);
    iwmo_buffer_text(out, "</h3>\n");
    if (item->as_warning) {
        iwmo_buffer_text(out, "<p>");
        iwmo_explain_print_as_warning(item, view->lang, out);
        iwmo_buffer_text(out, "</p>\n");
    }
    iwmo_buffer_text(out, "<dl>\n");
    add_part(view, IWMO_EXPLAIN_ASKS, explanation->asks[view->lang]);
    add_part(view, IWMO_EXPLAIN_WHY, explanation->why[view->lang]);
    add_part(view, IWMO_EXPLAIN_REMARK, explanation->remark[view->lang]);
    for (size_t i = 0; iwmo_deviations[i].key != NULL; i++)
        if (iwmo_deviations[i].codes[0] != '*' &&
            iwmo_deviation_is_of(&iwmo_deviations[i], explanation->code))
            add_part(view, IWMO_EXPLAIN_DEVIATION, iwmo_deviations[i].text[view->lang]);
    iwmo_buffer_text(out, "</dl>\n<div class=\"pair\">\n");
    add_figure(view, IWMO_EXPLAIN_CONFORMING, explanation->conforming,
               explanation->violating);
    add_figure(view, IWMO_EXPLAIN_VIOLATING, explanation->violating,
               explanation->conforming);
    iwmo_buffer_text(out, "</div>\n");
    add_uses(view, explanation);
    iwmo_buffer_text(out, "</article>\n");
}

/* ---- the page ---- */

/* The items of a family, each by `add`; `before` and `after` only when there are any.
 */
static void
add_family(const struct iwmo_explain_view *view, const struct family *family,
           const char *before, const char *between, const char *after,
           void (*add)(const struct iwmo_explain_view *view,
                       const struct iwmo_explain_item *item))
{
    bool is_open = false;

    for (size_t i = 0; i < view->count; i++) {
        const char *code = view->items[i].explanation.code;
        const bool is_of_answers = view->items[i].retourcode != NULL;
        if (is_of_answers != (family->begin[0] == '\0') ||
            strncmp(code, family->begin, strlen(family->begin)) != 0)
            continue;
        if (!is_open)
            iwmo_buffer_printf(view->out, "%s%s%s", before, family->title[view->lang],
                               between);
        is_open = true;
        add(view, &view->items[i]);
    }
    if (is_open)
        iwmo_buffer_text(view->out, after);
}

static void
add_entry(const struct iwmo_explain_view *view, const struct iwmo_explain_item *item)
{
    const char *code = item->explanation.code;

    iwmo_buffer_printf(view->out, "<li><a href=\"#%s\">%s</a> ", code, code);
    add_text(view, item->retourcode != NULL ? item->retourcode->meaning[view->lang]
                                            : item->explanation.title[view->lang]);
    iwmo_buffer_text(view->out, "</li>\n");
}

static void
add_contents(const struct iwmo_explain_view *view)
{
    iwmo_buffer_printf(view->out, "<nav aria-label=\"%s\">\n",
                       in(view, "Inhoud", "Contents"));
    for (size_t i = 0; i < FAMILIES; i++)
        add_family(view, &families[i], "<details open><summary>", "</summary>\n<ul>\n",
                   "</ul></details>\n", add_entry);
    iwmo_buffer_text(view->out, "</nav>\n");
}

static void
add_head(const struct iwmo_explain_view *view)
{
    struct iwmo_buffer *out = view->out;
    const char *title = in(view, "Codes in een rapport van iwmo, uitgelegd",
                           "Codes in a report of iwmo, explained");

    iwmo_buffer_printf(out,
                       "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                       "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                       "content=\"width=device-width,initial-scale=1\">\n<title>%s"
                       "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n",
                       in(view, "nl", "en"), title, style);
    if (view->is_all)
        iwmo_buffer_printf(out,
                           "<p><a href=\"rules-%s.html\" hreflang=\"%s\" "
                           "lang=\"%s\">%s</a></p>\n",
                           in(view, "en", "nl"), in(view, "en", "nl"),
                           in(view, "en", "nl"), in(view, "English", "Nederlands"));
    iwmo_buffer_printf(out, "<h1>%s</h1>\n<p>", title);
    iwmo_buffer_text(
        out,
        in(view,
           "Codes die met CD, CS of TR beginnen zijn regels van de iWmo-standaard; "
           "codes met IW- zijn van iwmo zelf. Staat er IW-R- voor een regel "
           "(IW-R-CS139), dan is het die regel als waarschuwing.",
           "Codes that begin with CD, CS or TR are rules of the iWmo standard; codes "
           "with IW- are those of iwmo itself. IW-R- before a rule (IW-R-CS139) is "
           "that "
           "rule as a warning."));
    iwmo_buffer_text(out, "</p>\n</header>\n");
}

void
iwmo_explain_html(const struct iwmo_explain_view *view)
{
    add_head(view);
    if (view->count > 1)
        add_contents(view);
    iwmo_buffer_text(view->out, "<main>\n");
    for (size_t i = 0; i < FAMILIES; i++)
        add_family(view, &families[i], "<section>\n<h2>", "</h2>\n", "</section>\n",
                   add_item);
    iwmo_buffer_printf(view->out,
                       "</main>\n<footer><p>iwmo %s</p></footer>\n</body>\n"
                       "</html>\n",
                       IWMO_VERSION);
}
