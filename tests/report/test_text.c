#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "report/report.h"
#include "report/sample.h"

static const struct iwmo_format *
text_format(void)
{
    return iwmo_format_by_name("text");
}

static void
assert_lines(const struct iwmo_buffer *out, size_t expected)
{
    size_t lines = 0;

    for (size_t i = 0; i < out->size; i++)
        lines += out->at[i] == '\n';
    cr_assert_eq(lines, expected, "%zu lines in %s", lines, out->at);
}

Test(text_report, a_finding_is_one_line_that_editors_understand)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("in/a.xml", 2);
    struct iwmo_buffer out = {0};

    text_format()->message(&out, &sample.result, &options);
    cr_assert_not_null(
        strstr(out.at, "in/a.xml: waarschuwing: Het bestand begint met"));
    cr_assert_not_null(
        strstr(out.at,
               "\nin/a.xml:70000:13: fout: Einddatum ligt voor Begindatum. "
               "[TR018 0001] /Bericht/Client[2] (zie ook /Bericht/Client[2] "
               "/Bericht/Client[2]/@x\"y …) (mogelijk een gevolg van een fout in "
               "de structuur)\n"),
        "%s", out.at);
    cr_assert_not_null(strstr(out.at, "\nin/a.xml: ongeldig (WMO301 3.2): 9 fouten, 1 "
                                      "waarschuwing (de eerste 2 getoond); getoetst: "
                                      "bestand; mislukt: xml; overgeslagen: schema, "
                                      "regels, historie\n"),
                       "%s", out.at);
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

Test(text_report, hostile_text_stays_on_its_line_and_harmless)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN, .show_values = true};

    for (size_t i = 0; i < sample_hostile_count; i++) {
        struct sample sample = sample_make(sample_hostile[i], 100);
        struct iwmo_buffer out = {0};
        text_format()->message(&out, &sample.result, &options);
        assert_lines(&out, sample.result.findings.kept + 1);
        for (size_t at = 0; at < out.size; at++)
            cr_assert(out.at[at] == '\n' || (unsigned char)out.at[at] >= 0x20);
        cr_assert_null(strstr(out.at, "\xE2\x80\xAE"));
        cr_assert(iwmo_utf8_valid((struct iwmo_text){out.at, out.size}));
        iwmo_buffer_release(&out);
        sample_free(&sample);
    }
}

Test(text_report, values_are_masked)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("a.xml", 100);
    struct iwmo_buffer out = {0};

    text_format()->message(&out, &sample.result, &options);
    cr_assert_null(strstr(out.at, "99990"));
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

Test(text_report, a_valid_file_is_silent_unless_asked)
{
    const struct iwmo_result result = {.file = "a.xml", .verdict = IWMO_VALID};
    struct iwmo_report_options options = {.lang = IWMO_NL};
    struct iwmo_buffer out = {0};

    text_format()->message(&out, &result, &options);
    cr_assert_eq(out.size, 0);
    options.verbose = true;
    text_format()->message(&out, &result, &options);
    assert_lines(&out, 1);
    iwmo_buffer_release(&out);
}

Test(text_report, colours_only_when_asked)
{
    struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("a.xml", 100);
    struct iwmo_buffer out = {0};

    text_format()->message(&out, &sample.result, &options);
    cr_assert_null(strchr(out.at, '\033'));
    options.color = true;
    text_format()->message(&out, &sample.result, &options);
    cr_assert_not_null(strstr(out.at, "\033[31mfout\033[0m: "));
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

Test(text_report, the_summary_names_failing_files_and_codes)
{
    struct iwmo_report_options options = {.lang = IWMO_EN};
    struct sample bad = sample_make("bad\n.xml", 100);
    const struct iwmo_result good = {.file = "good.xml", .verdict = IWMO_VALID};
    struct iwmo_summary summary = {.skipped_files = 1};
    struct iwmo_buffer out = {0};

    cr_assert_eq(iwmo_summary_add(&summary, &bad.result), IWMO_OK);
    cr_assert_eq(iwmo_summary_add(&summary, &good), IWMO_OK);
    iwmo_summary_sort(&summary);
    text_format()->end(&out, &summary, &options);
    cr_assert_not_null(strstr(out.at, "Not valid:\n  bad .xml\n"), "%s", out.at);
    cr_assert_not_null(strstr(out.at, "       8  IW-S22  … has value"), "%s", out.at);
    cr_assert_null(strpbrk(out.at, "{}"));
    cr_assert_not_null(strstr(out.at,
                              "\n1 file in a directory skipped: not .xml\n"
                              "2 messages, 1 valid, 1 invalid; 9 errors, 1 warning\n"),
                       "%s", out.at);
    iwmo_buffer_reset(&out);
    options.quiet = true;
    text_format()->end(&out, &summary, &options);
    cr_assert_eq(out.size, 0);
    iwmo_buffer_release(&out);
    iwmo_summary_release(&summary);
    sample_free(&bad);
}

Test(text_report, a_full_buffer_is_noticed)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("a.xml", 100);

    for (size_t limit = 1; limit < 1000; limit += 7) {
        struct iwmo_buffer out;
        iwmo_buffer_init(&out, limit);
        text_format()->message(&out, &sample.result, &options);
        cr_assert_eq(out.failed, IWMO_LIMIT);
        iwmo_buffer_release(&out);
    }
    sample_free(&sample);
}
