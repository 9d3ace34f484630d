#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/deadline_list.h"

#define MOST_OCTETS 75 /* of a line, without its end (RFC 5545 3.1) */

/* ---- lines ---- */

/* TEXT (3.3.11): what has a meaning of its own is escaped. */
static void
add_text(struct iwmo_buffer *line, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            iwmo_buffer_text(line, "\\n");
            continue;
        }
        if (strchr("\\;,", *text) != NULL)
            iwmo_buffer_char(line, '\\');
        iwmo_buffer_char(line, *text);
    }
}

/* Fold: go on after CR LF and a space, never within a character. */
static void
add_line(struct iwmo_buffer *out, struct iwmo_buffer *line)
{
    size_t at = 0, room = MOST_OCTETS;

    while (line->failed == IWMO_OK && line->size - at > room) {
        size_t size = room;
        while (size > 1 && ((unsigned char)line->at[at + size] & 0xC0) == 0x80)
            size--;
        iwmo_buffer_add(out, line->at + at, size);
        iwmo_buffer_text(out, "\r\n ");
        at += size;
        room = MOST_OCTETS - 1;
    }
    if (line->failed != IWMO_OK)
        out->failed = line->failed;
    else
        iwmo_buffer_add(out, line->at + at, line->size - at);
    iwmo_buffer_text(out, "\r\n");
    iwmo_buffer_reset(line);
}

/* "20260331", or that of the day after it. */
static void
add_day(struct iwmo_buffer *line, struct iwmo_date date, int after)
{
    const struct iwmo_day day = iwmo_date_split((struct iwmo_date){date.days + after});

    iwmo_buffer_printf(line, "%04" PRId32 "%02d%02d", day.year, (int)day.month,
                       (int)day.day);
}

/* ---- tasks ---- */

/* The same task has the same UID each time, so that a calendar replaces it. */
static void
add_uid(struct iwmo_buffer *line, const struct iwmo_deadline *row)
{
    iwmo_buffer_printf(line, "UID:%s-%d-%" PRIu64, iwmo_deadline_name(row->kind),
                       (int)row->side, row->entry);
    if (row->nummer != IWMO_ABSENT)
        iwmo_buffer_printf(line, "-%s-%" PRId64, row->gemeente, row->nummer);
    iwmo_buffer_text(line, "@iwmo.invalid");
}

static void
add_summary(const struct iwmo_consult *consult, const struct iwmo_deadline *row,
            struct iwmo_buffer *line)
{
    char about[64];

    if (row->nummer != IWMO_ABSENT)
        snprintf(about, sizeof(about), " (%s/%" PRId64 ")", row->gemeente, row->nummer);
    else
        snprintf(about, sizeof(about), " (%s #%" PRIu64 ")", row->message, row->entry);
    iwmo_buffer_text(line, "SUMMARY:");
    if (row->is_overdue)
        add_text(line, iwmo_consult_words(consult, "Te laat: ", "Late: "));
    add_text(line, iwmo_deadline_words(row->kind, consult->lang == IWMO_NL));
    add_text(line, about);
}

static void
add_description(const struct iwmo_consult *consult, const struct iwmo_deadline *row,
                struct iwmo_buffer *line)
{
    static const char *const nl[] = {"gemeente", "aanbieder"}, *const en[] = {
                                                                   "gemeente",
                                                                   "provider"};
    char client[IWMO_CONSULT_CLIENT], text[200];

    iwmo_consult_print_client(&row->client, client);
    snprintf(text, sizeof(text), "%s: %s; gemeente %s, %s %s%s%s%s",
             iwmo_consult_words(consult, "Aan zet", "To act"),
             iwmo_consult_words(consult, nl[row->actor], en[row->actor]), row->gemeente,
             iwmo_consult_words(consult, nl[1], en[1]), row->aanbieder,
             client[0] != '\0' ? ", " : "",
             client[0] != '\0' ? iwmo_consult_words(consult, "cliënt ", "client ") : "",
             client);
    iwmo_buffer_text(line, "DESCRIPTION:");
    add_text(line, text);
}

/* A calendar has years of four digits. */
static bool
is_in_calendar(struct iwmo_date date)
{
    const int32_t year = iwmo_date_split(date).year;

    return year >= 1 && year < 9999;
}

/* An event of a whole day: DTEND is the day after (3.6.1). */
static void
add_event(struct iwmo_consult *consult, const struct iwmo_deadline *row,
          struct iwmo_buffer *line)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_text(out, "BEGIN:VEVENT\r\n");
    add_uid(line, row);
    add_line(out, line);
    iwmo_buffer_text(line, "DTSTAMP:");
    add_day(line, consult->today, 0);
    iwmo_buffer_text(line, "T000000Z");
    add_line(out, line);
    iwmo_buffer_text(line, "DTSTART;VALUE=DATE:");
    add_day(line, row->due, 0);
    add_line(out, line);
    iwmo_buffer_text(line, "DTEND;VALUE=DATE:");
    add_day(line, row->due, 1);
    add_line(out, line);
    add_summary(consult, row, line);
    add_line(out, line);
    add_description(consult, row, line);
    add_line(out, line);
    iwmo_buffer_printf(out, "CATEGORIES:%s\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n",
                       iwmo_deadline_is_notice(row->kind) ? "NOTICE" : "TASK");
}

void
iwmo_deadlines_ics(struct iwmo_consult *consult, const struct iwmo_deadlines *deadlines)
{
    struct iwmo_buffer line = {0};

    iwmo_buffer_text(&consult->out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                    "PRODID:-//iwmo//deadlines//NL\r\n"
                                    "CALSCALE:GREGORIAN\r\n");
    for (size_t i = 0; i < deadlines->count; i++)
        if (is_in_calendar(deadlines->rows[i].due))
            add_event(consult, &deadlines->rows[i], &line);
    iwmo_buffer_text(&consult->out, "END:VCALENDAR\r\n");
    iwmo_buffer_release(&line);
}
