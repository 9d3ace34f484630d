#include "base/error.h"

#include <criterion/criterion.h>
#include <string.h>

Test(error, the_first_failure_is_kept_and_each_status_is_returned)
{
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_fail(&err, IWMO_IO, "file %d", 1), IWMO_IO);
    cr_assert_eq(iwmo_fail(&err, IWMO_LIMIT, "second"), IWMO_LIMIT);
    cr_assert_eq(err.status, IWMO_IO);
    cr_assert_str_eq(err.text, "file 1");
}

Test(error, nobody_needs_to_listen)
{
    cr_assert_eq(iwmo_fail(NULL, IWMO_NO_MEMORY, "unheard"), IWMO_NO_MEMORY);
}

Test(error, a_long_text_is_cut)
{
    struct iwmo_error err = {0};
    char text[2 * IWMO_ERROR_TEXT];

    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    iwmo_fail(&err, IWMO_IO, "%s", text);
    cr_assert_eq(strlen(err.text), IWMO_ERROR_TEXT - 1);
}

Test(error, a_cleared_error_listens_again)
{
    struct iwmo_error err = {0};

    iwmo_fail(&err, IWMO_IO, "first");
    err.status = IWMO_OK;
    iwmo_fail(&err, IWMO_LIMIT, "second");
    cr_assert_eq(err.status, IWMO_LIMIT);
    cr_assert_str_eq(err.text, "second");
}
