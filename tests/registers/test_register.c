#include "registers/register.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

struct row {
    struct iwmo_term term;
    const char *gemeente, *code, *naam;
    int64_t volume;
    unsigned kind;
};

static const char *const kinds[] = {"dag", "nacht", NULL};

static const struct iwmo_register_column columns[] = {
    {"gemeente", "LDT_Gemeente", NULL, true, offsetof(struct row, gemeente)},
    {"code", "LDT_ProductCode", NULL, true, offsetof(struct row, code)},
    {"naam", NULL, NULL, false, offsetof(struct row, naam)},
    {"volume", "LDT_Volume", NULL, false, offsetof(struct row, volume)},
    {"kind", NULL, kinds, false, offsetof(struct row, kind)},
    IWMO_REGISTER_TERM,
};

static const struct iwmo_register_fault no_13 = {"volume", "geen 13", "not 13"};

static const struct iwmo_register_fault *
check(const void *row)
{
    return ((const struct row *)row)->volume == 13 ? &no_13 : NULL;
}

static const struct iwmo_register_form form = {
    columns, sizeof(columns) / sizeof(columns[0]), 2, sizeof(struct row), check};

static char path[TEST_PATH];
static struct iwmo_error err;
static struct iwmo_arena *arena;
static struct iwmo_register reg;

static void
setup(void)
{
    test_make_file(path);
    arena = iwmo_arena_new(0);
}

static void
teardown(void)
{
    unlink(path);
    iwmo_arena_free(arena);
}

TestSuite(register, .init = setup, .fini = teardown);

static enum iwmo_status
read_text(const char *text, enum iwmo_lang lang)
{
    err = (struct iwmo_error){0};
    reg = (struct iwmo_register){0};
    test_write(path, text, strlen(text));
    return iwmo_register_read(&reg, &form, path, lang, arena, &err);
}

static const struct row *
find(const char *gemeente, const char *code, const char *day)
{
    const struct iwmo_text key[] = {iwmo_text(gemeente), iwmo_text(code)};
    struct iwmo_date date = {0};

    cr_assert(iwmo_date_parse(iwmo_text(day), &date));
    return iwmo_register_find(&reg, key, date);
}

Test(register, cells_become_what_their_column_is)
{
    static const char *const texts[] = {
        "gemeente;code;naam;volume;kind;begin;eind\n"
        "0384; 02A03 ;\"a;\"\"b\"\"\";0012;nacht;2025-02-28;2025-03-01\n",
        "\xEF\xBB\xBF eind,begin,kind,volume,naam,code,gemeente\r\n"
        "2025-03-01,2025-02-28,nacht,12,\"a;\"\"b\"\"\",02A03,0384\r\n",
    };

    for (size_t i = 0; i < 2; i++) {
        cr_assert_eq(read_text(texts[i], IWMO_NL), IWMO_OK, "%s", err.text);
        cr_assert_eq(reg.count, 1);
        const struct row *row = find("0384", "02A03", "2025-03-01");
        cr_assert_not_null(row);
        cr_assert_str_eq(row->gemeente, "0384");
        cr_assert_str_eq(row->code, "02A03");
        cr_assert_str_eq(row->naam, "a;\"b\"");
        cr_assert_eq(row->volume, 12);
        cr_assert_eq(row->kind, 2);
        cr_assert_eq(row->term.row, 2);
        cr_assert_eq(row, find("0384", "02A03", "2025-02-28"));
        cr_assert_null(find("0384", "02A03", "2025-02-27"));
        cr_assert_null(find("0384", "02A03", "2025-03-02"));
    }
}

Test(register, what_is_left_out_is_empty)
{
    cr_assert_eq(read_text("gemeente;code\n0384;x\n", IWMO_NL), IWMO_OK, "%s",
                 err.text);
    const struct row *row = find("0384", "x", "9999-12-31");
    cr_assert_not_null(row);
    cr_assert_eq(row, find("0384", "x", "0001-01-01"));
    cr_assert_str_eq(row->naam, "");
    cr_assert_eq(row->volume, -1);
    cr_assert_eq(row->kind, 0);
    cr_assert_eq(row->term.begin.days, INT32_MIN);
    cr_assert_eq(row->term.end.days, INT32_MAX);
}

Test(register, a_key_has_a_row_per_term)
{
    cr_assert_eq(read_text("gemeente,code,volume,begin,eind\n"
                           "0384,a,3,2026-01-01,\n"
                           "0384,a,1,,2024-12-31\n"
                           "0384,b,4,2025-06-01,2025-06-01\n"
                           "0363,a,5,2025-01-01,\n"
                           "0384,a,2,2025-01-01,2025-06-30\n",
                           IWMO_NL),
                 IWMO_OK, "%s", err.text);
    cr_assert_eq(find("0384", "a", "1999-01-01")->volume, 1);
    cr_assert_eq(find("0384", "a", "2024-12-31")->volume, 1);
    cr_assert_eq(find("0384", "a", "2025-01-01")->volume, 2);
    cr_assert_eq(find("0384", "a", "2025-06-30")->volume, 2);
    cr_assert_null(find("0384", "a", "2025-07-01"));
    cr_assert_eq(find("0384", "a", "2026-01-01")->volume, 3);
    cr_assert_eq(find("0384", "b", "2025-06-01")->volume, 4);
    cr_assert_null(find("0384", "b", "2025-06-02"));
    cr_assert_eq(find("0363", "a", "2025-06-02")->volume, 5);
    cr_assert_null(find("0363", "a", "2024-06-02"));
}

Test(register, only_the_whole_key_is_found)
{
    struct iwmo_text gemeente = iwmo_text("0384"), other = iwmo_text("038");
    static const char *const keys[] = {"", "a", "ab", "abcd", "abd", "b"};

    cr_assert_eq(read_text("gemeente,code\n0384,abc\n", IWMO_NL), IWMO_OK);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        cr_assert_null(find("0384", keys[i], "2025-01-01"), "%s", keys[i]);
    cr_assert_not_null(find("0384", "abc", "2025-01-01"));
    cr_assert_null(find("03841", "abc", "2025-01-01"));
    cr_assert(iwmo_register_has(&reg, &gemeente, 1));
    cr_assert_not(iwmo_register_has(&reg, &other, 1));
}

/* Against a plain walk over what was written. */
Test(register, every_row_of_many_is_found)
{
    struct iwmo_buffer text = {0};

    iwmo_buffer_text(&text, "gemeente,code,volume,begin,eind\n");
    for (int i = 0; i < 4000; i++) {
        int n = i * 1201 % 4000; /* all of them, mixed */
        iwmo_buffer_printf(&text, "%04d,c%d,%d,20%02d-01-01,20%02d-06-30\n", n / 40,
                           n / 10 % 4, n + 100, n % 10 + 10, n % 10 + 10);
    }
    cr_assert_eq(read_text(text.at, IWMO_NL), IWMO_OK, "%s", err.text);
    for (int n = 0; n < 4000; n++) {
        char gemeente[12], code[12], day[16];
        snprintf(gemeente, sizeof(gemeente), "%04d", n / 40);
        snprintf(code, sizeof(code), "c%d", n / 10 % 4);
        snprintf(day, sizeof(day), "20%02d-03-01", n % 10 + 10);
        const struct row *row = find(gemeente, code, day);
        cr_assert_not_null(row, "%d", n);
        cr_assert_eq(row->volume, n + 100);
        memcpy(day + 5, "09", 2);
        cr_assert_null(find(gemeente, code, day));
    }
    iwmo_buffer_release(&text);
}

Test(register, what_is_wrong_is_told_with_row_and_column)
{
    static const struct {
        const char *text, *dutch, *english;
    } rows[] = {
        {"gemeente;code\n0384;a\n384;a\n",
         ": rij 3, kolom gemeente: fout: toegestaan is "
         "precies 4 cijfers",
         ": row 3, column gemeente: error: what is allowed: exactly 4 digits"},
        {"gemeente;code\n;a\n", ": rij 2, kolom gemeente: fout: de waarde ontbreekt",
         ": row 2, column gemeente: error: the value is missing"},
        {"gemeente;code\n0384;toolong\n", ": rij 2, kolom code: fout: toegestaan is ",
         ": row 2, column code: error: what is allowed: "},
        {"gemeente;code;volume\n0384;a;-1\n", "kolom volume: fout: toegestaan is een ",
         "column volume: error: what is allowed: "},
        {"gemeente;code;volume\n0384;a;99999999999999999999\n", "kolom volume: fout",
         "column volume: error"},
        {"gemeente;code;volume\n0384;a;1,5\n", "kolom volume: fout",
         "column volume: error"},
        {"gemeente;code;volume\n0384;a;13\n", "rij 2, kolom volume: fout: geen 13",
         "row 2, column volume: error: not 13"},
        {"gemeente;code;kind\n0384;a;Dag\n",
         "kolom kind: fout: toegestaan is dag, nacht",
         "column kind: error: what is allowed: dag, nacht"},
        {"gemeente;code;begin\n0384;a;2025-02-29\n", "kolom begin: fout",
         "column begin: error"},
        {"gemeente;code;begin\n0384;a;1-2-2025\n", "kolom begin: fout",
         "column begin: error"},
        {"gemeente;code;begin;eind\n0384;a;2025-01-02;2025-01-01\n",
         "rij 2, kolom eind: fout: eerder dan begin",
         "row 2, column eind: error: earlier than begin"},
        {"gemeente;code;begin;eind\n0384;a;2025-01-01;\n0384;b;;\n0384;a;;2025-01-01\n",
         "rij 4, kolom begin: fout: geldt op een dag waarop rij 2 met dezelfde",
         "row 4, column begin: error: counts on a day on which row 2 of the same"},
        {"gemeente;code\n0384;a\n0384;a\n", "rij 3, kolom begin: fout: geldt",
         "row 3, column begin: error: counts"},
        {"gemeente\n0384\n", ": rij 1, kolom code: fout: deze kolom ontbreekt",
         ": row 1, column code: error: this column is missing"},
        {"gemeente;code;Naam\n0384;a;x\n", "rij 1, kolom Naam: fout: deze kolom is onb",
         "row 1, column Naam: error: this column is unknown"},
        {"gemeente;code;code\n0384;a;x\n", "kolom code: fout: deze kolom staat er twee",
         "column code: error: this column is there twice"},
        {"gemeente;code\n0384;a;x\n", ": rij 2: fout: meer cellen dan er",
         ": row 2: error: more cells than there"},
        {"gemeente;code\n0384;\"a\n", "rij 2: fout: een aanhalingsteken wordt niet",
         "row 2: error: a quotation mark is not closed"},
        {"gemeente;code\n0384;\xFF\n", ": fout: geen UTF-8", ": error: no UTF-8"},
        {"gemeente;code\n", ": fout: er zijn geen regels",
         ": error: there are no lines"},
        {"", ": fout: er zijn geen regels", ": error: there are no lines"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_assert_eq(read_text(rows[i].text, IWMO_NL), IWMO_MALFORMED, "%zu", i);
        cr_assert_not_null(strstr(err.text, rows[i].dutch), "%s", err.text);
        cr_assert_eq(strncmp(err.text, path, strlen(path)), 0);
        cr_assert_null(reg.form);
        cr_assert_eq(read_text(rows[i].text, IWMO_EN), IWMO_MALFORMED);
        cr_assert_not_null(strstr(err.text, rows[i].english), "%s", err.text);
    }
}

Test(register, touching_terms_do_not_overlap)
{
    cr_assert_eq(read_text("gemeente;code;begin;eind\n0384;a;2025-01-02;\n"
                           "0384;a;;2025-01-01\n0384;b;;\n0363;a;;\n",
                           IWMO_NL),
                 IWMO_OK, "%s", err.text);
}

Test(register, a_foreign_name_is_cut_and_cleaned)
{
    char text[220] = "gemeente;code;\"\xC2\x9B[31mx\n";

    for (size_t i = strlen(text); i < 190; i += 2)
        memcpy(text + i, "\xC3\xA9", 3);
    strcat(text, "\"\n1;2;3\n");
    cr_assert_eq(read_text(text, IWMO_NL), IWMO_MALFORMED);
    const char *kolom = strstr(err.text, "kolom ?[31mx?\xC3\xA9\xC3\xA9");
    cr_assert_not_null(kolom, "%s", err.text);
    cr_assert_lt(strlen(kolom), 100);
    cr_assert_not_null(strstr(kolom, "\xC3\xA9: fout"));
}

Test(register, there_may_be_none)
{
    struct iwmo_text key[] = {iwmo_text("0384"), iwmo_text("a")};

    reg = (struct iwmo_register){0};
    cr_assert_null(iwmo_register_find(&reg, key, (struct iwmo_date){0}));
    cr_assert_not(iwmo_register_has(&reg, key, 1));
    err = (struct iwmo_error){0};
    cr_assert_eq(iwmo_register_read(&reg, &form, "no/such/file", IWMO_NL, arena, &err),
                 IWMO_IO);
}
