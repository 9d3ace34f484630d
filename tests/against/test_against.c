#include "against/against.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "report/json_checker.h"
#include "support.h"

#define SHEETS "tests/run/sheets/"
#define F301   "fixtures/3.2/WMO301/"
#define CD007  F301 "CD007-language-with-form-3.xml"

static struct iwmo_error err;

static struct iwmo_against *
open_sheet(const char *sheet, unsigned seconds, uint64_t bytes)
{
    const struct iwmo_against_options options = {sheet, bytes, seconds};

    err = (struct iwmo_error){0};
    return iwmo_against_open(&options, &err);
}

/* A judge that compares; both are the caller's. */
static struct iwmo_judge *
make_judge(const struct iwmo_against *against, size_t max_findings)
{
    const struct iwmo_judge_options options = {.against = against,
                                               .max_findings = max_findings};

    cr_assert_not_null(against, "%s", err.text);
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    cr_assert_not_null(judge);
    return judge;
}

static const struct iwmo_comparison *
compare(struct iwmo_judge *judge, const char *file)
{
    const struct iwmo_result *result;

    cr_assert_eq(iwmo_judge_file(judge, file, &result, NULL), IWMO_OK);
    cr_assert_not_null(result->against, "%s", file);
    return result->against;
}

Test(against, both_agree_on_the_rules_that_both_have)
{
    static const char *const starts[] = {"CD007", "CD075", "CD076", "CD077",
                                         "CD078", "valid", "TR018"};
    static const char *const folders[] = {"fixtures/3.2/WMO301", "fixtures/3.2/WMO307"};
    struct iwmo_against *against = open_sheet(SHEETS "mini.xsl", 0, 0);
    struct iwmo_judge *judge = make_judge(against, 0);
    uint64_t same = 0, messages = 0;

    for (size_t f = 0; f < 2; f++) {
        char **paths = test_paths(folders[f], ".xml");
        for (size_t i = 0; paths[i] != NULL; i++)
            for (size_t j = 0; j < sizeof(starts) / sizeof(starts[0]); j++) {
                if (strncmp(paths[i] + strlen(folders[f]) + 1, starts[j], 5) != 0 ||
                    strstr(paths[i], "after-the-message") != NULL) /* TR134 too */
                    continue;
                const struct iwmo_comparison *found = compare(judge, paths[i]);
                cr_assert_eq(found->state, IWMO_COMPARED, "%s", paths[i]);
                for (size_t d = 0; d < found->difference_count; d++)
                    cr_assert_not_null(found->differences[d].known, "%s", paths[i]);
                cr_assert(found->is_schema_valid);
                same += found->same;
                messages++;
            }
        test_free_paths(paths);
    }
    cr_assert_geq(messages, 15);
    cr_assert_geq(same, 12);
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

Test(against, every_difference_is_told_with_code_and_places)
{
    struct iwmo_against *against = open_sheet(SHEETS "differs.xsl", 0, 0);
    struct iwmo_judge *judge = make_judge(against, 0);
    const struct iwmo_comparison *found = compare(judge, CD007);

    cr_assert_eq(found->state, IWMO_COMPARED);
    cr_assert_eq(found->same, 0);
    cr_assert_eq(found->only_ours, 1);
    cr_assert_eq(found->only_theirs, 1);
    cr_assert_eq(found->difference_count, 2);
    const struct iwmo_difference *ours = &found->differences[0];
    const struct iwmo_difference *theirs = &found->differences[1];
    cr_assert(ours->is_ours);
    cr_assert_str_eq(ours->code, "CD007");
    cr_assert_eq(ours->place_count, 2);
    cr_assert_str_eq(ours->places, "/Bericht/Client/Communicatie/Vorm");
    cr_assert_str_eq(ours->places + strlen(ours->places) + 1,
                     "/Bericht/Client/Communicatie/Taal");
    cr_assert_not(theirs->is_ours);
    cr_assert_str_eq(theirs->code, "TR999");
    cr_assert_str_eq(theirs->places, "/Bericht/Header/Afzender");
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

Test(against, findings_beyond_the_maximum_are_compared)
{
    struct iwmo_against *against = open_sheet(SHEETS "mini.xsl", 0, 0);
    struct iwmo_judge *judge = make_judge(against, 1);
    const struct iwmo_comparison *found =
        compare(judge, F301 "CD078-both-without-einddatum.xml");

    cr_assert_eq(found->state, IWMO_COMPARED);
    cr_assert_eq(found->same, 4);
    cr_assert_eq(found->difference_count, 0);
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

Test(against, invalid_structure_is_compared_and_marked)
{
    struct iwmo_against *against = open_sheet(SHEETS "mini.xsl", 0, 0);
    struct iwmo_judge *judge = make_judge(against, 0);
    struct iwmo_buffer bytes = test_read(CD007);
    const struct iwmo_result *result;

    memcpy(strstr(bytes.at, "Geslacht>2"), "Geslacht>7", 10);
    cr_assert_eq(iwmo_judge_bytes(judge, "a.xml", bytes.at, bytes.size, &result, NULL),
                 IWMO_OK);
    cr_assert_eq(result->against->state, IWMO_COMPARED);
    cr_assert_not(result->against->is_schema_valid);
    cr_assert_eq(result->against->same, 1);
    cr_assert_eq(iwmo_judge_bytes(judge, "b.xml", bytes.at, 500, &result, NULL),
                 IWMO_OK);
    cr_assert_eq(result->against->state, IWMO_NOT_XML);
    cr_assert_eq(iwmo_judge_bytes(judge, "c.xml", "", 0, &result, NULL), IWMO_OK);
    cr_assert_eq(result->against->state, IWMO_NOT_XML);
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

Test(against, large_messages_are_not_compared)
{
    struct iwmo_against *against = open_sheet(SHEETS "mini.xsl", 0, 1000);
    struct iwmo_judge *judge = make_judge(against, 1);

    cr_assert_eq(compare(judge, CD007)->state, IWMO_MESSAGE_LARGE);
    cr_assert_eq(compare(judge, F301 "CD078-both-without-einddatum.xml")->state,
                 IWMO_MESSAGE_LARGE);
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

/* ---- hostile stylesheets ---- */

static void
assert_state(const char *sheet, enum iwmo_comparison_state wanted)
{
    struct iwmo_against *against = open_sheet(sheet, 20, 0);
    struct iwmo_judge *judge = make_judge(against, 0);

    for (int i = 0; i < 2; i++) {
        enum iwmo_comparison_state state = compare(judge, CD007)->state;
        cr_assert_eq(state, wanted, "%s: %s", sheet, iwmo_comparison_state_name(state));
    }
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

Test(against, hostile_stylesheets_get_nowhere)
{
    unlink("/tmp/iwmo-written-by-a-sheet");
    assert_state(SHEETS "recursion.xsl", IWMO_SHEET_GAVE_UP);
    assert_state(SHEETS "terminates.xsl", IWMO_SHEET_GAVE_UP);
    assert_state(SHEETS "network.xsl", IWMO_SHEET_FORBIDDEN);
    assert_state(SHEETS "outside.xsl", IWMO_SHEET_FORBIDDEN);
    assert_state(SHEETS "writes.xsl", IWMO_SHEET_FORBIDDEN);
    assert_state(SHEETS "writes-too.xsl", IWMO_SHEET_FORBIDDEN);
    assert_state(SHEETS "no-rapport.xsl", IWMO_SHEET_NO_RAPPORT);
    assert_state(SHEETS "inside.xsl", IWMO_COMPARED);
    cr_assert_neq(access("/tmp/iwmo-written-by-a-sheet", F_OK), 0);
}

/* Whether memory or time ends it first depends on the machine. */
static void
assert_ended(const char *sheet)
{
    time_t begin = time(NULL);
    struct iwmo_against *against = open_sheet(sheet, 2, 0);
    struct iwmo_judge *judge = make_judge(against, 0);
    const struct iwmo_comparison *found = compare(judge, CD007);

    cr_assert(iwmo_comparison_failed(found), "%s", sheet);
    cr_assert_eq(found->difference_count, 0);
    cr_assert_lt(time(NULL) - begin, 30, "%s", sheet);
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}

Test(against, a_stylesheet_has_limited_time_and_memory)
{
    assert_ended(SHEETS "endless.xsl");
    assert_ended(SHEETS "huge.xsl");
}

static void
assert_not_opened(const char *sheet, enum iwmo_status status, const char *says)
{
    cr_assert_null(open_sheet(sheet, 0, 0), "%s", sheet);
    cr_assert_eq(err.status, status, "%s: %s", sheet, err.text);
    cr_assert_not_null(strstr(err.text, says), "%s", err.text);
}

Test(against, what_is_no_stylesheet_is_refused_at_once)
{
    assert_not_opened(SHEETS "wrong.xsl", IWMO_MALFORMED, "no XSLT stylesheet: ");
    assert_not_opened(CD007, IWMO_MALFORMED, "no XSLT stylesheet: ");
    assert_not_opened(SHEETS "imports-outside.xsl", IWMO_MALFORMED, "outside its dir");
    assert_not_opened(SHEETS "entity.xsl", IWMO_MALFORMED, "outside its dir");
    assert_not_opened(SHEETS "nowhere.xsl", IWMO_IO, "No such file");
    iwmo_against_close(NULL);
}

Test(against, two_stylesheets_can_be_open_at_once)
{
    struct iwmo_against *one = open_sheet(SHEETS "mini.xsl", 0, 0);
    struct iwmo_against *two = open_sheet(SHEETS "differs.xsl", 0, 0);
    struct iwmo_judge *first = make_judge(one, 0), *second = make_judge(two, 0);

    cr_assert_eq(compare(first, CD007)->difference_count, 0);
    cr_assert_eq(compare(second, CD007)->difference_count, 2);
    iwmo_against_close(one); /* and its process ends, though the other one is there */
    cr_assert_eq(compare(second, CD007)->difference_count, 2);
    iwmo_judge_free(first);
    iwmo_judge_free(second);
    iwmo_against_close(two);
}

/* ---- from the outside ---- */

static int
run_program(const char *arguments, struct iwmo_buffer *out)
{
    char command[2000], part[4096];
    const char *program = getenv("IWMO_BIN");

    snprintf(command, sizeof(command), "%s validate %s 2>&1",
             program != NULL ? program : IWMO_PROGRAM, arguments);
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    iwmo_buffer_text(out, "");
    for (size_t size; (size = fread(part, 1, sizeof(part), pipe)) > 0;)
        iwmo_buffer_add(out, part, size);
    return WEXITSTATUS(pclose(pipe));
}

static void
assert_says(const char *arguments, int status, const char *wanted)
{
    struct iwmo_buffer out = {0};
    int got = run_program(arguments, &out);

    cr_assert_eq(got, status, "%s: %d\n%s", arguments, got, out.at);
    cr_assert_not_null(strstr(out.at, wanted), "%s lacks %s", out.at, wanted);
    iwmo_buffer_release(&out);
}

#define VALID F301 "valid.xml"

Test(against, differences_decide_the_exit_status)
{
    assert_says(VALID " -v --against-xslt " SHEETS "mini.xsl", 0,
                "vergeleken met het stylesheet: 0 gelijk, 0 alleen iwmo, 0 alleen");
    assert_says(VALID " --against-xslt " SHEETS "differs.xsl", 1,
                "valid.xml: alleen het stylesheet: TR999 /Bericht/Header/Afzender (zie "
                "ook /Bericht/Header/Ontvanger)");
    assert_says(CD007 " --against-xslt " SHEETS "differs.xsl --lang en", 1,
                ": only iwmo: CD007 /Bericht/Client/Communicatie/Vorm (see also ");
    assert_says(VALID " --fail-on=never --against-xslt " SHEETS "differs.xsl", 0,
                "1 vergeleken, 1 verschillend, 0 niet te vergelijken");
    assert_says(VALID " --against-xslt " SHEETS "no-rapport.xsl", 3,
                "het stylesheet gaf geen Rapport");
    assert_says(VALID " --against-xslt " SHEETS "endless.xsl --against-seconds 1", 3,
                "het stylesheet duurde te lang");
    assert_says(VALID " --against-xslt " SHEETS "wrong.xsl", 2, "no XSLT stylesheet");
    assert_says(VALID " --against-seconds 1", 2, "goes with --against-xslt");
}

Test(against, workers_do_not_change_the_outcome)
{
    struct iwmo_buffer alone = {0}, many = {0};

    cr_assert_eq(run_program(F301 " -q -j 1 --against-xslt " SHEETS "mini.xsl", &alone),
                 1);
    cr_assert_eq(run_program(F301 " -q -j 7 --against-xslt " SHEETS "mini.xsl", &many),
                 1);
    cr_assert_str_eq(many.at, alone.at);
    iwmo_buffer_release(&alone);
    iwmo_buffer_release(&many);
}

Test(against, json_obeys_the_published_schema)
{
    struct iwmo_buffer out = {0};
    char why[400];

    run_program(CD007 " /dev/null " VALID " --report json --against-xslt " SHEETS
                      "differs.xsl",
                &out);
    json_t *schema = json_checker_schema();
    json_t *document = json_loads(out.at, JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(document, "%s", out.at);
    cr_assert(json_checker_obeys(schema, "document", document, why, sizeof(why)), "%s",
              why);
    cr_assert_not_null(strstr(out.at, "\"same\":0,\"only_ours\":[{\"code\":\"CD007\""));
    cr_assert_not_null(strstr(out.at, "\"state\":\"not_xml\""));
    cr_assert_not_null(strstr(out.at,
                              "\"against\":{\"compared\":2,\"different\":2,"
                              "\"failed\":0,\"only_ours\":1,\"only_theirs\":2}"));
    json_decref(document);
    json_decref(schema);
    iwmo_buffer_release(&out);
}

Test(against, a_known_difference_is_named_as_such)
{
    struct iwmo_against *against = open_sheet(SHEETS "rules.xsl", 0, 0);
    struct iwmo_judge *judge = make_judge(against, 0);
    const struct iwmo_comparison *found =
        compare(judge, "fixtures/3.2/WMO325/TR342-ok-large-total.xml");

    cr_assert_eq(found->only_ours, 0);
    cr_assert_eq(found->only_theirs, 1);
    cr_assert_str_eq(found->differences[0].code, "TR342");
    cr_assert_str_eq(found->differences[0].known, "a total above 2 147 483 647 cents");
    found = compare(judge, "fixtures/3.2/WMO301/CS139-ok-spaces-around-the-date.xml");
    cr_assert_eq(found->only_theirs, 1);
    cr_assert_str_eq(found->differences[0].known,
                     "white space around a date or number");
    iwmo_judge_free(judge);
    iwmo_against_close(against);
}
