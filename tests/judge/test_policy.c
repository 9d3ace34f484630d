#include "judge/policy.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/location.h"
#include "report/json_checker.h"
#include "support.h"

#define BOTH                                                                           \
    "fixtures/3.2/WMO301/CD078-both-without-einddatum.xml" /* four findings            \
                                                            */
#define TAIL "action: suppress\nreason: why\nuntil: 2026-12-31\n"

static char path[TEST_PATH];
static struct iwmo_error err;

static void
make_file(void)
{
    test_make_file(path);
}

static void
drop_file(void)
{
    unlink(path);
}

TestSuite(policy, .init = make_file, .fini = drop_file);

static struct iwmo_policy *
open_text(const char *text)
{
    err = (struct iwmo_error){0};
    test_write(path, text, strlen(text));
    return iwmo_policy_open(path, &iwmo_schema_builtin, iwmo_date_of(2026, 1, 31),
                            &err);
}

/* ---- reading ---- */

Test(policy, an_entry_says_what_it_is_about)
{
    struct iwmo_policy *policy = open_text(
        "\xEF\xBB\xBF# one\r\n\r\ncode : TR3*\r\n message:WMO323\r\n# in between\r\n"
        "release: 3.2\nsender: 0344\nlocation: /Bericht/**/Prestatie[2]\n" TAIL);

    cr_assert_not_null(policy, "%s", err.text);
    const struct iwmo_measures *measures = iwmo_policy_measures(policy);
    cr_assert_eq(measures->count, 1);
    cr_assert_str_eq(measures->file, path);
    cr_assert_eq(measures->rows[0].line, 3);
    cr_assert_str_eq(measures->rows[0].code, "TR3*");
    cr_assert_str_eq(measures->rows[0].sender, "0344");
    cr_assert_str_eq(measures->rows[0].reason, "why");
    cr_assert_eq(measures->rows[0].action, IWMO_SUPPRESS);
    cr_assert_eq(measures->rows[0].step_count, 3);
    cr_assert_not(measures->rows[0].is_expired);
    iwmo_policy_close(policy);
}

Test(policy, no_entries_are_no_fault)
{
    struct iwmo_policy *policy = open_text("");

    cr_assert_not_null(policy);
    iwmo_policy_close(policy);
    policy = open_text("# nothing\n\n\n");
    cr_assert_not_null(policy);
    iwmo_policy_close(policy);
}

static void
assert_refused(const char *text, unsigned line, const char *says)
{
    char place[TEST_PATH + 20];

    cr_assert_null(open_text(text), "%s", text);
    cr_assert_eq(err.status, IWMO_MALFORMED, "%s: %s", text, err.text);
    snprintf(place, sizeof(place), "%s:%u: ", path, line);
    cr_assert_eq(strncmp(err.text, place, strlen(place)), 0, "%s", err.text);
    cr_assert_not_null(strstr(err.text, says), "%s lacks %s", err.text, says);
}

Test(policy, wrong_entries_are_told_with_their_line)
{
    assert_refused("\ncode: TR018\nreason: x\nuntil: 2026-12-31\n", 2, "no 'action'");
    assert_refused("code: TR018\naction: suppress\nuntil: 2026-12-31\n", 1, "'reason'");
    assert_refused("code: TR018\naction: suppress\nreason: x", 1, "'until'");
    assert_refused(TAIL, 1, "'code'");
    assert_refused("code: TR018\nreason: \n", 2, "no value");
    assert_refused("code: TR018\ncode: TR019\n", 2, "second 'code'");
    assert_refused("code: TR018\nseverity: error\n", 2, "'severity' is none of");
    assert_refused("code TR018\n", 1, "colon");
    assert_refused("code: TR01\n", 1, "there is no 'TR01'");
    assert_refused("code: XX*\n", 1, "there is no 'XX*'");
    assert_refused("code: TR018\naction: warn\n", 2, "suppress, warning, error");
    assert_refused("code: TR018\nuntil: 2026-02-30\n", 2, "no date");
    assert_refused("code: TR018\nuntil: 2026-1-1\n", 2, "no date");
    assert_refused("code: TR018\nmessage: 301\n", 2, "WMO301");
    assert_refused("code: TR018\nrelease: 3.9\n", 2, "3.2");
}

Test(policy, wrong_locations_are_told)
{
    assert_refused("code: TR018\nlocation: Bericht\n", 2, "begin with /");
    assert_refused("code: TR018\nlocation: /Bericht//Client\n", 2, "no name");
    assert_refused("code: TR018\nlocation: /Bericht/\n", 2, "no name");
    assert_refused("code: TR018\nlocation: /Bericht/Client[0]\n", 2, "Client[2]");
    assert_refused("code: TR018\nlocation: /Bericht/Client[1\n", 2, "Client[2]");
    assert_refused("code: TR018\nlocation: /Bericht/Client[x]\n", 2, "Client[2]");
    assert_refused("code: TR018\nlocation: /Bericht/Client[1]x\n", 2, "Client[2]");
    assert_refused("code: TR018\nlocation: /Bericht/**[2]\n", 2, "Client[2]");
}

Test(policy, faults_of_the_structure_cannot_be_changed)
{
    assert_refused("code: IW-S01\n", 1, "no policy can change");
    assert_refused("code: IW-X*\n", 1, "no policy can change");
    assert_refused("code: IW-N02\n", 1, "no policy can change");
    assert_refused("code: IW-F0*\n", 1, "no policy can change");
    assert_refused("code: IW-*\n", 1, "no policy can change");
    assert_refused("code: *\n", 1, "no policy can change");
}

Test(policy, remarks_can_be_changed)
{
    struct iwmo_policy *policy =
        open_text("code: IW-F12\n" TAIL "\ncode: IW-W*\n" TAIL "\ncode: IW-R-*\n" TAIL);

    cr_assert_not_null(policy, "%s", err.text);
    iwmo_policy_close(policy);
}

Test(policy, too_many_entries_are_refused)
{
    struct iwmo_buffer text = {0};

    for (int i = 0; i <= IWMO_MAX_MEASURES; i++)
        iwmo_buffer_text(&text, "code: TR018\n" TAIL "\n");
    assert_refused(text.at, 5 * IWMO_MAX_MEASURES + 1, "more than 1000");
    iwmo_buffer_release(&text);
}

Test(policy, a_file_that_is_not_there_is_trouble_of_the_system)
{
    cr_assert_null(iwmo_policy_open("/nowhere/at/all", &iwmo_schema_builtin,
                                    iwmo_date_of(2026, 1, 1), &err));
    cr_assert_eq(err.status, IWMO_IO);
    iwmo_policy_close(NULL);
}

/* ---- locations ---- */

static bool
matches(const char *pattern)
{
    static const struct iwmo_siblings one = {1}, three = {3};
    static const struct iwmo_step bericht = {NULL, "Bericht", 1, NULL};
    static const struct iwmo_step client = {&bericht, "Client", 1, &one};
    static const struct iwmo_step contact = {&client, "Contact", 2, &three};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_measure measure = {0};

    cr_assert_eq(iwmo_location_parse(pattern, arena, &measure, &err), IWMO_OK, "%s",
                 err.text);
    bool is_match = iwmo_location_matches(&measure, &contact);
    iwmo_arena_free(arena);
    return is_match;
}

Test(policy, locations_may_have_stars_and_numbers)
{
    cr_assert(matches("/Bericht/Client/Contact"));
    cr_assert(matches("/Bericht/Client[1]/Contact[2]"));
    cr_assert_not(matches("/Bericht/Client/Contact[3]"));
    cr_assert(matches("/*/*/*"));
    cr_assert_not(matches("/*/*"));
    cr_assert_not(matches("/*/*/*/*"));
    cr_assert(matches("/B*t/C*t/*on*t"));
    cr_assert_not(matches("/Bericht/Client/Con"));
    cr_assert(matches("/**"));
    cr_assert(matches("/**/Contact"));
    cr_assert(matches("/**/**/Contact/**"));
    cr_assert(matches("/Bericht/**/Client/**/Contact"));
    cr_assert(matches("/Bericht/**/*[2]"));
    cr_assert_not(matches("/**/Client"));
    cr_assert_not(matches("/"));
}

Test(policy, a_finding_about_the_file_has_the_shortest_place)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_measure whole = {0}, any = {0}, some = {0};

    cr_assert_eq(iwmo_location_parse("/", arena, &whole, NULL), IWMO_OK);
    cr_assert_eq(iwmo_location_parse("/**", arena, &any, NULL), IWMO_OK);
    cr_assert_eq(iwmo_location_parse("/Bericht", arena, &some, NULL), IWMO_OK);
    cr_assert(iwmo_location_matches(&whole, NULL));
    cr_assert(iwmo_location_matches(&any, NULL));
    cr_assert_not(iwmo_location_matches(&some, NULL));
    iwmo_arena_free(arena);
}

/* ---- measures ---- */

/* Errors, warnings, suppressed and verdict of the file under the policy. */
static void
assert_counts(const char *text, size_t max_findings, const char *wanted)
{
    struct iwmo_policy *policy = open_text(text);
    const struct iwmo_judge_options options = {.policy = policy,
                                               .max_findings = max_findings};
    const struct iwmo_result *result;
    char counts[100];

    cr_assert_not_null(policy, "%s", err.text);
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    cr_assert_eq(iwmo_judge_file(judge, BOTH, &result, NULL), IWMO_OK);
    snprintf(counts, sizeof(counts), "%" PRIu64 " %" PRIu64 " %" PRIu64 " %s",
             result->findings.errors, result->findings.warnings,
             result->findings.suppressed, iwmo_verdict_name(result->verdict));
    cr_assert_str_eq(counts, wanted, "%s: %s, not %s", text, counts, wanted);
    cr_assert_eq(iwmo_findings_total(&result->findings), 4);
    iwmo_judge_free(judge);
    iwmo_policy_close(policy);
}

Test(policy, suppressed_findings_do_not_count)
{
    assert_counts("", 0, "4 0 0 invalid");
    assert_counts("code: CD077\n" TAIL, 0, "3 0 1 invalid");
    assert_counts("code: CD07*\n" TAIL, 0, "0 0 4 valid");
    assert_counts("code: CD07*\n"
                  "message: WMO301\nrelease: 3.2\nsender: 0344\n" TAIL,
                  0, "0 0 4 valid");
}

Test(policy, severities_change_the_verdict)
{
    assert_counts("code: CD07*\naction: warning\nreason: x\nuntil: 2026-12-31\n", 0,
                  "0 4 0 valid");
    assert_counts("code: CD077\naction: warning\nreason: x\nuntil: 2026-12-31\n", 0,
                  "3 1 0 invalid");
    assert_counts("code: CD077\naction: error\nreason: x\nuntil: 2026-12-31\n", 0,
                  "4 0 0 invalid");
}

Test(policy, what_it_is_not_about_stays)
{
    assert_counts("code: CD07*\nmessage: WMO323\n" TAIL, 0, "4 0 0 invalid");
    assert_counts("code: CD07*\nrelease: 2.3\n" TAIL, 0, "4 0 0 invalid");
    assert_counts("code: CD07*\nsender: 0345\n" TAIL, 0, "4 0 0 invalid");
    assert_counts("code: CD07*\nlocation: /Bericht/**/Budget\n" TAIL, 0,
                  "3 0 1 invalid");
    assert_counts("code: CD07*\nlocation: /Bericht/**/ToegewezenProduct[2]/**\n" TAIL,
                  0, "4 0 0 invalid");
}

Test(policy, the_first_entry_that_has_not_expired_decides)
{
    assert_counts("code: CD077\naction: suppress\nreason: x\nuntil: 2026-01-30\n\n"
                  "code: CD07*\naction: warning\nreason: x\nuntil: 2026-01-31\n\n"
                  "code: CD07*\n" TAIL,
                  0, "0 4 0 valid");
}

Test(policy, findings_that_were_not_kept_stay_errors)
{
    assert_counts("code: CD07*\n" TAIL, 3, "1 0 3 invalid");
}

Test(policy, raised_remarks_make_a_message_invalid)
{
    struct iwmo_policy *policy =
        open_text("code: IW-F13\naction: error\nreason: x\nuntil: 2026-12-31\n");
    const struct iwmo_judge_options options = {.policy = policy};
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    struct iwmo_buffer bytes = test_read("fixtures/3.2/WMO301/valid.xml");
    const struct iwmo_result *result;

    cr_assert_eq(iwmo_judge_bytes(judge, "a.txt", bytes.at, bytes.size, &result, NULL),
                 IWMO_OK);
    cr_assert_eq(result->verdict, IWMO_INVALID);
    cr_assert_eq(result->findings.errors, 1);
    iwmo_judge_free(judge);
    iwmo_buffer_release(&bytes);
    iwmo_policy_close(policy);
}

/* ---- from the outside ---- */

static int
run_program(const char *arguments, struct iwmo_buffer *out)
{
    char command[2000], part[4096];
    const char *program = getenv("IWMO_BIN");

    snprintf(command, sizeof(command), "%s validate --policy '%s' %s 2>&1",
             program != NULL ? program : IWMO_PROGRAM, path, arguments);
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

Test(policy, the_program_tells_what_was_decided)
{
    static const char text[] =
        "code: CD07*\n" TAIL "\ncode: TR018\naction: warning\nreason: x\n"
        "until: 2025-12-31\n\ncode: TR101\n" TAIL;
    test_write(path, text, sizeof(text) - 1);
    assert_says(BOTH " --date 2026-01-01", 0,
                "0 fouten, 0 waarschuwingen, 4 onderdrukt");
    assert_says(BOTH " --date 2026-01-01 -v", 0,
                "(was fout: why; tot en met 2026-12-31)");
    assert_says(BOTH " --date 2026-01-01 -v --lang en", 0, ": suppressed: ");
    assert_says(BOTH " --date 2026-01-01 -q", 0,
                ":6: the entry for TR018 expired after ");
    assert_says(BOTH " --date 2026-01-01", 0,
                ":11: the entry for TR101 matched nothing");
    assert_says(BOTH " --date 2027-01-01", 1, ":1: the entry for CD07* expired after ");
    assert_says(BOTH " " BOTH " -j 2 --report json --date 2026-01-01", 0,
                "\"suppressed\":8,\"policy\":");
    assert_says("--fail-on=warning " BOTH " --date 2026-01-01", 0, "onderdrukt");
}

Test(policy, a_wrong_entry_is_wrong_usage)
{
    test_write(path, "\ncode: IW-S01\n", 14);
    assert_says(BOTH, 2, ":2: code: 'IW-S01' covers IW-S01");
    unlink(path);
    assert_says(BOTH, 4, "No such file");
    test_write(path, "", 0);
}

Test(policy, json_obeys_the_published_schema)
{
    static const char text[] =
        "code: CD077\n" TAIL "\ncode: CD07*\naction: warning\nreason: \"x\"\n"
        "until: 2026-12-31\n\ncode: TR018\naction: error\nreason: x\n"
        "until: 2020-01-01\n\ncode: TR101\n" TAIL;
    struct iwmo_buffer out = {0};
    char why[400], command[400];

    test_write(path, text, sizeof(text) - 1);
    snprintf(command, sizeof(command),
             BOTH " --date 2026-01-01 --report 'json:%s.json'", path);
    cr_assert_eq(run_program(command, &out), 0);
    iwmo_buffer_release(&out);
    snprintf(command, sizeof(command), "%s.json", path);
    out = test_read(command);
    unlink(command);
    json_t *schema = json_checker_schema();
    json_t *document = json_loads(out.at, JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(document, "%s", out.at);
    cr_assert(json_checker_obeys(schema, "document", document, why, sizeof(why)), "%s",
              why);
    cr_assert_not_null(strstr(out.at, "\"changed\":{\"from\":\"error\""));
    cr_assert_not_null(strstr(out.at, "\"suppressed\":{\"reason\":\"why\""));
    cr_assert_not_null(strstr(out.at, "\"expired\":[{\"line\":11,\"code\":\"TR018\""));
    cr_assert_not_null(strstr(out.at, "\"unused\":[{\"line\":16,\"code\":\"TR101\""));
    json_decref(document);
    json_decref(schema);
    iwmo_buffer_release(&out);
}
