/*
 * Scan: what it takes and what it leaves.  That it makes the same nodes as the builder
 * is proved by tests/judges/test_readers.c.
 */
#include "xml/scan.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define VALID "fixtures/3.2/WMO323/valid.xml"

struct desk {
    struct iwmo_assembly assembly;
    struct iwmo_scan *scan;
    struct iwmo_buffer bytes; /* of the document */
    size_t read;
    unsigned units, ends;
    enum iwmo_status answer;
};

static void
open_desk_for(struct desk *desk, const char *path, size_t window_bytes,
              struct iwmo_limits limits)
{
    struct iwmo_scan_options options = {
        .schema = &iwmo_schema_builtin, .limits = limits, .window_bytes = window_bytes};

    *desk = (struct desk){.bytes = test_read(path)};
    cr_assert(iwmo_assembly_init(&desk->assembly, &limits));
    desk->scan = iwmo_scan_new(&desk->assembly, &options);
    cr_assert_not_null(desk->scan);
}

static void
open_desk(struct desk *desk, struct iwmo_limits limits)
{
    open_desk_for(desk, VALID, 0, limits);
}

static void
close_desk(struct desk *desk)
{
    iwmo_scan_free(desk->scan);
    iwmo_assembly_release(&desk->assembly);
    iwmo_buffer_release(&desk->bytes);
}

static ptrdiff_t
read_desk(void *self, char *at, size_t room)
{
    struct desk *desk = self;
    size_t left = desk->bytes.size - desk->read, size = room < left ? room : left;

    memcpy(at, desk->bytes.at + desk->read, size);
    desk->read += size;
    return (ptrdiff_t)size;
}

static bool
rewind_desk(void *self)
{
    (void)self;
    return true;
}

static enum iwmo_status
on_unit(void *self, struct iwmo_node *unit)
{
    struct desk *desk = self;
    (void)unit;

    desk->units++;
    return desk->answer;
}

static enum iwmo_status
on_end(void *self, struct iwmo_node *root)
{
    struct desk *desk = self;
    (void)root;

    desk->ends++;
    return IWMO_OK;
}

static bool
scans(struct desk *desk, enum iwmo_release release)
{
    struct iwmo_source source = {read_desk, rewind_desk, desk};
    struct iwmo_units units = {on_unit, on_end, desk};

    desk->read = 0;
    desk->units = desk->ends = 0;
    iwmo_assembly_reset(&desk->assembly);
    return iwmo_scan_read(desk->scan, &source, release, units);
}

/* The document with the first `from` in it changed to `to`. */
static bool
scans_with(struct desk *desk, const char *from, const char *to)
{
    struct iwmo_buffer whole = desk->bytes, changed = {0};
    const char *at = strstr(whole.at, from);

    cr_assert_not_null(at, "%s", from);
    iwmo_buffer_add(&changed, whole.at, (size_t)(at - whole.at));
    iwmo_buffer_text(&changed, to);
    iwmo_buffer_text(&changed, at + strlen(from));
    desk->bytes = changed;
    bool is_taken = scans(desk, R_none);
    desk->bytes = whole;
    iwmo_buffer_release(&changed);
    return is_taken;
}

Test(scan, reads_a_message_and_hands_over_its_units)
{
    struct desk desk;

    open_desk(&desk, (struct iwmo_limits){0});
    cr_assert(scans(&desk, R_none));
    cr_expect_eq(desk.ends, 1);
    cr_expect_gt(desk.units, 3);
    cr_expect_str_eq(desk.assembly.message->name, "WMO323");
    cr_expect_not_null(desk.assembly.header);
    cr_expect_eq(desk.assembly.frame_count, 0);
    cr_expect_eq(iwmo_scan_kept(desk.scan).size, desk.bytes.size);
    struct iwmo_line_ends ends = iwmo_scan_line_ends(desk.scan);
    cr_expect_gt(ends.crlf, 10);
    cr_expect_eq(ends.lf, 0);
    cr_expect(scans(&desk, R_3_2));
    cr_expect_not(scans(&desk, R_2_3));
    close_desk(&desk);
}

Test(scan, asks_for_the_release_of_every_document)
{
    struct desk desk;

    open_desk(&desk, (struct iwmo_limits){0});
    cr_expect(scans(&desk, R_3_2));
    cr_expect_not(scans(&desk, R_2_3)); /* the opening is the one that was kept */
    cr_expect(scans(&desk, R_none));
    close_desk(&desk);
}

Test(scan, takes_what_may_stand_in_text)
{
    static const char *const values[] = {"A",       "&amp;&lt;&gt;&apos;&quot;",
                                         "a]]&gt;", "a>b",
                                         "]>",      "\xC3\xA9\xF0\x9F\x98\x80"};
    struct desk desk;
    char element[100];

    open_desk(&desk, (struct iwmo_limits){0});
    const char *from = strstr(desk.bytes.at, "<iwmo:Identificatie>");
    const char *end = strstr(from, "</");
    char *old = strndup(from, (size_t)(end - from));
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        snprintf(element, sizeof(element), "<iwmo:Identificatie>%s", values[i]);
        cr_expect(scans_with(&desk, old, element), "%s", values[i]);
    }
    free(old);
    close_desk(&desk);
}

/* A value of 400 bytes, more than is looked ahead, of a row that may come once: it is
 * counted once, wherever the window ends, and so is the line in it. */
Test(scan, goes_on_in_a_value_that_the_window_cuts)
{
    struct desk desk;
    char white[IWMO_SCAN_LEAST_BYTES + 30], value[500] = "<wmo301:Commentaar>e\r\n";

    for (size_t i = 0; i < 200; i++)
        strcat(value, "\xC3\xA9");
    open_desk_for(&desk, "fixtures/3.2/WMO301/valid.xml", IWMO_SCAN_LEAST_BYTES,
                  (struct iwmo_limits){0});
    char *at = strstr(desk.bytes.at, "<wmo301:Commentaar>");
    cr_assert_not_null(at);
    char *old = strndup(at, (size_t)(strstr(at, "</") - at));
    struct iwmo_buffer valid = desk.bytes, long_one = {0};
    iwmo_buffer_add(&long_one, valid.at, (size_t)(at - valid.at));
    iwmo_buffer_text(&long_one, value);
    iwmo_buffer_text(&long_one, at + strlen(old));
    desk.bytes = long_one;
    uint64_t lines = 0; /* all of them end in CR LF */
    for (const char *end = long_one.at; (end = strchr(end, '\n')) != NULL; end++)
        lines++;
    for (size_t shift = 0; shift < IWMO_SCAN_LEAST_BYTES; shift++) {
        memset(white, ' ', shift);
        strcpy(white + shift, "<wmo301:Commentaar>");
        cr_assert(scans_with(&desk, "<wmo301:Commentaar>", white), "shift %zu", shift);
        struct iwmo_line_ends ends = iwmo_scan_line_ends(desk.scan);
        cr_assert_eq(ends.crlf, lines, "shift %zu: %ju", shift, (uintmax_t)ends.crlf);
    }
    free(old);
    iwmo_buffer_release(&valid);
    close_desk(&desk);
}

Test(scan, leaves_what_is_unusual)
{
    static const char *const changes[][2] = {
        {"<wmo323:Header>", "<wmo323:Header >"},
        {"<wmo323:Header>", "<wmo323:Header a='b'>"},
        {"<wmo323:Header>", "<!-- --><wmo323:Header>"},
        {"<wmo323:Header>", "<?a b?><wmo323:Header>"},
        {"<wmo323:Header>", "x<wmo323:Header>"},
        {"<wmo323:Header>", "&#32;<wmo323:Header>"},
        {"<wmo323:Header>", "<wmo323:header>"},
        {"<wmo323:Header>", "<iwmo:Header>"},
        {"<wmo323:Header>", ""},
        {"</wmo323:Header>", "</wmo323:Headers>"},
        {"</wmo323:Header>", ""},
        {"</wmo323:Bericht>", "</wmo323:Bericht>x"},
        {"</wmo323:Bericht>", "</wmo323:Bericht><!-- -->"},
        {"</wmo323:Bericht>", ""},
        {"</wmo323:BerichtVersie>", "\x01</wmo323:BerichtVersie>"},
        {"</wmo323:BerichtVersie>", "0000</wmo323:BerichtVersie>"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie>&#65;"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie>&a;"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie>]]>"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie>\xC0\x80"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie>\xEF\xBF\xBF"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie>\r"},
        {"<iwmo:Identificatie>", "<iwmo:Identificatie><![CDATA[a]]>"},
    };
    struct desk desk;

    open_desk(&desk, (struct iwmo_limits){0});
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
        cr_expect_not(scans_with(&desk, changes[i][0], changes[i][1]), "%s",
                      changes[i][1]);
    cr_expect(scans(&desk, R_none)); /* and it is as good as new */
    close_desk(&desk);
}

Test(scan, gives_up_when_a_unit_is_refused)
{
    struct desk desk;

    open_desk(&desk, (struct iwmo_limits){0});
    desk.answer = IWMO_LIMIT;
    cr_expect_not(scans(&desk, R_none));
    cr_expect_eq(desk.units, 1);
    cr_expect_eq(desk.ends, 0);
    close_desk(&desk);
}

Test(scan, keeps_the_limits)
{
    static const struct iwmo_limits limits[] = {
        {.message_bytes = 1000}, {.text_bytes = 5}, {.unit_bytes = 5000}, {.depth = 7}};
    struct desk desk;

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        open_desk(&desk, limits[i]);
        cr_expect_not(scans(&desk, R_none), "limit %zu", i);
        close_desk(&desk);
    }
}
