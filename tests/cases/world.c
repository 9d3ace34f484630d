#include "cases/world.h"

#include <stdio.h>
#include <string.h>

static const char *const clients[WORLD_CLIENTS] = {"999900018", "999900031",
                                                   "999900043"};

static const struct {
    const char *name, *eenheid;
    int tarief;
} products[] = {
    {"02/02A03", "04", 6255}, {"07/07A12", "16", 5150}, {"01/01A03", "04", 1250}};

const char *
world_bsn(int client)
{
    return clients[client];
}

/* splitmix64 */
unsigned
world_roll(struct world *world, unsigned sides)
{
    uint64_t z = world->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ (z >> 31)) % sides);
}

void
world_begin(struct world *world, uint64_t seed)
{
    memset(world, 0, sizeof(*world));
    world->state = seed;
    world->today = iwmo_date_of(2026, 2, 2);
}

static struct iwmo_date
later(struct iwmo_date date, unsigned days)
{
    return (struct iwmo_date){date.days + (int32_t)days};
}

static void
tell_date(struct iwmo_buffer *out, const char *before, struct iwmo_date date)
{
    char text[IWMO_DATE_TEXT];

    iwmo_buffer_printf(out, "%s%s", before, iwmo_date_print(date, text));
}

static void
tell_header(struct world *world, struct iwmo_buffer *out, const char *who, int client)
{
    iwmo_buffer_text(out, "case C00 made up\nbsn ");
    iwmo_buffer_printf(out, "%s\n", clients[client]);
    tell_date(out, "", world->today);
    iwmo_buffer_printf(out, " %s %s", who, world->at_hand.kind);
}

/* ---- allocations ---- */

static void
tell_toewijzing(const struct world_allocation *a, const char *more,
                struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "TP %ld %s ", a->nummer, products[a->product].name);
    tell_date(out, "", a->begin);
    tell_date(out, "..", a->end);
    iwmo_buffer_printf(out, " %d/%s/4", a->volume, products[a->product].eenheid);
    tell_date(out, " t=", a->moment);
    iwmo_buffer_printf(out, "T10:00:00%s\n", more);
}

static int
allocate(struct world *world, int client)
{
    struct world_allocation *a = &world->allocations[world->count];
    static const struct world_allocation none;

    *a = none;
    a->client = client;
    a->nummer = 800001 + world->count;
    a->product = (int)world_roll(world, 3);
    a->volume = 4 + (int)world_roll(world, 4);
    a->begin = later(world->today, world_roll(world, 20));
    a->begin.days -= 10;
    a->end = later(a->begin, 60 + world_roll(world, 200));
    a->moment = world->today;
    return world->count++;
}

static const char *
change(struct world *world, struct world_allocation *a)
{
    a->moment = world->today;
    if (world_roll(world, 3) == 0)
        a->end = later(a->end, 30);
    else
        a->end = later(a->begin, 20 + world_roll(world, 60));
    return world_roll(world, 2) == 0 ? " rw=04" : " rw=05";
}

static void
tell_301(struct world *world, struct iwmo_buffer *out)
{
    int client = (int)world_roll(world, WORLD_CLIENTS), fresh = -1;
    int changed = (int)world_roll(world, 2 + (unsigned)world->count);

    strcpy(world->at_hand.kind, "301");
    if (world->count < WORLD_MAX && world_roll(world, 2) == 0)
        fresh = allocate(world, client);
    tell_header(world, out, "G > P", client);
    iwmo_buffer_text(out, "\n");
    for (int i = 0; i < world->count; i++) {
        struct world_allocation *a = &world->allocations[i];
        if (a->client == client && (a->is_accepted || i == fresh) &&
            !iwmo_date_before(a->end, world->today))
            tell_toewijzing(a, i == changed && i != fresh ? change(world, a) : "", out);
    }
    world->at_hand.allocation = fresh;
}

/* ---- deliveries ---- */

/* -1: there is none. */
static int
pick(struct world *world)
{
    int first = world->count > 0 ? (int)world_roll(world, (unsigned)world->count) : 0;

    for (int i = 0; i < world->count; i++) {
        int at = (first + i) % world->count;
        if (world->allocations[at].is_accepted)
            return at;
    }
    return -1;
}

static void
tell_start(struct world *world, struct iwmo_buffer *out)
{
    struct world_allocation *a = &world->allocations[world->at_hand.allocation];

    strcpy(world->at_hand.kind, "305");
    world->at_hand.is_withdrawal = world_roll(world, 5) == 0;
    tell_header(world, out, "P > G", a->client);
    iwmo_buffer_printf(out, "\nSP %ld %s", a->nummer, products[a->product].name);
    tell_date(out, " in=", a->begin);
    if (a->open_starts == 0 && !world->at_hand.is_withdrawal)
        a->start = world->today;
    tell_date(out, " begin=", a->start);
    iwmo_buffer_printf(out, " st=%d\n", world->at_hand.is_withdrawal ? 3 : 1);
}

static void
tell_stop(struct world *world, struct iwmo_buffer *out)
{
    const struct world_allocation *a = &world->allocations[world->at_hand.allocation];

    strcpy(world->at_hand.kind, "307");
    tell_header(world, out, "P > G", a->client);
    iwmo_buffer_printf(out, "\nST %ld %s", a->nummer, products[a->product].name);
    tell_date(out, " in=", a->begin);
    tell_date(out, " begin=", a->start);
    tell_date(out, " eind=", world->today);
    iwmo_buffer_printf(out, " reden=%s\n", world_roll(world, 2) == 0 ? "20" : "19");
}

/* ---- declarations ---- */

static struct iwmo_date
earlier_of(struct iwmo_date a, struct iwmo_date b)
{
    return iwmo_date_before(a, b) ? a : b;
}

static void
tell_line(const struct world *world, struct world_allocation *a, struct iwmo_date month,
          struct iwmo_buffer *out)
{
    int tarief = products[a->product].tarief, index = world->at_hand.month;
    struct iwmo_date from = iwmo_date_before(a->begin, month) ? month : a->begin;

    iwmo_buffer_printf(out, "PR ref=R%d", world->messages);
    if (world->at_hand.is_credit)
        iwmo_buffer_printf(out, " vorig=%s", a->debit[index]);
    iwmo_buffer_printf(out, " %ld %s ", a->nummer, products[a->product].name);
    tell_date(out, "", from);
    tell_date(out, "..", earlier_of(a->end, iwmo_date_month_end(month)));
    iwmo_buffer_printf(out, " 2/%s tarief=%d bedrag=%d%s\n",
                       products[a->product].eenheid, tarief, 2 * tarief,
                       world->at_hand.is_credit ? "C" : "");
}

/* Over the month before this one. */
static void
tell_323(struct world *world, struct iwmo_buffer *out)
{
    struct world_allocation *a = &world->allocations[world->at_hand.allocation];
    struct iwmo_date month = iwmo_date_month_start(
        iwmo_date_add_months(iwmo_date_month_start(world->today), -1));
    struct iwmo_day day = iwmo_date_split(month);

    strcpy(world->at_hand.kind, "323");
    world->at_hand.month = day.month - 1;
    world->at_hand.is_credit =
        a->debit[day.month - 1][0] != '\0' && world_roll(world, 2) == 0;
    tell_header(world, out, "P > G", a->client);
    iwmo_buffer_printf(out, " DN=D%d over=%d-%02d\n", world->messages, day.year,
                       day.month);
    tell_line(world, a, month, out);
}

/* ---- requests ---- */

static void
tell_request(struct world *world, struct iwmo_buffer *out)
{
    int client = (int)world_roll(world, WORLD_CLIENTS);

    if (world->requests > 0 && world_roll(world, 2) == 0) {
        strcpy(world->at_hand.kind, "319");
        tell_header(world, out, "G > P", client);
        iwmo_buffer_printf(
            out, "\nAN ref=V-%u %s\n", world_roll(world, (unsigned)world->requests),
            world_roll(world, 2) == 0 ? "antwoord=2" : "antwoord=1 reden=6");
        return;
    }
    strcpy(world->at_hand.kind, "315");
    tell_header(world, out, "P > G", client);
    iwmo_buffer_printf(out, "\nAP ref=V-%d 01/01A04 ", world->requests++);
    tell_date(out, "", later(world->today, 10));
    tell_date(out, "..", later(world->today, 100));
    iwmo_buffer_text(out, " 2/04/4\n");
}

void
world_tell(struct world *world, struct iwmo_buffer *out)
{
    unsigned what = world_roll(world, 10);

    world->messages++;
    world->today = later(world->today, world_roll(world, 5));
    memset(&world->at_hand, 0, sizeof(world->at_hand));
    world->at_hand.allocation = pick(world);
    if (what == 9)
        tell_request(world, out);
    else if (world->at_hand.allocation < 0 || what < 3)
        tell_301(world, out);
    else if (what < 5)
        tell_start(world, out);
    else if (what == 5)
        tell_stop(world, out);
    else
        tell_323(world, out);
    if (strstr(out->at, "TP ") == NULL && strcmp(world->at_hand.kind, "301") == 0) {
        iwmo_buffer_reset(out); /* nobody has anything: try again */
        world_tell(world, out);
    }
}

void
world_accept(struct world *world)
{
    struct world_allocation *a = world->at_hand.allocation >= 0
                                     ? &world->allocations[world->at_hand.allocation]
                                     : NULL;

    if (a == NULL)
        return;
    if (strcmp(world->at_hand.kind, "301") == 0)
        a->is_accepted = true;
    else if (strcmp(world->at_hand.kind, "305") == 0)
        a->open_starts += world->at_hand.is_withdrawal ? -1 : 1;
    else if (strcmp(world->at_hand.kind, "307") == 0)
        a->open_starts = 0;
    else if (strcmp(world->at_hand.kind, "323") == 0) {
        a->approved[world->at_hand.month] += world->at_hand.is_credit ? -1 : 1;
        if (!world->at_hand.is_credit)
            snprintf(a->debit[world->at_hand.month], sizeof(a->debit[0]), "R%d",
                     world->messages);
    }
}
