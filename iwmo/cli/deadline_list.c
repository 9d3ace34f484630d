#include "cli/deadline_list.h"

#include <inttypes.h>
#include <stdio.h>

#include "report/json.h"

static const char *const parties[] = {"gemeente", "aanbieder"}; /* enum iwmo_side */

static const char *
words_of(const struct iwmo_consult *consult, const struct iwmo_deadline *row)
{
    return iwmo_deadline_words(row->kind, consult->lang == IWMO_NL);
}

/* What it is about: "0384/667899", or "WMO315 #12". */
static void
print_about(const struct iwmo_deadline *row, struct iwmo_buffer *out)
{
    if (row->nummer != IWMO_ABSENT)
        iwmo_buffer_printf(out, "%s/%" PRId64, row->gemeente, row->nummer);
    else
        iwmo_buffer_printf(out, "%s #%" PRIu64, row->message, row->entry);
}

/* ---- JSON ---- */

static void
print_json_row(struct iwmo_consult *consult, const struct iwmo_deadline *row)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_consult_json_text(out, "kind", iwmo_deadline_name(row->kind));
    iwmo_consult_json_text(out, "party", parties[row->side]);
    iwmo_consult_json_text(out, "actor", parties[row->actor]);
    iwmo_consult_json_date(out, "since", row->since);
    iwmo_consult_json_date(out, "due", row->due);
    iwmo_consult_json_bool(out, "overdue", row->is_overdue);
    iwmo_consult_json_text(out, "message", row->message);
    iwmo_consult_json_number(out, "id", (int64_t)row->entry);
    iwmo_consult_json_text(out, "gemeente", row->gemeente);
    iwmo_consult_json_text(out, "aanbieder", row->aanbieder);
    iwmo_consult_json_client(consult, &row->client);
    iwmo_json_key(out, "about");
    iwmo_buffer_char(out, '"');
    print_about(row, out);
    iwmo_buffer_char(out, '"');
    iwmo_consult_json_date(out, "einddatum", row->end);
    iwmo_consult_json_text(out, "text", words_of(consult, row));
}

/* Notices, or all else.  How many there were. */
static size_t
print_json_rows(struct iwmo_consult *consult, const struct iwmo_deadlines *deadlines,
                bool are_notices)
{
    struct iwmo_buffer *out = &consult->out;
    size_t printed = 0;

    for (size_t i = 0; i < deadlines->count; i++) {
        if (iwmo_deadline_is_notice(deadlines->rows[i].kind) != are_notices)
            continue;
        iwmo_buffer_text(out, printed++ == 0 ? "{" : ",\n{");
        print_json_row(consult, &deadlines->rows[i]);
        iwmo_buffer_char(out, '}');
    }
    return printed;
}

void
iwmo_deadlines_json(struct iwmo_consult *consult,
                    const struct iwmo_deadlines *deadlines)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_text(out, "{\"tasks\":[");
    const size_t total = print_json_rows(consult, deadlines, false);
    iwmo_buffer_text(out, "],\"notices\":[");
    (void)print_json_rows(consult, deadlines, true);
    iwmo_buffer_printf(out, "],\"overdue\":%zu,\"total\":%zu}\n", deadlines->overdue,
                       total);
}

/* ---- text ---- */

static void
print_line(struct iwmo_consult *consult, const struct iwmo_deadline *row)
{
    struct iwmo_buffer *out = &consult->out;
    char due[IWMO_DATE_TEXT];
    const char *when = iwmo_deadline_is_notice(row->kind)
                           ? iwmo_consult_words(consult, "let op ", "notice ")
                       : row->is_overdue
                           ? iwmo_consult_words(consult, "te laat", "late   ")
                           : "       ";

    iwmo_buffer_printf(out, "%s  %s  %-9s  ", iwmo_date_print(row->due, due), when,
                       parties[row->actor]);
    if (row->nummer != IWMO_ABSENT)
        print_about(row, out);
    else
        iwmo_buffer_text(out, row->gemeente);
    iwmo_buffer_printf(out, " %s  %s  [%s #%" PRIu64, row->aanbieder,
                       words_of(consult, row), row->message, row->entry);
    iwmo_consult_text_client(consult, ", ", &row->client);
    iwmo_buffer_text(out, "]\n");
}

void
iwmo_deadlines_text(struct iwmo_consult *consult,
                    const struct iwmo_deadlines *deadlines)
{
    for (size_t i = 0; i < deadlines->count; i++)
        print_line(consult, &deadlines->rows[i]);
    iwmo_buffer_printf(&consult->out, "%zu %s, %zu %s\n", deadlines->overdue,
                       iwmo_consult_words(consult, "te laat", "late"), deadlines->count,
                       iwmo_consult_words(consult, "in totaal", "in all"));
}

/* ---- CSV ---- */

/* RFC 4180; our own words have no line breaks and no quotes. */
static void
print_csv_row(struct iwmo_consult *consult, const struct iwmo_deadline *row)
{
    struct iwmo_buffer *out = &consult->out;
    char since[IWMO_DATE_TEXT], due[IWMO_DATE_TEXT], end[IWMO_DATE_TEXT] = "",
                                                     client[IWMO_CONSULT_WHOLE];

    if (row->end.days != INT32_MAX)
        iwmo_date_print(row->end, end);
    iwmo_buffer_printf(out, "%s,%s,%s,%s,%s,%s,%s,%s,", iwmo_deadline_name(row->kind),
                       parties[row->side], parties[row->actor],
                       iwmo_date_print(row->since, since),
                       iwmo_date_print(row->due, due),
                       iwmo_deadline_is_notice(row->kind) ? "notice"
                       : row->is_overdue                  ? "overdue"
                                                          : "open",
                       row->gemeente, row->aanbieder);
    if (row->nummer != IWMO_ABSENT)
        iwmo_buffer_printf(out, "%" PRId64, row->nummer);
    iwmo_buffer_printf(out, ",%s,%" PRIu64 ",%s,%s,\"%s\"\r\n", row->message,
                       row->entry, iwmo_consult_print_whole(&row->client, client), end,
                       words_of(consult, row));
}

void
iwmo_deadlines_csv(struct iwmo_consult *consult, const struct iwmo_deadlines *deadlines)
{
    iwmo_buffer_text(&consult->out,
                     "kind,party,actor,since,due,state,gemeente,aanbieder,nummer,"
                     "message,id,client,einddatum,text\r\n");
    for (size_t i = 0; i < deadlines->count; i++)
        print_csv_row(consult, &deadlines->rows[i]);
}
