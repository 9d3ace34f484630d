/*
 * Places of lines that are gone: steps of a path, made anew from their numbers.
 */
#include "model/path.h"
#include "names.h"
#include "rules/tally.h"

static const struct iwmo_step *
step_below(struct iwmo_facts *facts, const struct iwmo_step *parent, const char *name,
           uint32_t index, const struct iwmo_siblings *siblings)
{
    struct iwmo_step *step = iwmo_arena_alloc(facts->findings->arena, sizeof(*step));

    if (step == NULL) {
        facts->findings->failed = true;
        return NULL;
    }
    *step = (struct iwmo_step){parent, name, index, siblings};
    return step;
}

/* A number of siblings that is known, or at least two: all that a path asks. */
static const struct iwmo_siblings *
siblings(struct iwmo_facts *facts, uint32_t count)
{
    struct iwmo_siblings *made =
        iwmo_arena_alloc(facts->findings->arena, sizeof(*made));

    if (made == NULL)
        facts->findings->failed = true;
    else
        made->count = count;
    return made;
}

/* The Client at hand, when it is open, and the Prestatie at hand in it. */
static const struct iwmo_node *
open_client(const struct iwmo_node *clienten, uint32_t client)
{
    const struct iwmo_node *last = clienten->last;

    return last != NULL && last->index == client ? last : NULL;
}

static const struct iwmo_step *
client_step(struct iwmo_tally *tally, struct iwmo_facts *facts,
            const struct iwmo_node *clienten, uint32_t client)
{
    const struct iwmo_node *open = open_client(clienten, client);
    if (open != NULL)
        return iwmo_findings_place(facts->findings, open).step;

    const struct iwmo_step *parent =
        iwmo_findings_place(facts->findings, clienten).step;
    bool is_only =
        client == 1 && iwmo_tally_clients(tally) == 1 && clienten->last == NULL;
    return step_below(facts, parent, "Client", client,
                      siblings(facts, is_only ? 1 : 2));
}

static const struct iwmo_step *
prestatie_step(struct iwmo_tally *tally, struct iwmo_facts *facts,
               const struct iwmo_node *clienten, struct iwmo_line line)
{
    const struct iwmo_step *parent = client_step(tally, facts, clienten, line.client);
    const struct iwmo_node *client = open_client(clienten, line.client);
    const struct iwmo_node *prestaties = iwmo_child(client, EL_Prestaties);

    if (prestaties != NULL &&
        prestaties->last != NULL) { /* more may come: count along */
        const struct iwmo_step *hand =
            iwmo_findings_place(facts->findings, prestaties->last).step;
        return step_below(facts, hand ? hand->parent : NULL, "Prestatie",
                          line.prestatie, hand ? hand->siblings : NULL);
    }
    parent = step_below(facts, parent, "Prestaties", 1, NULL);
    uint32_t count = iwmo_tally_prestaties(tally, line.client);
    return step_below(facts, parent, "Prestatie", line.prestatie,
                      siblings(facts, count));
}

struct iwmo_location
iwmo_tally_place(struct iwmo_tally *tally, struct iwmo_facts *facts,
                 const struct iwmo_node *clienten, struct iwmo_line line,
                 const char *const below[])
{
    struct iwmo_location where = {0};

    if (iwmo_facts_are_full(facts))
        return where;
    where.step = line.prestatie == 0 ? client_step(tally, facts, clienten, line.client)
                                     : prestatie_step(tally, facts, clienten, line);
    for (size_t i = 0; below[i] != NULL; i++)
        where.step = step_below(facts, where.step, below[i], 1, NULL);
    return where;
}
