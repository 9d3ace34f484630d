#include "model/privacy.h"

#include <criterion/criterion.h>
#include <string.h>

#include "names.h"

static const struct iwmo_type text_type = {
    .name = "", .documentation = "", .kind = IWMO_STRING, .max_length = IWMO_UNBOUNDED};
static const struct iwmo_type group_type = {
    .name = "", .documentation = "", .kind = IWMO_GROUP};

static void
assert_prints(int id, const char *value, const char *expected)
{
    const struct iwmo_element subject = {.id = (uint16_t)id, .type = &text_type};
    struct iwmo_buffer out = {0};

    iwmo_privacy_print(id >= 0 ? &subject : NULL, iwmo_text(value), false, &out);
    cr_assert_str_eq(out.at != NULL ? out.at : "", expected, "\"%s\" gave \"%s\"",
                     value, out.at);
    iwmo_buffer_release(&out);
}

Test(privacy, of_a_bsn_four_digits_are_shown)
{
    assert_prints(EL_Bsn, "999900006", "9999*****");
    assert_prints(EL_Bsn, "99990000", "9999****");
    assert_prints(EL_Bsn, "9999 00006", "9999 *****");
    assert_prints(EL_Bsn, "", "");
}

Test(privacy, letters_in_a_bsn_are_hidden)
{
    assert_prints(EL_Bsn, "Jansen", "******");
    assert_prints(EL_Bsn, "\xC3\x89\xC3\xA9n", "***");
}

Test(privacy, names_become_initials)
{
    assert_prints(EL_Achternaam, "Jan de Vries-Smit", "J. d. V.-S.");
    assert_prints(EL_Achternaam,
                  "\xC3\x87"
                  "elik",
                  "\xC3\x87.");
    assert_prints(EL_Voorletters, "J.P.", "J.P.");
    assert_prints(EL_Voornamen, "Anna 1948", "A. ****");
    assert_prints(EL_Naam, "Huisarts", "H.");
}

Test(privacy, of_a_birth_date_the_century_is_shown)
{
    assert_prints(EL_Datum, "1951-06-01", "19**-**-**");
    assert_prints(EL_Datum, "1 juni 1951", "1 **** 1***");
}

Test(privacy, contact_details_show_only_their_form)
{
    assert_prints(EL_Postcode, "3511 AB", "**** **");
    assert_prints(EL_Emailadres, "a.b@c.nl", "*.*@*.**");
    assert_prints(EL_Telefoonnummer, "06-12", "**-**");
}

Test(privacy, free_text_shows_its_first_letter)
{
    assert_prints(EL_Commentaar, "Bel mevrouw Jansen", "B…");
    assert_prints(EL_Commentaar, "  0612345678", "…");
    assert_prints(EL_Commentaar, " ", "");
    assert_prints(EL_Straatnaam, "Oudegracht", "O…");
}

Test(privacy, what_is_unknown_is_masked)
{
    assert_prints(-1, "Jansen", "J…");
    assert_prints(EL_COUNT, "Jansen", "J…");
    assert_prints(EL_COUNT + 7, "Jansen", "J…");
    assert_prints(EL_Client, "Jansen", "J…");
}

Test(privacy, a_group_has_no_value_to_show)
{
    const struct iwmo_element subject = {.id = EL_Code, .type = &group_type};
    struct iwmo_buffer out = {0};

    iwmo_privacy_print(&subject, iwmo_text("Jansen"), false, &out);
    cr_assert_str_eq(out.at, "J…");
    iwmo_buffer_release(&out);
}

Test(privacy, codes_and_dates_are_shown)
{
    assert_prints(EL_Geslacht, "X", "X");
    assert_prints(EL_Eenheid, "82", "82");
    assert_prints(EL_Bedrag, "12,50", "12,50");
    assert_prints(EL_Aanbieder, "5555001", "5555001");
}

Test(privacy, letters_in_a_code_may_be_a_name)
{
    assert_prints(EL_LandCode, "nl", "nl");
    assert_prints(EL_LandCode, "Nederland", "N.");
    assert_prints(EL_Soort, "12 Jansen 3", "12 J. 3");
}

Test(privacy, nine_digits_are_masked_wherever_they_stand)
{
    assert_prints(EL_Aanbieder, "999900006", "9999*****");
    assert_prints(EL_Identificatie, "A999900006B", "A9999*****B");
    assert_prints(EL_Identificatie, "Ref-12345678", "R.-12345678");
    assert_prints(EL_ToewijzingNummer, "1234567890123", "1234*********");
    assert_prints(EL_BtwIDNummer, "NL999900006B01", "NL9999*****B01");
}

Test(privacy, names_of_unknown_elements_hide_long_numbers)
{
    struct iwmo_buffer out = {0};

    iwmo_privacy_digits(iwmo_text("x999900006.12345678.1234567890"), false, &out);
    cr_assert_str_eq(out.at, "x9999*****.12345678.1234******");
    iwmo_buffer_reset(&out);
    iwmo_privacy_digits(iwmo_text("x999900006"), true, &out);
    cr_assert_str_eq(out.at, "x999900006");
    iwmo_buffer_release(&out);
}

Test(privacy, the_user_may_ask_for_values)
{
    const struct iwmo_element subject = {.id = EL_Bsn, .type = &text_type};
    struct iwmo_buffer out = {0};

    iwmo_privacy_print(&subject, iwmo_text("999900006"), true, &out);
    cr_assert_str_eq(out.at, "999900006");
    iwmo_buffer_release(&out);
}

Test(privacy, digits_are_counted_over_separators)
{
    assert_prints(EL_Identificatie, "9999.00.006", "9999.**.***");
    assert_prints(EL_Identificatie, "9999 00 006", "9999 ** ***");
    assert_prints(EL_Identificatie, "9999-00-006", "9999-**-***");
    assert_prints(EL_Identificatie,
                  "9999\xC2\xA0"
                  "00006",
                  "9999******");
    assert_prints(EL_Identificatie, "9999. 00. 006", "9999. **. ***");
    assert_prints(EL_Identificatie, "7 9999.00.006 8", "7 9999.**.*** 8");
    assert_prints(EL_Identificatie, "9999.00.007", "9999.00.007"); /* no BSN */
    assert_prints(EL_Identificatie, "9999   00006", "9999   00006");
}

Test(privacy, eight_digits_may_be_a_bsn)
{
    assert_prints(EL_ToewijzingNummer, "10000008", "1000****");
    assert_prints(EL_ToewijzingNummer, "10000009", "10000009");
    assert_prints(EL_Identificatie, "1000.00.08", "1000.**.**");
    assert_prints(EL_Identificatie, "A10000008B", "A1000****B");
}

Test(privacy, a_day_in_a_reference_may_be_a_birth)
{
    assert_prints(EL_Identificatie, "1951-06-02", "19**-**-**");
    assert_prints(EL_Identificatie, "2-6-1951", "*-*-****");
    assert_prints(EL_Identificatie, "02-06-51", "**-**-**");
    assert_prints(EL_Identificatie, "g19510602", "g19******");
    assert_prints(EL_Identificatie, "g02061951", "g********");
    assert_prints(EL_Identificatie, "2024-02-30", "2024-02-30"); /* nobody's */
    assert_prints(EL_Identificatie, "V-2151-06-02", "V-2151-06-02");
}

static const struct iwmo_code codes[] = {{"0200", ""}, {"20250606", ""}};
static const struct iwmo_type code_type = {.name = "",
                                           .documentation = "",
                                           .kind = IWMO_STRING,
                                           .max_length = 8,
                                           .code_count = 2,
                                           .codes = codes};
static const struct iwmo_type short_type = {
    .name = "", .documentation = "", .kind = IWMO_STRING, .max_length = 12};
static const struct iwmo_type date_type = {
    .name = "", .documentation = "", .kind = IWMO_DATE};

static void
assert_prints_as(int id, const struct iwmo_type *type, const char *value,
                 const char *expected)
{
    const struct iwmo_element subject = {.id = (uint16_t)id, .type = type};
    struct iwmo_buffer out = {0};

    iwmo_privacy_print(&subject, iwmo_text(value), false, &out);
    cr_assert_str_eq(out.at, expected, "\"%s\" gave \"%s\"", value, out.at);
    iwmo_buffer_release(&out);
}

Test(privacy, what_does_not_fit_its_type_is_free_text)
{
    assert_prints_as(EL_ReferentieNummer, &short_type,
                     "Jansen, Piet; geb 01-06-1951; BSN 9999.00.006", "J…");
    assert_prints_as(EL_ReferentieNummer, &short_type, "VOT-20", "V.-20");
    assert_prints_as(EL_Eenheid, &code_type, "99", "99");
    assert_prints_as(EL_Eenheid, &code_type, "uren", "u.");
    assert_prints_as(EL_Eenheid, &code_type, "Jansen", "J…");
    assert_prints_as(EL_Eenheid, &code_type, "1951-06-01", "19**-**-**");
    assert_prints_as(EL_Eenheid, &code_type, "20250606", "20250606");
    assert_prints_as(EL_Begindatum, &date_type, "1951-06-01", "1951-06-01");
    assert_prints_as(EL_Begindatum, &date_type, "01-06-1951", "**-**-****");
    assert_prints_as(EL_Begindatum, &date_type, "2025-02-30", "2025-02-30");
}

/* Whatever the element and the value: never nine digits of it, nor a whole long word.
 */
Test(privacy, no_element_shows_a_bsn_or_a_name)
{
    for (int id = 0; id < EL_COUNT; id++) {
        const struct iwmo_element subject = {.id = (uint16_t)id, .type = &text_type};
        struct iwmo_buffer out = {0};
        iwmo_privacy_print(&subject, iwmo_text("999900006 \xFF\xC3 Pietersen"), false,
                           &out);
        cr_assert_null(strstr(out.at, "99990"), "element %d", id);
        iwmo_buffer_release(&out);
    }
}
