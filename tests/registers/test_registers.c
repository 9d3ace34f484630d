#include "registers/registers.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <string.h>

#include "faults/memory.h"
#include "registers/contract.h"

#define FOLDER "fixtures/registers/"

static struct iwmo_registers *registers;
static struct iwmo_error err;

static void
load(const struct iwmo_registers_options *options)
{
    err = (struct iwmo_error){0};
    cr_assert_eq(iwmo_registers_load(options, &registers, &err), IWMO_OK, "%s",
                 err.text);
    cr_assert_not_null(registers);
}

static void
load_all(void)
{
    load(&(struct iwmo_registers_options){.gemeenten = FOLDER "gemeenten.csv",
                                          .agb = FOLDER "agb.csv",
                                          .producten = FOLDER "producten.csv",
                                          .contracten = FOLDER "contract.csv",
                                          .organisatie = FOLDER "organisatie.csv"});
}

static void
teardown(void)
{
    iwmo_registers_free(registers);
}

TestSuite(registers, .fini = teardown);

static struct iwmo_date
date(const char *text)
{
    struct iwmo_date date = {0};

    cr_assert(iwmo_date_parse(iwmo_text(text), &date), "%s", text);
    return date;
}

static enum iwmo_registered
gemeente(const char *code, const char *day)
{
    return iwmo_registers_has_gemeente(registers, iwmo_text(code), date(day));
}

static enum iwmo_registered
agb(const char *code, const char *day)
{
    return iwmo_registers_has_agb(registers, iwmo_text(code), date(day));
}

static enum iwmo_registered
product(const char *categorie, const char *code, const char *day)
{
    return iwmo_registers_has_product(registers, iwmo_text(categorie), iwmo_text(code),
                                      date(day));
}

Test(registers, without_files_the_gemeenten_of_two_years_are_known)
{
    load(&(struct iwmo_registers_options){0});
    cr_assert_eq(gemeente("0384", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("0014", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("1992", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("0384", "2019-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("0384", "2031-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("0457", "2025-01-01"), IWMO_REGISTERED_NO);
    cr_assert_eq(gemeente("0457", "2026-12-31"), IWMO_REGISTERED_NO);
    cr_assert_eq(gemeente("0457", "2024-12-31"), IWMO_REGISTERED_UNKNOWN);
    cr_assert_eq(gemeente("0457", "2027-01-01"), IWMO_REGISTERED_UNKNOWN);
    cr_assert_eq(gemeente("384", "2026-05-01"), IWMO_REGISTERED_NO);
    cr_assert_eq(gemeente("", "2026-05-01"), IWMO_REGISTERED_NO);
    cr_assert_str_eq(
        iwmo_registers_gemeente(registers, iwmo_text("0518"), date("2026-05-01")),
        "'s-Gravenhage");
    cr_assert_null(
        iwmo_registers_gemeente(registers, iwmo_text("0457"), date("2026-05-01")));
}

Test(registers, all_built_in_gemeenten_are_found)
{
    static const char *const codes[] = {
#define GEMEENTE(code, naam) code,
#include "registers/gemeenten.def"
#undef GEMEENTE
    };

    load(&(struct iwmo_registers_options){0});
    cr_assert_eq(sizeof(codes) / sizeof(codes[0]), 342);
    for (size_t i = 0; i < 342; i++) {
        cr_assert(i == 0 || strcmp(codes[i - 1], codes[i]) < 0, "%s", codes[i]);
        cr_assert_eq(gemeente(codes[i], "2026-05-01"), IWMO_REGISTERED_YES, "%s",
                     codes[i]);
    }
}

Test(registers, all_built_in_aids_are_found)
{
    static const char *const aids[][2] = {
#define HULPMIDDEL(categorie, code, omschrijving) {categorie, code},
#include "registers/hulpmiddelen.def"
#undef HULPMIDDEL
    };

    load(&(struct iwmo_registers_options){0});
    for (size_t i = 0; i < sizeof(aids) / sizeof(aids[0]); i++)
        cr_assert_eq(product(aids[i][0], aids[i][1], "2026-05-01"), IWMO_REGISTERED_YES,
                     "%s", aids[i][1]);
}

Test(registers, without_files_nobody_says_no_to_a_product_or_a_provider)
{
    load(&(struct iwmo_registers_options){0});
    cr_assert_eq(product("11", "11X01", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(product("12", "11X01", "2026-05-01"), IWMO_REGISTERED_UNKNOWN);
    cr_assert_eq(product("02", "02A03", "2026-05-01"), IWMO_REGISTERED_UNKNOWN);
    cr_assert_eq(agb("65656055", "2026-05-01"), IWMO_REGISTERED_UNKNOWN);
    cr_assert_null(
        iwmo_registers_aanbieder(registers, iwmo_text("65656055"), date("2026-05-01")));
    cr_assert_null(iwmo_registers_contracten(registers)->form);
}

Test(registers, a_file_replaces_what_is_built_in)
{
    load_all();
    cr_assert_eq(gemeente("0384", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("0014", "2026-05-01"), IWMO_REGISTERED_NO);
    cr_assert_eq(gemeente("0457", "2022-03-23"), IWMO_REGISTERED_YES);
    cr_assert_eq(gemeente("0457", "2022-03-24"), IWMO_REGISTERED_NO);
    cr_assert_eq(gemeente("1991", "2021-12-31"), IWMO_REGISTERED_NO);
    cr_assert_eq(gemeente("1991", "2040-01-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(product("11", "11X01", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(product("11", "11X02", "2026-05-01"), IWMO_REGISTERED_NO);
    cr_assert_eq(product("02", "02A03", "2014-12-31"), IWMO_REGISTERED_NO);
    cr_assert_str_eq(iwmo_registers_product(registers, iwmo_text("02"),
                                            iwmo_text("02A03"), date("2026-05-01")),
                     "afgesproken");
}

/* Case C42: S329 */
Test(registers, a_code_of_another_category_is_no_product)
{
    load_all();
    cr_assert_eq(product("02", "02A03", "2026-03-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(product("07", "07A12", "2026-03-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(product("02", "07A12", "2026-03-01"), IWMO_REGISTERED_NO);
}

Test(registers, providers_come_and_go)
{
    load_all();
    cr_assert_eq(agb("65656055", "2026-05-01"), IWMO_REGISTERED_YES);
    cr_assert_eq(agb("65656055", "2014-12-31"), IWMO_REGISTERED_NO);
    cr_assert_eq(agb("42420002", "2024-12-31"), IWMO_REGISTERED_YES);
    cr_assert_eq(agb("42420002", "2025-01-01"), IWMO_REGISTERED_NO);
    cr_assert_eq(agb("00000000", "2025-01-01"), IWMO_REGISTERED_NO);
    cr_assert_str_eq(
        iwmo_registers_aanbieder(registers, iwmo_text("65656055"), date("2026-05-01")),
        "Zorggroep \"De Brug\", locatie Oost");
}

Test(registers, one_bad_file_loads_nothing)
{
    err = (struct iwmo_error){0};
    registers = (struct iwmo_registers *)&err; /* must be overwritten */
    cr_assert_eq(iwmo_registers_load(
                     &(struct iwmo_registers_options){
                         .gemeenten = FOLDER "gemeenten.csv",
                         .agb = FOLDER "gemeenten.csv", /* codes of four digits */
                     },
                     &registers, &err),
                 IWMO_MALFORMED);
    cr_assert_null(registers);
    cr_assert_not_null(strstr(err.text,
                              "rij 2, kolom code: fout: toegestaan is precies "
                              "8 cijfers"),
                       "%s", err.text);
    err = (struct iwmo_error){0};
    cr_assert_eq(
        iwmo_registers_load(&(struct iwmo_registers_options){.contracten = FOLDER "no"},
                            &registers, &err),
        IWMO_IO);
}

static void *
ask(void *wrong)
{
    for (int i = 0; i < 2000; i++) {
        const struct iwmo_contract *contract;
        struct iwmo_contract_question question = {
            iwmo_text("0363"),  iwmo_text("65656055"), iwmo_text("02"),
            iwmo_text("02A03"), iwmo_text("04"),       date("2026-01-01")};
        if (gemeente("0384", "2026-05-01") != IWMO_REGISTERED_YES ||
            iwmo_contract_find(registers, &question, &contract) !=
                IWMO_REGISTERED_YES ||
            contract->tarief != 6255)
            *(int *)wrong = 1;
    }
    return NULL;
}

Test(registers, threads_share_them)
{
    pthread_t threads[4];
    int wrong[4] = {0};

    load_all();
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, ask, &wrong[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        cr_assert_eq(wrong[i], 0);
    }
}

/* Memory runs out at every step: an error, and nothing kept. */
Test(registers, memory_that_runs_out_is_an_error)
{
    const struct iwmo_registers_options options = {.gemeenten = FOLDER "gemeenten.csv",
                                                   .agb = FOLDER "agb.csv",
                                                   .producten = FOLDER "producten.csv",
                                                   .contracten = FOLDER "contract.csv",
                                                   .organisatie =
                                                       FOLDER "organisatie.csv"};
    unsigned step = 0;
    enum iwmo_status status;

    do {
        struct iwmo_error failure = {0};
        struct iwmo_registers *made;
        memory_begin(++step, MEMORY_FAILS_ONCE);
        status = iwmo_registers_load(&options, &made, &failure);
        cr_assert_eq(made != NULL, status == IWMO_OK);
        iwmo_registers_free(made);
        struct memory_tally tally = memory_end();
        cr_assert_eq(tally.kept, 0, "step %u", step);
        if (!tally.has_failed)
            break;
    } while (step < 1000);
    cr_assert_eq(status, IWMO_OK);
    cr_assert_lt(step, 1000);
}

/* ---- organisatie ---- */

static size_t
count_codes(const char *code, const char *day)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const char *const *codes;
    size_t count = 0, own = 0;

    cr_assert_eq(iwmo_registers_organisatie(registers, code, date(day), arena, &codes,
                                            &count, NULL),
                 IWMO_OK);
    for (size_t i = 0; i < count; i++)
        own += strcmp(codes[i], code) == 0;
    cr_expect_eq(own, 1, "%s is one of its own", code);
    iwmo_arena_free(arena);
    return count;
}

Test(registers, codes_of_one_organisation_belong_together)
{
    load_all();
    cr_expect_eq(count_codes("65656055", "2026-03-01"), 2);
    cr_expect_eq(count_codes("42420001", "2026-03-01"), 2);
    cr_expect_eq(count_codes("65656055", "2025-12-31"), 1, "not yet");
    cr_expect_eq(count_codes("42420001", "2025-12-31"), 1, "not yet");
    cr_expect_eq(count_codes("12345678", "2026-03-01"), 1, "of no organisation");
}

Test(registers, without_a_register_a_provider_is_an_organisation)
{
    load(&(struct iwmo_registers_options){0});
    cr_expect_eq(count_codes("65656055", "2026-03-01"), 1);
}
