#include <criterion/criterion.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/layout.h"
#include "report/sample.h"
#include "support.h"

#define FAULTY "fixtures/3.2/WMO301/IW-several-faults.xml"

static struct iwmo_buffer
page_of(const char *path, const struct iwmo_report_options *options)
{
    struct iwmo_judge *judge = test_judge();
    struct iwmo_error err = {0};
    const struct iwmo_result *result = NULL;

    cr_assert_eq(iwmo_judge_file(judge, path, &result, &err), IWMO_OK);
    struct iwmo_buffer out = layout_print("html", options, 1, &result);
    iwmo_judge_free(judge);
    return out;
}

static void
assert_parses(const struct iwmo_buffer *out)
{
    htmlDocPtr page =
        htmlReadMemory(out->at, (int)out->size, NULL, "UTF-8",
                       HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    cr_assert_not_null(page);
    xmlFreeDoc(page);
    cr_assert_not_null(strstr(out->at, "</html>"));
}

Test(html, one_page_that_stands_alone)
{
    static const char *const wanted[] = {"<!DOCTYPE html",
                                         "<html lang=\"nl\">",
                                         "<main",
                                         "<header",
                                         "<footer",
                                         "<h1>",
                                         "<caption>",
                                         "scope=\"col\"",
                                         "scope=\"row\"",
                                         "name=\"viewport\"",
                                         "default-src 'none'",
                                         "<details open"};
    static const char *const unwanted[] = {"<script", "src=", "<link", "@import",
                                           "url("};
    const struct iwmo_report_options options = {.lang = IWMO_NL, .reads_sources = true};
    struct iwmo_buffer out = page_of(FAULTY, &options);

    assert_parses(&out);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
        cr_assert_not_null(strstr(out.at, wanted[i]), "%s", wanted[i]);
    for (size_t i = 0; i < sizeof(unwanted) / sizeof(unwanted[0]); i++)
        cr_assert_null(strstr(out.at, unwanted[i]), "%s", unwanted[i]);
    iwmo_buffer_release(&out);
}

Test(html, speaks_dutch_and_english)
{
    struct iwmo_report_options options = {.lang = IWMO_NL};
    struct iwmo_buffer out = page_of(FAULTY, &options);

    cr_assert_not_null(strstr(out.at, "Bevindingen</h2>"));
    cr_assert_null(strstr(out.at, "Findings"));
    iwmo_buffer_release(&out);
    options.lang = IWMO_EN;
    out = page_of(FAULTY, &options);
    cr_assert_not_null(strstr(out.at, "<html lang=\"en\">"));
    cr_assert_not_null(strstr(out.at, "Findings</h2>"));
    cr_assert_null(strstr(out.at, "Bevindingen"));
    iwmo_buffer_release(&out);
}

Test(html, an_excerpt_marks_the_place)
{
    struct iwmo_report_options options = {.lang = IWMO_NL, .reads_sources = true};
    const char *path = "fixtures/3.2/WMO323/TR416-same-debit-twice.xml";
    struct iwmo_buffer out = page_of(path, &options);

    cr_assert_eq(layout_count(&out, "<mark>&lt;wmo323:Prestatie&gt;</mark>"), 1);
    cr_assert_eq(layout_count(&out, "<span class=\"n\">"), 5);
    iwmo_buffer_release(&out);
    options.reads_sources = false;
    out = page_of(path, &options);
    cr_assert_null(strstr(out.at, "<mark>"));
    iwmo_buffer_release(&out);
}

Test(html, values_are_shown_only_when_asked)
{
    struct iwmo_report_options options = {.lang = IWMO_NL, .reads_sources = true};
    const char *path = "fixtures/3.2/WMO301/CS002-eleven-test-fails.xml";
    struct iwmo_buffer bytes = test_read(path);
    char bsn[10] = "";

    snprintf(bsn, sizeof(bsn), "%.9s", strstr(bytes.at, "Bsn>") + 4);
    struct iwmo_buffer out = page_of(path, &options);
    cr_assert_null(strstr(out.at, bsn));
    iwmo_buffer_release(&out);
    options.show_values = true;
    out = page_of(path, &options);
    cr_assert_not_null(strstr(out.at, bsn));
    iwmo_buffer_release(&out);
    iwmo_buffer_release(&bytes);
}

/* No value of such an element of the message stands in the page. */
static void
assert_absent(const struct iwmo_buffer *out, const char *file, struct iwmo_text bytes,
              const char *name)
{
    char tag[40], value[100];

    snprintf(tag, sizeof(tag), ":%s>", name);
    for (const char *at = bytes.at; (at = strstr(at, tag)) != NULL;) {
        at += strlen(tag);
        size_t size = strcspn(at, "<");
        if (size < 5 || size >= sizeof(value) || at[strspn(at, " \r\n\t")] == '<')
            continue;
        memcpy(value, at, size);
        value[size] = '\0';
        /* the example in the text of CS089, and what the name of a fixture tells */
        if (strncmp("1234AB", value, size) == 0 || strstr(file, value) != NULL)
            continue;
        cr_assert_null(strstr(out->at, value), "%s of %s", name, value);
    }
}

static void
assert_private(const struct iwmo_result *result, struct iwmo_text bytes)
{
    static const char *const names[] = {
        "Bsn",           "Achternaam", "Voornamen",      "Naam",       "Straatnaam",
        "Emailadres",    "Postcode",   "Telefoonnummer", "Plaatsnaam", "Huisnummer",
        "Geboortedatum", "Commentaar", "Organisatie"};
    const struct iwmo_report_options options = {.lang = IWMO_NL, .reads_sources = true};

    if (result->findings.first == NULL)
        return;
    struct iwmo_buffer out = layout_print("html", &options, 1, &result);
    assert_parses(&out);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_absent(&out, result->file, bytes, names[i]);
    iwmo_buffer_release(&out);
}

Test(html, no_persons_of_the_fixtures_are_in_it)
{
    layout_each_fixture(assert_private);
}

Test(html, hostile_words_break_nothing)
{
    const struct iwmo_report_options options = {
        .lang = IWMO_EN, .show_values = true, .reads_sources = true};
    static const char script[] = "</style></pre><script>alert(1)</script>]]>&\"'";

    for (size_t i = 0; i <= sample_hostile_count; i++) {
        const char *name = i == 0 ? script : sample_hostile[i - 1];
        struct sample sample = sample_make(name, 100);
        const struct iwmo_result *results[] = {&sample.result, &sample.result};
        sample.result.findings.last->name = name;
        struct iwmo_buffer out = layout_print("html", &options, 2, results);
        assert_parses(&out);
        cr_assert_null(strstr(out.at, "<script"));
        cr_assert_eq(layout_count(&out, "</style>"), 1);
        iwmo_buffer_release(&out);
        sample_free(&sample);
    }
}

Test(html, excerpts_of_any_bytes_break_nothing)
{
    static const char *const texts[] = {"", "\xFF\xFE<\0", "<a>\x01\x02]]>&\xC3",
                                        "\n\n\n\n\n\n\n<Bsn>", "<Soort>\r\n"};
    const struct iwmo_report_options options = {.lang = IWMO_NL, .reads_sources = true};
    char path[TEST_PATH];
    test_make_file(path);
    for (size_t i = 0; i < 5; i++) {
        for (uint64_t offset = 0; offset < 12; offset++) {
            struct sample sample = sample_make(path, 100);
            test_write(path, texts[i], strlen(texts[i]));
            sample.result.size_bytes = strlen(texts[i]);
            sample.result.findings.last->where.at =
                (struct iwmo_position){offset, 1 + offset / 2, 1};
            const struct iwmo_result *results[] = {&sample.result};
            struct iwmo_buffer out = layout_print("html", &options, 1, results);
            assert_parses(&out);
            iwmo_buffer_release(&out);
            sample_free(&sample);
        }
    }
    unlink(path);
}

Test(html, a_long_report_is_cut_and_says_so)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN};
    const struct iwmo_result good = {.file = "a-valid-message.xml"};
    const struct iwmo_summary summary = {.messages = 30000, .valid = 30000};
    struct iwmo_buffer parts = {0}, out = {0};

    for (int i = 0; i < 30000; i++)
        iwmo_format_by_name("html")->message(&parts, &good, &options);
    iwmo_format_by_name("html")->page(&out, (struct iwmo_text){parts.at, parts.size},
                                      &summary, &options);
    cr_assert_eq(out.failed, IWMO_OK);
    assert_parses(&out);
    cr_assert_not_null(strstr(out.at, " of 30000 files; with more"));
    iwmo_buffer_release(&parts);
    iwmo_buffer_release(&out);
}
