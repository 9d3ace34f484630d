/*
 * The language of what the program says of itself, from the outside.
 */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/program.h"
#include "support.h"

TestSuite(language, .init = program_enter_folder, .fini = program_leave_folder);

static const char *const commands[] = {
    "validate",        "schema",         "explain",       "retour",
    "receive",         "send",           "status",        "intake",
    "deadlines",       "report",         "ledger",        "fmt",
    "convert",         "generate",       "mutate",        "test",
    "ledger\ncheck",   "ledger\nbackup", "ledger\npurge", "ledger\nerase",
    "ledger\nexport",  "ledger\nrotate", "ledger\nblock", "ledger\nunblock",
    "ledger\nrestore", "ledger\ngranted"};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* The help of a command in `lang`; the caller releases it. */
static struct iwmo_buffer
help(const char *command, const char *lang)
{
    char line[200];

    snprintf(line, sizeof(line), "c='%s'; LC_ALL=%s $IWMO $c --help", command, lang);
    program_assert(line, 0, NULL, "");
    return test_read(".out");
}

/* Is there a word in it that a language would change?  Not so in an option's own name,
 * and in what is typed. */
static bool
has_words(const char *line)
{
    size_t words = 0;

    if (strncmp(line, "  iwmo ", 7) == 0 || strncmp(line, "      iwmo ", 11) == 0 ||
        strncmp(line, "  echo", 6) == 0)
        return false;
    for (const char *at = line; *at != '\0';) {
        const size_t size = strcspn(at, " ");
        bool is_word = size > 2;

        for (size_t i = 0; i < size; i++)
            is_word = is_word && islower((unsigned char)at[i]);
        words += is_word;
        at += size + strspn(at + size, " ");
    }
    return words >= 3;
}

/* So that the list above has all. */
Test(language, every_command_is_looked_at)
{
    program_assert("{ LC_ALL=C $IWMO --help; LC_ALL=C $IWMO ledger --help; } | "
                   "sed -n 's/^  \\(iwmo \\)*\\([a-z][a-z]*\\)  .*/\\2/p' >names; wc -l <names",
                   0, NULL, "");
    struct iwmo_buffer names = test_read("names");
    size_t count = 0;

    for (char *name = strtok(names.at, "\n"); name != NULL; name = strtok(NULL, "\n")) {
        bool is_there = false;
        for (size_t i = 0; i < COMMANDS; i++) {
            const char *last = strchr(commands[i], '\n');
            is_there |= strcmp(last != NULL ? last + 1 : commands[i], name) == 0;
        }
        cr_expect(is_there || strcmp(name, "help") == 0, "%s", name);
        count++;
    }
    cr_expect_geq(count, COMMANDS);
    iwmo_buffer_release(&names);
}

Test(language, every_line_of_help_is_there_in_both_languages)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        struct iwmo_buffer nl = help(commands[i], "nl_NL.UTF-8"),
                           en = help(commands[i], "en_GB.UTF-8");
        char *rest = en.at;

        for (char *line; (line = strsep(&rest, "\n")) != NULL;)
            if (has_words(line))
                cr_expect_null(strstr(nl.at, line), "%s: %s", commands[i], line);
        iwmo_buffer_release(&nl);
        iwmo_buffer_release(&en);
    }
}

/* But for what is typed: usage and examples. */
static bool
is_typed(const char *line)
{
    return strncmp(line, "Gebruik", 7) == 0 || strncmp(line, "  iwmo ", 7) == 0 ||
           strncmp(line, "      iwmo ", 11) == 0 || strncmp(line, "  echo", 6) == 0;
}

Test(language, no_line_of_Dutch_help_is_wider_than_90)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        struct iwmo_buffer text = help(commands[i], "nl");
        char *rest = text.at;

        for (char *line; (line = strsep(&rest, "\n")) != NULL;)
            if (!is_typed(line))
                cr_expect_leq(iwmo_text_length(iwmo_text(line)), 90, "%s: %s",
                              commands[i], line);
        iwmo_buffer_release(&text);
    }
}

Test(language, lang_goes_before_the_environment)
{
    program_assert("LC_ALL=en_US $IWMO status --lang nl --help", 0,
                   "Gebruik: iwmo status [OPTIE]...", "");
    program_assert("LC_ALL=nl_NL $IWMO status --help --lang=en", 0,
                   "Usage: iwmo status [OPTION]...", "");
    program_assert("LC_ALL= LC_MESSAGES= LANG=nl_NL.UTF-8 $IWMO --help", 0,
                   "Gebruik: iwmo OPDRACHT [OPTIE]...", "");
    program_assert("LC_ALL=nl $IWMO help", 0, "  iwmo receive    Neem berichten in",
                   "");
}

Test(language, what_is_wrong_is_said_in_Dutch_too)
{
    static const struct {
        const char *arguments, *says;
    } cases[] = {
        {"status --langg nl", "onbekende optie --langg; bedoelde u --lang? Zie 'iwmo "
                              "status --help'"},
        {"statu", "onbekende opdracht 'statu'; bedoelde u 'status'?"},
        {"status --report pdf", "--report: 'pdf' is geen van text, json; zie 'iwmo"},
        {"status --date x", "--date: geen datum; schrijf een dag als 2026-01-31"},
        {"status", "waarvan?  Een van --client, --allocation"},
        {"explain TR081", "onbekende code 'TR081'; bedoelde u TR061"},
        {"deadlines --horizon 0",
         "--horizon: '0' is geen getal van 1 tot en met 10000"},
        {"intake --ledger none.db", "none.db: er is geen logboek"},
        {"receive", "welke berichten?  FILE, DIR of - voor standaardinvoer"},
        {"report --month x", "--month: een maand of twee, zoals 2026-01"},
    };
    char line[300];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        snprintf(line, sizeof(line),
                 "IFS=' '; set -- %s; IFS='\n'; LC_ALL=nl $IWMO "
                 "\"$@\"; test $? -ge 2",
                 cases[i].arguments);
        program_assert(line, 0, "", cases[i].says);
    }
}

Test(language, what_was_filled_in_is_kept)
{
    program_assert("LC_ALL=nl $IWMO explain 'a %s b; did you mean'", 2, "",
                   "onbekende code 'a %s b; did you mean'");
    program_assert("LC_ALL=nl $IWMO validate --report a:b", 2, "",
                   "'a:b' is geen van text");
}

Test(language, findings_follow_the_environment)
{
    program_assert("LC_ALL=en $IWMO validate $FIXTURES/3.2/WMO305/valid.xml", 0, NULL,
                   NULL);
    program_assert("LC_ALL=en $IWMO schema WMO305 | head -1; LC_ALL=C $IWMO explain "
                   "9019",
                   0, "Betekenis", "");
    program_assert("LC_ALL=en $IWMO explain 9019", 0, "Meaning", "");
    program_assert("LC_ALL=en $IWMO explain 9019 --lang nl", 0, "Betekenis", "");
}

Test(language, the_comparison_with_expectations_is_said_in_Dutch)
{
    program_assert("cp $FIXTURES/3.2/WMO305/valid.xml . && printf 'verdict valid\\n' "
                   ">valid.findings && $IWMO test --lang nl .",
                   0, "1 zoals verwacht, 0 niet, 0 zonder verwachting", "");
    program_assert("$IWMO test .", 0, "1 as expected, 0 not, 0 without expectation",
                   "");
    program_assert(
        "printf 'verdict invalid\\n' >valid.findings; $IWMO test --lang nl .", 1,
        "valid.xml: niet zoals verwacht (- verwacht, + gevonden)", "");
}

Test(language, a_manual_is_made_from_the_same_rows)
{
    program_assert("LC_ALL=nl $IWMO help receive --man", 0,
                   ".Sh NAAM\n.Nm iwmo-receive", "");
    program_assert("LC_ALL=nl $IWMO help receive --man", 0,
                   ".It Fl -new-answers-only\n", "");
    program_assert(
        "LC_ALL=nl $IWMO help receive --man | grep -c '^\\.It Fl' >in; "
        "$IWMO receive --help | grep -c '^  [ -][^ ]*  *--[a-z]' >out; cmp in out",
        0, "", "");
}
