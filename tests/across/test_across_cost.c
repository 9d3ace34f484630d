#include <criterion/criterion.h>
#include <stdio.h>

#include "annals.h"

/*
 * What a record asks of the history does not grow with the years: as many rows come
 * back when there is much as when there is little.
 */

#define BASE "TP 900701 02/02A03 2021-01-01..2026-12-31 10/04/4"
#define LINE "PR RN9 900701 02/02A03 2026-03-01..2026-03-31 5x6255"

/* Rows that a claim of one line asks after so many months of lines on its number. */
static size_t
rows_after_months(int months)
{
    struct annals books;
    char words[128];

    annals_open(&books, "WMO323", "2026-04-02");
    annals_said(&books, BASE);
    for (int i = 0; i < months; i++) {
        snprintf(words, sizeof(words),
                 "PR M%d 900701 02/02A03 %d-%02d-01..%d-%02d-28 5x1", i, 2021 + i / 12,
                 i % 12 + 1, 2021 + i / 12, i % 12 + 1);
        annals_said(&books, words);
    }
    annals_now(&books, "DE DN9 2026-03-01..2026-03-31");
    annals_now(&books, "CL");
    annals_now(&books, LINE);
    books.now[1].parent = 0;
    annals_expect(&books, "");
    annals_close(&books);
    return books.rows;
}

Test(across_cost, of_a_line_does_not_grow_with_the_months_before_it)
{
    cr_expect_eq(rows_after_months(60), rows_after_months(1));
    cr_expect_leq(rows_after_months(60), 2);
}

/* Rows that a 305 asks for a client with so many other allocations, all started. */
static size_t
rows_with_allocations(int count)
{
    struct annals books;
    char words[128];

    annals_open(&books, "WMO305", "2026-03-02");
    annals_said(&books, "TP 600001 07/07A12 2026-01-01..2026-12-31 4/16/4");
    for (int i = 0; i < count; i++) {
        snprintf(words, sizeof(words), "TP %d 07/07A12 2026-01-01..2026-12-31 4/16/4",
                 700000 + i);
        annals_said(&books, words);
        snprintf(words, sizeof(words),
                 "SP %d 07/07A12 in=2026-01-01 begin=2026-01-05 st=1", 700000 + i);
        annals_said(&books, words);
    }
    annals_now(&books, "CL");
    annals_now(&books, "SP 600001 07/07A12 in=2026-01-01 begin=2026-01-05 st=1");
    annals_expect(&books, "");
    annals_close(&books);
    return books.rows;
}

Test(across_cost, of_a_start_does_not_grow_with_the_allocations_of_the_client)
{
    cr_expect_eq(rows_with_allocations(30), rows_with_allocations(1));
    cr_expect_leq(rows_with_allocations(30), 2);
}
