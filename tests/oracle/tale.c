#include "oracle/tale.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

const char *
tale_bsn(int client)
{
    static const char *const numbers[TALE_CLIENTS] = {"999900018", "999900031",
                                                      "999900043"};

    return numbers[client];
}

const char *
tale_gemeente(int gemeente)
{
    return gemeente == 0 ? "0384" : "0363";
}

bool
tale_is_from_gemeente(const struct tale_message *message)
{
    return strcmp(message->kind, "301") == 0 || strcmp(message->kind, "319") == 0;
}

/* ---- printing ---- */

static void
put_day(struct iwmo_buffer *out, const char *before, int day)
{
    char text[IWMO_DATE_TEXT];

    iwmo_buffer_text(out, before);
    if (day != NEVER)
        iwmo_buffer_text(out, iwmo_date_print((struct iwmo_date){day}, text));
}

static void
put_number(struct iwmo_buffer *out, const char *before, int number)
{
    if (number != 0 && number != NEVER)
        iwmo_buffer_printf(out, "%s%d", before, number);
}

static void
put_text(struct iwmo_buffer *out, const char *before, const char *text)
{
    if (text != NULL && text[0] != '\0')
        iwmo_buffer_printf(out, "%s%s", before, text);
}

static void
put_period(const struct tale_item *item, struct iwmo_buffer *out)
{
    put_day(out, " ", item->begin);
    put_day(out, "..", item->eind);
}

static void
put_omvang(const struct tale_item *item, struct iwmo_buffer *out)
{
    if (item->frequentie != '\0')
        iwmo_buffer_printf(out, " %d/%s/%c", item->volume, item->eenheid,
                           item->frequentie);
    put_number(out, " budget=", item->budget);
}

static void
put_moment(const struct tale_item *item, struct iwmo_buffer *out)
{
    int second = (int)(item->moment % 86400);

    put_day(out, " t=", (int)(item->moment / 86400));
    iwmo_buffer_printf(out, "T%02d:%02d:%02d", second / 3600, second / 60 % 60,
                       second % 60);
}

static void
put_delivery(const struct tale_item *item, struct iwmo_buffer *out)
{
    put_day(out, " in=", item->ingang);
    put_day(out, " begin=", item->begin);
    if (item->kind[1] == 'T') {
        put_text(out, " reden=", item->reden);
        put_day(out, " eind=", item->eind);
    }
    iwmo_buffer_printf(out, " st=%c", item->status);
}

static void
put_line(const struct tale_item *item, struct iwmo_buffer *out)
{
    put_period(item, out);
    iwmo_buffer_printf(out, " %d/%s", item->volume, item->eenheid);
    put_number(out, " tarief=", item->tarief);
    iwmo_buffer_printf(out, " bedrag=%d%c", item->bedrag, item->status);
    put_number(out, " vorig=R", item->vorig);
    iwmo_buffer_printf(out, " bsn=%s", tale_bsn(item->client));
}

static void
put_answer(const struct tale_item *item, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, " ref=V-%d antwoord=%c", item->ref, item->status);
    put_text(out, " reden=", item->reden);
}

static void
put_request(const struct tale_item *item, struct iwmo_buffer *out)
{
    if (strcmp(item->kind, "TW") == 0) {
        put_day(out, " from=", item->begin);
        if (item->eind != NEVER)
            put_day(out, " eind=", item->eind);
    } else if (strcmp(item->kind, "OD") != 0) {
        put_period(item, out);
    }
    put_omvang(item, out);
}

static void
put_item(const struct tale_item *item, struct iwmo_buffer *out)
{
    bool is_line = strcmp(item->kind, "PR") == 0;

    iwmo_buffer_text(out, item->kind);
    if (strcmp(item->kind, "AP") == 0)
        iwmo_buffer_printf(out, " ref=V-%d", item->ref);
    if (is_line)
        iwmo_buffer_printf(out, " ref=R%d", item->ref);
    if (item->nummer != 0)
        iwmo_buffer_printf(out, " %ld", item->nummer);
    put_text(out, " ", item->product);
    if (is_line) {
        put_line(item, out);
    } else if (item->kind[0] == 'S') {
        put_delivery(item, out);
    } else if (strcmp(item->kind, "AN") == 0) {
        put_answer(item, out);
    } else if (strcmp(item->kind, "TP") == 0) {
        put_period(item, out);
        put_omvang(item, out);
        put_text(out, " rw=", item->reden);
        put_number(out, " ref=V-", item->ref);
        put_moment(item, out);
    } else {
        put_request(item, out);
    }
    iwmo_buffer_char(out, '\n');
}

static void
put_step(const struct tale_message *message, struct iwmo_buffer *out)
{
    char over[IWMO_DATE_TEXT];
    const char *gemeente = message->gemeente == 0 ? "G" : "G2";
    bool is_from_gemeente = tale_is_from_gemeente(message);

    put_day(out, "", message->day);
    iwmo_buffer_printf(out, " %s > %s %s", is_from_gemeente ? gemeente : "P",
                       is_from_gemeente ? "P" : gemeente, message->kind);
    iwmo_buffer_printf(out, " bsn=%s ident=M%d", tale_bsn(message->client),
                       message->ident);
    put_number(out, " ref=V-", message->ref);
    if (message->dn != 0)
        iwmo_buffer_printf(out, " DN=D%d over=%.7s", message->dn,
                           iwmo_date_print((struct iwmo_date){message->month}, over));
    if (message->is_by_hand)
        iwmo_buffer_text(out, " by-hand");
    if (message->is_lost)
        iwmo_buffer_text(out, " received=never");
    else if (message->received != message->day)
        put_day(out, " received=", message->received);
    if (message->answer_after == NEVER)
        iwmo_buffer_text(out, " retour=lost");
    iwmo_buffer_char(out, '\n');
    for (int i = 0; i < message->count; i++)
        put_item(&message->items[i], out);
}

void
tale_print(const struct tale_message *message, struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, "case C00 made up\n");
    put_step(message, out);
}

void
tale_print_all(const struct tale *tale, struct iwmo_buffer *out)
{
    for (int i = 0; i < tale->count; i++) {
        const struct tale_message *message = &tale->messages[i];

        iwmo_buffer_printf(out, "# %d: file %d%s", i + 1, message->file,
                           message->insists ? ", insists" : "");
        if (message->answer_after != 0 && message->answer_after != NEVER)
            iwmo_buffer_printf(out, ", answer after %d more", message->answer_after);
        iwmo_buffer_char(out, '\n');
        put_step(message, out);
    }
}
