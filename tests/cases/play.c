#include "cases/play.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "cases/answer.h"
#include "cases/claim.h"
#include "cases/message.h"
#include "support.h"

#define PRODUCTEN " --producten \"$FIXTURES\"/registers/producten.csv"
#define CONTRACT  PRODUCTEN " --contract \"$FIXTURES\"/registers/contract.csv"

void
play_fault(struct play *play, int line, const char *fmt, ...)
{
    char text[1500];
    va_list arguments;

    va_start(arguments, fmt);
    vsnprintf(text, sizeof(text), fmt, arguments);
    va_end(arguments);
    iwmo_buffer_printf(&play->faults, "  line %d, step %d of %s: %s\n", line,
                       play->step != NULL ? play->step->number : 0,
                       play->step != NULL ? play->step->date : "?", text);
}

static const char *
word(const struct case_step *step, const char *key)
{
    return case_get(&step->words, key);
}

static const char *
setting(const struct play *play, char *room, size_t size)
{
    room[0] = '\0';
    if (play->script->setting != NULL)
        snprintf(room, size, " --%s", play->script->setting);
    return room;
}

/* ---- making ---- */

void
play_write(const struct case_play *script, const struct case_step *content,
           const struct case_step *step, const char *identificatie, const char *path)
{
    const struct party *from = party_find(step->from), *to = party_find(step->to);
    struct message_header header = {.identificatie = identificatie,
                                    .dagtekening = word(step, "dagtekening"),
                                    .bsn = script->bsn,
                                    .release = word(content, "release")};
    struct iwmo_buffer xml;

    cr_assert(from != NULL && to != NULL, "line %d: who is that?", step->line);
    if (header.release == NULL)
        header.release = script->release;
    if (header.dagtekening == NULL)
        header.dagtekening = step->date;
    header.afzender = from->code;
    header.ontvanger = to->code;
    iwmo_buffer_init(&xml, 0);
    message_write(content, &header, &xml);
    test_write(path, xml.at, xml.size);
    iwmo_buffer_release(&xml);
}

/* The step whose records the message of this one holds. */
static const struct case_step *
content_of(const struct play *play, const struct case_step *step)
{
    while (step->act == CASE_AGAIN && step->again >= 1 && step->again < step->number)
        step = play->script->steps[step->again - 1];
    return step;
}

static void
make(struct play *play, const struct case_step *step, struct play_message *message)
{
    const struct case_step *content = content_of(play, step);
    const char *given = word(step, "ident");
    const struct play_message *earlier =
        step->act == CASE_AGAIN && given == NULL ? &play->messages[step->again] : NULL;

    message->from = party_find(step->from);
    message->to = party_find(word(step, "to") != NULL ? word(step, "to") : step->to);
    snprintf(message->path, sizeof(message->path), "%02d-%s.xml", step->number,
             content->message);
    if (earlier != NULL) {
        struct iwmo_buffer bytes = test_read(earlier->path);

        test_write(message->path, bytes.at, bytes.size);
        iwmo_buffer_release(&bytes);
        strcpy(message->identificatie, earlier->identificatie);
        message->is_sent = earlier->is_sent;
        return;
    }
    snprintf(message->identificatie, sizeof(message->identificatie), "%s%02d",
             content->message, step->number);
    if (given != NULL && strcmp(given, "new") != 0)
        snprintf(message->identificatie, sizeof(message->identificatie), "%s", given);
    play_write(play->script, content, step, message->identificatie, message->path);
}

/* ---- sending ---- */

static bool
mentions(json_t *json, const char *reason, size_t size)
{
    char *all = json_dumps(json, JSON_COMPACT | JSON_ENSURE_ASCII), wanted[40];

    snprintf(wanted, sizeof(wanted), "%.*s", (int)size, reason);
    bool found = all != NULL && strstr(all, wanted) != NULL;
    free(all);
    return found;
}

static void
judge_own_check(struct play *play, const struct case_claim *claim, const char *reasons,
                const struct told *sent)
{
    if (sent->status != 1) {
        play_fault(play, claim->line, "own check: not refused (exit %d) %s",
                   sent->status, sent->error);
        return;
    }
    while (*(reasons += strspn(reasons, " ,")) != '\0') {
        size_t size = strcspn(reasons, " ,");

        if (!mentions(sent->json, reasons, size))
            play_fault(play, claim->line, "own check: refused, but not with %.*s",
                       (int)size, reasons);
        reasons += size;
    }
}

/* False: it goes no further. */
static bool
send(struct play *play, const struct case_step *step, struct play_message *message)
{
    const char *reasons = "", *text = "";
    char room[80];
    const struct case_claim *own = claim_own_check(step, &reasons),
                            *answer = claim_on_answer(step, &text);
    bool is_faulty = answer_claim_refuses(text) || claim_has_none(step) || own != NULL;

    if (case_has(&step->words, "by-hand") ||
        (step->act == CASE_AGAIN && !case_has(&step->words, "ident")))
        return true;
    message->sent = party_run(
        message->from, "send", NULL,
        "--role %s --date %s%s%s --lang en --report jsonl %s", message->from->role,
        step->date, case_has(&step->words, "no-contract") ? PRODUCTEN : CONTRACT,
        setting(play, room, sizeof(room)), message->path);
    message->is_sent = message->sent.status == 0;
    if (own != NULL)
        judge_own_check(play, own, reasons, &message->sent);
    else if (message->sent.status != (is_faulty ? 1 : 0))
        if (!case_has(&step->words, "no-contract"))
            play_fault(play, step->line, "%s: own check: exit %d, not %d %s",
                       message->path, message->sent.status, is_faulty ? 1 : 0,
                       message->sent.error);
    return own == NULL || answer != NULL || claim_has_none(step);
}

/* ---- receiving ---- */

/* The next working day, but for holidays. */
static void
next_day(const char *date, char out[16])
{
    char text[IWMO_DATE_TEXT];
    struct iwmo_date day;

    cr_assert(iwmo_date_parse(iwmo_text(date), &day), "%s", date);
    do
        day.days++;
    while (iwmo_date_weekday(day) > 5);
    snprintf(out, 16, "%s", iwmo_date_print(day, text));
}

static void
judge_answer(struct play *play, const struct case_step *step,
             const struct play_message *message)
{
    struct iwmo_buffer why;
    struct answer answer;
    const char *text = "accepted";
    const struct case_claim *claim = claim_on_answer(step, &text);
    int line = claim != NULL ? claim->line : step->line;

    if (message->retour[0] == '\0' || !answer_read(message->retour, &answer)) {
        if (!claim_has_none(step))
            play_fault(play, line, "no retour on %s; exit %d %s", message->path,
                       message->received.status, message->received.error);
        return;
    }
    iwmo_buffer_init(&why, 0);
    if (claim_has_none(step))
        play_fault(play, line, "a retour on what is no message");
    else if (claim != NULL && strncmp(claim->text, answer.message, 3) != 0)
        play_fault(play, line, "the answer is a %s", answer.message);
    else if (!answer_matches(&answer, text, &why))
        play_fault(play, line, "%s", why.at);
    iwmo_buffer_release(&why);
}

static void
receive(struct play *play, const struct case_step *step, struct play_message *message)
{
    const char *date = word(step, "received"), *retour;
    char room[80];

    if (date != NULL && strcmp(date, "never") == 0)
        return;
    if (date == NULL)
        date = step->date;
    told_release(&message->received);
    message->received = party_run(
        message->to, "receive", NULL,
        "--role %s --date %s%s%s -o %s --lang en --report jsonl %s", message->to->role,
        date, case_has(&step->words, "unchecked") ? PRODUCTEN : CONTRACT,
        setting(play, room, sizeof(room)), message->to->name, message->path);
    retour = json_string_value(json_object_get(message->received.json, "retour"));
    snprintf(message->retour, sizeof(message->retour), "%s",
             retour != NULL ? retour : "");
    judge_answer(play, step, message);
    if (!message->is_sent || message->retour[0] == '\0' ||
        (word(step, "retour") != NULL && strcmp(word(step, "retour"), "lost") == 0))
        return;
    struct pending *pending = &play->pending[play->pending_count++];
    pending->step = step->number;
    next_day(date, pending->date);
}

/* What the answer says is what the sender understands. */
static bool
is_understood(const char *retour, const char *status)
{
    struct answer answer;

    if (strcmp(status, "unmatched") == 0 || strcmp(status, "refused-l1") == 0)
        return false;
    return !answer_read(retour, &answer) || !answer_accepts(&answer) ||
           strcmp(status, "accepted") == 0;
}

/* The answer comes back to who sent the message. */
static void
bring_back(struct play *play, const struct pending *pending)
{
    const struct play_message *message = &play->messages[pending->step];
    struct told told = party_run(
        message->from, "receive", NULL,
        "--role %s --date %s -o %s --lang en --report jsonl %s", message->from->role,
        pending->date, message->from->name, message->retour);
    const char *status = json_string_value(json_object_get(told.json, "status"));

    if (told.status > 1 || status == NULL || !is_understood(message->retour, status))
        play_fault(play, play->script->steps[pending->step - 1]->line,
                   "the retour on %s comes back as %s (exit %d) %s", message->path,
                   status != NULL ? status : "nothing", told.status, told.error);
    told_release(&told);
}

static void
bring_back_until(struct play *play, const char *date)
{
    size_t kept = 0;

    for (size_t i = 0; i < play->pending_count; i++)
        if (date == NULL || strcmp(play->pending[i].date, date) <= 0)
            bring_back(play, &play->pending[i]);
        else
            play->pending[kept++] = play->pending[i];
    play->pending_count = kept;
}

/* ---- steps ---- */

static void
take_intake(struct play *play, const struct case_step *step)
{
    const char *bsn = word(step, "bsn");
    struct told told = party_run(party_find(step->from), "intake",
                                 bsn != NULL ? bsn : play->script->bsn,
                                 "--done --client - --date %s", step->date);

    if (told.status != 0)
        play_fault(play, step->line, "intake --done: exit %d %s", told.status,
                   told.error);
    told_release(&told);
}

static void
deliver(struct play *play, const struct case_step *step)
{
    struct play_message *message = &play->messages[step->again];
    struct play_message *now = &play->messages[step->number];

    cr_assert(step->again >= 1 && step->again < step->number &&
                  message->path[0] != '\0',
              "line %d: nothing to deliver", step->line);
    *now = *message;
    now->sent = now->received = (struct told){0};
    receive(play, step, now);
}

/* The file of an answer under another name: it came twice. */
static void
bring_again(struct play *play, const struct case_step *step)
{
    const struct play_message *earlier = &play->messages[step->again];
    struct play_message *message = &play->messages[step->number];

    cr_assert(step->again >= 1 && step->again < step->number &&
                  earlier->retour[0] != '\0',
              "line %d: no retour", step->line);
    snprintf(message->path, sizeof(message->path), "%02d-retour.xml", step->number);
    struct iwmo_buffer bytes = test_read(earlier->retour);
    test_write(message->path, bytes.at, bytes.size);
    iwmo_buffer_release(&bytes);
    message->from = earlier->to;
    message->to = earlier->from;
    message->received =
        party_run(message->to, "receive", NULL,
                  "--role %s --date %s -o %s --lang en --report jsonl %s",
                  message->to->role, step->date, message->to->name, message->path);
}

/* What was delivered by hand gets into the books of who made it. */
static void
send_after_all(struct play *play, const struct case_step *step)
{
    struct play_message *earlier = &play->messages[step->again];
    struct play_message *message = &play->messages[step->number];

    cr_assert(step->again >= 1 && step->again < step->number &&
                  earlier->path[0] != '\0',
              "line %d: nothing to send", step->line);
    *message = *earlier;
    message->received = (struct told){0};
    message->sent =
        party_run(message->from, "send", NULL,
                  "--role %s --date %s" CONTRACT " --lang en --report jsonl %s",
                  message->from->role, step->date, message->path);
    if (message->sent.status > 1)
        play_fault(play, step->line, "send: exit %d %s", message->sent.status,
                   message->sent.error);
}

static void
remedy(struct play *play, const struct case_step *step)
{
    const struct party *party = party_find(step->from);
    const bool is_restore = strcmp(step->message, "restore") == 0;
    struct told told = party_run(
        party, is_restore ? "ledger restore" : "ledger granted", NULL,
        "--%s %s/%s --reason mistake --date %s", is_restore ? "allocation" : "request",
        party_find(is_restore ? "G" : "P")->code, step->about, step->date);

    if (told.status != 0)
        play_fault(play, step->line, "%s: exit %d %s", step->message, told.status,
                   told.error);
    told_release(&told);
}

static void
act(struct play *play, const struct case_step *step)
{
    struct play_message *message = &play->messages[step->number];

    switch (step->act) {
    case CASE_MESSAGE:
    case CASE_AGAIN:
        make(play, step, message);
        if (send(play, step, message))
            receive(play, step, message);
        break;
    case CASE_DELIVER:
        deliver(play, step);
        break;
    case CASE_RETOUR:
        bring_again(play, step);
        break;
    case CASE_SEND:
        send_after_all(play, step);
        break;
    case CASE_REMEDY:
        remedy(play, step);
        break;
    case CASE_INTAKE_DONE:
        take_intake(play, step);
        break;
    case CASE_LOOK:
        break;
    }
}

/* The books are whole after every step. */
static void
judge_books(struct play *play, const char *name)
{
    const struct party *party = party_find(name);

    if (party == NULL || party->role[0] == '\0' || !party_has_books(party))
        return;
    struct told told = party_run(party, "ledger check", NULL, " ");
    if (told.status != 0)
        play_fault(play, play->step->line, "ledger check of %s: exit %d %s", name,
                   told.status, told.error);
    told_release(&told);
}

static void
step_through(struct play *play, const struct case_step *step)
{
    const char *ignored;

    play->step = step;
    bring_back_until(play, step->date);
    act(play, step);
    judge_books(play, step->from);
    judge_books(play, step->to);
    for (const struct case_claim *claim = step->claims; claim != NULL;
         claim = claim->next)
        if (claim_on_answer(step, &ignored) != claim &&
            claim_own_check(step, &ignored) != claim &&
            strcmp(claim->text, "no retour") != 0)
            claim_judge(play, claim);
}

void
play_run(struct play *play, const struct case_play *script)
{
    memset(play, 0, sizeof(*play));
    play->script = script;
    iwmo_buffer_init(&play->faults, 0);
    for (const char *const *name = (const char *const[]){"G", "G2", "P", "P2", NULL};
         *name != NULL; name++)
        mkdir(*name, 0777);
    for (size_t i = 0; i < script->count; i++)
        step_through(play, script->steps[i]);
    bring_back_until(play, NULL);
}

void
play_release(struct play *play)
{
    for (size_t i = 0; i <= play->script->count; i++) {
        told_release(&play->messages[i].sent);
        told_release(&play->messages[i].received);
    }
    iwmo_buffer_release(&play->faults);
}
