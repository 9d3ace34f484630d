/* The retour message, end to end: the program answers, and its own judge agrees. */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *
program(void)
{
    const char *path = getenv("IWMO_BIN");

    return path != NULL ? path : IWMO_PROGRAM;
}

/* Run a shell command line on the program; its output in `out`; its exit status. */
static int
run(const char *arguments, char *out, size_t room)
{
    char command[4096];

    snprintf(command, sizeof(command), "exec 2>/dev/null; %s %s", program(), arguments);
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    size_t size = fread(out, 1, room - 1, pipe);
    out[size] = '\0';
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static char text[1 << 20];

static void
answers_are_valid(const char *pattern)
{
    glob_t files;
    char arguments[2048];

    cr_assert_eq(glob(pattern, 0, NULL, &files), 0, "%s", pattern);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        const char *path = files.gl_pathv[i];
        if (strstr(path, "/IW-") != NULL)
            continue;
        snprintf(arguments, sizeof(arguments),
                 "retour '%s' --date 2026-11-22 | %s validate -q --date 2026-11-22 -",
                 path, program());
        cr_assert_eq(run(arguments, text, sizeof(text)), 0, "%s: %s", path, text);
    }
    globfree(&files);
}

Test(retour, every_answer_of_2_3_is_valid)
{
    answers_are_valid("fixtures/2.3/WMO30[1357]/[Cmv]*.xml");
}

Test(retour, every_answer_of_3_2_is_valid)
{
    answers_are_valid("fixtures/3.2/WMO3[01][13579]/[msv]*.xml");
    answers_are_valid("fixtures/3.2/WMO323/[Tmsv]*.xml");
}

Test(retour, an_accepted_message_gets_a_bare_header)
{
    cr_assert_eq(run("retour fixtures/3.2/WMO301/valid.xml", text, sizeof(text)), 0);
    cr_assert_not_null(strstr(text, "<wmo302:BerichtCode>415<"));
    cr_assert_null(strstr(text, "RetourCodes"));
    cr_assert_null(strstr(text, "<wmo302:Client>"));
}

Test(retour, a_rule_inside_the_message_rejects_it_in_the_header)
{
    cr_assert_eq(
        run("retour fixtures/3.2/WMO307/TR018-both-records.xml", text, sizeof(text)),
        0);
    cr_assert_not_null(strstr(text, "<wmo308:RetourCode>0001<"));
    cr_assert_null(strstr(text, "<wmo308:Client>"));
}

Test(retour, a_message_that_breaks_the_schema_has_none)
{
    cr_assert_eq(run("retour fixtures/3.2/WMO301/IW-S01-missing-geslacht.xml", text,
                     sizeof(text)),
                 1);
    cr_assert_str_empty(text);
}

Test(retour, an_answer_has_none)
{
    cr_assert_eq(run("retour fixtures/3.2/WMO302/valid.xml", text, sizeof(text)), 1);
}

Test(retour, a_decision_puts_its_code_at_the_class_and_0200_elsewhere)
{
    cr_assert_eq(run("retour fixtures/3.2/WMO305/minimal.xml --decision - <<'E'\n"
                     "[{\"code\":\"9063\",\"key\":{\"StatusAanlevering\":\"1\"}}]\nE\n",
                     text, sizeof(text)),
                 0);
    const char *code = strstr(text, "<wmo306:RetourCode>9063<");
    cr_assert_not_null(code);
    cr_assert_lt(code, strstr(text, "</wmo306:StartProduct>"));
    cr_assert_not_null(strstr(text, "<wmo306:RetourCode>0200<"));
}

Test(retour, below_a_rejected_client_nothing_is_judged)
{
    cr_assert_eq(run("retour fixtures/3.2/WMO315/valid.xml --decision - <<'E'\n"
                     "[{\"code\":\"9374\",\"path\":\"/Bericht/Client\"}]\nE\n",
                     text, sizeof(text)),
                 0);
    cr_assert_not_null(strstr(text, "<wmo316:RetourCode>9374<"));
    cr_assert_not_null(strstr(text, "<wmo316:RetourCode>0233<"));
}

Test(retour, a_rejected_line_is_not_granted)
{
    cr_assert_eq(
        run("retour fixtures/3.2/WMO323/valid.xml --decision - <<'E'\n"
            "[{\"code\":\"9307\",\"path\":\"/Bericht/Declaratie/Clienten/Client[1]"
            "/Prestaties/Prestatie[1]\"}]\nE\n",
            text, sizeof(text)),
        0);
    cr_assert_not_null(strstr(text, "<wmo325:RetourCode>9307<"));
    cr_assert_null(strstr(text, "<wmo325:RetourCode>8001<"));
    cr_assert_null(strstr(text, "RetourCode>0233<"));
}

Test(retour, a_decision_about_nothing_is_wrong_usage)
{
    cr_assert_eq(run("retour fixtures/3.2/WMO305/valid.xml --decision - <<'E'\n"
                     "[{\"code\":\"9063\",\"key\":{\"ToewijzingNummer\":\"0\"}}]\nE\n",
                     text, sizeof(text)),
                 2);
}
