/*
 * iwmo explain from the outside.  IWMO_BIN names the program; else the one that was
 * built with these tests.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "across/across.h"
#include "base/text.h"
#include "model/finding.h"
#include "rules/explain.h"
#include "rules/rule.h"
#include "translate/json_fault.h"

/* Standard output and error of `iwmo explain` with these arguments, in one. */
static struct iwmo_buffer
explain(const char *arguments, int status)
{
    const char *program = getenv("IWMO_BIN");
    struct iwmo_buffer out = {0};
    char command[500], part[65536];

    snprintf(command, sizeof(command), "%s explain %s 2>&1",
             program != NULL ? program : IWMO_PROGRAM, arguments);
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    iwmo_buffer_text(&out, "");
    for (size_t size; (size = fread(part, 1, sizeof(part), pipe)) > 0;)
        iwmo_buffer_add(&out, part, size);
    int ended = pclose(pipe);
    cr_assert(WIFEXITED(ended) && WEXITSTATUS(ended) == status, "%s: %s", arguments,
              out.at);
    return out;
}

static void
assert_has(const char *arguments, int status, const char *part)
{
    struct iwmo_buffer out = explain(arguments, status);

    cr_assert_not_null(strstr(out.at, part), "%s: %s", arguments, out.at);
    iwmo_buffer_release(&out);
}

Test(cmd_explain, tells_the_rule_and_where_it_holds)
{
    assert_has("TR018", 0, "TR018: Levering eindigt niet voor zij begint\n");
    assert_has("tr018", 0, "<Einddatum>2025-04-02</Einddatum>");
    assert_has("TR018", 0, "3.2 WMO307, bij Einddatum: fout, retourcode 0001 [TR018]");
    assert_has("TR018 --lang en", 0, "\nWhy\n");
    assert_has("IW-S01", 0, "IW-S01: Element ontbreekt");
    assert_has("TR319", 0, "retourcode 9319");
    assert_has("CS318", 0, "Geen enkele melding heeft deze code.");
}

Test(cmd_explain, says_that_a_warning_is_one)
{
    assert_has("iw-r-cs139", 0, "IW-R-CS139 is regel CS139 als waarschuwing");
    assert_has("IW-R-CS139", 0, "waarschuwing [IW-R-CS139]");
    assert_has("IW-R-CS139 --lang=en --format html", 0, "is rule CS139 as a warning");
    assert_has("IW-R-D23-BETALING", 0, "CD058: Betaling");
}

/* One line, and nothing on standard output. */
static void
assert_usage(const char *arguments, const char *part)
{
    struct iwmo_buffer out = explain(arguments, 2);

    cr_assert_eq(strchr(out.at, '\n'), out.at + out.size - 1, "%s", out.at);
    cr_assert_not_null(strstr(out.at, part), "%s: %s", arguments, out.at);
    cr_assert_not_null(strstr(out.at, "iwmo explain --help'"), "%s", out.at);
    iwmo_buffer_release(&out);
}

Test(cmd_explain, names_the_nearest_of_an_unknown_code)
{
    assert_usage("TR081", "unknown code 'TR081'; did you mean TR061, ");
    assert_usage("TR018 TR3022", "did you mean TR302");
    assert_usage("IW-R-CS140", "CS100");
    assert_usage("xyzzyqqqqq", "--all lists every code");
    assert_usage("''", "unknown code ''");
    assert_usage("", "nothing to explain");
    assert_usage("--all TR018", "either CODEs or --all");
    assert_usage("TR018 --format pdf", "none of text, html, json");
}

Test(cmd_explain, help_has_an_example)
{
    assert_has("--help", 0, "Example:\n  iwmo explain TR018");
}

Test(cmd_explain, a_code_asked_for_twice_is_told_once)
{
    struct iwmo_buffer once = explain("CS139", 0),
                       twice = explain("CS139 IW-R-CS139", 0);

    cr_assert_str_eq(once.at, twice.at);
    iwmo_buffer_release(&once);
    iwmo_buffer_release(&twice);
}

Test(cmd_explain, no_line_is_wider_than_a_terminal)
{
    static const char *const langs[] = {"--all --lang nl", "--all --lang en"};

    for (size_t i = 0; i < 2; i++) {
        struct iwmo_buffer out = explain(langs[i], 0);
        char *rest = out.at;
        for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
            cr_assert_leq(iwmo_text_length(iwmo_text(line)), 80, "%s", line);
            size_t size = strlen(line);
            cr_assert(size == 0 || line[size - 1] != ' ', "'%s'", line);
        }
        iwmo_buffer_release(&out);
    }
}

Test(cmd_explain, json_has_every_code_and_every_row)
{
    struct iwmo_buffer out = explain("--all --format json --lang en", 0);
    json_t *document = json_loads(out.at, JSON_REJECT_DUPLICATES, NULL);
    json_t *codes = json_object_get(document, "codes"), *code;
    size_t i, rows = 0;

    cr_assert_str_eq(json_string_value(json_object_get(document, "lang")), "en");
    json_array_foreach(codes, i, code)
    {
        cr_assert_eq(json_object_size(code), 9);
        rows += json_array_size(json_object_get(code, "reported"));
    }
    size_t across = 0;
    const struct iwmo_rule *rule;
    for (size_t at = 0; (rule = iwmo_across_rule(at)) != NULL; at++)
        across += (size_t)iwmo_releases_have(rule->releases, R_2_3) +
                  iwmo_releases_have(rule->releases, R_3_2);
    cr_assert_eq(rows, iwmo_rule_count + across + FAULT_COUNT + IWMO_JSON_FAULT_COUNT);
    json_decref(document);
    iwmo_buffer_release(&out);
}

static int
count_of(xmlXPathContext *context, const char *path)
{
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, context);
    int count = found->nodesetval != NULL ? found->nodesetval->nodeNr : 0;

    xmlXPathFreeObject(found);
    return count;
}

/* Every code has a place to jump to, every link a place, and no place is there twice.
 */
static void
assert_links(xmlXPathContext *context)
{
    char path[100];
    int links = count_of(context, "//a[starts-with(@href, '#')]");
    struct iwmo_explanation explanation;
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, &explanation)) {
        snprintf(path, sizeof(path), "//article[@id='%s']", explanation.code);
        cr_assert_eq(count_of(context, path), 1, "%s", explanation.code);
    }
    for (size_t i = 0; i < iwmo_rule_count + FAULT_COUNT; i++) {
        const struct iwmo_fault *fault =
            i < FAULT_COUNT ? &iwmo_faults[i] : &iwmo_rules[i - FAULT_COUNT].fault;
        snprintf(path, sizeof(path), "//*[@id='%s']", fault->code);
        cr_assert_eq(count_of(context, path), 1, "%s", fault->code);
    }
    cr_assert_gt(links, 200);
    cr_assert_eq(count_of(context, "//a[starts-with(@href, '#')]"
                                   "[substring(@href, 2) = //*/@id]"),
                 links);
}

Test(cmd_explain, html_is_one_sound_page_that_needs_nothing_else)
{
    static const char *const arguments[] = {"--all --format html",
                                            "--all --format html --lang en"};

    for (size_t i = 0; i < 2; i++) {
        struct iwmo_buffer out = explain(arguments[i], 0);
        xmlDoc *page = htmlReadMemory(out.at, (int)out.size, "page", "UTF-8",
                                      HTML_PARSE_NOERROR | HTML_PARSE_NONET);
        xmlXPathContext *context = xmlXPathNewContext(page);
        assert_links(context);
        cr_assert_eq(count_of(context, "//html[@lang]"), 1);
        cr_assert_eq(count_of(context, "//h1"), 1);
        cr_assert_eq(count_of(context, "//article"), count_of(context, "//nav//li"));
        cr_assert_eq(count_of(context, "//script | //link | //img | //iframe"), 0);
        cr_assert_eq(count_of(context, "//@src | //@onclick"), 0);
        cr_assert_eq(count_of(context, "//@href[contains(., ':')]"), 0);
        cr_assert_null(strstr(out.at, "url("));
        xmlXPathFreeContext(context);
        xmlFreeDoc(page);
        iwmo_buffer_release(&out);
    }
}

Test(cmd_explain, a_file_that_cannot_be_written_is_a_failure)
{
    assert_has("TR018 -o /dev/full", 4, "iwmo explain: ");
}

Test(cmd_explain, tells_of_a_retourcode_who_does_what_now)
{
    assert_has("9019", 0, "Retourcode 9019\n\nBetekenis\n");
    assert_has("9019", 0, "\nWie doet nu wat\n  De aanbieder vergelijkt");
    assert_has("9019", 0, "\nRegels die dit antwoord geven\n  TR019\n");
    assert_has("8187 --lang en", 0, "\nWho does what now\n  The provider compares");
    assert_has("0200", 0, "Geen: er wordt niets mee geweigerd.");
    assert_has("s300 --format json", 0, "\"code\":\"S300\"");
    assert_has("s300 --format json", 0, "\"rules\":[\"TR378\",\"CS300\"]");
    assert_has("9019 --format html", 0, "<article id=\"9019\"");
    assert_has("--all --format html", 0, "Retourcodes in een antwoord");
    assert_usage("9018", "did you mean 9019");
}
