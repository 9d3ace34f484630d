#include "orders/tale.h"

#include <stdio.h>
#include <string.h>

static const char *const products[] = {"02/02A03", "02/02A04", "07/07A12", "01/01A03"};

/* splitmix64 */
unsigned
tale_roll(struct tale *tale, unsigned sides)
{
    uint64_t z = tale->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ (z >> 31)) % sides);
}

static struct iwmo_date
later(struct iwmo_date date, int days)
{
    return (struct iwmo_date){date.days + days};
}

static void
put_date(char *text, const char *before, struct iwmo_date date)
{
    char day[IWMO_DATE_TEXT];

    strcat(text, before);
    strcat(text, iwmo_date_print(date, day));
}

/* Is the message at hand of release 2.3? */
static bool
is_old(const struct tale *tale)
{
    return tale->count < tale->old_count;
}

/* ---- 301 ---- */

static bool
stacks(const struct tale_number *a, const struct tale_number *b)
{
    return strcmp(a->product, b->product) == 0 && !iwmo_date_before(a->end, b->begin) &&
           !iwmo_date_before(b->end, a->begin);
}

static void
put_number(struct tale *tale, int place, const char *reden)
{
    struct tale_number *number = &tale->numbers[place];
    char *text = tale->text[tale->count];
    const bool is_removal = strcmp(reden, "13") == 0;

    if (is_removal && is_old(tale))
        reden = "01";
    snprintf(text + strlen(text), 60, "TP %d %s", place + 1, number->product);
    put_date(text, " ", number->begin);
    put_date(text, "..", is_removal ? number->begin : number->end);
    strcat(text, " 3/04/2");
    put_date(text, " t=", number->allocated);
    strcat(text, "T10:00:00");
    if (reden[0] != '\0') {
        strcat(text, " rw=");
        strcat(text, reden);
    }
    strcat(text, "\n");
    if (!is_removal)
        number->told |= (uint32_t)1 << tale->count;
}

/* A 301 of release 2.3 is about one Beschikking. */
static int
beschikking_of(const struct tale *tale, uint32_t said)
{
    for (int i = 0; i < tale->number_count; i++)
        if ((said >> i & 1) != 0)
            return tale->numbers[i].beschikking;
    return 0;
}

/* OP087: what else is current may stand in it too. */
static void
put_others(struct tale *tale, uint32_t said)
{
    for (int i = 0; i < tale->number_count; i++) {
        const struct tale_number *number = &tale->numbers[i];
        bool fits =
            (said >> i & 1) == 0 && !number->is_removed &&
            !iwmo_date_before(number->end, tale->today) &&
            (!is_old(tale) || number->beschikking == beschikking_of(tale, said));

        for (int j = 0; j < tale->number_count; j++)
            if ((said >> j & 1) != 0 && !tale->numbers[j].is_removed &&
                stacks(number, &tale->numbers[j]))
                fits = false;
        if (!fits || tale_roll(tale, 2) == 0)
            continue;
        put_number(tale, i, "");
        said |= (uint32_t)1 << i;
    }
}

static void
begin_message(struct tale *tale, const char *kind, const char *who, int beschikking)
{
    char *text = tale->text[tale->count];

    strcpy(text, "case C00 a tale\nbsn 999900018\n");
    put_date(text, "", tale->today);
    snprintf(text + strlen(text), 20, " %s %s", who, kind);
    if (is_old(tale))
        snprintf(text + strlen(text), 40, " release=2.3 b=%d", beschikking);
    strcat(text, "\n");
    tale->after[tale->count] = 0;
}

static int
make_number(struct tale *tale, const char *product)
{
    struct tale_number *number = &tale->numbers[tale->number_count];

    *number = (struct tale_number){.product = product,
                                   .allocated = tale->today,
                                   .start_message = -1,
                                   .stop_message = -1,
                                   .beschikking = 700};
    if (tale->old_count > 0 && tale_roll(tale, 3) == 0)
        number->beschikking = 701;
    number->begin = later(tale->today, (int)tale_roll(tale, 40) - 15);
    number->end = later(number->begin, 20 + (int)tale_roll(tale, 250));
    return tale->number_count++;
}

static void
tell_new(struct tale *tale)
{
    const int place = make_number(tale, products[tale_roll(tale, 4)]);
    uint32_t said = (uint32_t)1 << place;

    begin_message(tale, "301", "G > P", tale->numbers[place].beschikking);
    put_number(tale, place, "");
    if (tale->number_count < TALE_NUMBERS && tale_roll(tale, 4) == 0) {
        const int second = make_number(tale, products[tale_roll(tale, 4)]);

        tale->numbers[second].beschikking = tale->numbers[place].beschikking;
        if (stacks(&tale->numbers[place], &tale->numbers[second])) {
            tale->number_count--;
        } else {
            put_number(tale, second, "");
            said |= (uint32_t)1 << second;
        }
    }
    put_others(tale, said);
    tale->count++;
}

/* Under another number goes on what was said under this one. */
static int
renumber(struct tale *tale, int place)
{
    const struct tale_number *old = &tale->numbers[place];
    const int next = make_number(
        tale, tale_roll(tale, 4) == 0 ? products[tale_roll(tale, 4)] : old->product);
    struct tale_number *number = &tale->numbers[next];

    number->beschikking = old->beschikking;
    if (old->is_removed) {
        number->begin = old->begin;
    } else {
        number->begin = later(old->end, 1 + (int)tale_roll(tale, 3) * 15);
    }
    number->end = later(number->begin, 30 + (int)tale_roll(tale, 200));
    return next;
}

static void
tell_removal(struct tale *tale, int place)
{
    struct tale_number *number = &tale->numbers[place];
    uint32_t said = (uint32_t)1 << place;

    number->is_removed = true;
    number->allocated = tale->today;
    begin_message(tale, "301", "G > P", number->beschikking);
    /* what the provider sent of it came before */
    if (number->start_message >= 0)
        tale->after[tale->count] |= (uint32_t)1 << number->start_message;
    if (number->stop_message >= 0)
        tale->after[tale->count] |= (uint32_t)1 << number->stop_message;
    put_number(tale, place, "13");
    if (tale->number_count < TALE_NUMBERS && tale_roll(tale, 2) == 0) {
        const int next = renumber(tale, place);

        put_number(tale, next, "");
        said |= (uint32_t)1 << next;
    }
    put_others(tale, said);
    tale->count++;
    if (tale->number_count < TALE_NUMBERS && tale->count < TALE_MAX &&
        tale_roll(tale, 2) == 0) {
        begin_message(tale, "301", "G > P", number->beschikking);
        put_number(tale, renumber(tale, place), "");
        tale->count++;
    }
}

static void
tell_change(struct tale *tale, int place)
{
    static const char *const reasons[] = {"02", "03", "05", "07", "10", "12"};
    struct tale_number *number = &tale->numbers[place];
    const bool extends = tale_roll(tale, 4) == 0;
    uint32_t said = (uint32_t)1 << place;

    number->allocated = tale->today;
    number->end = extends ? later(number->end, 30)
                          : later(number->begin, 1 + (int)tale_roll(tale, 60));
    begin_message(tale, "301", "G > P", number->beschikking);
    /* 2.3 has no 12 */
    put_number(tale, place,
               extends ? "04" : reasons[tale_roll(tale, is_old(tale) ? 5 : 6)]);
    if (!extends && tale->number_count < TALE_NUMBERS && tale_roll(tale, 2) == 0) {
        const int next = renumber(tale, place);

        put_number(tale, next, "");
        said |= (uint32_t)1 << next;
    }
    put_others(tale, said);
    tale->count++;
}

/* ---- 305 and 307 ---- */

static int
choose(struct tale *tale, uint32_t bits)
{
    int chosen = -1;

    for (int i = 0, seen = 0; i < TALE_MAX; i++)
        if ((bits >> i & 1) != 0 && tale_roll(tale, (unsigned)++seen) == 0)
            chosen = i;
    return chosen;
}

static void
put_levering(struct tale *tale, const char *kind, int place, const char *rest)
{
    struct tale_number *number = &tale->numbers[place];
    char *text = tale->text[tale->count];

    snprintf(text + strlen(text), 60, "%s %d %s", kind, place + 1, number->product);
    put_date(text, " in=", number->begin);
    put_date(text, " begin=", number->start);
    strcat(text, rest);
    strcat(text, "\n");
    tale->is_sent[tale->count] = true;
    tale->after[tale->count] = (uint32_t)1 << choose(tale, number->told);
    if (number->start_message >= 0)
        tale->after[tale->count] |= (uint32_t)1 << number->start_message;
    if (number->stop_message >= 0)
        tale->after[tale->count] |= (uint32_t)1 << number->stop_message;
}

static void
tell_start(struct tale *tale, int place)
{
    struct tale_number *number = &tale->numbers[place];

    number->start = later(tale->today, -(int)tale_roll(tale, 8));
    number->runs = true;
    begin_message(tale, "305", "P > G", 0);
    put_levering(tale, "SP", place, " st=1");
    number->start_message = tale->count++;
    number->stop_message = -1;
}

static void
tell_stop(struct tale *tale, int place)
{
    struct tale_number *number = &tale->numbers[place];
    char rest[60] = "";

    number->runs = false;
    if (tale_roll(tale, 4) == 0) {
        begin_message(tale, "305", "P > G", 0);
        put_levering(tale, "SP", place, " st=3");
    } else {
        strcat(rest, " reden=19");
        put_date(rest, " eind=", tale->today);
        begin_message(tale, "307", "P > G", 0);
        put_levering(tale, "ST", place, rest);
    }
    number->stop_message = tale->count++;
}

/* ---- all of it ---- */

/* The content of an earlier 301 under an Identificatie of its own. */
static void
tell_again(struct tale *tale)
{
    const int earlier = (int)tale_roll(tale, (unsigned)tale->count);

    if (tale->is_sent[earlier])
        return;
    strcpy(tale->text[tale->count], tale->text[earlier]);
    tale->after[tale->count] = tale->after[earlier];
    for (int i = 0; i < tale->number_count; i++)
        if ((tale->numbers[i].told >> earlier & 1) != 0)
            tale->numbers[i].told |= (uint32_t)1 << tale->count;
    tale->count++;
}

static void
tell(struct tale *tale)
{
    const int place = (int)tale_roll(tale, (unsigned)tale->number_count + 1);
    struct tale_number *number = &tale->numbers[place];
    const unsigned what = tale_roll(tale, 10);

    tale->today = later(tale->today, 1 + (int)tale_roll(tale, 40));
    if (place == tale->number_count) {
        if (tale->number_count < TALE_NUMBERS)
            tell_new(tale);
    } else if (number->is_removed || what == 0) {
        tell_again(tale);
    } else if (what < 6) {
        if (number->runs)
            tell_stop(tale, place);
        else if (number->start_message < 0 || number->stop_message >= 0)
            tell_start(tale, place);
    } else if (what < 8) {
        tell_removal(tale, place);
    } else {
        tell_change(tale, place);
    }
}

void
tale_begin(struct tale *tale, uint64_t seed)
{
    memset(tale, 0, sizeof(*tale));
    tale->seed = tale->state = seed;
    tale->today = iwmo_date_of(2025, 6, 2);
    const int length = 3 + (int)tale_roll(tale, 8);
    if (seed % 3 != 0)
        tale->old_count = seed % 3 == 1 ? TALE_MAX : 1 + (int)tale_roll(tale, 6);
    tell_new(tale);
    for (int tries = 0; tale->count < length && tries < 40; tries++)
        tell(tale);
}

void
tale_shuffle(struct tale *tale, int order[TALE_MAX])
{
    uint32_t done = 0;

    for (int at = 0; at < tale->count; at++) {
        uint32_t free = 0;

        for (int i = 0; i < tale->count; i++)
            if ((done >> i & 1) == 0 && (tale->after[i] & ~done) == 0)
                free |= (uint32_t)1 << i;
        order[at] = choose(tale, free);
        done |= (uint32_t)1 << order[at];
    }
}
