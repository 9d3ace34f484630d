#include "judge/tap.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

static void
note(void *self, const char *bytes, size_t size)
{
    iwmo_buffer_add(self, bytes, size);
}

static size_t
drain(const struct iwmo_source *source, char *room, size_t most)
{
    size_t size = 0;
    ptrdiff_t more;

    while ((more = source->read(source->self, room + size, most - size)) > 0)
        size += (size_t)more;
    return size;
}

Test(tap, passes_bytes_and_tells_of_them)
{
    struct iwmo_buffer seen = {0};
    struct iwmo_tap tap = {.saw = note, .self = &seen};
    struct iwmo_source source = iwmo_tap_bytes(&tap, "abcdef", 6);
    char room[8];

    cr_expect_eq(source.read(source.self, room, 4), 4);
    cr_expect_eq(source.read(source.self, room + 4, 4), 2);
    cr_expect_eq(source.read(source.self, room, 4), 0);
    cr_expect(source.can_rewind(source.self));
    cr_expect_eq(memcmp(room, "abcdef", 6), 0);
    cr_expect_str_eq(seen.at, "abcdef");
    iwmo_buffer_release(&seen);
}

Test(tap, takes_a_file_from_where_it_is_and_goes_back_there)
{
    struct iwmo_buffer seen = {0};
    struct iwmo_tap tap = {.saw = note, .self = &seen};
    FILE *file = tmpfile();
    char room[8];

    cr_assert_not_null(file);
    cr_assert_eq(write(fileno(file), "abcdef", 6), 6);
    cr_assert_eq(lseek(fileno(file), 2, SEEK_SET), 2);
    struct iwmo_source source = iwmo_tap_file(&tap, fileno(file));
    cr_expect_eq(drain(&source, room, 3), 3);
    cr_expect(source.can_rewind(source.self));
    cr_expect_eq(drain(&source, room + 3, 5), 1);
    cr_expect_str_eq(seen.at, "cdef");
    cr_expect_eq(iwmo_tap_rewind(&tap), 0);
    cr_expect_eq(read(fileno(file), room, 1), 1);
    cr_expect_eq(room[0], 'c');
    fclose(file);
    iwmo_buffer_release(&seen);
}

Test(tap, cannot_go_back_in_a_pipe)
{
    struct iwmo_buffer seen = {0};
    struct iwmo_tap tap = {.saw = note, .self = &seen};
    int ends[2];
    char room[8];

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "abc", 3), 3);
    close(ends[1]);
    struct iwmo_source source = iwmo_tap_file(&tap, ends[0]);
    cr_expect_eq(drain(&source, room, sizeof(room)), 3);
    cr_expect_not(source.can_rewind(source.self));
    close(ends[0]);
    cr_expect_lt(source.read(source.self, room, 1), 0);
    iwmo_buffer_release(&seen);
}
