#include <criterion/criterion.h>
#include <stdio.h>

#include "retour/docket.h"
#include "retour/rejection.h"

static const struct iwmo_decision_key number_1[] = {{"ToewijzingNummer", "1"}},
                                      number_2[] = {{"ToewijzingNummer", "2"}},
                                      both[] = {{"ToewijzingNummer", "1"},
                                                {"Begindatum", "2026-01-05"}};

static const struct iwmo_decision rows[] = {
    {"0200", NULL, NULL, 0},
    {"9019", NULL, number_1, 1},
    {"9063", NULL, both, 2},
    {"9071", NULL, number_2, 1},
    {"9074", "/Bericht/Client/StartProducten/StartProduct[2]", number_1, 1},
    {"9326", "/Bericht/Client", NULL, 0},
    {"9019", NULL, number_1, 1},
};
static const struct iwmo_decisions decisions = {rows, sizeof(rows) / sizeof(rows[0])};

/* "1 2 6": what is found for a record at `place` with these two values. */
static void
expect(const char *place, const char *number, const char *begin, const char *found)
{
    struct iwmo_docket *docket = iwmo_docket_new(&decisions);
    char text[80] = "";
    size_t count, size = 0;

    for (int round = 0; round < 2; round++) { /* nothing of a record stays */
        iwmo_docket_begin(docket, iwmo_text(place));
        iwmo_docket_value(docket, "Begindatum", iwmo_text(begin));
        iwmo_docket_value(docket, "ToewijzingNummer", iwmo_text(number));
        iwmo_docket_value(docket, "ToewijzingNummer", iwmo_text(number));
    }
    const uint32_t *at = iwmo_docket_found(docket, &count);
    for (size_t i = 0; i < count; i++)
        size += (size_t)snprintf(text + size, sizeof(text) - size, i > 0 ? " %u" : "%u",
                                 at[i]);
    cr_expect_str_eq(text, found, "%s %s %s", place, number, begin);
    iwmo_docket_free(docket);
}

Test(docket, a_record_meets_what_can_be_about_it_and_no_more)
{
    expect("/Bericht/Client[1]/StartProducten[1]/StartProduct[1]", "1", "2026-01-05",
           "1 2 6");
    expect("/Bericht/Client[1]/StartProducten[1]/StartProduct[1]", "1", "2026-01-06",
           "1 6"); /* `both` stands under the value that fewer ask for */
    expect("/Bericht/Client[1]/StartProducten[1]/StartProduct[2]", "2", "2026-01-06",
           "3 4"); /* that its number is another one is not for the docket */
    expect("/Bericht/Client[1]", "3", "", "5");
    expect(IWMO_HEADER_PLACE, "3", "", "0");
    expect("/Bericht/Client[2]", "", "", "");
}

Test(docket, none_is_found_among_none)
{
    static const struct iwmo_decisions nothing = {NULL, 0};
    struct iwmo_docket *docket = iwmo_docket_new(&nothing);
    size_t count = 9;

    iwmo_docket_begin(docket, iwmo_text(IWMO_HEADER_PLACE));
    iwmo_docket_value(docket, "Bsn", iwmo_text("999900018"));
    iwmo_docket_found(docket, &count);
    cr_expect_eq(count, 0);
    iwmo_docket_free(docket);
}
