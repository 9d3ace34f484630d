#include <criterion/criterion.h>
#include <string.h>

#include "judge/expectation.h"
#include "support.h"

/* A judged message with two findings. */
static const struct iwmo_result *
judged(struct iwmo_judge *judge, struct iwmo_buffer *bytes)
{
    *bytes = test_read("fixtures/3.2/WMO301/IW-S04-unknown-twice.xml");
    return test_judge_chunks(judge, "a.xml", (struct iwmo_text){bytes->at, bytes->size},
                             bytes->size);
}

/* Compare with `expected`; `difference` NULL: it is met. */
static void
expect(const char *expected, const char *difference)
{
    struct iwmo_judge *judge = test_judge();
    struct iwmo_buffer bytes, said = {0};
    bool is_met = false;

    const struct iwmo_result *result = judged(judge, &bytes);
    iwmo_buffer_text(&said, "");
    cr_assert_eq(iwmo_expectation_compare(iwmo_text(expected), result, &is_met, &said),
                 IWMO_OK);
    cr_expect_eq(is_met, difference == NULL, "%s", said.at);
    cr_expect_str_eq(said.at, difference != NULL ? difference : "");
    iwmo_buffer_release(&said);
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}

#define FIRST  "IW-S04 /Bericht/Client/Leeftijd[1]\n"
#define SECOND "IW-S04 /Bericht/Client/Leeftijd[2]\n"

Test(expectation, is_met_by_what_was_printed)
{
    struct iwmo_judge *judge = test_judge();
    struct iwmo_buffer bytes, said = {0}, difference = {0};
    bool is_met = false;

    const struct iwmo_result *result = judged(judge, &bytes);
    iwmo_expectation_print(result, &said);
    cr_expect_str_eq(said.at, "verdict invalid\n" FIRST SECOND);
    cr_assert_eq(iwmo_expectation_compare((struct iwmo_text){said.at, said.size},
                                          result, &is_met, &difference),
                 IWMO_OK);
    cr_expect(is_met);
    cr_expect_eq(difference.size, 0);
    iwmo_buffer_release(&said);
    iwmo_buffer_release(&difference);
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}

Test(expectation, takes_comments_blank_lines_and_cr_lf)
{
    expect("# why\r\nverdict invalid\r\n\r\n" FIRST "# more\n" SECOND, NULL);
    expect("verdict invalid\n" FIRST "IW-S04 /Bericht/Client/Leeftijd[2]", NULL);
}

Test(expectation, tells_what_is_missing_and_what_is_surplus)
{
    expect("verdict valid\n",
           "- verdict valid\n+ verdict invalid\n+ " FIRST "+ " SECOND);
    expect("verdict invalid\n" FIRST SECOND "TR018 /\n", "- TR018 /\n");
    expect("verdict invalid\n" SECOND, "+ " FIRST);
    expect("verdict invalid\n" SECOND FIRST, "the findings come in another order\n");
}

Test(expectation, compares_positions_where_they_are_given)
{
    expect("verdict invalid\nIW-S04@1:1 /Bericht/Client/Leeftijd[1]\n" SECOND,
           "- IW-S04@1:1 /Bericht/Client/Leeftijd[1]\n+ " FIRST);
}

Test(expectation, begins_with_a_verdict)
{
    expect("", "the expectation does not begin with a verdict\n"
               "+ verdict invalid\n+ " FIRST "+ " SECOND);
}

Test(expectation, lies_beside_its_message)
{
    struct iwmo_buffer path = {0};

    iwmo_expectation_path("a/b.xml", &path);
    cr_expect_str_eq(path.at, "a/b.findings");
    iwmo_buffer_reset(&path);
    iwmo_expectation_path("a/b.txt", &path);
    cr_expect_str_eq(path.at, "a/b.txt.findings");
    iwmo_buffer_release(&path);
}
