#include "xml/reader.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "model/finding.h"

/* Writes events as text: <name@line:column attribute='value'>text</>. */
struct recorder {
    struct iwmo_buffer out;
    struct iwmo_reader *reader;
    enum iwmo_status answer; /* to start tags */
};

static enum iwmo_status
on_start(void *self, const struct iwmo_tag *tag)
{
    struct recorder *recorder = self;

    iwmo_buffer_printf(&recorder->out, "<%s@%" PRIu64 ":%" PRIu64, tag->name,
                       tag->at.line, tag->at.column);
    if (tag->space != NULL)
        iwmo_buffer_printf(&recorder->out, " {%s}", tag->space);
    for (size_t i = 0; i < tag->attribute_count; i++)
        iwmo_buffer_printf(&recorder->out, " %s='%.*s'", tag->attributes[i].name,
                           (int)tag->attributes[i].value.size,
                           tag->attributes[i].value.at);
    iwmo_buffer_char(&recorder->out, '>');
    return recorder->answer;
}

static enum iwmo_status
on_text(void *self, const char *at, size_t size)
{
    struct recorder *recorder = self;

    iwmo_buffer_add(&recorder->out, at, size);
    return IWMO_OK;
}

static enum iwmo_status
on_end(void *self)
{
    struct recorder *recorder = self;

    iwmo_buffer_text(&recorder->out, "</>");
    return IWMO_OK;
}

static void
open_recorder(struct recorder *recorder, const struct iwmo_limits *limits)
{
    static const struct iwmo_limits defaults;

    *recorder = (struct recorder){0};
    recorder->reader = iwmo_reader_new(limits ? limits : &defaults);
    cr_assert_not_null(recorder->reader);
}

static void
close_recorder(struct recorder *recorder)
{
    iwmo_reader_free(recorder->reader);
    iwmo_buffer_release(&recorder->out);
}

static enum iwmo_reading
read_text(struct recorder *recorder, const char *bytes, size_t chunk)
{
    struct iwmo_events events = {on_start, on_text, on_end, recorder};
    size_t size = strlen(bytes);

    iwmo_buffer_reset(&recorder->out);
    iwmo_buffer_text(&recorder->out, "");
    cr_assert_eq(iwmo_reader_begin(recorder->reader, events), IWMO_OK);
    for (size_t i = 0; i < size; i += chunk)
        iwmo_reader_feed(recorder->reader, bytes + i,
                         size - i < chunk ? size - i : chunk);
    iwmo_reader_finish(recorder->reader);
    return iwmo_reader_state(recorder->reader);
}

static void
expect_events(const char *bytes, const char *expected)
{
    struct recorder recorder;

    open_recorder(&recorder, NULL);
    for (size_t chunk = 1; chunk < strlen(bytes) + 2; chunk++) {
        cr_expect_eq(read_text(&recorder, bytes, chunk), IWMO_READING_COMPLETE, "%s",
                     bytes);
        cr_expect_str_eq(recorder.out.at, expected, "%s in chunks of %zu",
                         recorder.out.at, chunk);
    }
    close_recorder(&recorder);
}

static void
expect_fault(const char *bytes, enum iwmo_reading state, int fault, uint64_t offset)
{
    struct recorder recorder;

    open_recorder(&recorder, NULL);
    for (size_t chunk = 1; chunk < strlen(bytes) + 2; chunk++) {
        cr_expect_eq(read_text(&recorder, bytes, chunk), state, "%s", bytes);
        const struct iwmo_reader_fault *said = iwmo_reader_fault(recorder.reader);
        cr_expect_eq(said->fault, fault, "%s: %s", bytes,
                     iwmo_faults[said->fault].code);
        cr_expect_eq(said->at.offset, offset, "%s: offset %" PRIu64, bytes,
                     said->at.offset);
    }
    close_recorder(&recorder);
}

Test(reader, tells_elements_and_text)
{
    expect_events("<a>x<b/>y</a>", "<a@1:1>x<b@1:5></>y</>");
}

Test(reader, joins_what_means_the_same_text)
{
    expect_events("<a>1<![CDATA[<2>]]>&#51;&amp;<!-- no -->4<?no no?></a>",
                  "<a@1:1>1<2>3&4</>");
}

Test(reader, knows_where_a_tag_starts)
{
    expect_events("<a>\r\n\xC3\xA9 <b\r\n x='>'/>\n<c/></a>",
                  "<a@1:1>\n\xC3\xA9 <b@2:3 x='>'></>\n<c@4:1></></>");
}

Test(reader, a_byte_order_mark_takes_no_column)
{
    expect_events("\xEF\xBB\xBF<a/>", "<a@1:1></>");
}

Test(reader, resolves_namespaces)
{
    expect_events("<p:a xmlns:p='urn:p' xmlns='urn:d'><b xmlns=''/><c/></p:a>",
                  "<a@1:1 {urn:p}><b@1:36></><c@1:49 {urn:d}></></>");
}

Test(reader, an_undeclared_prefix_has_no_namespace)
{
    expect_events("<q:a/>", "<a@1:1></>");
}

Test(reader, names_are_interned)
{
    struct recorder recorder;

    open_recorder(&recorder, NULL);
    cr_expect_eq(read_text(&recorder, "<a/>", 100), IWMO_READING_COMPLETE);
    const char *name = iwmo_reader_intern(recorder.reader, "Bericht");
    char copy[] = "Bericht";
    cr_expect_eq(name, iwmo_reader_intern(recorder.reader, copy));
    cr_expect_neq(name, iwmo_reader_intern(recorder.reader, "bericht"));
    close_recorder(&recorder);
}

Test(reader, says_what_is_wrong_and_where)
{
    expect_fault("<a><b></a>", IWMO_READING_MALFORMED, FAULT_XML_MISMATCH, 10);
    expect_fault("<a b='1' b='2'/>", IWMO_READING_MALFORMED, FAULT_XML_ATTRIBUTE_TWICE,
                 14);
    expect_fault("<a/><b/>", IWMO_READING_MALFORMED, FAULT_XML_AFTER_ROOT, 4);
    expect_fault("<a>\x01</a>", IWMO_READING_MALFORMED, FAULT_XML_CHARACTER, 3);
    expect_fault("<a>\xFF</a>", IWMO_READING_MALFORMED, FAULT_XML_BAD_BYTES, 3);
    expect_fault("<a>\xF0\xF0\xF0\xF0\xF0\xF0\xF0</a>", IWMO_READING_MALFORMED,
                 FAULT_XML_BAD_BYTES, 3);
    expect_fault("", IWMO_READING_MALFORMED, FAULT_XML_MALFORMED, 0);
}

Test(reader, the_end_of_the_bytes_is_where_a_cut_message_ends)
{
    static const char whole[] =
        "<aaaa><!-- \xC3\xA9 --><b c='d'>e&amp;<![CDATA[f]]></b></aaaa>";
    struct recorder recorder;
    char part[sizeof(whole)];

    open_recorder(&recorder, NULL);
    for (size_t size = 7; size < sizeof(whole) - 1; size++) {
        memcpy(part, whole, size);
        part[size] = '\0';
        cr_expect_eq(read_text(&recorder, part, 5), IWMO_READING_MALFORMED, "%s", part);
        const struct iwmo_reader_fault *fault = iwmo_reader_fault(recorder.reader);
        cr_expect_eq(fault->fault, FAULT_XML_TRUNCATED, "%s: %s", part,
                     iwmo_faults[fault->fault].code);
        cr_expect_eq(fault->at.offset, size, "%s", part);
    }
    close_recorder(&recorder);
}

Test(reader, refuses_a_doctype)
{
    expect_fault("<!DOCTYPE a><a/>", IWMO_READING_REFUSED, FAULT_XML_DOCTYPE, 11);
}

Test(reader, refuses_what_is_too_much)
{
    struct iwmo_limits limits = {.message_bytes = 50, .depth = 3, .attributes = 2};
    static const char *const texts[] = {
        "<a><b><c><d/></c></b></a>",
        "<a x='1' y='2' z='3'/>",
        "<a>01234567890123456789012345678901234567890123456789</a>",
    };
    struct recorder recorder;

    open_recorder(&recorder, &limits);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        cr_expect_eq(read_text(&recorder, texts[i], 10), IWMO_READING_REFUSED, "%s",
                     texts[i]);
        cr_expect_eq(iwmo_reader_fault(recorder.reader)->fault, FAULT_XML_LIMIT);
    }
    cr_expect_eq(read_text(&recorder, "<a><b><c/></b></a>", 10), IWMO_READING_COMPLETE);
    close_recorder(&recorder);
}

Test(reader, an_event_can_stop_it)
{
    struct recorder recorder;

    open_recorder(&recorder, NULL);
    recorder.answer = IWMO_LIMIT;
    cr_expect_eq(read_text(&recorder, "<a><b/></a>", 100), IWMO_READING_STOPPED);
    cr_expect_str_eq(recorder.out.at, "<a@1:1>");
    cr_expect_eq(iwmo_reader_finish(recorder.reader), IWMO_LIMIT);
    recorder.answer = IWMO_OK;
    cr_expect_eq(read_text(&recorder, "<a/>", 100), IWMO_READING_COMPLETE);
    close_recorder(&recorder);
}

Test(reader, counts_line_ends)
{
    struct recorder recorder;

    open_recorder(&recorder, NULL);
    read_text(&recorder, "<a>\r\n\r\n\n</a>\n", 1);
    struct iwmo_line_ends ends = iwmo_reader_line_ends(recorder.reader);
    cr_expect_eq(ends.crlf, 2);
    cr_expect_eq(ends.lf, 2);
    cr_expect_eq(ends.first_lf.line, 3);
    close_recorder(&recorder);
}

Test(reader, a_new_parser_reads_as_a_used_one)
{
    static const char ebcdic[] = "\x4C\x6F\xA7\x94\x93\x40\xA5\x6E";
    struct recorder recorder;

    open_recorder(&recorder, NULL);
    cr_expect_eq(read_text(&recorder, ebcdic, 100), IWMO_READING_MALFORMED);
    const struct iwmo_reader_fault first = *iwmo_reader_fault(recorder.reader);
    cr_expect_eq(read_text(&recorder, ebcdic, 100), IWMO_READING_MALFORMED);
    const struct iwmo_reader_fault *second = iwmo_reader_fault(recorder.reader);
    cr_expect_eq(first.fault, second->fault);
    cr_expect_eq(first.at.line, second->at.line);
    cr_expect_eq(first.at.column, second->at.column);
    close_recorder(&recorder);
}

Test(reader, throws_names_away_only_at_a_beginning)
{
    struct recorder recorder;
    struct iwmo_buffer text = {0};

    open_recorder(&recorder, NULL);
    iwmo_buffer_text(&text, "<a>");
    for (int i = 0; i < 20000; i++)
        iwmo_buffer_printf(&text, "<n%d/>", i);
    iwmo_buffer_text(&text, "</a>");
    cr_expect_eq(read_text(&recorder, "<a/>", 65536), IWMO_READING_COMPLETE);
    unsigned generation = iwmo_reader_generation(recorder.reader);
    cr_expect_eq(read_text(&recorder, text.at, 65536), IWMO_READING_COMPLETE);
    cr_expect_eq(iwmo_reader_generation(recorder.reader), generation);
    cr_expect_eq(read_text(&recorder, "<a/>", 65536), IWMO_READING_COMPLETE);
    cr_expect_neq(iwmo_reader_generation(recorder.reader), generation);
    iwmo_buffer_release(&text);
    close_recorder(&recorder);
}
