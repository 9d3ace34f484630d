#include "view/figures_page.h"

#include <inttypes.h>
#include <string.h>

#include "model/amount.h"
#include "report/markup.h"
#include "view/figures_words.h"

#define WIDE      320 /* of a chart, in its own units */
#define ROW       26
#define LABEL     104 /* room for the words before a bar */
#define VALUE     52  /* and for the number behind it */
#define MOST_BARS 24

static const char style[] =
    ":root{color-scheme:light dark;--text:#1b1f24;--page:#fff;--soft:#f3f5f8;"
    "--line:#c9d0d9;--first:#0b4f9e;--second:#b35900}\n"
    "@media(prefers-color-scheme:dark){:root{--text:#e6e9ee;--page:#14171b;"
    "--soft:#1f242b;--line:#414a55;--first:#8ec1ff;--second:#ffb366}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1rem;max-width:66rem;color:var(--text);"
    "background:var(--page);font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{margin:.5rem 0;font-size:1.7rem;line-height:1.2}\n"
    "h2{margin:2.5rem 0 .5rem;padding-bottom:.3rem;border-bottom:2px solid "
    "var(--line)}\n"
    "h3{margin:1.2rem 0 .3rem;font-size:1.05rem}\n"
    ".pair{display:grid;gap:1rem;align-items:start}\n"
    "@media(min-width:46rem){.pair{grid-template-columns:1fr 1fr}}\n"
    "figure{margin:0;padding:.5rem;background:var(--soft)}\n"
    "svg{display:block;width:100%;height:auto;max-width:36rem}\n"
    "svg text{fill:var(--text);font:11px system-ui,sans-serif}\n"
    ".first{fill:var(--first)}.second{fill:var(--second)}\n"
    ".key span{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 .8em}\n"
    ".key .first{background:var(--first)}.key .second{background:var(--second)}\n"
    ".wide{overflow-x:auto}\n"
    ".wide:focus-visible{outline:3px solid var(--first)}\n"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;font-weight:600;padding:.2rem 0}\n"
    "th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:right}\n"
    "th:first-child,td:first-child{text-align:left}\n"
    "thead th{background:var(--soft)}\n"
    "@media print{body{max-width:none;padding:0}section{break-inside:avoid}"
    ".first{print-color-adjust:exact}.second{print-color-adjust:exact}}\n";

struct sheet {
    const struct iwmo_figures *figures;
    struct iwmo_buffer *out;
    enum iwmo_lang lang;
};

static const char *
in(const struct sheet *sheet, const char *nl, const char *en)
{
    return sheet->lang == IWMO_EN ? en : nl;
}

static void
text(const struct sheet *sheet, const char *words)
{
    iwmo_markup_text(sheet->out, iwmo_text(words));
}

/* ---- what a section shows ---- */

/* Which rows, what they are called and the numbers of each. */
struct section {
    const char *title[2], *says[2];   /* Dutch, English */
    const char *first[2], *second[2]; /* what the bars are; second NULL: one bar */
    int64_t (*value)(const struct iwmo_figure *figure, bool is_second);
    enum iwmo_figure_kind kind;
    bool is_by_month; /* the chart; else by name */
    bool has_count;
};

static int64_t
lead_value(const struct iwmo_figure *figure, bool is_second)
{
    return is_second ? figure->p90 : figure->median;
}

static int64_t
count_value(const struct iwmo_figure *figure, bool is_second)
{
    return is_second ? figure->oldest : figure->count;
}

static int64_t
volume_value(const struct iwmo_figure *figure, bool is_second)
{
    return is_second ? figure->declared : figure->allocated;
}

/* Of a budget, whole euros: a chart has no room for cents. */
static int64_t
chart_value(const struct section *section, const struct iwmo_figure *figure,
            bool is_second)
{
    const bool is_money =
        figure->kind == IWMO_FIGURE_PRODUCTION && strcmp(figure->eenheid, "83") == 0;

    return section->value(figure, is_second) / (is_money ? 100 : 1);
}

static const struct section sections[] = {
    {{"Doorlooptijd van toewijzing tot start", "Lead time from allocation to start"},
     {"Dagen van de toewijzing tot de eerste dag van levering, per maand van start.",
      "Days from the allocation to the first day of delivery, by month of start."},
     {"mediaan (dagen)", "median (days)"},
     {"90% binnen (dagen)", "90% within (days)"},
     lead_value,
     IWMO_FIGURE_LEAD,
     true,
     true},
    {{"Wachtlijst", "Waiting list"},
     {"Toegewezen en nog niet gestart, naar dagen sinds de toewijzing.",
      "Allocated and not started, by days since the allocation."},
     {"toewijzingen", "allocations"},
     {NULL, NULL},
     count_value,
     IWMO_FIGURE_WAITING,
     false,
     false},
    {{"Productie", "Production"},
     {"Gedeclareerd naast toegewezen volume, per product en eenheid.",
      "Declared beside allocated volume, by product and unit."},
     {"toegewezen", "allocated"},
     {"gedeclareerd", "declared"},
     volume_value,
     IWMO_FIGURE_PRODUCTION,
     false,
     false},
    {{"Geweigerde berichten", "Refused messages"},
     {"Berichten die geheel of deels geweigerd zijn, per retourcode.",
      "Messages refused as a whole or in part, by code."},
     {"berichten", "messages"},
     {NULL, NULL},
     count_value,
     IWMO_FIGURE_REFUSED,
     false,
     false},
};

static bool
is_charted(const struct section *section, const struct iwmo_figure *figure)
{
    return figure->kind == section->kind && figure->aanbieder[0] == '\0' &&
           (section->is_by_month ? figure->month != 0 : figure->month == 0);
}

static void
name_of(const struct sheet *sheet, const struct iwmo_figure *figure,
        struct iwmo_buffer *out)
{
    struct iwmo_buffer words = {0};
    const char *unit = iwmo_amount_unit(figure->eenheid, sheet->lang == IWMO_NL);

    if (figure->kind == IWMO_FIGURE_LEAD)
        iwmo_figures_month(figure->month, sheet->lang, &words);
    else
        iwmo_figures_label(figure, sheet->lang, &words);
    if (unit[0] != '\0')
        iwmo_buffer_printf(&words, ", %s", unit);
    if (words.size > 0)
        iwmo_markup_text(out, (struct iwmo_text){words.at, words.size});
    iwmo_buffer_release(&words);
}

/* Short, for a chart: what stands in the table is whole. */
static void
short_name_of(const struct sheet *sheet, const struct iwmo_figure *figure,
              struct iwmo_buffer *out)
{
    if (figure->kind == IWMO_FIGURE_LEAD || figure->kind == IWMO_FIGURE_WAITING) {
        name_of(sheet, figure, out);
        return;
    }
    const char *name = figure->name[0] != '\0'
                           ? figure->name
                           : in(sheet, "elk product", "any product");
    iwmo_markup_text(out, iwmo_text(name));
    if (figure->eenheid[0] != '\0')
        iwmo_buffer_printf(out, " (%s)", figure->eenheid);
}

/* ---- chart ---- */

static void
bar(const struct sheet *sheet, const char *class, size_t y, size_t height,
    int64_t value, int64_t most)
{
    const int64_t room = WIDE - LABEL - VALUE;
    const int64_t width = value <= 0    ? 0
                          : most < room ? value * room / most
                                        : value / (most / room + 1);

    iwmo_buffer_printf(sheet->out,
                       "<rect class=\"%s\" x=\"%d\" y=\"%zu\" width=\"%" PRId64
                       "\" height=\"%zu\"/><text x=\"%" PRId64 "\" y=\"%zu\">%" PRId64
                       "</text>",
                       class, LABEL, y, width > 0 ? width : 1, height,
                       LABEL + 4 + width, y + height - 1, value);
}

static void
chart(const struct sheet *sheet, const struct section *section, size_t bars,
      int64_t most)
{
    struct iwmo_buffer *out = sheet->out;
    const bool has_second = section->second[0] != NULL;
    size_t at = 0, passed = 0;

    iwmo_buffer_printf(out,
                       "<svg viewBox=\"0 0 %d %zu\" role=\"img\" "
                       "aria-labelledby=\"t%d d%d\"><title id=\"t%d\">",
                       WIDE, (bars > MOST_BARS ? MOST_BARS : bars) * ROW + 4,
                       section->kind, section->kind, section->kind);
    text(sheet, section->title[sheet->lang]);
    iwmo_buffer_printf(out, "</title><desc id=\"d%d\">", section->kind);
    text(sheet, section->says[sheet->lang]);
    iwmo_buffer_text(out, "</desc>\n");
    for (size_t i = 0; i < sheet->figures->count; i++) {
        const struct iwmo_figure *figure = &sheet->figures->rows[i];

        if (!is_charted(section, figure) || passed++ + MOST_BARS < bars)
            continue; /* the last ones are shown */
        const size_t y = 4 + at++ * ROW;
        iwmo_buffer_printf(out, "<text x=\"0\" y=\"%zu\">", y + 14);
        short_name_of(sheet, figure, out);
        iwmo_buffer_text(out, "</text>");
        bar(sheet, "first", y, has_second ? 10 : 20,
            chart_value(section, figure, false), most);
        if (has_second)
            bar(sheet, "second", y + 11, 10, chart_value(section, figure, true), most);
        iwmo_buffer_char(out, '\n');
    }
    iwmo_buffer_text(out, "</svg>\n<figcaption class=\"key\"><span class=\"first\">"
                          "</span>");
    text(sheet, section->first[sheet->lang]);
    if (has_second) {
        iwmo_buffer_text(out, "<span class=\"second\"></span>");
        text(sheet, section->second[sheet->lang]);
    }
    iwmo_buffer_text(out, "</figcaption>\n");
}

/* ---- table ---- */

static void
head_cell(const struct sheet *sheet, const char *words)
{
    iwmo_buffer_text(sheet->out, "<th scope=\"col\">");
    text(sheet, words);
    iwmo_buffer_text(sheet->out, "</th>");
}

static void
number_cell(const struct sheet *sheet, const struct iwmo_figure *figure, int64_t number)
{
    iwmo_buffer_text(sheet->out, "<td>");
    if (figure->kind == IWMO_FIGURE_PRODUCTION)
        iwmo_figures_volume(figure, number, sheet->lang, sheet->out);
    else
        iwmo_buffer_printf(sheet->out, "%" PRId64, number);
    iwmo_buffer_text(sheet->out, "</td>");
}

static void
numbers(const struct sheet *sheet, const struct section *section,
        const struct iwmo_figure *figure)
{
    number_cell(sheet, figure, section->value(figure, false));
    if (section->second[0] != NULL)
        number_cell(sheet, figure, section->value(figure, true));
    if (section->has_count)
        number_cell(sheet, figure, figure->count);
    if (section->kind == IWMO_FIGURE_PRODUCTION) {
        iwmo_buffer_text(sheet->out, "<td>");
        iwmo_amount_euros(figure->cents, sheet->lang == IWMO_NL, sheet->out);
        iwmo_buffer_text(sheet->out, "</td>");
    }
    iwmo_buffer_text(sheet->out, "</tr>\n");
}

static void
open_table(const struct sheet *sheet, const struct section *section,
           const char *caption, const char *first)
{
    struct iwmo_buffer *out = sheet->out;

    iwmo_buffer_text(out, "<div class=\"wide\" tabindex=\"0\"><table><caption>");
    text(sheet, caption);
    iwmo_buffer_text(out, "</caption><thead><tr>");
    head_cell(sheet, first);
    head_cell(sheet, section->first[sheet->lang]);
    if (section->second[0] != NULL)
        head_cell(sheet, section->second[sheet->lang]);
    if (section->has_count)
        head_cell(sheet, in(sheet, "starts", "starts"));
    if (section->kind == IWMO_FIGURE_PRODUCTION)
        head_cell(sheet, in(sheet, "euro", "euros"));
    iwmo_buffer_text(out, "</tr></thead><tbody>\n");
}

static void
table(const struct sheet *sheet, const struct section *section)
{
    struct iwmo_buffer *out = sheet->out;

    open_table(sheet, section, section->title[sheet->lang],
               section->is_by_month                   ? in(sheet, "maand", "month")
               : section->kind == IWMO_FIGURE_WAITING ? in(sheet, "wacht", "waits")
                                                      : in(sheet, "soort", "kind"));
    for (size_t i = 0; i < sheet->figures->count; i++) {
        const struct iwmo_figure *figure = &sheet->figures->rows[i];

        if (!is_charted(section, figure))
            continue;
        iwmo_buffer_text(out, "<tr><th scope=\"row\">");
        name_of(sheet, figure, out);
        iwmo_buffer_text(out, "</th>");
        numbers(sheet, section, figure);
    }
    iwmo_buffer_text(out, "</tbody></table></div>\n");
}

/* Per provider, over all months. */
static void
provider_table(const struct sheet *sheet, const struct section *section)
{
    struct iwmo_buffer *out = sheet->out;

    open_table(sheet, section, in(sheet, "Per aanbieder", "Per provider"),
               in(sheet, "aanbieder", "provider"));
    for (size_t i = 0; i < sheet->figures->count; i++) {
        const struct iwmo_figure *figure = &sheet->figures->rows[i];

        if (figure->kind != section->kind || figure->month != 0 ||
            figure->aanbieder[0] == '\0')
            continue;
        iwmo_buffer_text(out, "<tr><th scope=\"row\">");
        text(sheet, figure->aanbieder);
        if (section->kind != IWMO_FIGURE_LEAD) {
            iwmo_buffer_char(out, ' ');
            name_of(sheet, figure, out);
        }
        iwmo_buffer_text(out, "</th>");
        numbers(sheet, section, figure);
    }
    iwmo_buffer_text(out, "</tbody></table></div>\n");
}

/* ---- page ---- */

static void
print_section(const struct sheet *sheet, const struct section *section)
{
    struct iwmo_buffer *out = sheet->out;
    int64_t most = 1;
    size_t bars = 0;

    for (size_t i = 0; i < sheet->figures->count; i++) {
        const struct iwmo_figure *figure = &sheet->figures->rows[i];

        if (!is_charted(section, figure))
            continue;
        bars++;
        if (chart_value(section, figure, false) > most)
            most = chart_value(section, figure, false);
        if (section->second[0] != NULL && chart_value(section, figure, true) > most)
            most = chart_value(section, figure, true);
    }
    iwmo_buffer_text(out, "<section><h2>");
    text(sheet, section->title[sheet->lang]);
    iwmo_buffer_text(out, "</h2>\n<p>");
    text(sheet, section->says[sheet->lang]);
    iwmo_buffer_text(out, "</p>\n");
    if (bars == 0) {
        iwmo_buffer_printf(out, "<p>%s</p></section>\n",
                           in(sheet, "Niets te tellen.", "Nothing to count."));
        return;
    }
    iwmo_buffer_text(out, "<div class=\"pair\"><figure>\n");
    chart(sheet, section, bars, most);
    iwmo_buffer_text(out, "</figure>\n");
    table(sheet, section);
    iwmo_buffer_text(out, "</div>\n");
    provider_table(sheet, section);
    iwmo_buffer_text(out, "</section>\n");
}

void
iwmo_figures_page(const struct iwmo_figures *figures, struct iwmo_date today,
                  enum iwmo_lang lang, struct iwmo_buffer *out)
{
    const struct sheet sheet = {figures, out, lang};
    char day[IWMO_DATE_TEXT];

    iwmo_buffer_printf(out,
                       "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta "
                       "charset=\"utf-8\"><meta name=\"viewport\" "
                       "content=\"width=device-width,initial-scale=1\"><title>%s %s"
                       "</title>\n<style>\n",
                       in(&sheet, "nl", "en"),
                       in(&sheet, "Stuurcijfers Wmo", "Steering figures Wmo"),
                       iwmo_date_print(today, day));
    iwmo_buffer_text(out, style);
    iwmo_buffer_printf(out, "</style></head><body><main>\n<h1>%s</h1>\n<p>%s %s.</p>\n",
                       in(&sheet, "Stuurcijfers Wmo", "Steering figures Wmo"),
                       in(&sheet, "Stand op", "As of"), iwmo_date_print(today, day));
    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
        print_section(&sheet, &sections[i]);
    iwmo_buffer_text(out, "</main></body></html>\n");
}
