#include "model/retourcodes.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void
expect(const char *codes, const char *expected)
{
    char list[IWMO_RETOURCODES_TEXT] = "";

    for (const char *at = codes; *at != '\0';) {
        size_t size = strcspn(at, ",");
        iwmo_retourcodes_add(list, (struct iwmo_text){at, size});
        at += size + (at[size] == ',');
    }
    cr_expect_str_eq(list, expected, "%s", codes);
}

Test(retourcodes, each_once_in_the_order_in_which_they_came)
{
    expect("", "");
    expect("9056", "9056");
    expect("S300,9056,S300,0001,9056", "S300 9056 0001");
}

Test(retourcodes, no_code_is_no_entry)
{
    expect(",9056,,S300,", "9056 S300");
}

Test(retourcodes, a_part_of_a_code_is_another_code)
{
    expect("9056,056,9", "9056 056 9");
}

Test(retourcodes, what_does_not_fit_is_left_out)
{
    char list[IWMO_RETOURCODES_TEXT] = "";
    char code[8];

    for (int i = 0; i < 20; i++) {
        snprintf(code, sizeof(code), "%04d", i);
        iwmo_retourcodes_add(list, iwmo_text(code));
    }
    cr_expect_str_eq(list,
                     "0000 0001 0002 0003 0004 0005 0006 0007 0008 0009 0010 0011");
    iwmo_retourcodes_add(list, iwmo_text("ABC")); /* and its space: exactly full */
    cr_expect_eq(strlen(list), IWMO_RETOURCODES_TEXT - 1);
    iwmo_retourcodes_add(list, iwmo_text("X"));
    cr_expect_eq(strlen(list), IWMO_RETOURCODES_TEXT - 1);
}

Test(retourcodes, of_findings_that_refuse)
{
    const struct iwmo_fault refuses = {.retourcode = "9056"};
    const struct iwmo_fault warns = {.retourcode = "S300"};
    const struct iwmo_fault unnamed = {.retourcode = ""};
    const struct iwmo_finding findings[] = {
        {.fault = &unnamed, .severity = IWMO_SEVERITY_ERROR},
        {.fault = &warns, .severity = IWMO_SEVERITY_WARNING},
        {.fault = &refuses, .severity = IWMO_SEVERITY_ERROR},
        {.fault = &refuses, .severity = IWMO_SEVERITY_ERROR},
    };
    char list[IWMO_RETOURCODES_TEXT] = "";

    for (size_t i = 0; i < 4; i++)
        iwmo_retourcodes_add_finding(list, &findings[i]);
    cr_expect_str_eq(list, "9056");
}
