/*
 * No output of any command overwrites what the command reads: every option that writes,
 * against every file that is read, under each of its names.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/program.h"
#include "support.h"

#define MOST 16

/* A command line without outputs, what it reads, and how it is told to write: the
 * path comes after that.  Files are those that make_world() makes. */
struct row {
    const char *command; /* as its help is asked for */
    const char *line;
    const char *reads[MOST];
    const char *writes[MOST];
};

#define BOOKS "l.db", "l.db.key", "l.db-wal", "l.db-shm", "l.db-journal", "l.db.head"
#define CONSULT(name, more)                                                            \
    {                                                                                  \
        name, name more " --ledger l.db --key l.db.key", {BOOKS},                      \
            {"-o ", "--report json:"},                                                 \
    }

static const struct row rows[] = {
    {"validate",
     "validate --policy policy --xsd xsd --against-xslt s.xsl --files-from list m.xml "
     "in",
     {"m.xml", "policy", "xsd/3.2/basisschema.xsd", "s.xsl", "list", "listed.xml",
      "in/a.xml", "in/below/b.xml"},
     {"-o ", "--report json:", "--report csv:", "--report text:/dev/null -o "}},
    {"schema", "schema --xsd xsd WMO301", {"xsd/3.2/basisschema.xsd"}, {"-o "}},
    {"explain", "explain TR302", {NULL}, {"-o "}},
    {"retour", "retour --decision d.json m.xml", {"m.xml", "d.json"}, {"-o "}},
    {"fmt", "fmt m.xml", {"m.xml"}, {"-o "}},
    {"convert", "convert --to json m.xml", {"m.xml"}, {"-o "}},
    {"convert",
     "convert --to-release 2.3 --set @set m.xml",
     {"m.xml", "set"},
     {"-o ", "--loss "}},
    {"convert",
     "convert --to xml tables",
     {"tables/m-Header.csv", "tables/m-Client.csv"},
     {"-o "}},
    {"convert",
     "convert --to xml tables/m-Header.csv",
     {"tables/m-Header.csv", "tables/m-Client.csv"},
     {"-o "}},
    {"generate", "generate WMO301 --from m.json", {"m.json"}, {"-o "}},
    {"generate",
     "generate WMO301 --from tables",
     {"tables/m-Header.csv", "tables/m-Client.csv"},
     {"-o "}},
    {"test", "test in", {"in/a.xml", "in/a.findings"}, {"--report tap:"}},
    {"status",
     "status --allocation 0384/667899 --ledger l.db --key l.db.key --organisatie org",
     {BOOKS, "org"},
     {"-o ", "--report json:"}},
    {"intake",
     "intake --ledger l.db --key l.db.key --organisatie org",
     {BOOKS, "org"},
     {"-o ", "--report json:"}},
    {"deadlines",
     "deadlines --ledger l.db --key l.db.key --calendar holidays",
     {BOOKS, "holidays"},
     {"-o ", "--report json:"}},
    CONSULT("report", ""),
    CONSULT("ledger check", ""),
    {"ledger export", "ledger export --ledger l.db --key l.db.key", {BOOKS}, {"-o "}},
    {"ledger backup",
     "ledger backup --force --ledger l.db --key l.db.key",
     {BOOKS},
     {""}},
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static int
shell(const char *line)
{
    char whole[2000];

    /* as program_assert(): a path with spaces is one word */
    int size = snprintf(whole, sizeof(whole), "IFS='\n'; %s", line);
    cr_assert(size > 0 && (size_t)size < sizeof(whole));
    int status = system(whole);
    cr_assert(WIFEXITED(status), "%s", line);
    return WEXITSTATUS(status);
}

static void
make_world(void)
{
    static const char *const lines[] = {
        "cp \"$FIXTURES\"/3.2/WMO301/valid.xml m.xml && cp m.xml listed.xml",
        "mkdir -p in/below xsd && cp m.xml in/a.xml && cp m.xml in/below/b.xml",
        "cp \"$FIXTURES\"/3.2/WMO301/valid.findings in/a.findings 2>/dev/null || "
        "echo 'verdict valid' >in/a.findings",
        "cp -r \"$FIXTURES\"/../xsd/* xsd/ && echo listed.xml >list",
        "cp \"$FIXTURES\"/../tests/run/sheets/mini.xsl s.xsl && "
        "cp \"$FIXTURES\"/registers/organisatie.csv org",
        "printf 'code: TR018\\naction: suppress\\nreason: r\\nuntil: 2099-01-01\\n' "
        ">policy",
        "echo '[]' >d.json && echo '2026-04-27 day' >holidays && echo "
        "BeschikkingNummer=1 >set",
        "$IWMO convert --to json m.xml >m.json",
        "$IWMO convert --to csv m.xml -d tables",
        "$IWMO receive --ledger l.db --date 2026-01-05 -o . m.xml >/dev/null; true",
        "for f in l.db-wal l.db-shm l.db-journal l.db.head; do test -e $f || : >$f; "
        "done; mkdir links",
    };

    program_enter_folder();
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        cr_assert_eq(shell(lines[i]), 0, "%s", lines[i]);
    cr_assert_eq(shell("test -s tables/m-Client.csv && test -s l.db.key"), 0);
}

TestSuite(guard, .init = make_world, .fini = program_leave_folder, .timeout = 300);

/* ---- every option of every command is in the table ---- */

static bool
is_in_table(const char *command, const char *option)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].command, command) != 0)
            continue;
        if (strstr(rows[i].line, option) != NULL)
            return true;
        for (size_t j = 0; j < MOST && rows[i].writes[j] != NULL; j++)
            if (strstr(rows[i].writes[j], option) != NULL)
                return true;
    }
    return false;
}

/* Options whose value is a folder are in other tests here; those of receive and send
 * too, which write nothing else. */
static bool
is_tested_apart(const char *command, const char *option)
{
    static const char *const folders[] = {"--output-dir", "--overdracht", "--open",
                                          "--key", "--ledger"};

    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        if (strcmp(option, folders[i]) == 0)
            return true;
    return strcmp(command, "receive") == 0 || strcmp(command, "send") == 0 ||
           strcmp(command, "mutate") == 0 || strcmp(command, "ledger purge") == 0 ||
           strcmp(command, "ledger erase") == 0;
}

static void
look_up_option(const char *command, const char *line)
{
    char option[64];
    const char *at = strstr(line, "--");
    size_t size = at != NULL ? strcspn(at, " [\n") : 0;

    cr_assert_lt(size, sizeof(option));
    memcpy(option, at, size);
    option[size] = '\0';
    const bool is_short_form = strcmp(option, "--output") == 0;
    cr_expect(is_tested_apart(command, option) ||
                  is_in_table(command, is_short_form ? "-o" : option),
              "iwmo %s %s takes a path and is not in the table of this test", command,
              option);
}

Test(guard, the_table_has_every_option_that_takes_a_path)
{
    static const char *const commands[] = {
        "validate",      "schema",       "explain",       "retour",
        "receive",       "send",         "status",        "intake",
        "deadlines",     "report",       "fmt",           "convert",
        "generate",      "mutate",       "test",          "ledger check",
        "ledger backup", "ledger purge", "ledger export", "ledger erase",
        "ledger rotate"};
    char line[400];
    size_t looked_up = 0;

    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        snprintf(line, sizeof(line),
                 "\"$IWMO\" %s --help | grep -E '^  (-., |    )--[a-z-]+ "
                 "(FILE|DIR|PATH|SHEET|LEDGER|FORMAT\\[:PATH\\])'",
                 commands[i]);
        FILE *help = popen(line, "r");
        while (fgets(line, sizeof(line), help) != NULL) {
            look_up_option(commands[i], line);
            looked_up++;
        }
        pclose(help);
    }
    cr_expect_geq(looked_up, 40);
}

/* ---- the table ---- */

#define SUMS 200 /* two lines of sha256sum and the books' own verdict */

static void
sums(char out[SUMS])
{
    FILE *pipe = popen("find . -type f ! -name '.*' ! -name 'l.db*' -print0 | "
                       "sort -z | xargs -0 sha256sum | sha256sum; "
                       "cat l.db.key | sha256sum; "
                       "\"$IWMO\" ledger check --ledger l.db | grep -c orde",
                       "r");
    size_t size = fread(out, 1, SUMS - 1, pipe);

    out[size] = '\0';
    pclose(pipe);
    cr_assert(size > 2 && strcmp(out + size - 3, "\n1\n") == 0, "%s", out);
}

static void
expect_refused(const struct row *row, const char *write, const char *path)
{
    char line[1000];

    snprintf(line, sizeof(line), "$IWMO %s %s%s >/dev/null 2>.err </dev/null",
             row->line, write, path);
    cr_expect_eq(shell(line), 2, "%s", line);
    struct iwmo_buffer err = test_read(".err");
    cr_expect(err.size > 0 && (strstr(err.at, "cannot be its output") != NULL ||
                               strstr(err.at, "two outputs") != NULL),
              "%s: %s", line, err.at);
    iwmo_buffer_release(&err);
}

static void
try_names(const struct row *row, const char *write, const char *read)
{
    char line[400];

    snprintf(
        line, sizeof(line),
        "test -e %s || : >%s; ln -sf \"$PWD\"/%s links/soft && ln -f %s links/hard",
        read, read, read, read);
    cr_assert_eq(shell(line), 0);
    expect_refused(row, write, read);
    expect_refused(row, write, "links/soft");
    expect_refused(row, write, "./in/../links/hard");
    cr_assert_eq(shell("rm links/*"), 0);
}

static void
play(const struct row *row)
{
    char before[SUMS], after[SUMS];

    sums(before);
    for (size_t i = 0; i < MOST && row->reads[i] != NULL; i++)
        for (size_t j = 0; j < MOST && row->writes[j] != NULL; j++)
            try_names(row, row->writes[j], row->reads[i]);
    sums(after);
    cr_expect_str_eq(before, after, "%s", row->line);
}

Test(guard, no_output_is_what_is_read)
{
    for (size_t i = 0; i < ROWS; i++)
        play(&rows[i]);
}

Test(guard, what_is_not_read_may_be_written_to)
{
    char line[600];

    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].command, "ledger backup") == 0)
            continue;
        snprintf(
            line, sizeof(line),
            "mkdir -p other && $IWMO %s %sother/fine >/dev/null 2>.err </dev/null; "
            "s=$?; rm -rf other; test $s -ne 2 -a $s -ne 4",
            rows[i].line, rows[i].writes[0]);
        cr_expect_eq(shell(line), 0, "%s", line);
    }
}

/* ---- standard input, output and error ---- */

Test(guard, redirections_count_when_the_shell_left_the_file_whole)
{
    program_assert("cp m.xml k && { $IWMO validate m.xml >>m.xml; s=$?; cmp m.xml k; "
                   "(exit $s); }",
                   2, "", "standard output: is read by this command");
    program_assert("$IWMO fmt m.xml 1<>m.xml", 2, "", "standard output");
    program_assert("$IWMO validate in/a.xml 2>>in/a.xml", 2, "", "");
    program_assert("$IWMO fmt -o m.xml <m.xml", 2, "", "m.xml: is read");
    program_assert("$IWMO convert --to json - -o m.xml <m.xml", 2, "",
                   "m.xml: is read");
    program_assert("$IWMO status --ledger l.db >>l.db", 2, "", "standard output");
    program_assert("cmp m.xml k && cmp in/a.xml k && echo whole", 0, "whole", "");
    program_assert("$IWMO fmt m.xml -o /dev/null </dev/null >/dev/null", 0, "", "");
}

Test(guard, two_outputs_are_two_files)
{
    program_assert("$IWMO validate m.xml --report json:r --report csv:./r; ls r", 2, "",
                   "two outputs cannot be one file");
    program_assert("ln -s r2 r1; $IWMO convert --to-release 2.3 m.xml -o x --loss ./x",
                   2, "", "two outputs");
    program_assert(
        "$IWMO validate m.xml --report json:/dev/null --report csv:/dev/null "
        "--report text:/dev/null",
        2, "", "two reports go to /dev/null");
}

/* The usual ledger is nobody's output, also of a command that does not read it. */
Test(guard, the_usual_ledger_is_never_an_output)
{
    program_assert("mkdir -p s/iwmo && cp l.db s/iwmo/ledger.db && "
                   "XDG_STATE_HOME=$PWD/s $IWMO validate m.xml -o s/iwmo/ledger.db",
                   2, "", "ledger.db: is read");
    program_assert("cmp l.db s/iwmo/ledger.db && echo whole", 0, "whole", "");
}

/* ---- folders ---- */

static void
expect_whole(void)
{
    program_assert("cmp m.xml k && echo whole", 0, "whole", "");
}

Test(guard, a_file_in_an_output_folder_is_no_way_around)
{
    cr_assert_eq(shell("cp m.xml k && mkdir out && ln -s ../m.xml out/m.rapport.xml"),
                 0);
    program_assert("$IWMO validate m.xml --report rapport -d out", 2, "",
                   "out/m.rapport.xml: is read");
    expect_whole();
    cr_assert_eq(shell("ln -s ../m.xml out/m-Client.csv"), 0);
    program_assert("$IWMO convert --to csv m.xml -d out", 2, "",
                   "out/m-Client.csv: is read");
    expect_whole();
    program_assert("ls out | grep -c csv", 0, "1", "");
}

/* What an answer would be called is a message that is read. */
Test(guard, an_answer_does_not_replace_a_message)
{
    cr_assert_eq(shell("cp m.xml k && mkdir box && $IWMO receive --ledger n.db -d box "
                       "m.xml >/dev/null; ls box/*.xml >name && "
                       "cp m.xml \"$(cat name)\" && "
                       "cp m.xml box/again.xml"),
                 0);
    program_assert("$IWMO receive --ledger n.db -d box m.xml box/", 2, NULL,
                   "is read by this command");
    program_assert("cmp k \"$(cat name)\" && cmp k box/again.xml && echo whole", 0,
                   "whole", "");
    program_assert("cd box && $IWMO receive --ledger ../n.db ../m.xml .", 2, NULL,
                   "is read by this command");
    program_assert("cmp k \"$(cat name)\" && echo whole", 0, "whole", "");
}

Test(guard, an_overdrachtsblad_and_an_export_leave_the_books_alone)
{
    program_assert("$IWMO ledger export --ledger l.db -o /dev/null --open x && "
                   "ls x | head -1",
                   0, ".xml", "");
    program_assert(
        "f=$(ls x/*.xml | head -1); ln -sf ../l.db.key \"$f\"; cp l.db.key k; "
        "$IWMO ledger export --ledger l.db -o /dev/null -d x; s=$?; "
        "cmp k l.db.key; (exit $s)",
        2, "", "is read by this command");
}
