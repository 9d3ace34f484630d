#include "model/number.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void
assert_found(const char *text, bool wants_dates, const char *expected)
{
    struct iwmo_text all = iwmo_text(text);
    struct iwmo_number number = iwmo_number_find(all, 0, wants_dates);
    char found[64];

    snprintf(found, sizeof(found), "%.*s", (int)(number.end - number.begin),
             text + number.begin);
    cr_assert_str_eq(found, expected, "\"%s\": \"%s\"", text, found);
}

Test(number, nothing_is_found_where_there_is_nothing)
{
    assert_found("", true, "");
    assert_found("Jansen", true, "");
    assert_found("1234567", true, "");
    assert_found("12:34:56", true, "");
    assert_found(".-.", true, "");
}

Test(number, the_eleven_test_decides_below_ten_digits)
{
    static const unsigned numbers[] = {10000000, 99990000, 12345670};

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        unsigned found = 0;
        for (unsigned last = 0; last < 11; last++) {
            char text[16];
            snprintf(text, sizeof(text), "%u", numbers[i] + last);
            struct iwmo_number number = iwmo_number_find(iwmo_text(text), 0, false);
            found += number.begin < number.end;
        }
        cr_assert(found == 1 || found == 2, "%u: %u", numbers[i], found);
    }
}

Test(number, groups_are_whole_and_the_longest_is_found)
{
    assert_found("a 9999.00.006 b", false, "9999.00.006");
    assert_found("1 9999 00 006 2", false, "9999 00 006");
    assert_found("9999.00.0061", false, "");
    assert_found("1234567890123", false, "1234567890123");
    assert_found("12-1234567890", false, "1234567890");
    assert_found("9999\xE2\x80\x93"
                 "00006",
                 false,
                 "9999\xE2\x80\x93"
                 "00006");
    assert_found("9999\xE2\x82\xAC"
                 "00006",
                 false, "");
}

Test(number, a_day_must_exist)
{
    assert_found("op 2024-02-29", true, "2024-02-29");
    assert_found("op 2025-02-29", true, "");
    assert_found("op 29/2/2024.", true, "29/2/2024");
    assert_found("op 29. 02. 2024", true, "29. 02. 2024");
    assert_found("op 20240229", true, "20240229");
    assert_found("op 29022024", true, "29022024");
    assert_found("op 31-12-99", true, "31-12-99");
    assert_found("op 1-2-3", true, "");
    assert_found("op 2024-02-29", false, "");
}

Test(number, a_long_text_is_read_once)
{
    static char text[400001];
    size_t found = 0;

    for (size_t i = 0; i < sizeof(text) - 1; i++)
        text[i] = i % 2 ? '-' : '1';
    struct iwmo_text all = {text, sizeof(text) - 1};
    for (size_t at = 0; at < all.size; found++)
        at = iwmo_number_find(all, at, true).end;
    cr_assert_gt(found, 0);
}
