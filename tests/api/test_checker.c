#include "iwmo.h"

#include <criterion/criterion.h>
#include <string.h>

static const char good[] = "fixtures/3.2/WMO305/valid.xml";

Test(iwmo, a_valid_file_has_no_findings)
{
    iwmo_start();
    struct iwmo_checker *checker = iwmo_checker_new();
    struct iwmo_check_finding finding;

    cr_assert_eq(iwmo_check_file(checker, good), IWMO_CHECK_VALID);
    cr_assert_str_eq(iwmo_checker_message(checker), "WMO305");
    cr_assert_str_eq(iwmo_checker_release(checker), "3.2");
    cr_assert_eq(iwmo_checker_finding(checker, 0, &finding), 0);
    iwmo_checker_free(checker);
}

Test(iwmo, bytes_that_are_no_message_are_undetermined)
{
    iwmo_start();
    struct iwmo_checker *checker = iwmo_checker_new();
    struct iwmo_check_finding finding;

    cr_assert_eq(iwmo_check_bytes(checker, "x.xml", "hello", 5),
                 IWMO_CHECK_UNDETERMINED);
    cr_assert_null(iwmo_checker_message(checker));
    cr_assert_eq(iwmo_checker_finding(checker, 0, &finding), 1);
    cr_assert_str_eq(finding.code, "IW-F05");
    cr_assert_eq(iwmo_checker_finding(checker, 1, &finding), 0);
    cr_assert_not_null(strstr(iwmo_checker_json(checker), "\"undetermined\""));
    iwmo_checker_free(checker);
}

Test(iwmo, texts_come_in_two_languages)
{
    iwmo_start();
    struct iwmo_checker *checker = iwmo_checker_new();
    struct iwmo_check_finding finding;

    cr_assert_eq(iwmo_check_bytes(checker, "x.xml", "", 0), IWMO_CHECK_UNDETERMINED);
    cr_assert_eq(iwmo_checker_finding(checker, 0, &finding), 1);
    cr_assert_not_null(strstr(finding.text, "leeg"));
    iwmo_checker_language(checker, "en");
    cr_assert_eq(iwmo_checker_finding(checker, 0, &finding), 1);
    cr_assert_not_null(strstr(finding.text, "empty"));
    iwmo_checker_free(checker);
}
