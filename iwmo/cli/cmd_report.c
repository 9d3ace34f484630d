#include <inttypes.h>
#include <stdio.h>

#include "cli/consult.h"
#include "cli/figures_page.h"
#include "report/json.h"

static const char *const format_names[] = {"text", "csv", "json", "html", NULL};

struct settings {
    struct iwmo_consult consult; /* first */
};

static const struct iwmo_option rows[] = {
    {.name = "report",
     .argument = "FORMAT",
     .help = "text, csv, json or html (a page with charts); default: text",
     .kind = IWMO_OPTION_CHOICE,
     .offset = offsetof(struct settings, consult.format),
     .choices = format_names},
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
    "per month and per provider.  Without --role from the books of the gemeente, or,\n"
    "when there are none, of the provider.\n",
    "  iwmo report\n"
    "  iwmo report --role gemeente --report html -o figures.html\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static void
print_month(int32_t month, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "%04" PRId32 "-%02" PRId32, month / 100, month % 100);
}

/* ---- text ---- */

static void
print_line(const struct iwmo_consult *consult, const struct iwmo_figure *figure,
           struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, "  ");
    if (figure->month != 0)
        print_month(figure->month, out);
    else
        iwmo_buffer_text(out, iwmo_consult_words(consult, "totaal ", "all    "));
    iwmo_buffer_printf(out, "  %-8s  %-9s",
                       figure->aanbieder[0] != '\0'
                           ? figure->aanbieder
                           : iwmo_consult_words(consult, "allen", "all"),
                       figure->name);
    switch (figure->kind) {
    case IWMO_FIGURE_LEAD:
        iwmo_buffer_printf(out, "%s %" PRId64 ", 90%% %" PRId64 " (%" PRId64 " starts)",
                           iwmo_consult_words(consult, "mediaan", "median"),
                           figure->median, figure->p90, figure->count);
        break;
    case IWMO_FIGURE_WAITING:
        iwmo_buffer_printf(out, "%s: %" PRId64 ", %s %" PRId64,
                           iwmo_consult_words(consult, "dagen", "days"), figure->count,
                           iwmo_consult_words(consult, "langste", "longest"),
                           figure->oldest);
        break;
    case IWMO_FIGURE_PRODUCTION:
        iwmo_buffer_printf(
            out, " %-2s %s %" PRId64 ", %s %" PRId64 ", %" PRId64 " %s",
            figure->eenheid, iwmo_consult_words(consult, "toegewezen", "allocated"),
            figure->allocated, iwmo_consult_words(consult, "gedeclareerd", "declared"),
            figure->declared, figure->cents,
            iwmo_consult_words(consult, "eurocent", "eurocents"));
        break;
    default:
        iwmo_buffer_printf(out, "%" PRId64, figure->count);
        break;
    }
    iwmo_buffer_char(out, '\n');
}

static void
print_text(struct iwmo_consult *consult, const struct iwmo_figures *figures)
{
    static const char *const nl[IWMO_FIGURE_KINDS] = {
        "Doorlooptijd van toewijzing tot start, in dagen",
        "Wachtlijst: toegewezen en niet gestart", "Productie", "Geweigerde berichten"};
    static const char *const en[IWMO_FIGURE_KINDS] = {
        "Lead time from allocation to start, in days",
        "Waiting list: allocated and not started", "Production", "Refused messages"};
    struct iwmo_buffer *out = &consult->out;

    for (int kind = 0; kind < IWMO_FIGURE_KINDS; kind++) {
        size_t printed = 0;

        iwmo_buffer_printf(out, "%s\n",
                           iwmo_consult_words(consult, nl[kind], en[kind]));
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
                          "allocated,declared,cents\r\n");
    for (size_t i = 0; i < figures->count; i++) {
        const struct iwmo_figure *row = &figures->rows[i];

        iwmo_buffer_printf(out, "%s,", iwmo_figure_kind_name(row->kind));
        if (row->month != 0)
            print_month(row->month, out);
        iwmo_buffer_printf(out,
                           ",%s,%s,%s,%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
                           ",%" PRId64 ",%" PRId64 ",%" PRId64 "\r\n",
                           row->aanbieder, row->name, row->eenheid, row->count,
                           row->median, row->p90, row->oldest, row->allocated,
                           row->declared, row->cents);
    }
}

static void
print_json_row(const struct iwmo_figure *row, struct iwmo_buffer *out)
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
        print_json_row(&figures->rows[i], out);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_text(out, "]}\n");
}

/* ---- command ---- */

static enum iwmo_status
collect(struct iwmo_consult *consult, struct iwmo_figures *figures,
        struct iwmo_error *err)
{
    const enum iwmo_side side =
        consult->role == 2 ? IWMO_SIDE_AANBIEDER : IWMO_SIDE_GEMEENTE;
    enum iwmo_status status =
        iwmo_figures_collect(consult->ledger, side, consult->today, figures, err);

    if (status == IWMO_OK && consult->role == 0 && figures->count == 0)
        status = iwmo_figures_collect(consult->ledger, IWMO_SIDE_AANBIEDER,
                                      consult->today, figures, err);
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
        collect(consult, &figures, &err) == IWMO_OK) {
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
