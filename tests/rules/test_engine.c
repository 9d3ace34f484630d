#include "rules/engine.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/edited.h"
#include "schema/lookup.h"
#include "support.h"

#define SPACES(number)                                                                 \
    "xmlns:m=\"http://www.istandaarden.nl/iwmo/3_2/wmo" number "/schema\" "            \
    "xmlns:b=\"http://www.istandaarden.nl/iwmo/3_2/basisschema/schema\""

static uint64_t
count_code(const struct iwmo_result *result, const char *code)
{
    uint64_t count = 0;

    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        count += strcmp(finding->fault->code, code) == 0;
    return count;
}

/* ---- very many ---- */

static struct iwmo_judge *
judge_keeping(size_t max_findings)
{
    struct iwmo_judge_options options = {.max_findings = max_findings};

    return edited_judge(&options);
}

static void
make_credits(struct iwmo_buffer *bytes, unsigned count, bool are_equal)
{
    iwmo_buffer_text(bytes, "<m:Bericht " SPACES("323") "><m:Declaratie><m:Clienten>");
    for (unsigned i = 0; i < count; i++)
        iwmo_buffer_printf(bytes,
                           "%s<m:Prestatie><m:ProductReferentie><b:ReferentieNummer>R%u"
                           "</b:ReferentieNummer><b:VorigReferentieNummer>V%u"
                           "</b:VorigReferentieNummer></m:ProductReferentie>"
                           "</m:Prestatie>%s\n",
                           i % 10 == 0 ? "<m:Client><m:Prestaties>" : "", i,
                           are_equal ? 0 : i,
                           i % 10 == 9 ? "</m:Prestaties></m:Client>" : "");
    iwmo_buffer_text(bytes, "</m:Clienten></m:Declaratie></m:Bericht>");
}

static void
make_products(struct iwmo_buffer *bytes, int count, int days)
{
    struct iwmo_date first = iwmo_date_of(1000, 1, 1);

    iwmo_buffer_text(
        bytes, "<m:Bericht " SPACES("301") "><m:Client><m:ToegewezenProducten>\n");
    for (int i = 0; i < count; i++) {
        char start[IWMO_DATE_TEXT], end[IWMO_DATE_TEXT];
        struct iwmo_date from = {first.days + 2 * i}, to = {first.days + 2 * i + days};
        iwmo_buffer_printf(bytes,
                           "<m:ToegewezenProduct><m:ToewijzingNummer>%d"
                           "</m:ToewijzingNummer><m:Product><b:Categorie>01"
                           "</b:Categorie></m:Product><m:Ingangsdatum>%s"
                           "</m:Ingangsdatum><m:Einddatum>%s</m:Einddatum>"
                           "</m:ToegewezenProduct>\n",
                           i, iwmo_date_print(from, start), iwmo_date_print(to, end));
    }
    iwmo_buffer_text(bytes, "</m:ToegewezenProducten></m:Client></m:Bericht>");
}

static uint64_t
errors_of(const struct iwmo_buffer *bytes, size_t max_findings)
{
    struct iwmo_judge *judge = judge_keeping(max_findings);
    const struct iwmo_result *result = edited_result(judge, bytes);
    uint64_t errors = result->findings.errors;

    cr_assert_leq(result->findings.kept, max_findings);
    cr_assert_eq(result->verdict, IWMO_INVALID);
    cr_assert_not(result->findings.failed);
    iwmo_judge_free(judge);
    return errors;
}

Test(engine, a_debit_credited_20000_times_is_counted_in_time, .timeout = 300)
{
    const uint64_t count = 20000, pairs = count * (count - 1) / 2;
    struct iwmo_buffer equal = {0}, different = {0};

    make_credits(&equal, (unsigned)count, true);
    make_credits(&different, (unsigned)count, false);
    uint64_t without = errors_of(&different, 1000);
    cr_assert_eq(errors_of(&equal, 1000) - without, pairs);
    cr_assert_eq(errors_of(&equal, 150000) - without, pairs);
    iwmo_buffer_release(&equal);
    iwmo_buffer_release(&different);
}

Test(engine, of_50000_allocations_all_overlaps_are_counted_in_time, .timeout = 300)
{
    const uint64_t count = 50000, pairs = count * (count - 1) / 2;
    struct iwmo_buffer disjoint = {0}, overlapping = {0};

    make_products(&disjoint, (int)count, 1);
    make_products(&overlapping, (int)count, 1000000);
    uint64_t without = errors_of(&disjoint, 1000);
    cr_assert_eq(errors_of(&overlapping, 1000) - without, pairs);
    cr_assert_eq(errors_of(&overlapping, 400000) - without, pairs);
    iwmo_buffer_release(&disjoint);
    iwmo_buffer_release(&overlapping);
}

/* What is counted does not depend on how much is kept. */
Test(engine, a_cap_on_findings_changes_no_count)
{
    static const size_t caps[] = {1, 2, 3, 5, 8, 13, 100, 100000};

    for (unsigned kind = 0; kind < 2; kind++) {
        struct iwmo_buffer bytes = {0};
        uint64_t errors[8];
        if (kind == 0)
            make_credits(&bytes, 20, true);
        else
            make_products(&bytes, 20, 9);
        for (size_t i = 0; i < 8; i++)
            errors[i] = errors_of(&bytes, caps[i]);
        for (size_t i = 1; i < 8; i++)
            cr_assert_eq(errors[i], errors[0]);
        iwmo_buffer_release(&bytes);
    }
}

/* ---- memory ---- */

/* Room for fewer findings than there are: no verdict that all is well, and no failure
 * of our own either. */
Test(engine, findings_beyond_their_memory_are_a_limit)
{
    struct iwmo_buffer bytes = {0};

    make_credits(&bytes, 300, true);
    for (size_t limit = 1000; limit < 400000; limit += 7919) {
        struct iwmo_judge_options options = {.limits.finding_bytes = limit,
                                             .max_findings = 100000};
        struct iwmo_judge *judge = edited_judge(&options);
        const struct iwmo_result *result = edited_result(judge, &bytes);
        cr_assert_neq(result->verdict, IWMO_VALID);
        cr_assert_gt(result->findings.errors, 0);
        iwmo_judge_free(judge);
    }
    iwmo_buffer_release(&bytes);
}

/* ---- places ---- */

/* Three Clients with one Bsn, and totals that add up to nothing. */
static struct iwmo_buffer
make_many_places(void)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO323/TR101-client-three-times");

    edited_set(&bytes, "TotaalBedrag", 1, "1");
    return bytes;
}

Test(engine, max_places_caps_what_is_kept_and_not_what_is_counted)
{
    struct iwmo_buffer bytes = make_many_places();
    size_t totals[8] = {0};

    for (size_t max = 100; max > 0; max -= max > 10 ? 90 : 1) {
        struct iwmo_judge_options options = {.max_places = max};
        struct iwmo_judge *judge = edited_judge(&options);
        const struct iwmo_result *result = edited_result(judge, &bytes);
        size_t i = 0;
        for (const struct iwmo_finding *finding = result->findings.first; finding;
             finding = finding->next, i++) {
            cr_assert_lt(i, 8);
            if (max == 100)
                totals[i] = finding->also_total;
            cr_assert_eq(finding->also_total, totals[i], "%s", finding->fault->code);
            bool is_total = strcmp(finding->fault->code, "TR358") == 0;
            cr_assert_leq(finding->also_count, max - 1 + 2 * is_total);
            cr_assert_leq(finding->also_count, finding->also_total);
        }
        cr_assert_eq(count_code(result, "TR101"), 1);
        cr_assert_eq(count_code(result, "TR358"), 1);
        iwmo_judge_free(judge);
    }
    iwmo_buffer_release(&bytes);
}

Test(engine, contacts_that_are_all_temporary_are_capped_too)
{
    struct iwmo_buffer bytes =
        edited_load("3.2/WMO301/TR061-three-temporary-addresses");

    for (size_t max = 1; max < 5; max++) {
        struct iwmo_judge_options options = {.max_places = max};
        struct iwmo_judge *judge = edited_judge(&options);
        const struct iwmo_result *result = edited_result(judge, &bytes);
        const struct iwmo_finding *finding = result->findings.first;
        while (strcmp(finding->fault->code, "TR061") != 0)
            finding = finding->next;
        cr_assert_eq(finding->also_count, (max < 3 ? max : 3) - 1);
        cr_assert_eq(finding->also_total, 2);
        iwmo_judge_free(judge);
    }
    iwmo_buffer_release(&bytes);
}

/* ---- every fixture ---- */

/* Call `look` with every fixture of 3.2 and 2.3. */
static void
walk_fixtures(void (*look)(const char *path, const struct iwmo_buffer *bytes))
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        char folder[100];
        snprintf(folder, sizeof(folder), "fixtures/%s/%s", message->release_name,
                 message->name);
        char **paths = test_paths(folder, ".xml");
        for (size_t j = 0; paths[j] != NULL; j++) {
            struct iwmo_buffer bytes = test_read(paths[j]);
            look(paths[j], &bytes);
            iwmo_buffer_release(&bytes);
        }
        test_free_paths(paths);
    }
}

static void
assert_today_is_nothing(const char *path, const struct iwmo_buffer *bytes)
{
    static const int years[] = {1, 9999};
    struct iwmo_buffer before = {0};

    for (size_t i = 0; i < 2; i++) {
        struct iwmo_judge_options options = {.today = iwmo_date_of(years[i], 2, 28),
                                             .seed = (uint64_t)i * 1000003};
        struct iwmo_judge *judge = edited_judge(&options);
        struct iwmo_buffer text = {0};
        test_print_result(edited_result(judge, bytes), &text);
        if (before.at != NULL)
            cr_assert_str_eq(text.at, before.at, "%s", path);
        iwmo_buffer_release(&before);
        before = text;
        iwmo_judge_free(judge);
    }
    iwmo_buffer_release(&before);
}

Test(engine, neither_the_day_nor_the_seed_changes_a_finding)
{
    walk_fixtures(assert_today_is_nothing);
}

static void
assert_order(const char *path, const struct iwmo_buffer *bytes)
{
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result = edited_result(judge, bytes);
    const struct iwmo_finding *before = NULL;

    for (const struct iwmo_finding *finding = result->findings.first; finding;
         before = finding, finding = finding->next) {
        bool is_rule = finding->fault->kind >= IWMO_KIND_CD;
        cr_assert_eq(finding->order > 0, is_rule, "%s: %s", path, finding->fault->code);
        for (size_t i = 1; i < finding->also_count; i++)
            cr_assert_not_null(finding->also[i].step, "%s", path);
        if (before == NULL)
            continue;
        cr_assert_leq(before->order, finding->order, "%s", path);
        cr_assert(before->order < finding->order || before->rank <= finding->rank,
                  "%s: %s before %s", path, before->fault->code, finding->fault->code);
    }
    iwmo_judge_free(judge);
}

Test(engine, findings_stand_by_element_and_then_by_rule)
{
    walk_fixtures(assert_order);
}

static void
assert_sound_is_no_follow_on(const char *path, const struct iwmo_buffer *bytes)
{
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result = edited_result(judge, bytes);
    bool is_sound = true;

    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        is_sound &= finding->fault->kind != IWMO_KIND_XSD ||
                    finding->fault->severity != IWMO_SEVERITY_ERROR;
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        cr_assert_not(is_sound && finding->follow_on, "%s", path);
    iwmo_judge_free(judge);
}

Test(engine, without_a_structural_fault_nothing_follows_from_one)
{
    walk_fixtures(assert_sound_is_no_follow_on);
}

/* Two lines with faults against rules; the second also has a fault of structure.  What
 * is found in the first line and at the other Client cannot follow from that. */
Test(engine, a_finding_may_follow_from_a_fault_in_its_own_unit_only)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO323/valid"), found = {0};
    struct iwmo_judge *judge = test_judge();

    edited_set(&bytes, "Bsn", 2, "999922544");
    edited_replace(&bytes, "ProductPeriode", 1, "2025-04-30", "2025-03-31");
    edited_replace(&bytes, "ProductPeriode", 2, "2025-04-01", "2025-05-07");
    edited_replace(&bytes, "ProductPeriode", 2, "2025-04-30", "2025-04-31");
    const struct iwmo_result *result = edited_result(judge, &bytes);
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        iwmo_buffer_printf(&found, "%s%s ", finding->fault->code,
                           finding->follow_on ? "?" : "");
    cr_assert_str_eq(found.at, "IW-S21 TR137 CS337 TR134? TR319? CS002 ");
    iwmo_buffer_release(&found);
    iwmo_judge_free(judge);
    iwmo_buffer_release(&bytes);
}

/* ---- knowing ---- */

Test(engine, every_message_but_320_has_rules)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        cr_assert_eq(iwmo_engine_knows(message), message->number != 320, "%s %s",
                     message->name, message->release_name);
    }
}

Test(engine, without_rules_nothing_of_them_is_found)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO301/several-in-order");
    struct iwmo_judge_options options = {.skips_rules = true};
    struct iwmo_judge *judge = edited_judge(&options);
    const struct iwmo_result *result = edited_result(judge, &bytes);

    cr_assert_eq(result->verdict, IWMO_VALID);
    cr_assert_eq(result->layers[IWMO_LAYER_RULES], IWMO_SKIPPED);
    iwmo_judge_free(judge);
    iwmo_buffer_release(&bytes);
    iwmo_engine_free(NULL);
}
