#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/consult.h"
#include "model/amount.h"
#include "report/json.h"
#include "view/figures_page.h"
#include "view/figures_words.h"

static const char *const format_names[] = {"text", "csv", "json", "html", NULL};

struct settings {
    struct iwmo_consult consult; /* first */
    struct iwmo_figures_filter filter;
};

#define CALL(set_) .kind = IWMO_OPTION_CALL, .set = set_

/* "2026-03" into 202603; returns what stands behind it, NULL: that is no month. */
static const char *
read_month(const char *text, int32_t *month)
{
    int32_t value = 0;

    for (size_t i = 0; i < 7; i++) {
        if (i == 4 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return NULL;
        if (i != 4)
            value = 10 * value + (text[i] - '0');
    }
    if (value % 100 < 1 || value % 100 > 12)
        return NULL;
    *month = value;
    return text + 7;
}

static enum iwmo_status
set_month(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;
    const char *rest = read_month(value, &settings->filter.first);

    settings->filter.last = settings->filter.first;
    if (rest != NULL && strncmp(rest, "..", 2) == 0)
        rest = read_month(rest + 2, &settings->filter.last);
    if (rest == NULL || *rest != '\0' || settings->filter.last < settings->filter.first)
        return iwmo_fail(err, IWMO_USAGE,
                         "--month: a month or two, as in 2026-01 or 2026-01..2026-03");
    return IWMO_OK;
}

static enum iwmo_status
set_provider(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (strlen(value) != 8 || strspn(value, "0123456789") != 8)
        return iwmo_fail(err, IWMO_USAGE, "--provider: an AGB code, eight digits");
    memcpy(settings->filter.aanbieder, value, 9);
    return IWMO_OK;
}

static enum iwmo_status
set_product(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;
    const size_t size = strcspn(value, "/");
    const char *code = value[size] == '/' ? value + size + 1 : "";

    if (size != 2 || strlen(code) >= sizeof(settings->filter.code) ||
        (value[size] == '/' && code[0] == '\0'))
        return iwmo_fail(err, IWMO_USAGE,
                         "--product: category and code, as in 02 or 02/02A03");
    memcpy(settings->filter.categorie, value, 2);
    settings->filter.categorie[2] = '\0';
    memcpy(settings->filter.code, code, strlen(code) + 1);
    return IWMO_OK;
}

static const struct iwmo_option rows[] = {
    {.name = "report",
     .argument = "FORMAT[:PATH]",
     .help = "text, csv, json or html (a page with charts); default: text",
     .kind = IWMO_OPTION_CHOICE,
     .offset = offsetof(struct settings, consult.format),
     .choices = format_names,
     .use = IWMO_USE_REPORT,
     .path = offsetof(struct settings, consult.output)},
    {.name = "month",
     .argument = "MONTH[..MONTH]",
     .help = "only these months: 2026-01, or 2026-01..2026-03",
     CALL(set_month)},
    {.name = "provider",
     .argument = "AGB",
     .help = "only this provider, by its AGB code",
     CALL(set_provider)},
    {.name = "product",
     .argument = "CATEGORY[/CODE]",
     .help = "only this product: 02, or 02/02A03; leaves out refused messages",
     CALL(set_product)},
    IWMO_CONSULT_ROWS,
    {.name = NULL},
};

const struct iwmo_command iwmo_report_command = {
    "report",
    "[OPTION]...",
    "Tell the figures a gemeente steers by",
    "Lead time from allocation to start (median, 90th percentile), waiting list by "
    "age,\n"
    "production declared against allocated per product, and refused messages by code;\n"
    "per month and per provider.  Allocated volume is spread over the months of the\n"
    "allocation, to the month of today.  Without --role from the books of the "
    "gemeente,\n"
    "or, when there are none, of the provider.\n",
    "  iwmo report\n"
    "  iwmo report --month 2026-01..2026-03 --provider 65656055 --product 02\n"
    "  iwmo report --role gemeente --report html -o figures.html\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static void
print_month(int32_t month, struct iwmo_buffer *out)
{
    const struct iwmo_day day = iwmo_figures_month_split(month);

    iwmo_buffer_printf(out, "%s%04d-%02d", day.year < 0 ? "-" : "", abs(day.year),
                       day.month);
}

/* ---- text ---- */

static void
print_lead(const struct iwmo_consult *consult, const struct iwmo_figure *figure,
           struct iwmo_buffer *out)
{
    const char *days = iwmo_consult_words(consult, "dagen", "days");

    iwmo_buffer_printf(
        out, "%s %" PRId64 " %s, 90%% %s %" PRId64 " %s (starts: %" PRId64 ")",
        iwmo_consult_words(consult, "de helft binnen", "half within"), figure->median,
        days, iwmo_consult_words(consult, "binnen", "within"), figure->p90, days,
        figure->count);
}

static void
print_production(const struct iwmo_consult *consult, const struct iwmo_figure *figure,
                 struct iwmo_buffer *out)
{
    const enum iwmo_lang lang = (enum iwmo_lang)consult->lang;

    iwmo_buffer_printf(out, "%s ",
                       iwmo_consult_words(consult, "toegewezen", "allocated"));
    iwmo_figures_volume(figure, figure->allocated, lang, out);
    iwmo_buffer_printf(out, ", %s ",
                       iwmo_consult_words(consult, "gedeclareerd", "declared"));
    iwmo_figures_volume(figure, figure->declared, lang, out);
    if (figure->allocated > 0 && figure->declared <= INT64_MAX / 100)
        iwmo_buffer_printf(out, " (%" PRId64 "%%)",
                           figure->declared * 100 / figure->allocated);
    iwmo_buffer_text(out, ", ");
    iwmo_amount_euros(figure->cents, lang == IWMO_NL, out);
}

static void
print_numbers(const struct iwmo_consult *consult, const struct iwmo_figure *figure,
              struct iwmo_buffer *out)
{
    switch (figure->kind) {
    case IWMO_FIGURE_LEAD:
        print_lead(consult, figure, out);
        break;
    case IWMO_FIGURE_WAITING:
        iwmo_buffer_printf(out, "%" PRId64 ", %s %" PRId64 " %s", figure->count,
                           iwmo_consult_words(consult, "de langste", "the longest"),
                           figure->oldest,
                           iwmo_consult_words(consult, "dagen na de toewijzing",
                                              "days after the allocation"));
        break;
    case IWMO_FIGURE_PRODUCTION:
        print_production(consult, figure, out);
        break;
    default:
        iwmo_buffer_printf(out, "%" PRId64, figure->count);
        break;
    }
}

/* "januari 2026, aanbieder 65656055, Begeleiding (02): ..." */
static void
print_line(const struct iwmo_consult *consult, const struct iwmo_figure *figure,
           struct iwmo_buffer *out)
{
    const enum iwmo_lang lang = (enum iwmo_lang)consult->lang;
    struct iwmo_buffer label = {0};

    iwmo_buffer_text(out, "  ");
    if (figure->kind != IWMO_FIGURE_WAITING) {
        iwmo_figures_month(figure->month, lang, out);
        iwmo_buffer_text(out, ", ");
    }
    if (figure->aanbieder[0] != '\0')
        iwmo_buffer_printf(out, "%s %s",
                           iwmo_consult_words(consult, "aanbieder", "provider"),
                           figure->aanbieder);
    else
        iwmo_buffer_text(
            out, iwmo_consult_words(consult, "alle aanbieders", "all providers"));
    iwmo_figures_label(figure, lang, &label);
    if (label.size > 0)
        iwmo_buffer_printf(out, ", %s", label.at);
    iwmo_buffer_release(&label);
    iwmo_buffer_text(out, figure->kind == IWMO_FIGURE_REFUSED ? " " : ": ");
    print_numbers(consult, figure, out);
    iwmo_buffer_char(out, '\n');
}

static void
print_text(struct iwmo_consult *consult, const struct iwmo_figures *figures)
{
    struct iwmo_buffer *out = &consult->out;

    for (int kind = 0; kind < IWMO_FIGURE_KINDS; kind++) {
        size_t printed = 0;

        iwmo_buffer_printf(out, "%s\n",
                           iwmo_figures_title((enum iwmo_figure_kind)kind,
                                              (enum iwmo_lang)consult->lang));
        for (size_t i = 0; i < figures->count; i++)
            if ((int)figures->rows[i].kind == kind) {
                print_line(consult, &figures->rows[i], out);
                printed++;
            }
        if (printed == 0)
            iwmo_buffer_printf(out, "  %s\n",
                               iwmo_consult_words(consult, "niets", "nothing"));
    }
}

/* ---- CSV and JSON ---- */

static void
print_csv(struct iwmo_consult *consult, const struct iwmo_figures *figures)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_text(out, "figure,month,aanbieder,name,eenheid,count,median,p90,oldest,"
                          "allocated,declared,cents,label,unit\r\n");
    for (size_t i = 0; i < figures->count; i++) {
        const struct iwmo_figure *row = &figures->rows[i];

        iwmo_buffer_printf(out, "%s,", iwmo_figure_kind_name(row->kind));
        if (row->month != 0)
            print_month(row->month, out);
        iwmo_buffer_printf(out,
                           ",%s,%s,%s,%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
                           ",%" PRId64 ",%" PRId64 ",%" PRId64 ",\"",
                           row->aanbieder, row->name, row->eenheid, row->count,
                           row->median, row->p90, row->oldest, row->allocated,
                           row->declared, row->cents);
        iwmo_figures_label(row, (enum iwmo_lang)consult->lang, out);
        iwmo_buffer_printf(out, "\",%s\r\n",
                           iwmo_amount_unit(row->eenheid, consult->lang == IWMO_NL));
    }
}

static void
print_json_label(const struct iwmo_consult *consult, const struct iwmo_figure *row,
                 struct iwmo_buffer *out)
{
    struct iwmo_buffer label = {0};

    iwmo_figures_label(row, (enum iwmo_lang)consult->lang, &label);
    if (label.size > 0)
        iwmo_consult_json_text(out, "label", label.at);
    iwmo_consult_json_text(out, "unit",
                           iwmo_amount_unit(row->eenheid, consult->lang == IWMO_NL));
    iwmo_buffer_release(&label);
}

static void
print_json_row(const struct iwmo_consult *consult, const struct iwmo_figure *row,
               struct iwmo_buffer *out)
{
    iwmo_consult_json_text(out, "figure", iwmo_figure_kind_name(row->kind));
    if (row->month != 0) {
        iwmo_json_key(out, "month");
        const size_t begin = iwmo_json_begin_string(out);
        print_month(row->month, out);
        iwmo_json_end_string(out, begin);
    }
    iwmo_consult_json_text(out, "aanbieder", row->aanbieder);
    iwmo_consult_json_text(out, "name", row->name);
    iwmo_consult_json_text(out, "eenheid", row->eenheid);
    print_json_label(consult, row, out);
    iwmo_consult_json_number(out, "count", row->count);
    if (row->kind == IWMO_FIGURE_LEAD) {
        iwmo_consult_json_number(out, "median", row->median);
        iwmo_consult_json_number(out, "p90", row->p90);
    }
    if (row->kind == IWMO_FIGURE_WAITING)
        iwmo_consult_json_number(out, "oldest", row->oldest);
    if (row->kind == IWMO_FIGURE_PRODUCTION) {
        iwmo_consult_json_number(out, "allocated", row->allocated);
        iwmo_consult_json_number(out, "declared", row->declared);
        iwmo_consult_json_number(out, "cents", row->cents);
    }
}

static void
print_json(struct iwmo_consult *consult, const struct iwmo_figures *figures)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_char(out, '{');
    iwmo_consult_json_date(out, "date", consult->today);
    iwmo_json_key(out, "figures");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < figures->count; i++) {
        iwmo_buffer_text(out, i == 0 ? "{" : ",\n{");
        print_json_row(consult, &figures->rows[i], out);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_text(out, "]}\n");
}

/* ---- command ---- */

static enum iwmo_status
collect(struct settings *settings, struct iwmo_figures *figures, struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    const enum iwmo_side side =
        consult->role == 2 ? IWMO_SIDE_AANBIEDER : IWMO_SIDE_GEMEENTE;
    enum iwmo_status status = iwmo_figures_collect(
        consult->ledger, side, consult->today, &settings->filter, figures, err);

    if (status == IWMO_OK && consult->role == 0 && figures->count == 0) {
        iwmo_figures_release(figures);
        status = iwmo_figures_collect(consult->ledger, IWMO_SIDE_AANBIEDER,
                                      consult->today, &settings->filter, figures, err);
    }
    return status;
}

enum iwmo_exit
iwmo_command_report(char **argv)
{
    struct settings settings = {.consult.command = "report"};
    struct iwmo_consult *consult = &settings.consult;
    struct iwmo_figures figures = {0};
    struct iwmo_error err = {0};
    const enum iwmo_parsed parsed =
        iwmo_options_parse(&iwmo_report_command, argv, &settings, &err);

    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(&iwmo_report_command, stdout);
        return IWMO_EXIT_OK;
    }
    if (parsed == IWMO_PARSED_WRONG)
        return iwmo_complain("report", &err);
    if (iwmo_consult_open(consult, &err) == IWMO_OK &&
        collect(&settings, &figures, &err) == IWMO_OK) {
        if (consult->format == 3)
            iwmo_figures_page(&figures, consult->today, (enum iwmo_lang)consult->lang,
                              &consult->out);
        else if (consult->format == 2)
            print_json(consult, &figures);
        else if (consult->format == 1)
            print_csv(consult, &figures);
        else
            print_text(consult, &figures);
    }
    iwmo_figures_release(&figures);
    return iwmo_consult_finish(consult, IWMO_EXIT_OK, &err);
}
