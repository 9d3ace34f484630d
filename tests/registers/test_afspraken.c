#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "registers/one_file.h"

#define NAMES "gemeente;aanbieder;soort;declaratieperiode;begin;eind\n"

TestSuite(afspraken, .init = one_file_setup, .fini = one_file_teardown);

static enum iwmo_status
load_text(const char *text)
{
    return one_file_load(
        (struct iwmo_registers_options){.afspraken = one_file_of(text)});
}

static void
expect(const char *gemeente, const char *day, bool is_known,
       enum iwmo_afspraak_soort soort, enum iwmo_afspraak_periode periode)
{
    struct iwmo_afspraak afspraak;
    struct iwmo_date date;

    cr_assert(iwmo_date_parse(iwmo_text(day), &date));
    cr_expect_eq(
        iwmo_registers_afspraak(registers, gemeente, "65656055", date, &afspraak),
        is_known, "%s on %s", gemeente, day);
    cr_expect_eq(afspraak.soort, soort, "%s on %s", gemeente, day);
    cr_expect_eq(afspraak.periode, periode, "%s on %s", gemeente, day);
}

Test(afspraken, what_was_agreed_goes_by_the_day)
{
    cr_assert_eq(load_text(NAMES "0384;65656055;declaratie;maand;;2020-06-30\n"
                                 "0384;65656055;factuur;vrij;2020-07-01;\n"
                                 "0363;65656055;;4weken;2020-01-01;\n"),
                 IWMO_OK, "%s", one_file_err.text);
    expect("0384", "2020-06-30", true, IWMO_AFSPRAAK_DECLARATIE, IWMO_AFSPRAAK_MAAND);
    expect("0384", "2020-07-01", true, IWMO_AFSPRAAK_FACTUUR, IWMO_AFSPRAAK_VRIJ);
    expect("0363", "2020-01-01", true, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_VIER_WEKEN);
    expect("0363", "2019-12-31", false, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_GEEN_PERIODE);
    expect("0796", "2020-01-01", false, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_GEEN_PERIODE);
}

Test(afspraken, without_a_file_nothing_is_known)
{
    expect("0384", "2020-01-01", false, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_GEEN_PERIODE);
    cr_assert_eq(one_file_load((struct iwmo_registers_options){0}), IWMO_OK);
    expect("0384", "2020-01-01", false, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_GEEN_PERIODE);
}

Test(afspraken, a_word_that_is_none_is_refused_with_its_line)
{
    static const struct {
        const char *row, *says;
    } rows[] = {
        {"0384;65656055;faktuur;maand;;\n",
         "row 2, column soort: error: what is allowed"},
        {"0384;65656055;factuur;kwartaal;;\n",
         "row 2, column declaratieperiode: error: what is allowed"},
        {"384;65656055;factuur;maand;;\n", "row 2, column gemeente: error"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[200];

        snprintf(text, sizeof(text), "%s%s", NAMES, rows[i].row);
        cr_expect_eq(load_text(text), IWMO_MALFORMED, "%s", rows[i].row);
        cr_expect(strstr(one_file_err.text, rows[i].says) != NULL, "%s",
                  one_file_err.text);
    }
}
