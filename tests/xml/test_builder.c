#include "xml/builder.h"

#include <criterion/criterion.h>
#include <string.h>

#include "names.h"
#include "support.h"

/* Notes the units that are handed over: name, index and how many nodes it has. */
struct yard {
    struct iwmo_arena *arena;
    struct iwmo_reader *reader;
    struct iwmo_builder *builder;
    struct iwmo_findings findings;
    struct iwmo_buffer units;
    enum iwmo_status answer; /* to units */
};

static unsigned
count_nodes(const struct iwmo_node *node)
{
    unsigned count = 1;
    uint64_t order = 0;

    for (const struct iwmo_node *child = node->first; child; child = child->next) {
        cr_assert_eq(child->parent, node);
        cr_assert_gt(child->order, order);
        cr_assert_lt(child->order, node->order);
        order = child->order;
        count += count_nodes(child);
        cr_assert(child->next != NULL || node->last == child);
    }
    return count;
}

static enum iwmo_status
on_unit(void *self, struct iwmo_node *unit)
{
    struct yard *yard = self;

    iwmo_buffer_printf(&yard->units, "%s[%u]:%u ", unit->decl->name, unit->index,
                       count_nodes(unit));
    return yard->answer;
}

static enum iwmo_status
on_root(void *self, struct iwmo_node *root)
{
    struct yard *yard = self;

    iwmo_buffer_printf(&yard->units, "end:%u", count_nodes(root));
    return IWMO_OK;
}

static void
open_yard(struct yard *yard, const struct iwmo_limits *limits)
{
    *yard = (struct yard){.arena = iwmo_arena_new(0)};
    yard->reader = iwmo_reader_new(limits);
    yard->builder = iwmo_builder_new(yard->reader, &iwmo_schema_builtin, limits);
    cr_assert_not_null(yard->builder);
}

static void
close_yard(struct yard *yard)
{
    iwmo_builder_free(yard->builder);
    iwmo_reader_free(yard->reader);
    iwmo_arena_free(yard->arena);
    iwmo_buffer_release(&yard->units);
}

static enum iwmo_reading
build(struct yard *yard, const char *bytes, size_t size)
{
    struct iwmo_units units = {on_unit, on_root, yard};
    struct iwmo_events events;

    iwmo_buffer_reset(&yard->units);
    iwmo_findings_init(&yard->findings, yard->arena, 100);
    cr_assert_eq(
        iwmo_builder_begin(yard->builder, &yard->findings, R_none, units, &events),
        IWMO_OK);
    cr_assert_eq(iwmo_reader_begin(yard->reader, events), IWMO_OK);
    iwmo_reader_feed(yard->reader, bytes, size);
    iwmo_reader_finish(yard->reader);
    return iwmo_reader_state(yard->reader);
}

static enum iwmo_reading
build_file(struct yard *yard, const char *path)
{
    struct iwmo_buffer bytes = test_read(path);
    enum iwmo_reading state = build(yard, bytes.at, bytes.size);

    iwmo_buffer_release(&bytes);
    return state;
}

Test(builder, hands_over_units_and_takes_them_back)
{
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    cr_expect_eq(build_file(&yard, "fixtures/3.2/WMO323/valid.xml"),
                 IWMO_READING_COMPLETE);
    cr_expect_eq(yard.findings.errors, 0);
    /* a Client comes without its Prestaties' content, the root without its Clienten's
     */
    cr_expect_str_eq(yard.units.at,
                     "Header[1]:12 Prestatie[1]:15 Prestatie[2]:14 Prestatie[3]:16 "
                     "Client[1]:3 Prestatie[1]:15 Client[2]:3 end:23",
                     "%s", yard.units.at);
    cr_expect_str_eq(iwmo_builder_message(yard.builder)->name, "WMO323");
    close_yard(&yard);
}

Test(builder, keeps_the_header_and_values)
{
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    build_file(&yard, "fixtures/3.2/WMO301/valid.xml");
    const struct iwmo_node *header = iwmo_builder_header(yard.builder);
    cr_assert_not_null(header);
    cr_expect(iwmo_node_equals(iwmo_child(header, EL_BerichtCode), "414"));
    const struct iwmo_node *dagtekening =
        iwmo_child(iwmo_child(header, EL_BerichtIdentificatie), EL_Dagtekening);
    cr_assert_not_null(dagtekening);
    cr_expect(iwmo_date_equal(dagtekening->value.date, iwmo_date_of(2025, 3, 10)));
    iwmo_builder_forget(yard.builder);
    cr_expect_null(iwmo_builder_header(yard.builder));
    cr_expect_null(iwmo_builder_message(yard.builder));
    close_yard(&yard);
}

Test(builder, a_second_header_does_not_replace_the_first)
{
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    build_file(&yard, "fixtures/3.2/WMO301/IW-S05-two-headers.xml");
    cr_expect_eq(iwmo_builder_header(yard.builder)->index, 1);
    close_yard(&yard);
}

Test(builder, what_is_wrong_does_not_fit_and_its_ancestors_neither)
{
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    build_file(&yard, "fixtures/3.2/WMO301/IW-S06-no-prefix.xml");
    cr_expect(iwmo_builder_header(yard.builder)->fits);
    build_file(&yard, "fixtures/3.2/WMO301/IW-S25-berichtcode-of-305.xml");
    const struct iwmo_node *header = iwmo_builder_header(yard.builder);
    cr_expect_not(header->fits);
    cr_expect_not(iwmo_child(header, EL_BerichtCode)->fits);
    cr_expect(iwmo_child(header, EL_Afzender)->fits);
    close_yard(&yard);
}

/* The missing Header is noted while the Client, whose memory is given back, is read. */
Test(builder, what_was_missing_before_a_unit_is_still_known_after_it)
{
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    build_file(&yard, "fixtures/3.2/WMO301/IW-S03-header-after-client.xml");
    cr_expect_eq(yard.findings.errors, 1);
    cr_assert_not_null(yard.findings.first);
    cr_expect_eq(yard.findings.first->fault, &iwmo_faults[FAULT_MISPLACED]);
    cr_expect_eq(yard.findings.first->also_count, 1);
    close_yard(&yard);
}

Test(builder, a_unit_can_stop_the_reading)
{
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    yard.answer = IWMO_LIMIT;
    cr_expect_eq(build_file(&yard, "fixtures/3.2/WMO301/valid.xml"),
                 IWMO_READING_STOPPED);
    cr_expect_str_eq(yard.units.at, "Header[1]:12 ");
    close_yard(&yard);
}

Test(builder, limits_stop_the_reading)
{
    struct iwmo_limits few_nodes = {.unit_bytes = 2000}, short_text = {.text_bytes = 5};
    struct yard yard;

    open_yard(&yard, &few_nodes);
    cr_expect_eq(build_file(&yard, "fixtures/3.2/WMO301/valid.xml"),
                 IWMO_READING_STOPPED);
    cr_expect(iwmo_builder_is_judging(yard.builder));
    close_yard(&yard);
    open_yard(&yard, &short_text);
    cr_expect_eq(build_file(&yard, "fixtures/3.2/WMO301/valid.xml"),
                 IWMO_READING_STOPPED);
    close_yard(&yard);
}

Test(builder, unknown_siblings_of_one_unit_do_not_count_in_the_next)
{
    struct iwmo_limits limits = {0};
    struct iwmo_buffer path = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    build_file(&yard, "fixtures/3.2/WMO323/IW-S04-unknown-in-each-client.xml");
    iwmo_path_print(yard.findings.last->where.step, &path);
    cr_expect_str_eq(path.at, "/Bericht/Declaratie/Clienten/Client[2]/Soort");
    iwmo_buffer_release(&path);
    close_yard(&yard);
}

Test(builder, what_is_no_message_stops_at_once)
{
    static const char text[] = "<note><to/></note>";
    struct iwmo_limits limits = {0};
    struct yard yard;

    open_yard(&yard, &limits);
    cr_expect_eq(build(&yard, text, sizeof(text) - 1), IWMO_READING_STOPPED);
    cr_expect_not(iwmo_builder_is_judging(yard.builder));
    cr_expect_null(iwmo_builder_message(yard.builder));
    cr_expect_eq(yard.findings.errors, 1);
    close_yard(&yard);
}
