/*
 * The program from the outside: exit status, standard output, standard error.
 * IWMO_BIN names the program; else the one that was built with these tests.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "report/json_checker.h"
#include "support.h"

#define VALID   "$ROOT/fixtures/3.2/WMO301/valid.xml"
#define MINIMAL "$ROOT/fixtures/2.3/WMO301/minimal.xml"

static char folder[TEST_PATH];

static void
enter_folder(void)
{
    const char *program = getenv("IWMO_BIN");
    char here[4096], path[8192];

    cr_assert_not_null(getcwd(here, sizeof(here)));
    setenv("ROOT", here, 1);
    if (program == NULL)
        program = IWMO_PROGRAM;
    snprintf(path, sizeof(path), "%s%s%s", program[0] == '/' ? "" : here,
             program[0] == '/' ? "" : "/", program);
    setenv("IWMO", path, 1);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
    cr_assert_eq(
        system("IFS='\n'; sed 's/<wmo301:Geslacht>2/<wmo301:Geslacht>7/' " VALID
               " > invalid.xml; : > empty.xml"),
        0);
}

static void
leave_folder(void)
{
    test_remove_folder(folder);
}

TestSuite(cli, .init = enter_folder, .fini = leave_folder);

static void
slurp(const char *path, struct iwmo_buffer *text)
{
    char part[4096];
    FILE *file = fopen(path, "r");

    cr_assert_not_null(file);
    iwmo_buffer_reset(text);
    iwmo_buffer_text(text, "");
    for (size_t size; (size = fread(part, 1, sizeof(part), file)) > 0;)
        iwmo_buffer_add(text, part, size);
    fclose(file);
}

struct outcome {
    int status;
    struct iwmo_buffer out, err;
};

/* Run a line of shell in which $IWMO is the program, and one word in any folder. */
static struct outcome
run(const char *line)
{
    struct outcome outcome = {0};
    char command[1000];

    snprintf(command, sizeof(command), "IFS='\n'; { %s ; } >out 2>err </dev/null",
             line);
    int status = system(command);
    cr_assert(WIFEXITED(status), "%s", line);
    outcome.status = WEXITSTATUS(status);
    slurp("out", &outcome.out);
    slurp("err", &outcome.err);
    return outcome;
}

static void
release(struct outcome *outcome)
{
    iwmo_buffer_release(&outcome->out);
    iwmo_buffer_release(&outcome->err);
}

static void
assert_status(const char *line, int status)
{
    struct outcome outcome = run(line);

    cr_assert_eq(outcome.status, status, "%s: %d, %s", line, outcome.status,
                 outcome.err.at);
    release(&outcome);
}

static void
assert_out_has(const char *line, int status, const char *part)
{
    struct outcome outcome = run(line);

    cr_assert_eq(outcome.status, status, "%s: %d, %s", line, outcome.status,
                 outcome.err.at);
    cr_assert_not_null(strstr(outcome.out.at, part), "%s: %s", line, outcome.out.at);
    release(&outcome);
}

/* Wrong usage: status 2, one line on standard error with a hint, no output. */
static void
assert_usage(const char *line, const char *part)
{
    struct outcome outcome = run(line);

    cr_assert_eq(outcome.status, 2, "%s: %d", line, outcome.status);
    cr_assert_eq(outcome.out.size, 0, "%s", line);
    cr_assert_eq(strchr(outcome.err.at, '\n'), outcome.err.at + outcome.err.size - 1,
                 "%s: %s", line, outcome.err.at);
    cr_assert_not_null(strstr(outcome.err.at, part), "%s: %s", line, outcome.err.at);
    cr_assert_not_null(strstr(outcome.err.at, "--help'"), "%s", outcome.err.at);
    release(&outcome);
}

Test(cli, exit_status_follows_the_verdicts)
{
    assert_status("$IWMO validate " VALID, 0);
    assert_status("$IWMO validate invalid.xml " VALID, 1);
    assert_status("$IWMO validate empty.xml invalid.xml", 3);
    assert_status("$IWMO validate missing.xml " VALID, 3);
    assert_status("$IWMO validate empty.xml -o /dev/full", 4);
}

Test(cli, fail_on_moves_one_border_only)
{
    assert_status("cp " VALID " a.txt; $IWMO validate a.txt", 0);
    assert_status("cp " VALID " a.txt; $IWMO validate --fail-on=warning a.txt", 1);
    assert_status("$IWMO validate --fail-on=never invalid.xml", 0);
    assert_status("$IWMO validate --fail-on=never empty.xml", 3);
    assert_status("$IWMO validate --fail-on=error invalid.xml", 1);
}

Test(cli, wrong_usage_is_one_line_with_a_hint)
{
    assert_usage("$IWMO validate", "nothing to judge");
    assert_usage("$IWMO validate --reprot json x", "did you mean --report?");
    assert_usage("$IWMO validate --qqqqqqqq x", "unknown option --qqqqqqqq");
    assert_usage("$IWMO validate -x", "unknown option -x");
    assert_usage("$IWMO validate -j 0 x", "--jobs: '0'");
    assert_usage("$IWMO validate -j 999999999999999999999 x", "--jobs");
    assert_usage("$IWMO validate --jobs=2x x", "--jobs: '2x'");
    assert_usage("$IWMO validate x -o", "--output needs a value");
    assert_usage("$IWMO validate x -o ''", "--output: its value is empty");
    assert_usage("$IWMO generate 305 --random --count 2 -o ''", "--output: its value");
    assert_usage("$IWMO validate --quiet=1 x", "--quiet takes no value");
    assert_usage("$IWMO validate --report xml x", "none of text, json");
    assert_usage("$IWMO validate --report json: x", "no path");
    assert_usage("$IWMO validate --report json --report text x", "two reports");
    assert_usage("$IWMO validate --report json:a -o b x", "has a path already");
    assert_usage("$IWMO validate --date 31-01-2026 x", "--date: no date");
    assert_usage("$IWMO receive --date 2026-02-30 x", "--date: no date");
    assert_usage("$IWMO ledger purge --before 2026-2-1", "--before: no date");
    assert_usage("$IWMO validate --release 9 x", "known: 2.3, 3.2");
    assert_usage("$IWMO validate --lang de x", "none of nl, en");
    assert_usage("$IWMO validate -0 x", "--files-from");
    assert_usage("$IWMO validate --files-from - -", "at once");
    assert_usage("$IWMO validate --max-findings 0 x", "--max-findings");
    assert_usage("$IWMO validate \"$(printf 'a\\nb')\" --x", "unknown option --x");
    assert_usage("$IWMO validate \"$(printf -- '--a\\nb')\"", "unknown option");
    assert_usage("$IWMO valdate x", "did you mean 'validate'?");
    assert_usage("$IWMO schema LDT_Datm", "did you mean LDT_Datum?");
    assert_usage("$IWMO schema --codes LDT_Datum", "no codes");
    assert_usage("$IWMO schema 301 302", "one NAME");
    assert_usage("$IWMO schema 301 --types", "only one of");
    assert_usage("$IWMO help nothing", "unknown command");
}

Test(cli, what_is_no_date_is_not_repeated)
{
    struct outcome outcome = run("$IWMO status --client - --date 999900006 </dev/null");

    cr_assert_eq(outcome.status, 2);
    cr_assert_null(strstr(outcome.err.at, "9999"), "%s", outcome.err.at);
    release(&outcome);
}

Test(cli, without_arguments_there_is_a_short_help)
{
    struct outcome outcome = run("$IWMO");

    cr_assert_eq(outcome.status, 2);
    cr_assert_eq(outcome.out.size, 0);
    cr_assert_not_null(strstr(outcome.err.at, "Usage: iwmo COMMAND"));
    release(&outcome);
}

Test(cli, help_and_version_go_to_standard_output)
{
    assert_out_has("$IWMO --help", 0, "Example:");
    assert_out_has("$IWMO --version", 0, "iwmo ");
    assert_out_has("$IWMO validate --help", 0, "Example:");
    assert_out_has("$IWMO validate x --help", 0, "--show-values");
    assert_out_has("$IWMO validate -h", 0, "--fail-on");
    assert_out_has("$IWMO schema --help", 0, "Example:");
    assert_out_has("$IWMO help schema", 0, "--codes");
    assert_status("$IWMO --help >/dev/full", 4);
}

Test(cli, options_may_be_written_in_every_usual_way)
{
    assert_out_has("$IWMO validate invalid.xml -qj2 --lang=en", 1, ": error: ");
    assert_out_has("$IWMO validate -q -j 2 --lang en invalid.xml", 1, ": error: ");
    assert_out_has("mv invalid.xml ./-q.xml; $IWMO validate -- -q.xml", 1, "-q.xml:");
    assert_out_has("$IWMO validate -v " VALID, 0, "geldig (WMO301 3.2)");
}

Test(cli, standard_input_is_a_dash)
{
    assert_out_has("cat invalid.xml | $IWMO validate -", 1,
                   "\n-: ongeldig (WMO301 3.2)");
    assert_out_has("$IWMO validate -", 3, "-: fout: Het bestand is leeg");
}

Test(cli, names_come_from_a_list)
{
    assert_out_has("printf '%s\\n' invalid.xml " VALID
                   " > list; $IWMO validate --files-from list",
                   1, "2 berichten, 1 geldig, 1 ongeldig");
    assert_out_has("printf 'invalid.xml\\0empty.xml\\0' | "
                   "$IWMO validate -0 --files-from=-",
                   3, "2 berichten, 1 ongeldig, 1 niet te beoordelen");
    assert_status("$IWMO validate --files-from nowhere", 4);
}

Test(cli, directories_are_walked)
{
    assert_out_has("mkdir -p d/e; cp invalid.xml d; cp invalid.xml d/e; touch d/x.txt; "
                   "$IWMO validate d",
                   1, "1 bericht, 1 ongeldig");
    assert_out_has("$IWMO validate -r d", 1, "2 berichten, 2 ongeldig");
    assert_out_has("$IWMO validate -r d", 1, "1 bestand in een map overgeslagen");
}

Test(cli, several_reports_in_one_run)
{
    assert_out_has("$IWMO validate invalid.xml --report json:r.json --report text "
                   "--report jsonl:r.jsonl",
                   1, "invalid.xml: ongeldig");
    json_t *document = json_load_file("r.json", 0, NULL);
    json_t *line = json_load_file("r.jsonl", 0, NULL);
    json_t *message = json_array_get(json_object_get(document, "messages"), 0);
    cr_assert(json_equal(message, line));
    cr_assert_eq(strlen(json_string_value(json_object_get(line, "sha256"))), 64);
    json_decref(document);
    json_decref(line);
    assert_status("$IWMO validate invalid.xml -o main.txt && test -s main.txt", 1);
    assert_status("$IWMO validate " VALID " -q -o main.txt; test -e main.txt", 0);
}

Test(cli, every_line_obeys_the_published_schema)
{
    struct outcome outcome = run("$IWMO validate -r $ROOT/fixtures --report jsonl");
    json_t *schema = json_checker_schema();
    char *rest = outcome.out.at;
    size_t lines = 0;

    for (char *line; (line = strsep(&rest, "\n")) != NULL && line[0] != '\0'; lines++) {
        char why[400];
        json_t *message = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        cr_assert_not_null(message, "%s", line);
        cr_assert(json_checker_obeys(schema, "message", message, why, sizeof(why)),
                  "%s in %s", why, line);
        json_decref(message);
    }
    cr_assert_geq(lines, 40);
    json_decref(schema);
    release(&outcome);
}

Test(cli, a_report_that_fails_does_not_lose_the_others)
{
    assert_status("$IWMO validate invalid.xml --report jsonl:/dev/full "
                  "--report json:good.json",
                  4);
    json_t *document = json_load_file("good.json", 0, NULL);
    cr_assert_not_null(document);
    json_decref(document);
    assert_status("$IWMO validate invalid.xml --report jsonl:no/such/place", 4);
}

Test(cli, a_closed_pipe_needs_no_words)
{
    struct outcome outcome =
        run("for i in $(seq 2000); do echo invalid.xml; done > list; "
            "{ $IWMO validate --files-from list; echo $? > status; } | head -n 1");

    cr_assert_eq(outcome.err.size, 0, "%s", outcome.err.at);
    release(&outcome);
    assert_status("test \"$(cat status)\" = 4", 0);
}

Test(cli, findings_are_limited_and_the_cut_is_told)
{
    assert_out_has("$IWMO validate --max-findings 1 invalid.xml --lang en", 1,
                   "(the first 1 shown)");
    assert_out_has("$IWMO validate --max-findings=1 invalid.xml --report jsonl", 1,
                   "\"cut\":true");
}

Test(cli, values_are_masked_unless_asked)
{
    assert_out_has("sed 's/999901515/99990151/' " VALID " > bsn.xml; "
                   "$IWMO validate bsn.xml",
                   1, "\"9999****\"");
    assert_out_has("$IWMO validate --show-values bsn.xml", 1, "\"99990151\"");
}

Test(cli, colours_only_where_they_are_wanted)
{
    struct outcome outcome = run("$IWMO validate invalid.xml");

    cr_assert_null(strchr(outcome.out.at, '\033'));
    release(&outcome);
    assert_out_has("$IWMO validate --color=always invalid.xml", 1, "\033[");
    assert_out_has("NO_COLOR=1 $IWMO validate --color invalid.xml", 1, "\033[");
    outcome = run("$IWMO validate --color=never invalid.xml");
    cr_assert_null(strchr(outcome.out.at, '\033'));
    release(&outcome);
}

Test(cli, the_release_can_be_asked_for)
{
    assert_status("$IWMO validate --release 3.2 " VALID, 0);
    assert_status("$IWMO validate --release 2.3 " MINIMAL, 0);
    assert_status("$IWMO validate --date 2026-01-31 " VALID, 0);
}

Test(cli, other_schemas_can_be_laid_beside_ours)
{
    assert_status("$IWMO validate --xsd $ROOT/xsd " VALID, 0);
    assert_status("$IWMO validate --xsd $ROOT/xsd invalid.xml", 1);
    assert_status("$IWMO validate --xsd nowhere " VALID, 4);
    assert_out_has("$IWMO schema --xsd $ROOT/xsd 301 --release 2.3", 0,
                   "WMO301, iWmo 2.3");
}

Test(cli, the_schema_tells_what_the_standard_says)
{
    assert_out_has("$IWMO schema", 0, "iWmo 3.2\n  WMO301  ");
    assert_out_has("$IWMO schema WMO301", 0, "WMO301, iWmo 3.2");
    assert_out_has("$IWMO schema 303", 0, "WMO303, iWmo 2.3");
    assert_out_has("$IWMO schema 301 --release 2.3", 0, "Beschikking ");
    assert_out_has("$IWMO schema ldt_datum --lang en", 0, "without time zone");
    assert_out_has("$IWMO schema --codes LDT_Eenheid", 0, "Etmaal");
    assert_out_has("$IWMO schema --types --release 3.2", 0, "LDT_Versie, iWmo 3.2");
    assert_status("$IWMO schema -o all.json --format json --types && test -s all.json",
                  0);
}

static void
assert_json(const char *line)
{
    struct outcome outcome = run(line);
    json_error_t error;

    cr_assert_eq(outcome.status, 0, "%s: %s", line, outcome.err.at);
    json_t *value =
        json_loadb(outcome.out.at, outcome.out.size, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(value, "%s: %s at %d", line, error.text, error.position);
    json_decref(value);
    release(&outcome);
}

Test(cli, the_schema_speaks_json)
{
    assert_json("$IWMO schema --format json");
    assert_json("$IWMO schema --format json --release 2.3");
    assert_json("$IWMO schema --format json 323");
    assert_json("$IWMO schema --format json LDT_Commentaar");
    assert_json("$IWMO schema --format json --types");
    assert_json("$IWMO schema --format json --codes LDT_LandCode");
    assert_json("$IWMO schema --report-json");
}
