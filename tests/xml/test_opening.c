#include "xml/opening.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define WINDOW 1200
#define SPACE  "http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
#define BASE   "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
#define OLD    "http://www.istandaarden.nl/iwmo/2_3/wmo303/schema"

struct desk {
    struct iwmo_opening opening;
    struct iwmo_stream stream;
    struct iwmo_spot spot;
    const char *at; /* of the document, as far as not read */
    size_t left;
    struct iwmo_source source;
};

static ptrdiff_t
read_desk(void *self, char *at, size_t room)
{
    struct desk *desk = self;
    size_t size = desk->left < room ? desk->left : room;

    memcpy(at, desk->at, size);
    desk->at += size;
    desk->left -= size;
    return (ptrdiff_t)size;
}

static bool
rewind_desk(void *self)
{
    (void)self;
    return true;
}

static void
open_desk(struct desk *desk)
{
    *desk = (struct desk){.source = {read_desk, rewind_desk, desk}};
    cr_assert(iwmo_opening_init(&desk->opening, &iwmo_schema_builtin, 2));
    cr_assert(iwmo_stream_init(&desk->stream, WINDOW, 10000));
}

static void
close_desk(struct desk *desk)
{
    iwmo_opening_release(&desk->opening);
    iwmo_stream_release(&desk->stream);
}

static bool
reads(struct desk *desk, const char *text, size_t size)
{
    desk->at = text;
    desk->left = size;
    cr_assert(iwmo_stream_begin(&desk->stream, &desk->source));
    return iwmo_opening_read(&desk->opening, &desk->stream, &desk->spot);
}

/* Read by a desk that has seen others as by a new one. */
static bool
expect_as_new(struct desk *desk, const char *text, size_t size)
{
    struct desk fresh;

    open_desk(&fresh);
    bool is_read = reads(desk, text, size);
    cr_assert_eq(is_read, reads(&fresh, text, size), "%.*s", (int)size, text);
    if (is_read) {
        struct iwmo_position ours = iwmo_stream_position(&desk->stream, &desk->spot);
        struct iwmo_position theirs = iwmo_stream_position(&fresh.stream, &fresh.spot);
        cr_expect_eq(desk->opening.message, fresh.opening.message);
        cr_expect_str_eq(desk->opening.root->text, fresh.opening.root->text);
        cr_expect_str_eq(desk->opening.root->below->below->text,
                         fresh.opening.root->below->below->text);
        cr_expect_eq(memcmp(&ours, &theirs, sizeof(ours)), 0);
        cr_expect_eq(memcmp(&desk->opening.at, &fresh.opening.at, sizeof(ours)), 0);
        cr_expect_eq(desk->spot.crlf, fresh.spot.crlf);
        cr_expect_eq(
            memcmp(&desk->stream.first_lf, &fresh.stream.first_lf, sizeof(ours)), 0);
    }
    close_desk(&fresh);
    return is_read;
}

static const char *const openings[] = {
    "<?xml version=\"1.0\"?>\r\n<a:Bericht\n xmlns:a=\"" SPACE "\"\r\n xmlns:b=\"" BASE
    "\">",
    "<?xml version=\"1.0\"?>\n<a:Bericht xmlns:a=\"" SPACE "\" xmlns:b=\"" BASE "\">",
    "<b:Bericht xmlns:b=\"" SPACE "\" xmlns:a=\"" BASE "\">",
    "<Bericht xmlns=\"" SPACE "\">",
    "<a:Bericht xmlns:a=\"" OLD "\">",
    "<a:Bericht xmlns:a=\"urn:other\">",
    "",
};

#define COUNT (sizeof(openings) / sizeof(openings[0]))

Test(opening, is_the_same_whatever_came_before)
{
    struct desk desk;
    char text[1000];

    open_desk(&desk);
    for (size_t i = 0; i < COUNT * COUNT; i++) {
        snprintf(text, sizeof(text), "%s\n\t<a:Header>", openings[i % COUNT]);
        cr_expect_eq(expect_as_new(&desk, text, strlen(text)), i % COUNT < 5);
        snprintf(text, sizeof(text), "%s<b:Header>", openings[i / COUNT]);
        cr_expect_eq(expect_as_new(&desk, text, strlen(text)), i / COUNT < 5);
    }
    close_desk(&desk);
}

Test(opening, is_read_again_when_a_byte_differs_or_is_missing)
{
    size_t size = strlen(openings[0]);
    struct desk desk;
    char text[1000];

    open_desk(&desk);
    for (size_t i = 0; i < size; i++) {
        cr_assert(expect_as_new(&desk, openings[0], size));
        cr_expect_eq(desk.opening.size, size);
        cr_expect_not(expect_as_new(&desk, openings[0], i), "cut at %zu", i);
        cr_assert(expect_as_new(&desk, openings[0], size));
        memcpy(text, openings[0], size + 1);
        text[i] ^= 0x10;
        expect_as_new(&desk, text, size);
    }
    close_desk(&desk);
}

/* `size` bytes, most of them white. */
static void
stretch(char *text, size_t size)
{
    size_t white = size - strlen(openings[2]);
    char *at = strchr(strcpy(text, openings[2]), ' ');

    memmove(at + white, at, strlen(at) + 1);
    memset(at, '\n', white);
}

Test(opening, is_kept_up_to_a_size_and_read_up_to_the_window)
{
    char text[WINDOW + 10];
    struct desk desk;

    open_desk(&desk);
    for (size_t size = IWMO_OPENING_BYTES - 2; size <= WINDOW + 2; size++) {
        stretch(text, size);
        for (int times = 0; times < 2; times++) {
            cr_expect_eq(expect_as_new(&desk, text, size), size <= WINDOW);
            cr_expect_eq(desk.opening.size, size <= IWMO_OPENING_BYTES ? size : 0);
        }
    }
    close_desk(&desk);
}

Test(opening, takes_so_many_attributes)
{
    static const char text[] =
        "<Bericht xmlns='" SPACE "' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'"
        " x:schemaLocation='a'>";
    struct desk desk;

    open_desk(&desk);
    cr_expect(reads(&desk, text, strlen(text)));
    desk.opening.max_attributes = 0;
    desk.opening.size = 0;
    cr_expect_not(reads(&desk, text, strlen(text)));
    close_desk(&desk);
    iwmo_opening_release(&desk.opening);
}
