#include "oracle/oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- walking ---- */

struct oracle_walk
oracle_walk(const struct oracle_book *book, const char *kind)
{
    return (struct oracle_walk){.book = book, .kind = kind};
}

bool
oracle_next(struct oracle_walk *walk)
{
    for (; walk->next_entry < walk->book->count; walk->next_entry++) {
        const struct oracle_entry *entry = &walk->book->entries[walk->next_entry];

        while (entry->counts && walk->next_item < entry->message->count) {
            int at = walk->next_item++;
            if (strcmp(entry->message->items[at].kind, walk->kind) != 0)
                continue;
            walk->entry = entry;
            walk->message = entry->message;
            walk->item = &entry->message->items[at];
            walk->uitkomst = entry->uitkomst[at];
            return true;
        }
        walk->next_item = 0;
    }
    return false;
}

/* ---- the text of an answer ---- */

void
oracle_code(struct oracle_codes *codes, const char *code)
{
    for (int i = 0; i < codes->count; i++)
        if (strcmp(codes->at[i], code) == 0)
            return;
    snprintf(codes->at[codes->count++], sizeof(codes->at[0]), "%s", code);
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void
say(struct oracle_verdict *verdict, const char *text)
{
    size_t size = strlen(verdict->text);

    snprintf(verdict->text + size, sizeof(verdict->text) - size, "%s", text);
}

void
oracle_class(struct oracle_verdict *verdict, const char *name,
             const struct oracle_codes *codes)
{
    struct oracle_codes sorted = {.at = {"0200"}, .count = 1};

    if (codes->count > 0)
        sorted = *codes;
    qsort(sorted.at, (size_t)sorted.count, sizeof(sorted.at[0]), by_text);
    say(verdict, verdict->text[0] != '\0' ? ", " : "");
    say(verdict, name);
    for (int i = 0; i < sorted.count; i++) {
        say(verdict, i > 0 ? " and " : " ");
        say(verdict, sorted.at[i]);
    }
    if (codes->count > 0 && strcmp(codes->at[0], "0233") != 0)
        verdict->is_faultless = false;
}

/* ---- the header ---- */

/* TR056: a message of this kind of this sender with the Identificatie counts. */
static bool
is_identificatie_used(const struct oracle_book *book,
                      const struct tale_message *message)
{
    bool by_gemeente = tale_is_from_gemeente(message);

    for (int i = 0; i < book->count; i++) {
        const struct tale_message *other = book->entries[i].message;
        if (book->entries[i].counts && other->ident == message->ident &&
            strcmp(other->kind, message->kind) == 0 &&
            (!by_gemeente || other->gemeente == message->gemeente))
            return true;
    }
    return false;
}

/* A level that refuses as a whole: only the Header, with its code. */
static void
refuse_header(struct oracle_verdict *verdict, const char *code)
{
    struct oracle_codes codes = {0};

    verdict->text[0] = '\0';
    oracle_code(&codes, code);
    oracle_class(verdict, "Header", &codes);
    verdict->is_refused = true;
}

/* Nothing is wrong: the Header without codes, of a 325 with them. */
static void
accept(struct oracle_verdict *verdict, const struct tale_message *message)
{
    char total[60];

    snprintf(verdict->text, sizeof(verdict->text), "accepted");
    if (strcmp(message->kind, "323") == 0) {
        snprintf(total, sizeof(total), ", toegekend %ld %c", labs(verdict->granted),
                 verdict->granted < 0 ? 'C' : 'D');
        snprintf(verdict->text, sizeof(verdict->text),
                 "Header 0200, DeclaratieAntwoord 8001%s", total);
    }
}

void
oracle_judge(const struct oracle_book *book, const struct tale_message *message,
             int today, struct oracle_verdict *verdict)
{
    static const struct oracle_codes none;

    (void)today; /* TR135: nothing in a tale bears a day to come */
    memset(verdict, 0, sizeof(*verdict));
    verdict->is_faultless = true;
    if (oracle_breaks_rule(message)) {
        refuse_header(verdict, "0001");
        return;
    }
    if (is_identificatie_used(book, message)) {
        refuse_header(verdict, "9056");
        return;
    }
    oracle_class(verdict, "Header", &none);
    if (strcmp(message->kind, "301") == 0)
        oracle_judge_301(book, message, verdict);
    else if (strcmp(message->kind, "319") == 0)
        oracle_judge_319(book, message, verdict);
    else if (strcmp(message->kind, "323") == 0)
        oracle_judge_323(book, message, verdict);
    else if (message->kind[1] == '0')
        oracle_judge_levering(book, message, verdict);
    else
        oracle_judge_verzoek(book, message, verdict);
    if (verdict->is_faultless)
        accept(verdict, message);
    else if (strcmp(message->kind, "323") != 0)
        verdict->is_refused = true;
}

/* ---- products ---- */

bool
oracle_has_code(const char *product)
{
    return product != NULL && product[3] != '-';
}

bool
oracle_same_product(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Equal Categorie and Code; one without Code: equal Categorie; one without Product:
 * any. */
static bool
is_alike(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return true;
    if (strncmp(a, b, 2) != 0)
        return false;
    return !oracle_has_code(a) || !oracle_has_code(b) || strcmp(a, b) == 0;
}

static bool
is_exempt(const char *product)
{
    return product != NULL && product[0] == '1' && product[1] >= '1' &&
           product[1] <= '4';
}

bool
oracle_stacks(const struct tale_item *a, const struct tale_item *b)
{
    return is_alike(a->product, b->product) && !is_exempt(a->product) &&
           !is_exempt(b->product) && a->eind >= b->begin && b->eind >= a->begin;
}
