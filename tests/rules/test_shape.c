#include "rules/shape.h"

#include <criterion/criterion.h>

#include "names.h"

static const struct iwmo_type text_type = {.kind = IWMO_STRING},
                              date_type = {.kind = IWMO_DATE},
                              number_type = {.kind = IWMO_INTEGER};
static const struct iwmo_element text_row = {.type = &text_type},
                                 date_row = {.type = &date_type},
                                 number_row = {.type = &number_type};

static struct iwmo_node
text_node(const char *text)
{
    return (struct iwmo_node){
        .decl = &text_row, .fits = true, .value.text = iwmo_text(text)};
}

static struct iwmo_node
date_node(int year, int month, int day)
{
    return (struct iwmo_node){
        .decl = &date_row, .fits = true, .value.date = iwmo_date_of(year, month, day)};
}

Test(shape, a_value_is_one_of_the_words_as_a_whole)
{
    struct iwmo_node node = text_node(" 03\n");

    cr_assert(iwmo_one_of(&node, "01 02 03"));
    cr_assert(iwmo_one_of(&node, "03"));
    cr_assert_not(iwmo_one_of(&node, "01 02 033"));
    cr_assert_not(iwmo_one_of(&node, "0 3"));
    cr_assert_not(iwmo_one_of(&node, ""));
    cr_assert_not(iwmo_one_of(NULL, "01"));
    node = text_node("");
    cr_assert_not(iwmo_one_of(&node, "01 02"));
}

Test(shape, filled_is_more_than_white_space)
{
    struct iwmo_node node = text_node(" \t\r\n");

    cr_assert_not(iwmo_filled(&node));
    cr_assert_not(iwmo_filled(NULL));
    node = text_node(" x ");
    cr_assert(iwmo_filled(&node));
}

Test(shape, after_is_false_for_equal_days_and_for_what_is_no_date)
{
    struct iwmo_node early = date_node(2024, 2, 28), late = date_node(2024, 2, 29);
    struct iwmo_node text = text_node("2024-02-29");

    cr_assert(iwmo_after(&late, &early));
    cr_assert_not(iwmo_after(&early, &late));
    cr_assert_not(iwmo_after(&late, &late));
    cr_assert_not(iwmo_after(NULL, &early));
    cr_assert_not(iwmo_after(&late, NULL));
    cr_assert_not(iwmo_after(&text, &early));
    late.fits = false; /* 2024-02-30: not a date */
    cr_assert_not(iwmo_after(&late, &early));
}

Test(shape, a_date_as_a_number_reads_like_the_date)
{
    cr_assert_eq(iwmo_date_number(iwmo_date_of(1904, 2, 29)), 19040229);
    cr_assert_eq(iwmo_date_number(iwmo_date_of(1, 1, 1)), 10101);
}

Test(shape, what_ended_in_2020_does_not_run_after_it)
{
    struct iwmo_node end = date_node(2020, 12, 31);

    cr_assert_not(iwmo_runs_after_2020(&end));
    end = date_node(2021, 1, 1);
    cr_assert(iwmo_runs_after_2020(&end));
    cr_assert(iwmo_runs_after_2020(NULL), "without an end it runs on");
    end.fits = false;
    cr_assert_not(iwmo_runs_after_2020(&end), "unknown is no reason to blame");
}

Test(shape, a_number_is_one_that_could_be_read)
{
    struct iwmo_node node = {.decl = &number_row, .fits = true};

    cr_assert(iwmo_is_number(&node));
    node.fits = false;
    cr_assert_not(iwmo_is_number(&node));
    cr_assert_not(iwmo_is_number(NULL));
    node = text_node("1");
    cr_assert_not(iwmo_is_number(&node));
}

Test(shape, the_element_around_is_the_nearest_of_that_name)
{
    static const struct iwmo_element client = {.id = EL_Client}, naam = {.id = EL_Naam};
    struct iwmo_node outer = {.decl = &client};
    struct iwmo_node inner = {.decl = &client, .parent = &outer};
    struct iwmo_node leaf = {.decl = &naam, .parent = &inner};

    cr_assert_eq(iwmo_around(&leaf, EL_Client), &inner);
    cr_assert_eq(iwmo_around(&inner, EL_Client), &outer);
    cr_assert_null(iwmo_around(&leaf, EL_Naam), "an element is not around itself");
    cr_assert_null(iwmo_grandchild(NULL, EL_Naam, EL_Naam));
}
