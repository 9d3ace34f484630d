#include "cases/case.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cases/answer.h"
#include "cases/message.h"

static struct iwmo_arena *arena;
static struct case_file *file;

static void
begin(void)
{
    arena = iwmo_arena_new(0);
    file = calloc(1, sizeof(*file));
}

static void
end(void)
{
    free(file);
    iwmo_arena_free(arena);
}

TestSuite(case, .init = begin, .fini = end);

static void
parse(const char *text)
{
    cr_assert(case_parse(arena, text, file), "%s", file->error);
}

static const char *
get(const struct case_record *record, const char *key)
{
    const char *value = case_get(record, key);

    return value != NULL ? value : "-";
}

#define HEAD "case C99 A title of words\nbsn 999900018\n"

Test(case, a_record_knows_its_parts_by_their_form)
{
    parse(HEAD "2023-01-01 G > P 301 ident=ABC by-hand\n"
               "    TP 667899 02/02A03 2023-01-01..2023-06-30 3/04/2 rw=04\n");
    const struct case_step *step = file->plays[0].steps[0];
    cr_assert_str_eq(step->message, "301");
    cr_assert_str_eq(step->from, "G");
    cr_assert_str_eq(get(&step->words, "ident"), "ABC");
    cr_assert(case_has(&step->words, "by-hand"));
    cr_assert_str_eq(get(step->records, "nummer"), "667899");
    cr_assert_str_eq(get(step->records, "categorie"), "02");
    cr_assert_str_eq(get(step->records, "code"), "02A03");
    cr_assert_str_eq(get(step->records, "van"), "2023-01-01");
    cr_assert_str_eq(get(step->records, "tot"), "2023-06-30");
    cr_assert_str_eq(get(step->records, "volume"), "3");
    cr_assert_str_eq(get(step->records, "eenheid"), "04");
    cr_assert_str_eq(get(step->records, "frequentie"), "2");
    cr_assert_str_eq(get(step->records, "rw"), "04");
}

Test(case, what_is_absent_stays_absent)
{
    parse(HEAD "2023-01-01 G > P 301\nTP 1234 02/- 2023-01-01.. budget=5\n");
    const struct case_record *record = file->plays[0].steps[0]->records;
    cr_assert_str_eq(get(record, "categorie"), "02");
    cr_assert_str_eq(get(record, "code"), "-");
    cr_assert_str_eq(get(record, "tot"), "-");
    cr_assert_str_eq(get(record, "frequentie"), "-");
}

Test(case, a_variant_starts_after_a_step_of_the_case)
{
    parse(HEAD "2023-01-01 look\n2023-01-02 look\n2023-01-03 look\n"
               "variant a after 2: other\nbsn 999900031\n2023-02-01 look\n"
               "variant b: alone\n2023-03-01 look\n");
    cr_assert_eq(file->count, 3);
    cr_assert_str_eq(file->plays[0].name, "C99");
    cr_assert_str_eq(file->plays[0].bsn, "999900018");
    cr_assert_eq(file->plays[0].count, 3);
    cr_assert_str_eq(file->plays[1].name, "C99a");
    cr_assert_str_eq(file->plays[1].bsn, "999900031");
    cr_assert_eq(file->plays[1].count, 3);
    cr_assert_str_eq(file->plays[1].steps[1]->date, "2023-01-02");
    cr_assert_str_eq(file->plays[1].steps[2]->date, "2023-02-01");
    cr_assert_eq(file->plays[2].count, 1);
    cr_assert_str_eq(file->plays[2].bsn, "999900018");
}

Test(case, a_case_of_variants_only_has_no_play_of_its_own)
{
    parse(HEAD "variant a: one\n2023-03-01 look\n");
    cr_assert_eq(file->count, 1);
    cr_assert_str_eq(file->plays[0].name, "C99a");
}

Test(case, claims_belong_to_the_step_above_them)
{
    parse(HEAD "2023-01-01 look\n  P: nothing due\n2023-01-02 look\n  G: due 325\n");
    cr_assert_str_eq(file->plays[0].steps[0]->claims->text, "P: nothing due");
    cr_assert_null(file->plays[0].steps[0]->claims->next);
    cr_assert_str_eq(file->plays[0].steps[1]->claims->text, "G: due 325");
    cr_assert_eq(file->plays[0].steps[1]->claims->line, 6);
}

Test(case, what_is_not_understood_is_told_with_its_line)
{
    static const struct {
        const char *text, *error;
    } wrong[] = {
        {"", "1: no case"},
        {"2023-01-01 look\n", "1: no case yet"},
        {HEAD "2023-01-01 sleep\n", "3: no step"},
        {HEAD "2023-01-01 G > P 3x1\n", "3: no message"},
        {HEAD "2023-01-01 G > P 301 whatever\n", "3: what is 'whatever'"},
        {HEAD "TP 1\n", "3: no message to put it in"},
        {HEAD "2023-01-01 G > P 301\nTP 12345 X\n", "4: what is 'X'"},
        {HEAD "P: nothing due\n", "3: no step"},
        {HEAD "nonsense\n", "3: what is"},
        {HEAD "variant a after 1: x\n", "3: no such step"},
        {HEAD "case C98 second one\n", "3: not the one case"},
    };

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        cr_expect_not(case_parse(arena, wrong[i].text, file), "%s", wrong[i].text);
        cr_expect(strncmp(file->error, wrong[i].error, strlen(wrong[i].error)) == 0 ||
                      i == 0,
                  "%s: %s", wrong[i].text, file->error);
    }
}

/* ---- the XML of a step ---- */

Test(case, lines_of_one_client_stand_together_and_the_total_has_signs)
{
    static const struct message_header header = {"65656055",   "0384",      "I1",
                                                 "2026-04-01", "999900018", NULL};
    struct iwmo_buffer xml;

    parse(HEAD "2026-04-01 P > G 323 DN=D1 over=2026-03\n"
               "PR ref=A 1234 02/02A03 2026-03-01..2026-03-31 1/04 tarief=5 bedrag=5\n"
               "PR ref=B vorig=C 1234 02/02A03 2026-03-01..2026-03-31 2/04 tarief=5 "
               "bedrag=10C\n"
               "PR ref=D 1234 02/02A03 2026-03-01..2026-03-31 2/04 bedrag=1 "
               "bsn=999900031\n");
    iwmo_buffer_init(&xml, 0);
    message_write(file->plays[0].steps[0], &header, &xml);
    const char *first = strstr(xml.at, "<m:Bsn>");
    cr_assert_not_null(first);
    const char *second = strstr(first + 1, "<m:Bsn>");
    cr_assert_not_null(second);
    cr_assert_null(strstr(second + 1, "<m:Bsn>"));
    cr_assert_not_null(strstr(xml.at, "<i:TotaalBedrag>4</i:TotaalBedrag>"));
    cr_assert_not_null(strstr(xml.at, "<i:Einddatum>2026-03-31</i:Einddatum>"));
    cr_assert_null(strchr(strstr(xml.at, "</m:Bericht>\r\n") + 14, '<'));
    iwmo_buffer_release(&xml);
}

/* ---- claims on answers ---- */

static struct answer
answer_of(const char *message, int count)
{
    struct answer answer = {.count = count};

    strcpy(answer.message, message);
    strcpy(answer.classes[0].name, "Header");
    strcpy(answer.classes[0].codes[0], "0200");
    strcpy(answer.classes[1].name, "StartProduct");
    strcpy(answer.classes[1].key, "5001");
    strcpy(answer.classes[1].codes[0], "9074");
    strcpy(answer.classes[1].codes[1], "9326");
    answer.classes[0].count = 1;
    answer.classes[1].count = 2;
    return answer;
}

Test(case, a_claim_on_an_answer_is_about_all_of_it)
{
    struct answer answer = answer_of("306", 2), none = answer_of("306", 0);
    static const struct {
        const char *claim;
        bool matches;
    } claims[] = {
        {"Header 0200, StartProduct 9074 and 9326", true},
        {"Header 0200, StartProduct 9326 and 9074", true},
        {"Header 0200, StartProduct[5001] 9326 and 9074", true},
        {"Header 0200, at least StartProduct 9326", true},
        {"Header 0200, some of StartProduct 9326 and 9074 and 9019", true},
        {"Header 0200, StartProduct 9326", false},
        {"Header 0200, StartProduct[5002] 9326 and 9074", false},
        {"Header 0200, some of StartProduct 9326", false},
        {"Header 0200", false},
        {"Header 0200, StartProduct 9074 and 9326, Client 0200", false},
        {"StartProduct 9074 and 9326, Header 0200", false},
        {"accepted", false},
    };

    for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++)
        cr_expect_eq(answer_matches(&answer, claims[i].claim, NULL), claims[i].matches,
                     "%s", claims[i].claim);
    cr_expect(answer_matches(&none, "accepted", NULL));
    cr_expect_not(answer_accepts(&answer));
    cr_expect(answer_accepts(&none));
}

Test(case, a_claim_that_refuses_is_known_by_its_codes)
{
    cr_expect(answer_claim_refuses("Header 0001"));
    cr_expect(answer_claim_refuses("Header 0200, Client 0200, StartProduct 9074"));
    cr_expect(answer_claim_refuses("Header S300"));
    cr_expect_not(answer_claim_refuses("accepted"));
    cr_expect_not(answer_claim_refuses(
        "Header 0200, DeclaratieAntwoord 8001, ingediend 5000 D, toegekend 5000 D"));
}
