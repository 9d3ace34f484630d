#include "rules/facts.h"

#include <assert.h>
#include <string.h>

#include "rules/rule.h"

bool
iwmo_facts_are_full(const struct iwmo_facts *facts)
{
    return facts->findings->failed ||
           !iwmo_findings_has_room(facts->findings, &facts->rule->fault);
}

void
iwmo_blame_unseen(struct iwmo_facts *facts, uint64_t count)
{
    iwmo_findings_count(facts->findings, &facts->rule->fault, count);
}

void
iwmo_blame_places(struct iwmo_facts *facts, size_t count,
                  const struct iwmo_location places[], size_t total)
{
    struct iwmo_findings *findings = facts->findings;
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &facts->rule->fault,
                          count > 0 ? places[0] : (struct iwmo_location){0});
    if (finding == NULL)
        return;
    finding->order = facts->anchor->order;
    finding->rank = (uint16_t)(facts->rule - iwmo_rules);
    finding->follow_on = facts->is_follow_on;
    if (count > 0 && finding->where.at.line == 0)
        finding->where.at = facts->anchor->at; /* it is gone: where it came to light */
    finding->also_total = total > 0 ? total - 1 : 0;
    if (count <= 1)
        return;
    struct iwmo_location *also =
        iwmo_arena_alloc(findings->arena, (count - 1) * sizeof(*also));
    if (also == NULL) {
        findings->failed = true;
        return;
    }
    memcpy(also, places + 1, (count - 1) * sizeof(*also));
    finding->also = also;
    finding->also_count = count - 1;
}

void
iwmo_blame_nodes(struct iwmo_facts *facts, size_t count,
                 const struct iwmo_node *const nodes[])
{
    const struct iwmo_node *kept[IWMO_MAX_BLAMED] = {NULL};
    struct iwmo_location places[IWMO_MAX_BLAMED];
    size_t size = 0;

    assert(count <= IWMO_MAX_BLAMED);
    for (size_t i = 0; i < count; i++) {
        if (nodes[i] == NULL)
            continue;
        size_t at = size++;
        for (; at > 0 && kept[at - 1]->at.offset > nodes[i]->at.offset; at--)
            kept[at] = kept[at - 1];
        kept[at] = nodes[i];
    }
    if (size == 0)
        kept[size++] = facts->anchor;
    for (size_t i = 0; i < size; i++)
        places[i] = iwmo_findings_place(facts->findings, kept[i]);
    iwmo_blame_places(facts, size, places, size);
}
