#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "report/layout.h"
#include "report/sample.h"
#include "rules/engine.h"
#include "support.h"

static const struct iwmo_report_options options = {.lang = IWMO_EN};

static struct iwmo_buffer
rapport_of(const struct iwmo_result *result)
{
    const struct iwmo_result *results[] = {result};

    return layout_print("rapport", &options, 1, results);
}

/* `from` in the fixture at `path` becomes `to`. */
static struct iwmo_buffer
rapport_with(const char *path, const char *from, const char *to)
{
    struct iwmo_buffer bytes = test_read(path), changed = {0};
    struct iwmo_judge *judge = test_judge();
    char *at = strstr(bytes.at, from);

    cr_assert_not_null(at, "%s", from);
    iwmo_buffer_add(&changed, bytes.at, (size_t)(at - bytes.at));
    iwmo_buffer_text(&changed, to);
    iwmo_buffer_text(&changed, at + strlen(from));
    const struct iwmo_text text = {changed.at, changed.size};
    struct iwmo_buffer out = rapport_of(test_judge_chunks(judge, path, text, 100));
    iwmo_judge_free(judge);
    iwmo_buffer_release(&bytes);
    iwmo_buffer_release(&changed);
    return out;
}

#define TWICE "fixtures/3.2/WMO323/TR416-same-debit-twice.xml"

#define HEAD                                                                           \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                     \
    "<n4:Rapport xmlns:n4=\"http://www.istandaarden.nl/validatie/1_1/rapport/schema\"" \
    ">\n  <n4:Header>\n"

Test(rapport, is_exactly_that_of_the_chain)
{
    struct iwmo_buffer out = rapport_with(TWICE, "DC2025000004", "DC2025000004");

    cr_assert_str_eq(
        out.at,
        HEAD "    <n4:BerichtCode>484</n4:BerichtCode>\n"
             "    <n4:BerichtVersie>3</n4:BerichtVersie>\n"
             "    <n4:BerichtSubversie>2</n4:BerichtSubversie>\n"
             "    <n4:BerichtIdentificatie>\n"
             "      <n4:Identificatie>DC2025000004</n4:Identificatie>\n"
             "      <n4:Dagtekening>2025-05-06</n4:Dagtekening>\n"
             "    </n4:BerichtIdentificatie>\n"
             "    <n4:XSLTVersie>" IWMO_RULES_VERSION "</n4:XSLTVersie>\n"
             "  </n4:Header>\n"
             "  <n4:Fouten>\n"
             "    <n4:Fout>\n"
             "      <n4:Code>TR416</n4:Code>\n"
             "      <n4:Locatie>/Bericht/Declaratie/Clienten/Client[1]/Prestaties/"
             "Prestatie[1]</n4:Locatie>\n"
             "      <n4:Locatie>/Bericht/Declaratie/Clienten/Client[1]/Prestaties/"
             "Prestatie[2]</n4:Locatie>\n"
             "      <n4:Details>Dezelfde prestatie staat voor deze cliënt al als debet "
             "in het bericht.</n4:Details>\n"
             "    </n4:Fout>\n"
             "  </n4:Fouten>\n"
             "</n4:Rapport>\n");
    iwmo_buffer_release(&out);
}

Test(rapport, a_303_has_the_number_and_date_of_its_invoice)
{
    struct iwmo_buffer out =
        rapport_with("fixtures/2.3/WMO303/valid.xml", "DF2019000004", " DF20194\n ");

    cr_assert_not_null(strstr(out.at, "<n4:BerichtCode>416</n4:BerichtCode>"));
    cr_assert_not_null(strstr(out.at,
                              "      <n4:Identificatie>DF20194</n4:Identificatie>\n"
                              "      <n4:Dagtekening>2019-05-07</n4:Dagtekening>\n"),
                       "%s", out.at);
    cr_assert_not_null(strstr(out.at, "  <n4:Fouten/>\n</n4:Rapport>\n"));
    iwmo_buffer_release(&out);
}

Test(rapport, a_broken_header_gives_what_is_there)
{
    struct iwmo_buffer out = rapport_with(
        TWICE, "<wmo323:BerichtCode>484</wmo323:BerichtCode>",
        "<wmo323:BerichtCode>&lt;]]&gt;&amp;\"</wmo323:BerichtCode><wmo323:X/>");

    cr_assert_not_null(
        strstr(out.at, "<n4:BerichtCode>&lt;]]&gt;&amp;&quot;</n4:BerichtCode>"), "%s",
        out.at);
    xmlFreeDoc(layout_parse(&out));
    iwmo_buffer_release(&out);
    out = rapport_with(TWICE, "<iwmo:Dagtekening>2025-05-06</iwmo:Dagtekening>", "");
    cr_assert_not_null(strstr(out.at, "</n4:Identificatie>\n    </n4:Bericht"));
    iwmo_buffer_release(&out);
    out = rapport_with(TWICE, "2025-05-06</iwmo", "2025-05-06+01:00</iwmo");
    cr_assert_not_null(strstr(out.at, "<n4:Dagtekening>2025-05-06</n4:Dagtekening>"));
    iwmo_buffer_release(&out);
}

Test(rapport, what_cannot_be_judged_has_none)
{
    static const char *const changes[][2] = {
        {"</wmo323:Header>", "</wmo323:Heade>"},       /* not well-formed */
        {"/wmo323/schema\">", "/wmo999/schema\">"},    /* unknown message */
        {"<wmo323:Header>", "<!DOCTYPE x><wmo323:H>"}, /* refused */
    };

    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct iwmo_buffer out = rapport_with(TWICE, changes[i][0], changes[i][1]);
        cr_assert_eq(out.size, 0, "%s", out.at);
        iwmo_buffer_release(&out);
    }
}

Test(rapport, only_TR342_has_a_retourcode)
{
    char **paths = test_paths("fixtures/3.2/WMO325", ".xml");
    size_t seen = 0;

    for (size_t i = 0; paths[i] != NULL; i++) {
        struct iwmo_buffer out = rapport_with(paths[i], "<?xml", "<?xml");
        size_t count =
            layout_count(&out, "<n4:Code>TR342</n4:Code>\n"
                               "      <n4:Retourcode>0001</n4:Retourcode>\n");
        cr_assert_eq(layout_count(&out, "<n4:Retourcode>"), count, "%s", paths[i]);
        seen += count;
        iwmo_buffer_release(&out);
    }
    cr_assert_gt(seen, 0);
    test_free_paths(paths);
}

static bool
is_of_standard(const struct iwmo_finding *finding)
{
    return strncmp(finding->fault->code, "IW-", 3) != 0;
}

/* All codes and all places of the standard's rules, in the order of the findings. */
static void
assert_complete(const struct iwmo_result *result, struct iwmo_text bytes)
{
    struct iwmo_buffer out = rapport_of(result), path = {0};
    const char *at = out.at;
    size_t places = 0, faults = 0;

    (void)bytes;
    if (out.size == 0) {
        cr_assert(!result->is_bericht || result->layers[IWMO_LAYER_XML] != IWMO_RAN,
                  "%s", result->file);
        iwmo_buffer_release(&out);
        return;
    }
    xmlFreeDoc(layout_parse(&out));
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next) {
        if (!is_of_standard(finding))
            continue;
        faults++;
        iwmo_buffer_reset(&path);
        iwmo_buffer_printf(&path, "<n4:Code>%s</n4:Code>\n", finding->fault->code);
        at = strstr(at, path.at);
        cr_assert_not_null(at, "%s: %s", result->file, path.at);
        for (size_t i = 0; i <= finding->also_count; i++) {
            iwmo_buffer_reset(&path);
            iwmo_buffer_text(&path, "<n4:Locatie>");
            test_print_place(i == 0 ? &finding->where : &finding->also[i - 1], &path);
            at = strstr(at, path.at);
            cr_assert_not_null(at, "%s: %s", result->file, path.at);
            places++;
        }
    }
    cr_assert_eq(layout_count(&out, "<n4:Fout>"), faults, "%s", result->file);
    cr_assert_eq(layout_count(&out, "<n4:Details>"), faults, "%s", result->file);
    cr_assert_eq(layout_count(&out, "<n4:Locatie>"), places, "%s", result->file);
    iwmo_buffer_release(&out);
    iwmo_buffer_release(&path);
}

Test(rapport, has_the_standards_findings_of_every_fixture_in_order)
{
    layout_each_fixture(assert_complete);
}

static size_t
places_with(size_t max_places, const struct iwmo_buffer *bytes)
{
    struct iwmo_judge_options judge_options = {.max_places = max_places};
    struct iwmo_judge *judge = iwmo_judge_new(&judge_options, NULL);
    const struct iwmo_text text = {bytes->at, bytes->size};
    struct iwmo_buffer out = rapport_of(test_judge_chunks(judge, "a.xml", text, 4096));
    size_t count = layout_count(&out, "<n4:Locatie>");

    iwmo_buffer_release(&out);
    iwmo_judge_free(judge);
    return count;
}

Test(rapport, has_all_places_when_asked)
{
    struct iwmo_buffer bytes = test_read("fixtures/3.2/WMO323/valid.xml"), many = {0};
    const char *begin = strstr(bytes.at, "<wmo323:Prestatie>");
    const char *end = strstr(begin, "</wmo323:Prestatie>") + 19;
    const char *total = strstr(bytes.at, "165500");

    iwmo_buffer_add(&many, bytes.at, (size_t)(total - bytes.at));
    iwmo_buffer_text(&many, "7");
    iwmo_buffer_add(&many, total + 6, (size_t)(begin - total) - 6);
    for (int i = 0; i < 120; i++)
        iwmo_buffer_add(&many, begin, (size_t)(end - begin));
    iwmo_buffer_text(&many, end);
    size_t all = places_with(SIZE_MAX, &many);
    cr_assert_gt(all, 240); /* TR101 and TR358 name every line */
    cr_assert_eq(places_with(1000000, &many), all);
    cr_assert_lt(places_with(0, &many), all);
    iwmo_buffer_release(&bytes);
    iwmo_buffer_release(&many);
}

/* ---- the command ---- */

static int
run(const char *line)
{
    char command[1000];

    snprintf(command, sizeof(command), "IFS='\n'; IWMO=%s; %s", IWMO_PROGRAM, line);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Test(rapport, several_messages_need_a_directory)
{
    cr_assert_eq(run("$IWMO validate --report rapport fixtures/3.2/WMO323 2>/dev/null"),
                 2);
    cr_assert_eq(run("$IWMO validate --report rapport " TWICE " " TWICE " 2>/dev/null"),
                 2);
    cr_assert_eq(run("$IWMO validate --report rapport " TWICE " | grep -q '<n4:Fout>'"),
                 0);
    cr_assert_eq(
        run("D=$(mktemp -d) && cp " TWICE " $D/a.xml && mkdir $D/s && "
            "cp $D/a.xml $D/s/A.XML && : > $D/e.xml; "
            "$IWMO validate -j2 -r --report rapport:$D/out/ $D/a.xml $D/s $D/e.xml "
            "$D/../$(basename $D)/a.xml 2>$D/err; test $? = 3 && "
            "test \"$(ls $D/out)\" = \"$(printf '%s\\n' A-2.rapport.xml "
            "a-3.rapport.xml "
            "a.rapport.xml | LC_ALL=C sort | sort)\" && "
            "grep -q 'e.xml: no rapport' $D/err && rm -r $D"),
        0);
    cr_assert_eq(
        run("$IWMO validate --report rapport:/dev/null/ " TWICE " 2>/dev/null"), 4);
}

static void
assert_identificatie(const char *sent, const char *printed)
{
    struct iwmo_buffer out = rapport_with(TWICE, "DC2025000004", sent);
    char line[200];

    snprintf(line, sizeof(line), "<n4:Identificatie>%s</n4:Identificatie>", printed);
    cr_assert_not_null(strstr(out.at, line), "%s: %s", sent, out.at);
    iwmo_buffer_release(&out);
}

Test(rapport, control_characters_are_those_of_the_message)
{
    assert_identificatie("A\x7F"
                         "B\xC2\x80\xC2\x85\xC2\x9F",
                         "A&#127;B&#128;&#133;&#159;");
    assert_identificatie("A\xE2\x80\xAE\xC2\xA0"
                         "B",
                         "A&#8238;\xC2\xA0"
                         "B");
}

Test(rapport, white_space_of_the_identificatie_is_collapsed)
{
    assert_identificatie(" DC  2025\t 4 ", "DC 2025 4");
}

Test(rapport, a_header_text_that_is_no_identificatie_is_masked)
{
    assert_identificatie("999900006", "9999*****");
    assert_identificatie("9999.00.006", "9999.**.***");
    assert_identificatie("999900007", "999900007");
    assert_identificatie("202500004123", "202500004123");
    assert_identificatie("Jan Jansen, geboren 01-06-1951", "J…");
}
