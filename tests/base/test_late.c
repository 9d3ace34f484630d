#include <criterion/criterion.h>
#include <stddef.h>

#include "base/late.h"

struct table {
    char other;
    size_t (*length)(const char *);
};

static const struct iwmo_late_symbol length[] = {
    {"strlen", offsetof(struct table, length)}};
static const struct iwmo_late_symbol unknown[] = {
    {"strlen", offsetof(struct table, length)},
    {"iwmo_there_is_no_such_function", offsetof(struct table, length)}};

Test(late, fills_the_table)
{
    struct table table = {.other = 'x'};

    cr_assert(iwmo_late_load("libc.so.6", length, 1, &table));
    cr_expect_eq(table.length("iwmo"), 4);
    cr_expect_eq(table.other, 'x');
}

Test(late, a_library_must_be_there_and_have_all)
{
    struct table table = {0};

    cr_expect_not(iwmo_late_load("libiwmo-nowhere.so.1", length, 1, &table));
    cr_expect_not(iwmo_late_load("libiwmo-nowhere.so.1", NULL, 0, &table));
    cr_expect_null(table.length);
    cr_expect_not(iwmo_late_load("libc.so.6", unknown, 2, &table));
}
