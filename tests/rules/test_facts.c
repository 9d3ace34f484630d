#include "rules/facts.h"

#include <criterion/criterion.h>

#include "names.h"
#include "rules/rule.h"

#define NODES 4

static const struct iwmo_element row = {.name = "Naam", .id = EL_Naam};

/* Facts of a rule that is asked at the last of some elements, in document order. */
struct scene {
    struct iwmo_arena *arena;
    struct iwmo_findings findings;
    struct iwmo_node nodes[NODES];
    struct iwmo_facts facts;
};

static void
set_scene(struct scene *scene, size_t max_findings)
{
    *scene = (struct scene){.arena = iwmo_arena_new(0)};
    iwmo_findings_init(&scene->findings, scene->arena, max_findings);
    for (unsigned i = 0; i < NODES; i++)
        scene->nodes[i] = (struct iwmo_node){
            .decl = &row, .at = {10 * i + 1, i + 1, 1}, .order = i + 1, .index = 1};
    scene->facts = (struct iwmo_facts){.rule = &iwmo_rules[1],
                                       .anchor = &scene->nodes[NODES - 1],
                                       .findings = &scene->findings,
                                       .max_places = 2};
}

Test(facts, blamed_elements_stand_in_document_order_without_absent_ones)
{
    struct scene scene;

    set_scene(&scene, 10);
    iwmo_blame(&scene.facts, &scene.nodes[2], NULL, &scene.nodes[0], &scene.nodes[1]);
    const struct iwmo_finding *finding = scene.findings.first;
    cr_assert_eq(finding->where.at.line, 1);
    cr_assert_eq(finding->also_count, 2);
    cr_assert_eq(finding->also_total, 2);
    cr_assert_eq(finding->also[0].at.line, 2);
    cr_assert_eq(finding->also[1].at.line, 3);
    cr_assert_eq(finding->order, NODES);
    cr_assert_eq(finding->rank, 1);
    cr_assert_eq(finding->fault, &iwmo_rules[1].fault);
    iwmo_arena_free(scene.arena);
}

Test(facts, nothing_to_point_at_is_blamed_at_the_anchor)
{
    struct scene scene;

    set_scene(&scene, 10);
    iwmo_blame(&scene.facts, NULL, NULL);
    cr_assert_eq(scene.findings.errors, 1);
    cr_assert_eq(scene.findings.first->where.at.line, NODES);
    cr_assert_not_null(scene.findings.first->where.step);
    cr_assert_eq(scene.findings.first->also_count, 0);
    cr_assert_eq(scene.findings.first->also_total, 0);
    iwmo_arena_free(scene.arena);
}

Test(facts, places_that_were_not_kept_are_counted)
{
    struct scene scene;
    struct iwmo_location places[2] = {{0}};

    set_scene(&scene, 10);
    iwmo_blame_places(&scene.facts, 2, places, 5000);
    cr_assert_eq(scene.findings.first->also_count, 1);
    cr_assert_eq(scene.findings.first->also_total, 4999);
    iwmo_blame_places(&scene.facts, 1, places, 5000);
    cr_assert_eq(scene.findings.last->also_count, 0);
    cr_assert_eq(scene.findings.last->also_total, 4999);
    cr_assert_eq(scene.findings.last->where.at.line, NODES, "gone: at the anchor");
    iwmo_arena_free(scene.arena);
}

Test(facts, a_full_list_only_counts)
{
    struct scene scene;

    set_scene(&scene, 2);
    for (unsigned i = 0; i < 5; i++) {
        cr_assert_eq(iwmo_facts_are_full(&scene.facts), i >= 2);
        iwmo_blame(&scene.facts, &scene.nodes[0], &scene.nodes[1]);
    }
    iwmo_blame_unseen(&scene.facts, 100);
    cr_assert_eq(scene.findings.kept, 2);
    cr_assert_eq(scene.findings.errors, 105);
    cr_assert_eq(scene.findings.warnings, 0);
    iwmo_arena_free(scene.arena);
}

Test(facts, a_warning_is_counted_as_one)
{
    struct scene scene;

    set_scene(&scene, 1);
    while (scene.facts.rule->fault.severity != IWMO_SEVERITY_WARNING)
        scene.facts.rule++;
    iwmo_blame(&scene.facts, &scene.nodes[0]);
    iwmo_blame_unseen(&scene.facts, 7);
    cr_assert_eq(scene.findings.warnings, 8);
    cr_assert_eq(scene.findings.errors, 0);
    iwmo_arena_free(scene.arena);
}

Test(facts, without_memory_the_findings_say_they_are_incomplete)
{
    struct scene scene;

    set_scene(&scene, 10);
    iwmo_arena_free(scene.arena);
    scene.arena = scene.findings.arena = iwmo_arena_new(1);
    iwmo_blame(&scene.facts, &scene.nodes[0], &scene.nodes[1]);
    cr_assert(scene.findings.failed);
    cr_assert_eq(scene.findings.errors, 1);
    iwmo_arena_free(scene.arena);
}
