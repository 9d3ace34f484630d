#include "registers/registers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

#define NAMES "gemeente;aanbieder;soort;declaratieperiode;begin;eind\n"

static char path[TEST_PATH];
static struct iwmo_registers *registers;
static struct iwmo_error err;

static void
setup(void)
{
    test_make_file(path);
}

static void
teardown(void)
{
    unlink(path);
    iwmo_registers_free(registers);
}

TestSuite(afspraken, .init = setup, .fini = teardown);

static enum iwmo_status
load_text(const char *text)
{
    const struct iwmo_registers_options options = {.afspraken = path, .lang = IWMO_EN};

    test_write(path, text, strlen(text));
    iwmo_registers_free(registers);
    registers = NULL;
    err = (struct iwmo_error){0};
    return iwmo_registers_load(&options, &registers, &err);
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
                 IWMO_OK, "%s", err.text);
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
    const struct iwmo_registers_options none = {.lang = IWMO_EN};

    iwmo_registers_free(registers);
    registers = NULL;
    expect("0384", "2020-01-01", false, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_GEEN_PERIODE);
    cr_assert_eq(iwmo_registers_load(&none, &registers, &err), IWMO_OK);
    expect("0384", "2020-01-01", false, IWMO_AFSPRAAK_GEEN_SOORT,
           IWMO_AFSPRAAK_GEEN_PERIODE);
}

Test(afspraken, a_word_that_is_none_is_refused_with_its_line)
{
    static const char *const rows[] = {"0384;65656055;faktuur;maand;;\n",
                                       "0384;65656055;factuur;kwartaal;;\n",
                                       "384;65656055;factuur;maand;;\n"};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[200];

        snprintf(text, sizeof(text), "%s%s", NAMES, rows[i]);
        cr_expect_eq(load_text(text), IWMO_MALFORMED, "%s", rows[i]);
        cr_expect(strstr(err.text, "2") != NULL, "%s", err.text);
    }
}
