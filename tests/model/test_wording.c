#include "model/wording.h"

#include <criterion/criterion.h>
#include <string.h>

#include "names.h"
#include "schema/lookup.h"

static const struct iwmo_type *
type_of(const char *message, const char *element)
{
    const struct iwmo_message_kind *row =
        iwmo_message_by_name(&iwmo_schema_builtin, message, R_3_2);
    uint16_t id = iwmo_name_id(&iwmo_schema_builtin, iwmo_text(element));

    for (size_t i = 0; i < row->root->type->child_count; i++) {
        const struct iwmo_element *part = &row->root->type->children[i];
        const struct iwmo_element *found = iwmo_type_child(part->type, id);
        if (found != NULL)
            return found->type;
    }
    cr_assert_fail("no %s in %s", element, message);
    return NULL;
}

static void
assert_described(const struct iwmo_type *type, const char *nl, const char *en)
{
    struct iwmo_buffer out = {0};

    iwmo_wording_type(type, IWMO_NL, &out);
    cr_assert_str_eq(out.at, nl, "got %s", out.at);
    iwmo_buffer_reset(&out);
    iwmo_wording_type(type, IWMO_EN, &out);
    cr_assert_str_eq(out.at, en, "got %s", out.at);
    iwmo_buffer_release(&out);
}

Test(wording, types_of_the_standard_in_words)
{
    assert_described(type_of("301", "Bsn"), "precies 9 cijfers", "exactly 9 digits");
    assert_described(type_of("301", "BerichtCode"), "precies 414", "exactly 414");
    assert_described(type_of("301", "BerichtVersie"), "precies 3", "exactly 3");
    assert_described(type_of("301", "Geslacht"), "een van 0, 1, 2", "one of 0, 1, 2");
    assert_described(type_of("301", "Commentaar"),
                     "ten minste 1 teken, niet alleen spaties",
                     "at least 1 character, not only spaces");
    assert_described(type_of("323", "DeclaratieNummer"),
                     "1 tot en met 12 tekens, alleen cijfers en letters zonder accent",
                     "1 to 12 characters, only digits and letters without accents");
}

Test(wording, long_lists_are_named)
{
    const struct iwmo_code codes[13] = {{"01", ""}, {"02", ""}};
    const struct iwmo_type named = {
        .name = "LDT_Lang", .kind = IWMO_STRING, .code_count = 13, .codes = codes};
    const struct iwmo_type local = {.name = "",
                                    .kind = IWMO_STRING,
                                    .base = &named,
                                    .code_count = 13,
                                    .codes = codes};
    struct iwmo_type unnamed = local;

    unnamed.base = NULL;
    assert_described(&named, "een code uit LDT_Lang (13 waarden)",
                     "a code from LDT_Lang (13 values)");
    assert_described(&local, "een code uit LDT_Lang (13 waarden)",
                     "a code from LDT_Lang (13 values)");
    assert_described(&unnamed, "een code uit een lijst (13 waarden)",
                     "a code from a list (13 values)");
}

Test(wording, numbers_dates_and_times)
{
    static const struct iwmo_pattern no_zone = {.source = "[^:Z]*"};
    static const struct iwmo_pattern *const patterns[] = {&no_zone};
    struct iwmo_type type = {.name = "", .kind = IWMO_INTEGER};

    assert_described(&type, "een geheel getal", "a whole number");
    type.has_min_inclusive = true;
    assert_described(&type, "een geheel getal van ten minste 0",
                     "a whole number of at least 0");
    type.has_max_inclusive = true;
    type.max_inclusive = 999999999;
    assert_described(&type, "een geheel getal van 0 tot en met 999999999",
                     "a whole number from 0 to 999999999");
    type = (struct iwmo_type){.name = "", .kind = IWMO_DATE};
    assert_described(&type, "een datum als 2024-01-31", "a date such as 2024-01-31");
    type.patterns = patterns;
    type.pattern_count = 1;
    assert_described(&type, "een datum als 2024-01-31, zonder tijdzone",
                     "a date such as 2024-01-31, without time zone");
}

Test(wording, patterns_that_are_not_known_are_quoted)
{
    static const struct iwmo_pattern odd = {.source = "[A-F]+"};
    static const struct iwmo_pattern choice = {.source = "416|448"};
    static const struct iwmo_pattern *const quoted[] = {&odd};
    static const struct iwmo_pattern *const literal[] = {&choice};
    struct iwmo_type type = {.name = "",
                             .kind = IWMO_STRING,
                             .min_length = 2,
                             .max_length = 2,
                             .pattern_count = 1,
                             .patterns = quoted};

    assert_described(&type, "precies 2 tekens, volgens het patroon \"[A-F]+\"",
                     "exactly 2 characters, matching the pattern \"[A-F]+\"");
    type.patterns = literal;
    assert_described(&type, "een van 416, 448", "one of 416, 448");
}

Test(wording, every_named_type_is_described)
{
    for (size_t i = 0; i < iwmo_schema_builtin.type_count; i++) {
        for (int lang = IWMO_NL; lang <= IWMO_EN; lang++) {
            const struct iwmo_type *type = iwmo_schema_builtin.types[i];
            struct iwmo_buffer out = {0};
            iwmo_wording_type(type, (enum iwmo_lang)lang, &out);
            cr_assert_gt(out.size, 0, "%s", type->name);
            cr_assert_null(strstr(out.at, lang == IWMO_NL ? "pattern" : "patroon"));
            iwmo_buffer_release(&out);
        }
    }
}

static void
assert_filled(const struct iwmo_finding *finding, enum iwmo_lang lang, bool show)
{
    struct iwmo_buffer out = {0};

    iwmo_wording_print(finding, lang, show, &out);
    cr_assert_eq(out.failed, IWMO_OK);
    cr_assert_gt(out.size, 10, "%s", finding->fault->code);
    cr_assert_null(strpbrk(out.at, "{}"), "%s: %s", finding->fault->code, out.at);
    cr_assert_eq(out.at[out.size - 1], '.', "%s: %s", finding->fault->code, out.at);
    iwmo_buffer_release(&out);
}

Test(wording, no_row_leaves_a_placeholder)
{
    for (int id = 0; id < FAULT_COUNT; id++) {
        const struct iwmo_finding bare = {.fault = &iwmo_faults[id]};
        struct iwmo_finding full = bare;
        full.name = "Bsn";
        full.other = "Naam";
        full.found = "999900006";
        full.type = type_of("301", "Bsn");
        for (int lang = IWMO_NL; lang <= IWMO_EN; lang++) {
            assert_filled(&bare, (enum iwmo_lang)lang, false);
            assert_filled(&full, (enum iwmo_lang)lang, false);
            assert_filled(&full, (enum iwmo_lang)lang, true);
        }
    }
}

Test(wording, a_value_with_braces_is_not_a_placeholder)
{
    const struct iwmo_finding finding = {.fault = &iwmo_faults[FAULT_MISSING_AT_END],
                                         .name = "{other}",
                                         .other = "{name}"};
    struct iwmo_buffer out = {0};

    iwmo_wording_print(&finding, IWMO_EN, false, &out);
    cr_assert_str_eq(out.at, "{other} is missing in {name}. Add it.");
    iwmo_buffer_release(&out);
}

Test(wording, values_are_masked_and_told_apart_from_names)
{
    const struct iwmo_element bsn = {.id = EL_Bsn, .type = type_of("301", "Bsn")};
    const struct iwmo_finding finding = {.fault = &iwmo_faults[FAULT_VALUE_PATTERN],
                                         .name = "Bsn",
                                         .found = "999900006A",
                                         .subject = &bsn,
                                         .type = bsn.type};
    struct iwmo_buffer out = {0};

    iwmo_wording_print(&finding, IWMO_NL, false, &out);
    cr_assert_not_null(strstr(out.at, "\"9999******\""), "%s", out.at);
    cr_assert_not_null(strstr(out.at, "precies 9 cijfers"), "%s", out.at);
    iwmo_buffer_reset(&out);
    iwmo_wording_print(&finding, IWMO_NL, true, &out);
    cr_assert_not_null(strstr(out.at, "\"999900006A\""), "%s", out.at);
    iwmo_buffer_release(&out);
}

Test(wording, long_numbers_hide_in_every_word)
{
    const struct iwmo_finding finding = {.fault = &iwmo_faults[FAULT_UNKNOWN],
                                         .name = "x999900006",
                                         .expected = "y999900006"};
    struct iwmo_buffer out = {0};

    iwmo_wording_print(&finding, IWMO_NL, false, &out);
    cr_assert_null(strstr(out.at, "99990"), "%s", out.at);
    iwmo_buffer_release(&out);
}

Test(wording, reasons_of_the_system_are_told_in_dutch)
{
    const struct iwmo_finding finding = {.fault = &iwmo_faults[FAULT_FILE_UNREADABLE],
                                         .other = "No such file or directory"};
    struct iwmo_buffer out = {0};

    iwmo_wording_print(&finding, IWMO_NL, false, &out);
    cr_assert_str_eq(out.at, "Het bestand kan niet worden gelezen: het bestaat niet.");
    iwmo_buffer_release(&out);
}
