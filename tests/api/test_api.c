/* What the public face does beside judging: making messages, and keeping books. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cli/program.h"
#include "iwmo.h"
#include "support.h"

TestSuite(api, .init = program_enter_folder, .fini = program_leave_folder,
          .timeout = 120);

static const struct iwmo_settings monday = {
    .size = sizeof(monday), .today = "2026-01-05", .language = "en", .ledger = "l.db"};

static const struct iwmo_settings later = {
    .size = sizeof(later), .today = "2026-01-13", .language = "en", .ledger = "l.db"};

static struct iwmo_buffer
story(const char *name)
{
    char path[TEST_PATH];

    snprintf(path, sizeof(path), "%s/story/%s", getenv("FIXTURES"), name);
    return test_read(path);
}

/* What the maker makes of a story, as bytes to release. */
static struct iwmo_buffer
make(struct iwmo_maker *maker, const char *message, const char *name)
{
    struct iwmo_buffer json = story(name), made = {0};
    size_t size;

    cr_assert_eq(iwmo_maker_make(maker, message, NULL, json.at, "A1"), IWMO_MADE, "%s",
                 iwmo_maker_error(maker));
    const void *bytes = iwmo_maker_bytes(maker, &size);
    iwmo_buffer_add(&made, bytes, size);
    iwmo_buffer_release(&json);
    return made;
}

Test(api, a_message_is_made_answered_and_told_as_json)
{
    char error[IWMO_ERROR_SIZE] = "";
    struct iwmo_maker *maker = iwmo_maker_new(&later, error);
    struct iwmo_check_finding finding;
    size_t size;

    cr_assert_not_null(maker, "%s", error);
    struct iwmo_buffer start = make(maker, "WMO305", "2-start.json");
    cr_expect_eq(iwmo_maker_answer(maker, "s.xml", start.at, start.size, NULL),
                 IWMO_MADE, "%s", iwmo_maker_error(maker));
    const char *answer = iwmo_maker_bytes(maker, &size);
    cr_expect_not_null(memmem(answer, size, "306", 3));
    cr_expect_eq(iwmo_maker_answer(maker, "s.xml", start.at, start.size,
                                   "[{\"code\": \"9019\", \"key\": "
                                   "{\"ToewijzingNummer\": \"667899\"}}]"),
                 IWMO_MADE);
    answer = iwmo_maker_bytes(maker, &size);
    cr_expect_not_null(memmem(answer, size, "9019", 4));
    cr_expect_eq(iwmo_maker_to_json(maker, "s.xml", start.at, start.size), IWMO_MADE);
    const char *json = iwmo_maker_bytes(maker, &size);
    cr_expect_not_null(memmem(json, size, "\"message\": \"WMO305\"", 19), "%.40s",
                       json);

    /* and back, and what cannot be made */
    struct iwmo_buffer whole = {0};
    iwmo_buffer_add(&whole, json, size);
    cr_expect_eq(iwmo_maker_make(maker, NULL, NULL, whole.at, NULL), IWMO_MADE);
    cr_expect_eq(iwmo_maker_make(maker, "WMO305", NULL, "{}", NULL), IWMO_NOT_MADE);
    cr_expect_eq(iwmo_maker_finding(maker, 0, &finding), 1);
    cr_expect_null(iwmo_maker_bytes(maker, &size));
    cr_expect_eq(iwmo_maker_make(maker, "WMO999", NULL, "{}", NULL), IWMO_NOT_MADE);
    cr_expect_not_null(strstr(iwmo_maker_error(maker), "WMO999"));
    cr_expect_eq(iwmo_maker_answer(maker, "x", "no", 2, NULL), IWMO_NOT_MADE);
    cr_expect_eq(iwmo_maker_answer(maker, "x", start.at, start.size, "[{}]"),
                 IWMO_NOT_MADE);
    cr_expect_neq(iwmo_maker_error(maker)[0], '\0');
    cr_expect_eq(iwmo_maker_answer(maker, "gone.xml", NULL, 0, NULL), IWMO_NOT_MADE);
    iwmo_buffer_release(&whole);
    iwmo_buffer_release(&start);
    iwmo_maker_free(maker);
}

Test(api, books_are_kept_and_opened_again)
{
    char error[IWMO_ERROR_SIZE] = "";
    struct iwmo_maker *maker = iwmo_maker_new(&monday, error);
    struct iwmo_bookkeeper *books = iwmo_bookkeeper_new(&monday, error);
    struct iwmo_allocation allocation;
    const void *bytes, *again;
    size_t size, size_again;

    cr_assert(maker != NULL && books != NULL, "%s", error);
    struct iwmo_buffer allocated = make(maker, "WMO301", "1-allocation.json");
    const char *became =
        iwmo_bookkeeper_receive(books, "a.xml", allocated.at, allocated.size, NULL);
    cr_assert_str_eq(became, "processed", "%s", iwmo_bookkeeper_error(books));
    cr_expect_eq(iwmo_bookkeeper_intake(books, 0, &allocation), 1);
    cr_expect_eq(allocation.toewijzingnummer, 667899);
    cr_expect_str_eq(allocation.outcome, "NEW_CLIENT");
    cr_expect(allocation.opens && strcmp(allocation.intake, "full") == 0);
    cr_expect_eq(iwmo_bookkeeper_intake(books, 1, &allocation), 0);
    cr_expect_not_null(strstr(iwmo_bookkeeper_answer(books, &bytes, &size), "WMO302"));
    struct iwmo_buffer first = {0};
    iwmo_buffer_add(&first, bytes, size);
    iwmo_bookkeeper_free(books);

    books = iwmo_bookkeeper_new(&later, error); /* the same delivery: the same answer */
    cr_assert_not_null(books, "%s", error);
    became =
        iwmo_bookkeeper_receive(books, "a.xml", allocated.at, allocated.size, NULL);
    cr_expect_str_eq(became, "duplicate");
    iwmo_bookkeeper_answer(books, &again, &size_again);
    cr_expect(size_again == first.size && memcmp(again, first.at, size_again) == 0);

    iwmo_maker_free(maker);
    maker = iwmo_maker_new(&later, error);
    struct iwmo_buffer start = make(maker, "WMO305", "2-start.json");
    became = iwmo_bookkeeper_send(books, "s.xml", start.at, start.size, NULL);
    cr_expect_str_eq(became, "sent");
    cr_expect_null(iwmo_bookkeeper_answer(books, &bytes, &size));
    became = iwmo_bookkeeper_receive(books, "gone.xml", NULL, 0, NULL);
    cr_expect_str_eq(became, "undetermined");
    iwmo_buffer_release(&first);
    iwmo_buffer_release(&start);
    iwmo_buffer_release(&allocated);
    iwmo_bookkeeper_free(books);
    iwmo_maker_free(maker);
    program_assert("$IWMO ledger check --ledger l.db", 0, "in orde", "");
    program_assert("$IWMO intake --ledger l.db --date 2026-01-05 --report json", 0,
                   "667899", "");
}

Test(api, the_example_answers_a_message)
{
    program_assert("cp \"$FIXTURES\"/3.2/WMO305/valid.xml a.xml && "
                   "\"${IWMO%/*}/example\" a.xml b.xml && $IWMO validate b.xml",
                   0, "\"WMO305\"", "");
    program_assert("\"${IWMO%/*}/example\" gone.xml b.xml", 3, "gone.xml", "");
}

#ifndef __SANITIZE_ADDRESS__ /* whose library python cannot load */
#define PYTHON                                                                         \
    "LIBIWMO=\"${IWMO%/*}/libiwmo.so\" PYTHONPATH=\"$FIXTURES\"/../iwmo/api/python "   \
    "python3 -B \"$FIXTURES\"/../tests/api/"

Test(api, python_has_a_day_at_a_provider)
{
    program_assert(PYTHON "day.py", 0, "a day of 667899", "");
    program_assert("$IWMO ledger check --ledger day.db", 0, "in orde", "");
}

Test(api, python_tells_what_goes_wrong)
{
    program_assert(PYTHON "wrong.py", 0, "all of it told", "");
}
#endif

Test(api, settings_that_make_no_sense_are_refused)
{
    char error[IWMO_ERROR_SIZE] = "";
    struct iwmo_settings wrong = {.size = sizeof(wrong), .today = "yesterday"};

    cr_expect_null(iwmo_checker_new_with(&wrong, error));
    cr_expect_not_null(strstr(error, "yesterday"));
    wrong.today = NULL;
    wrong.language = "de";
    cr_expect_null(iwmo_maker_new(&wrong, error));
    cr_expect_not_null(strstr(error, "de"));
    wrong.language = NULL;
    wrong.role = "zorgkantoor";
    cr_expect_null(iwmo_bookkeeper_new(&wrong, error));
    cr_expect_not_null(strstr(error, "zorgkantoor"));
    wrong.size = sizeof(wrong) + 8;
    cr_expect_null(iwmo_maker_new(&wrong, NULL));
    /* an older program knows less of them */
    struct iwmo_settings old = {.size = offsetof(struct iwmo_settings, show_values),
                                .today = "2026-01-05",
                                .role = "not read"};
    struct iwmo_maker *maker = iwmo_maker_new(&old, error);
    cr_expect_not_null(maker, "%s", error);
    iwmo_maker_free(maker);
}
