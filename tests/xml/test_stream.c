#include "xml/stream.h"

#include <criterion/criterion.h>
#include <string.h>

#define WINDOW 1024

/* A source that gives few bytes at a time. */
struct drip {
    const char *at;
    size_t left, most;
    bool can_rewind, fails;
    unsigned asked;
};

static ptrdiff_t
read_drip(void *self, char *at, size_t room)
{
    struct drip *drip = self;
    size_t size = drip->left < room ? drip->left : room;

    if (drip->fails)
        return -1;
    size = size < drip->most ? size : drip->most;
    memcpy(at, drip->at, size);
    drip->at += size;
    drip->left -= size;
    return (ptrdiff_t)size;
}

static bool
can_rewind(void *self)
{
    struct drip *drip = self;

    drip->asked++;
    return drip->can_rewind;
}

static struct drip
drip_of(const char *text)
{
    return (struct drip){text, strlen(text), 7, true, false, 0};
}

static struct iwmo_source
source_of(struct drip *drip)
{
    return (struct iwmo_source){read_drip, can_rewind, drip};
}

static void
expect_place(const struct iwmo_stream *stream, const struct iwmo_spot *spot,
             uint64_t offset, uint64_t line, uint64_t column)
{
    struct iwmo_position at = iwmo_stream_position(stream, spot);

    cr_expect_eq(at.offset, offset);
    cr_expect_eq(at.line, line);
    cr_expect_eq(at.column, column);
}

Test(stream, counts_lines_and_their_ends)
{
    struct drip drip = drip_of("ab\n \r\n\t\t<\r<\n\n                  <");
    struct iwmo_source source = source_of(&drip);
    struct iwmo_stream stream;

    cr_assert(iwmo_stream_init(&stream, WINDOW, 1000));
    cr_assert(iwmo_stream_begin(&stream, &source));
    struct iwmo_spot spot = iwmo_stream_first(&stream);
    iwmo_stream_walk(&stream, &spot, stream.window + 2);
    expect_place(&stream, &spot, 2, 1, 3);
    iwmo_stream_skip_white(&stream, &spot);
    expect_place(&stream, &spot, 8, 3, 3);
    spot.at++;
    iwmo_stream_skip_white(&stream, &spot); /* a CR alone ends no line */
    expect_place(&stream, &spot, 10, 3, 5);
    spot.at++;
    iwmo_stream_skip_white(&stream, &spot);
    expect_place(&stream, &spot, 31, 5, 19);
    cr_expect_eq(spot.crlf, 1);
    cr_expect_eq(stream.first_lf.offset, 2);
    cr_expect_eq(stream.first_lf.column, 3);
    iwmo_stream_release(&stream);
}

Test(stream, goes_on_where_it_was_when_the_window_moves)
{
    static char text[5000];
    struct iwmo_stream stream;

    memset(text, 'x', sizeof(text) - 1);
    text[WINDOW - 1] = '\r'; /* its LF is not in the window yet */
    text[WINDOW] = '\n';
    struct drip drip = drip_of(text);
    struct iwmo_source source = source_of(&drip);
    cr_assert(iwmo_stream_init(&stream, WINDOW, 10000));
    cr_assert(iwmo_stream_begin(&stream, &source));
    cr_expect_eq(stream.end - stream.window, WINDOW);
    cr_expect_eq(*stream.end, '\0');
    struct iwmo_spot spot = iwmo_stream_first(&stream);
    iwmo_stream_walk(&stream, &spot, stream.end - 1);
    iwmo_stream_skip_white(&stream, &spot);
    expect_place(&stream, &spot, WINDOW - 1, 1, WINDOW);
    cr_assert(iwmo_stream_refill(&stream, &spot));
    cr_expect_eq(drip.asked, 1);
    expect_place(&stream, &spot, WINDOW - 1, 1, WINDOW);
    iwmo_stream_skip_white(&stream, &spot);
    expect_place(&stream, &spot, WINDOW + 1, 2, 1);
    cr_expect_eq(spot.crlf, 1);
    cr_expect_eq(stream.first_lf.line, 0);
    while (!stream.is_last) {
        iwmo_stream_walk(&stream, &spot, stream.end);
        cr_assert(iwmo_stream_refill(&stream, &spot));
    }
    iwmo_stream_walk(&stream, &spot, stream.end);
    expect_place(&stream, &spot, sizeof(text) - 1, 2, sizeof(text) - 1 - WINDOW);
    cr_expect_not(iwmo_stream_refill(&stream, &spot));
    iwmo_stream_release(&stream);
}

Test(stream, forgets_nothing_that_cannot_be_read_again)
{
    static char text[3000];
    struct iwmo_stream stream;

    memset(text, 'x', sizeof(text) - 1);
    struct drip drip = drip_of(text);
    struct iwmo_source source = source_of(&drip);
    drip.can_rewind = false;
    cr_assert(iwmo_stream_init(&stream, WINDOW, 10000));
    cr_assert(iwmo_stream_begin(&stream, &source));
    struct iwmo_spot spot = iwmo_stream_first(&stream);
    cr_expect_not(iwmo_stream_refill(&stream, &spot)); /* nothing to forget */
    spot.at += 100;
    cr_expect_not(iwmo_stream_refill(&stream, &spot));
    cr_expect_eq(stream.start, 0);
    cr_expect_eq(stream.end - stream.window, WINDOW);
    iwmo_stream_release(&stream);
}

Test(stream, stops_at_a_failure_and_at_the_limit)
{
    struct drip drip = drip_of("<a>"), broken = drip;
    struct iwmo_source source = source_of(&drip), no_source = source_of(&broken);
    struct iwmo_stream stream;

    broken.fails = true;
    cr_assert(iwmo_stream_init(&stream, WINDOW, 2));
    cr_expect_not(iwmo_stream_begin(&stream, &no_source));
    cr_expect_not(iwmo_stream_begin(&stream, &source));
    iwmo_stream_release(&stream);
    iwmo_stream_release(&stream);
}
