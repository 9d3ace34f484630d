#include <criterion/criterion.h>
#include <string.h>

#include "names.h"
#include "schema/lookup.h"
#include "support.h"
#include "translate/translation.h"
#include "xml/writer.h"

static const struct iwmo_message_kind *
wmo305(void)
{
    return iwmo_message_by_name(&iwmo_schema_builtin, "305", R_3_2);
}

/* Row of `id` below `parent`. */
static const struct iwmo_element *
row(const struct iwmo_element *parent, uint16_t id)
{
    const struct iwmo_element *found = iwmo_type_child(parent->type, id);

    cr_assert_not_null(found);
    return found;
}

/* A Header that holds only this Afzender. */
static enum iwmo_status
write_afzender(struct iwmo_drain drain, struct iwmo_text text)
{
    struct iwmo_writer *writer = iwmo_writer_new(drain);
    const struct iwmo_element *header = row(wmo305()->root, EL_Header);

    cr_assert_not_null(writer);
    enum iwmo_status status = iwmo_writer_begin(writer, wmo305());
    if (status == IWMO_OK)
        status = iwmo_writer_open(writer, header);
    if (status == IWMO_OK)
        status = iwmo_writer_value(writer, row(header, EL_Afzender), text);
    if (status == IWMO_OK)
        status = iwmo_writer_close(writer);
    if (status == IWMO_OK)
        status = iwmo_writer_end(writer);
    iwmo_writer_free(writer);
    return status;
}

static void
assert_value(const char *text, const char *written)
{
    struct iwmo_buffer out = {0}, expected = {0};

    iwmo_buffer_printf(&expected, "<wmo305:Afzender>%s</wmo305:Afzender>", written);
    cr_assert_eq(write_afzender(iwmo_drain_buffer(&out), iwmo_text(text)), IWMO_OK);
    cr_assert_not_null(strstr(out.at, expected.at), "%s", out.at);
    iwmo_buffer_release(&out);
    iwmo_buffer_release(&expected);
}

Test(writer, the_layout_is_that_of_the_samples)
{
    struct iwmo_buffer out = {0};

    cr_assert_eq(write_afzender(iwmo_drain_buffer(&out), iwmo_text("55550017")),
                 IWMO_OK);
    cr_assert_str_eq(
        out.at,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
        "<wmo305:Bericht "
        "xmlns:iwmo=\"http://www.istandaarden.nl/iwmo/3_2/basisschema/schema\" "
        "xmlns:wmo305=\"http://www.istandaarden.nl/iwmo/3_2/wmo305/schema\">\r\n"
        "\t<wmo305:Header>\r\n"
        "\t\t<wmo305:Afzender>55550017</wmo305:Afzender>\r\n"
        "\t</wmo305:Header>\r\n"
        "</wmo305:Bericht>\r\n");
    iwmo_buffer_release(&out);
}

Test(writer, only_what_must_be_escaped_is)
{
    assert_value("a & b < c > d", "a &amp; b &lt; c &gt; d");
    assert_value("\"quotes\" 'stay'", "\"quotes\" 'stay'");
    assert_value("one\rtwo", "one&#13;two");
    assert_value("one\ntwo\tthree", "one\r\ntwo\tthree");
    assert_value("  ", "  ");
    assert_value("", "");
}

Test(writer, what_xml_cannot_carry_is_refused)
{
    static const struct iwmo_text bad[] = {
        {"\0", 1},           {"\x01", 1}, {"a\x1F", 2},    {"\xEF\xBF\xBE", 3},
        {"\xEF\xBF\xBF", 3}, {"\xE9", 1}, {"\xC0\x80", 2},
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct iwmo_buffer out = {0};
        cr_assert(!iwmo_writer_accepts(bad[i]), "%zu", i);
        cr_assert_eq(write_afzender(iwmo_drain_buffer(&out), bad[i]), IWMO_MALFORMED);
        iwmo_buffer_release(&out);
    }
    cr_assert(iwmo_writer_accepts(iwmo_text("\t\r\n \x7F\xC2\x85\xEF\xBF\xBD")));
}

/* ---- draining ---- */

struct pipe {
    size_t largest, total, room; /* room: bytes that it takes before it fails */
};

static enum iwmo_status
take(void *self, struct iwmo_text bytes)
{
    struct pipe *pipe = self;

    pipe->largest = bytes.size > pipe->largest ? bytes.size : pipe->largest;
    pipe->total += bytes.size;
    return pipe->total > pipe->room ? IWMO_IO : IWMO_OK;
}

/* `count` values of 8 bytes in a Header. */
static enum iwmo_status
write_many(struct pipe *pipe, int count)
{
    struct iwmo_writer *writer = iwmo_writer_new((struct iwmo_drain){take, pipe});
    const struct iwmo_element *header = row(wmo305()->root, EL_Header);
    enum iwmo_status status = iwmo_writer_begin(writer, wmo305());

    if (status == IWMO_OK)
        status = iwmo_writer_open(writer, header);
    for (int i = 0; i < count && status == IWMO_OK; i++)
        status =
            iwmo_writer_value(writer, row(header, EL_Afzender), iwmo_text("55550017"));
    if (status == IWMO_OK)
        status = iwmo_writer_close(writer);
    if (status == IWMO_OK)
        status = iwmo_writer_end(writer);
    iwmo_writer_free(writer);
    return status;
}

Test(writer, a_large_message_is_drained_as_it_comes)
{
    struct pipe pipe = {.room = SIZE_MAX};

    cr_assert_eq(write_many(&pipe, 100000), IWMO_OK);
    cr_assert_gt(pipe.total, 4000000);
    cr_assert_lt(pipe.largest, 2 * IWMO_DRAIN_BYTES);
}

Test(writer, a_drain_that_fails_at_any_byte_is_told)
{
    struct pipe whole = {.room = SIZE_MAX};

    cr_assert_eq(write_many(&whole, 5000), IWMO_OK);
    for (size_t room = 0; room < whole.total; room += whole.total / 7) {
        struct pipe pipe = {.room = room};
        cr_assert_eq(write_many(&pipe, 5000), IWMO_IO, "%zu", room);
    }
}

/* ---- the walker in front of it ---- */

static struct iwmo_buffer
formatted(const char *head, const char *body, size_t chunk)
{
    struct iwmo_buffer xml = {0};

    iwmo_buffer_printf(&xml,
                       "<b:Bericht xmlns:b=\"%s\" xmlns:i=\"%s\"><b:Header>%s%s"
                       "</b:Header></b:Bericht>",
                       wmo305()->space, wmo305()->base_space, head, body);
    struct iwmo_buffer out =
        translation_fmt((struct iwmo_text){xml.at, xml.size}, chunk);
    iwmo_buffer_release(&xml);
    return out;
}

Test(walker, comments_and_layout_go_and_values_stay_in_chunks_of_any_size)
{
    for (size_t chunk = 1; chunk < 9; chunk++) {
        struct iwmo_buffer out = formatted(
            "<!-- x -->\n <?pi?><b:Afzender> a<![CDATA[&]]>b<!-- y -->c </b:Afzender>",
            "<b:BerichtVersie>\n 3 </b:BerichtVersie>", chunk);
        cr_assert_not_null(strstr(out.at, "\t<wmo305:Header>\r\n\t\t<wmo305:Afzender> "
                                          "a&amp;bc </wmo305:Afzender>\r\n\t\t"
                                          "<wmo305:BerichtVersie>3</wmo305:"));
        iwmo_buffer_release(&out);
    }
}

Test(walker, what_has_no_place_in_the_schema_ends_the_walk)
{
    static const char *const bodies[] = {
        "<b:Foo/>",
        "<i:Afzender/>",
        "<Afzender/>",
        "text",
        "<b:Afzender><b:Afzender/></b:Afzender>",
        "<b:Afzender>",
    };

    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        struct iwmo_buffer out = formatted("", bodies[i], 1000);
        cr_assert_eq(out.size, 0, "%s", bodies[i]);
        iwmo_buffer_release(&out);
    }
}
