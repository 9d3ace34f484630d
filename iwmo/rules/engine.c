#include "rules/engine.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "rules/declaratie.h"
#include "rules/rule.h"
#include "rules/tally.h"

#define MAX_SCRATCH_BYTES ((size_t)256 << 20)

/* What is asked at the elements of one name: rules[first] and so many after it. */
struct spot {
    uint16_t first;
    uint8_t count;
    bool has_inside; /* something is asked at elements inside */
};

/* The rules of one message by anchor. */
struct plan {
    struct spot *spots; /* by EL_x; as many as the schema has names */
    const struct iwmo_rule *rules[];
};

struct iwmo_engine {
    const struct iwmo_schema *schema;
    struct plan **plans; /* by message of the schema; NULL until needed */
    struct iwmo_tally *tally;
    struct iwmo_arena *scratch;
    struct iwmo_facts facts;
    const struct plan *plan; /* of the message at hand */
};

/* ---- plans ---- */

static bool
is_for(const struct iwmo_rule *rule, const struct iwmo_message_kind *message)
{
    return iwmo_releases_have(rule->releases, message->release) &&
           (rule->messages & iwmo_bericht_bit(message->bericht)) != 0;
}

bool
iwmo_engine_knows_release(const struct iwmo_message_kind *message)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        if (iwmo_releases_have(iwmo_rules[i].releases, message->release))
            return message->bericht != BERICHT_none;
    return false;
}

bool
iwmo_engine_knows(const struct iwmo_message_kind *message)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        if (is_for(&iwmo_rules[i], message))
            return true;
    return false;
}

/* Note which elements have anchors inside; is `element` one of them, or an anchor? */
static bool
note_inside(struct plan *plan, const struct iwmo_element *element)
{
    struct spot *spot = &plan->spots[element->id];

    for (size_t i = 0; i < element->type->child_count; i++)
        spot->has_inside |= note_inside(plan, &element->type->children[i]);
    return spot->has_inside || spot->count > 0;
}

static void
free_plan(struct plan *plan)
{
    if (plan != NULL)
        free(plan->spots);
    free(plan);
}

static struct plan *
make_plan(const struct iwmo_schema *schema, const struct iwmo_message_kind *message)
{
    struct plan *plan =
        calloc(1, sizeof(*plan) + iwmo_rule_count * sizeof(plan->rules[0]));
    uint16_t count = 0;

    if (plan == NULL)
        return NULL;
    plan->spots = calloc(schema->name_count, sizeof(*plan->spots));
    if (plan->spots == NULL) {
        free_plan(plan);
        return NULL;
    }
    for (size_t i = 0; i < iwmo_rule_count; i++)
        if (is_for(&iwmo_rules[i], message))
            plan->spots[iwmo_rules[i].anchor].count++;
    for (size_t id = 0; id < EL_COUNT; id++) {
        plan->spots[id].first = count;
        count = (uint16_t)(count + plan->spots[id].count);
        plan->spots[id].count = 0;
    }
    for (size_t i = 0; i < iwmo_rule_count; i++) {
        struct spot *spot = &plan->spots[iwmo_rules[i].anchor];
        if (is_for(&iwmo_rules[i], message))
            plan->rules[spot->first + spot->count++] = &iwmo_rules[i];
    }
    note_inside(plan, message->root);
    return plan;
}

static enum iwmo_status
choose_plan(struct iwmo_engine *engine, const struct iwmo_message_kind *message)
{
    size_t index = (size_t)(message - engine->schema->messages);

    if (engine->plans[index] == NULL)
        engine->plans[index] = make_plan(engine->schema, message);
    engine->plan = engine->plans[index];
    engine->facts.message = message;
    return engine->plan != NULL ? IWMO_OK : IWMO_NO_MEMORY;
}

/* ---- life ---- */

struct iwmo_engine *
iwmo_engine_new(const struct iwmo_schema *schema,
                const struct iwmo_engine_options *options)
{
    struct iwmo_engine *engine = calloc(1, sizeof(*engine));
    if (engine == NULL)
        return NULL;
    engine->schema = schema;
    engine->plans = calloc(schema->message_count, sizeof(struct plan *));
    engine->tally = iwmo_tally_new(options->seed);
    engine->scratch = iwmo_arena_new(MAX_SCRATCH_BYTES);
    if (engine->plans == NULL || engine->tally == NULL || engine->scratch == NULL) {
        iwmo_engine_free(engine);
        return NULL;
    }
    engine->facts.today = options->today;
    engine->facts.max_places =
        options->max_places ? options->max_places : IWMO_MAX_PLACES;
    engine->facts.tally = engine->tally;
    engine->facts.scratch = engine->scratch;
    return engine;
}

void
iwmo_engine_free(struct iwmo_engine *engine)
{
    if (engine == NULL)
        return;
    for (size_t i = 0; engine->plans && i < engine->schema->message_count; i++)
        free_plan(engine->plans[i]);
    free(engine->plans);
    iwmo_tally_free(engine->tally);
    iwmo_arena_free(engine->scratch);
    free(engine);
}

void
iwmo_engine_begin(struct iwmo_engine *engine, struct iwmo_findings *findings)
{
    engine->plan = NULL;
    engine->facts.findings = findings;
    engine->facts.message = NULL;
    engine->facts.header = NULL;
    engine->facts.dagtekening = NULL;
    engine->facts.clienten = NULL;
    engine->facts.wants_debet = false;
    iwmo_tally_reset(engine->tally);
}

/* ---- asking ---- */

static inline void
ask(const struct plan *plan, struct spot spot, const struct iwmo_node *node,
    struct iwmo_facts *facts)
{
    if (spot.count == 0)
        return;
    const struct iwmo_rule *const *rule = &plan->rules[spot.first];
    const struct iwmo_rule *const *end = rule + spot.count;
    do {
        facts->rule = *rule;
        facts->anchor = node;
        (*rule)->check(node, facts);
    } while (++rule < end);
}

/* Ask at everything in `node`, then at itself; Header was asked before. */
static void
visit(const struct plan *plan, const struct iwmo_node *node, struct iwmo_facts *facts)
{
    const struct spot *spots = plan->spots;

    for (const struct iwmo_node *child = node->first; child; child = child->next) {
        struct spot spot = spots[child->decl->id];
        if (!spot.has_inside)
            ask(plan, spot, child, facts);
        else if (child != facts->header)
            visit(plan, child, facts);
    }
    ask(plan, spots[node->decl->id], node, facts);
}

/* After a unit: is all that was asked answered?  Too much to report is the limit of a
 * message (a finding), not a failure of ours. */
static enum iwmo_status
settle(struct iwmo_engine *engine)
{
    struct iwmo_findings *findings = engine->facts.findings;
    bool is_scratch_full = findings->failed && iwmo_arena_is_full(engine->scratch);
    bool is_full = findings->failed && iwmo_arena_is_full(findings->arena);

    iwmo_arena_reset(engine->scratch);
    if (iwmo_tally_failed(engine->tally))
        return IWMO_NO_MEMORY;
    if (is_scratch_full && !is_full)
        findings->failed = false; /* what was found is complete in itself */
    if (is_scratch_full || is_full)
        return IWMO_LIMIT;
    return findings->failed ? IWMO_NO_MEMORY : IWMO_OK;
}

static void
find_dagtekening(struct iwmo_facts *facts)
{
    const struct iwmo_node *identificatie =
        iwmo_child(facts->header, EL_BerichtIdentificatie);

    facts->dagtekening = iwmo_child(identificatie, EL_Dagtekening);
    if (identificatie != NULL)
        return;
    identificatie = iwmo_child(facts->header, EL_DeclaratieFactuurIdentificatie);
    facts->dagtekening = iwmo_child(identificatie, EL_FactuurDagtekening);
}

static bool
is_of_declaratie(const struct iwmo_node *unit)
{
    return iwmo_node_is(unit, EL_Prestatie) ||
           (iwmo_node_is(unit, EL_Client) && iwmo_node_is(unit->parent, EL_Clienten));
}

enum iwmo_status
iwmo_engine_unit(struct iwmo_engine *engine, const struct iwmo_message_kind *message,
                 struct iwmo_node *unit)
{
    struct iwmo_facts *facts = &engine->facts;

    if (engine->plan == NULL && choose_plan(engine, message) != IWMO_OK)
        return IWMO_NO_MEMORY;
    if (iwmo_node_is(unit, EL_Header)) {
        if (facts->header != NULL)
            return IWMO_OK; /* one too many, which does not stay */
        facts->header = unit;
        find_dagtekening(facts);
        return IWMO_OK; /* asked at the end: its totals wait for the lines */
    }
    facts->is_follow_on = !unit->fits || facts->header == NULL || !facts->header->fits;
    if (iwmo_node_is(unit, EL_Prestatie)) {
        iwmo_tally_start(engine->tally, unit);
        iwmo_declaratie_expect(unit, facts);
    } else {
        memset(&facts->line, 0, sizeof(facts->line));
    }
    visit(engine->plan, unit, facts);
    if (is_of_declaratie(unit))
        iwmo_declaratie_remember(unit, facts);
    return settle(engine);
}

static const struct iwmo_node *
find_clienten(const struct iwmo_node *root)
{
    const struct iwmo_node *clienten = iwmo_child(root, EL_Clienten);

    for (const struct iwmo_node *child = root->first; child && !clienten;
         child = child->next)
        clienten = iwmo_child(child, EL_Clienten);
    return clienten;
}

enum iwmo_status
iwmo_engine_end(struct iwmo_engine *engine, const struct iwmo_message_kind *message,
                struct iwmo_node *root)
{
    struct iwmo_facts *facts = &engine->facts;

    if (engine->plan == NULL && choose_plan(engine, message) != IWMO_OK)
        return IWMO_NO_MEMORY;
    memset(&facts->line, 0, sizeof(facts->line));
    facts->clienten = find_clienten(root);
    facts->is_follow_on = !root->fits;
    const struct iwmo_node *header = facts->header;
    if (header != NULL)
        visit(engine->plan, header, facts);
    for (const struct iwmo_node *child = root->first; child; child = child->next)
        if (child != header)
            visit(engine->plan, child, facts);
    return settle(engine);
}
