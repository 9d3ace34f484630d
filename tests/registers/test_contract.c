#include "registers/contract.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registers/one_file.h"

#define NAMES                                                                          \
    "gemeente;aanbieder;categorie;code;eenheid;variant;tarief;tarief_max;periode;"     \
    "maximum;begin;eind\n"
#define PAIR "0384;65656055;02;02A03;"

TestSuite(contract, .init = one_file_setup, .fini = one_file_teardown);

static enum iwmo_status
load_file(const char *file)
{
    return one_file_load((struct iwmo_registers_options){.contracten = file});
}

static enum iwmo_status
load_text(const char *text)
{
    return load_file(one_file_of(text));
}

static const struct iwmo_contract *
find(const char *gemeente, const char *categorie, const char *code, const char *eenheid,
     const char *day)
{
    struct iwmo_contract_question question = {
        .gemeente = iwmo_text(gemeente),
        .aanbieder = iwmo_text("65656055"),
        .categorie = iwmo_text(categorie),
        .code = iwmo_text(code),
        .eenheid = iwmo_text(eenheid),
    };
    const struct iwmo_contract *contract = (const struct iwmo_contract *)&one_file_err;

    cr_assert(iwmo_date_parse(iwmo_text(day), &question.day));
    enum iwmo_registered answer = iwmo_contract_find(registers, &question, &contract);
    cr_assert_eq(answer == IWMO_REGISTERED_YES, contract != NULL);
    cr_assert_neq(answer, IWMO_REGISTERED_UNKNOWN);
    return contract;
}

/* The contract of the cases. */
Test(contract, the_table_of_the_cases_is_found)
{
    static const struct {
        const char *categorie, *code, *eenheid;
        enum iwmo_variant variant;
        int64_t tarief;
    } rows[] = {
        {"01", "01A03", "04", IWMO_VARIANT_INSPANNING, 1250},
        {"01", "01A04", "04", IWMO_VARIANT_INSPANNING, 1500},
        {"02", "02A03", "04", IWMO_VARIANT_INSPANNING, 6255},
        {"02", "02A04", "04", IWMO_VARIANT_INSPANNING, 8730},
        {"02", "02A05", "83", IWMO_VARIANT_OUTPUT, -1},
        {"02", "02A06", "82", IWMO_VARIANT_OUTPUT, 250000},
        {"07", "07A01", "16", IWMO_VARIANT_INSPANNING, 4875},
        {"07", "07A12", "16", IWMO_VARIANT_INSPANNING, 5150},
        {"11", "11X01", "82", IWMO_VARIANT_OUTPUT, 15000},
    };
    static const char *const gemeenten[] = {"0384", "0363"};

    cr_assert_eq(load_file("fixtures/registers/contract.csv"), IWMO_OK, "%s",
                 one_file_err.text);
    for (size_t i = 0; i < 18; i++) {
        const char *gemeente = gemeenten[i / 9];
        const struct iwmo_contract *contract =
            find(gemeente, rows[i % 9].categorie, rows[i % 9].code, "", "2026-03-01");
        cr_assert_not_null(contract, "%zu", i);
        cr_assert_str_eq(contract->gemeente, gemeente);
        cr_assert_str_eq(contract->eenheid, rows[i % 9].eenheid);
        cr_assert_eq(contract->variant, rows[i % 9].variant);
        cr_assert_eq(contract->tarief, rows[i % 9].tarief);
        cr_assert_eq(contract->tarief_max, -1);
        cr_assert_eq(contract->maximum, -1);
        cr_assert_eq(contract->periode, IWMO_CONTRACT_NO_PERIODE);
        cr_assert_eq(contract, find(gemeente, rows[i % 9].categorie, rows[i % 9].code,
                                    rows[i % 9].eenheid, "2026-03-01"));
    }
    cr_assert_null(find("0384", "02", "02A03", "01", "2026-03-01"));
    cr_assert_null(find("0384", "02", "07A12", "", "2026-03-01"));
    cr_assert_null(find("0384", "02", "02A03", "", "2014-12-31"));
    cr_assert_null(find("0014", "02", "02A03", "", "2026-03-01"));
}

Test(contract, a_pair_is_known_or_not)
{
    struct iwmo_text here = iwmo_text("0384"), there = iwmo_text("0014");
    struct iwmo_text provider = iwmo_text("65656055"), other = iwmo_text("42420001");

    cr_assert_eq(load_file("fixtures/registers/contract.csv"), IWMO_OK);
    cr_assert_eq(iwmo_contract_knows(registers, here, provider), IWMO_REGISTERED_YES);
    cr_assert_eq(iwmo_contract_knows(registers, here, other), IWMO_REGISTERED_NO);
    cr_assert_eq(iwmo_contract_knows(registers, there, provider), IWMO_REGISTERED_NO);
}

Test(contract, without_a_register_nothing_is_known)
{
    const struct iwmo_contract *contract = (const struct iwmo_contract *)&one_file_err;
    struct iwmo_contract_question question = {
        .gemeente = iwmo_text("0384"),
        .aanbieder = iwmo_text("65656055"),
        .categorie = iwmo_text("02"),
        .code = iwmo_text("02A03"),
        .eenheid = iwmo_text("04"),
    };

    cr_assert_eq(load_file(NULL), IWMO_OK);
    cr_assert_eq(iwmo_contract_find(registers, &question, &contract),
                 IWMO_REGISTERED_UNKNOWN);
    cr_assert_null(contract);
    cr_assert_eq(iwmo_contract_knows(registers, question.gemeente, question.aanbieder),
                 IWMO_REGISTERED_UNKNOWN);
}

Test(contract, units_and_terms_of_one_product_have_rows_of_their_own)
{
    cr_assert_eq(load_text(NAMES PAIR "04;inspanning;6000;;;;;2025-12-31\n" PAIR
                                      "04;inspanning;6255;;;;2026-01-01;\n" PAIR
                                      "16;inspanning;20000;21000;vier weken;40;;\n" PAIR
                                      ";taak;;;;;2027-01-01;\n"),
                 IWMO_OK, "%s", one_file_err.text);
    cr_assert_eq(find("0384", "02", "02A03", "", "2025-12-31")->tarief, 6000);
    cr_assert_eq(find("0384", "02", "02A03", "04", "2026-01-01")->tarief, 6255);
    const struct iwmo_contract *dagdeel =
        find("0384", "02", "02A03", "16", "2026-01-01");
    cr_assert_eq(dagdeel->tarief_max, 21000);
    cr_assert_eq(dagdeel->periode, IWMO_CONTRACT_VIER_WEKEN);
    cr_assert_eq(dagdeel->maximum, 40);
    cr_assert_eq(find("0384", "02", "02A03", "", "2027-01-01")->variant,
                 IWMO_VARIANT_TAAK);
}

Test(contract, a_row_that_contradicts_itself_is_refused)
{
    static const struct {
        const char *row, *says;
    } rows[] = {
        {PAIR ";inspanning;1;;;;;", "column eenheid: error: the value is missing"},
        {PAIR "04;taak;;;;;;", "column eenheid: error: is to be empty with taak"},
        {PAIR "04;output;1;;;;;", "column variant: error: output goes with"},
        {PAIR "82;inspanning;1;;;;;", "column variant: error: output goes with"},
        {PAIR "84;output;1;;;;;", "column variant: error: output goes with"},
        {PAIR "04;inspanning;;;;;;", "column tarief: error: the value is missing"},
        {PAIR "83;output;1;;;;;", "column tarief: error: is to be empty"},
        {PAIR ";taak;1;;;;;", "column tarief: error: is to be empty"},
        {PAIR "04;inspanning;100;99;;;;",
         "column tarief_max: error: there is no tarief"},
        {PAIR "83;output;;99;;;;", "column tarief_max: error: there is no tarief"},
        {PAIR "04;inspanning;1;;maand;;;",
         "column maximum: error: periode and maximum"},
        {PAIR "04;inspanning;1;;;5;;", "column maximum: error: periode and maximum"},
        {PAIR "04;inspanning;1;;week;5;;", "column periode: error: what is allowed: "
                                           "maand, vier weken"},
        {PAIR "4;inspanning;1;;;;;", "column eenheid: error: what is allowed: "},
        {PAIR "04;;1;;;;;", "column variant: error: the value is missing"},
        {PAIR "04;inspanning;100000000;;;;;", "column tarief: error: what is allowed"},
        {"384;65656055;02;a;04;inspanning;1;;;;;", "column gemeente: error"},
        {"0384;656;02;a;04;inspanning;1;;;;;", "column aanbieder: error"},
        {"0384;65656055;99;a;04;inspanning;1;;;;;", "column categorie: error"},
        {PAIR "04;inspanning;1;;;;;\n" PAIR "04;inspanning;2;;;;;",
         "row 3, column begin: error: counts on a day on which row 2"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text), "%s%s\n", NAMES, rows[i].row);
        cr_assert_eq(load_text(text), IWMO_MALFORMED, "%zu", i);
        cr_assert_null(registers);
        cr_assert_not_null(strstr(one_file_err.text, rows[i].says), "%s",
                           one_file_err.text);
    }
}

static struct iwmo_contract
contract_of(const char *eenheid, int64_t tarief, int64_t tarief_max)
{
    return (struct iwmo_contract){
        .eenheid = eenheid, .tarief = tarief, .tarief_max = tarief_max, .maximum = -1};
}

/* Case C37, TR418 */
Test(contract, a_tariff_is_as_agreed_or_not)
{
    struct iwmo_contract hour = contract_of("04", 6255, -1);
    struct iwmo_contract band = contract_of("82", 100, 200);
    struct iwmo_contract euro = contract_of("83", -1, -1);

    cr_assert(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_UUR, 6255));
    cr_assert_not(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_UUR, 6300));
    cr_assert(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_MINUUT, 104));
    cr_assert_not(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_MINUUT, 105));
    cr_assert_not(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_MINUUT, 6255));
    cr_assert_not(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_DAGDEEL, 6255));
    hour.tarief = 8730;
    cr_assert(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_MINUUT, 146));
    hour.tarief = 8724;
    cr_assert(iwmo_contract_accepts_tarief(&hour, IWMO_EENHEID_MINUUT, 145));
    for (int64_t cents = 98; cents < 203; cents++)
        cr_assert_eq(
            iwmo_contract_accepts_tarief(&band, IWMO_EENHEID_STUKS_OUTPUT, cents),
            cents >= 100 && cents <= 200);
    cr_assert_not(iwmo_contract_accepts_tarief(&euro, IWMO_EENHEID_EURO, 0));
}

/* Case C37, IV081 */
Test(contract, minutes_cost_what_the_hour_does)
{
    struct iwmo_contract hour = contract_of("04", 6255, -1);

    cr_assert(
        iwmo_contract_accepts_minutes(&hour, 455, 104, (struct iwmo_money){47434}));
    cr_assert_not(
        iwmo_contract_accepts_minutes(&hour, 455, 104, (struct iwmo_money){47320}));
    cr_assert_not(
        iwmo_contract_accepts_minutes(&hour, 455, 104, (struct iwmo_money){47433}));
    /* that 99 is no right tariff is another rule's */
    cr_assert(
        iwmo_contract_accepts_minutes(&hour, 455, 99, (struct iwmo_money){47434}));
    hour.tarief = 8730;
    cr_assert(
        iwmo_contract_accepts_minutes(&hour, 455, 146, (struct iwmo_money){66203}));
    struct iwmo_contract minute = contract_of("01", 104, -1);
    cr_assert_not(
        iwmo_contract_accepts_minutes(&minute, 455, 104, (struct iwmo_money){47320}));
}

Test(contract, a_bandwidth_is_one_for_minutes_too)
{
    struct iwmo_contract band = contract_of("04", 6000, 7200);

    cr_assert(iwmo_contract_accepts_minutes(&band, 60, 104, (struct iwmo_money){6210}));
    cr_assert(iwmo_contract_accepts_minutes(&band, 60, 104, (struct iwmo_money){6269}));
    cr_assert_not(
        iwmo_contract_accepts_minutes(&band, 60, 104, (struct iwmo_money){6209}));
    cr_assert_not(
        iwmo_contract_accepts_minutes(&band, 60, 104, (struct iwmo_money){6270}));
    /* the ends of the band cut what shows as 100 and 120 */
    cr_assert_not(
        iwmo_contract_accepts_minutes(&band, 60, 100, (struct iwmo_money){5999}));
    cr_assert(iwmo_contract_accepts_minutes(&band, 60, 100, (struct iwmo_money){6000}));
    cr_assert(iwmo_contract_accepts_minutes(&band, 60, 120, (struct iwmo_money){7200}));
    cr_assert_not(
        iwmo_contract_accepts_minutes(&band, 60, 120, (struct iwmo_money){7201}));
    cr_assert(
        iwmo_contract_accepts_minutes(&band, 60, INT64_MAX, (struct iwmo_money){7000}));
    /* nothing shows as 150 or 90: the whole band */
    cr_assert(iwmo_contract_accepts_minutes(&band, 60, 150, (struct iwmo_money){7000}));
    cr_assert(iwmo_contract_accepts_minutes(&band, 60, 90, (struct iwmo_money){7000}));
    cr_assert_not(
        iwmo_contract_accepts_minutes(&band, 60, 150, (struct iwmo_money){8970}));
    cr_assert_not(iwmo_contract_accepts_minutes(&band, INT64_MAX, 104,
                                                (struct iwmo_money){INT64_MAX}));
}
