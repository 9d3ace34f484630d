#include "model/levensloop.h"

#include <criterion/criterion.h>

/* ---- making records ---- */

static struct iwmo_date
day(const char *text)
{
    struct iwmo_date date;

    cr_assert(iwmo_date_parse((struct iwmo_text){text, strlen(text)}, &date), "%s",
              text);
    return date;
}

static struct iwmo_key
key(char name)
{
    return (struct iwmo_key){{(unsigned char)name}};
}

static struct iwmo_record
toewijzing(const char *begin, const char *eind, int64_t moment, const char *reden)
{
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_TOEWIJZING);

    strcpy(record.categorie, "02");
    strcpy(record.code, "02A03");
    record.begin = day(begin);
    if (*eind)
        record.eind = day(eind);
    record.moment = moment;
    strcpy(record.reden, reden);
    return record;
}

static struct iwmo_record
start(char status, const char *begin)
{
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_START);

    record.client = key('a');
    record.nummer = 600001;
    record.status = status;
    record.begin = day(begin);
    return record;
}

static struct iwmo_record
stop(char status, const char *begin, const char *eind, const char *reden)
{
    struct iwmo_record record = start(status, begin);

    record.kind = IWMO_RECORD_STOP;
    record.eind = day(eind);
    strcpy(record.reden, reden);
    return record;
}

#define LIST(...)                                                                      \
    ((struct iwmo_records){(struct iwmo_record[]){__VA_ARGS__},                        \
                           sizeof((struct iwmo_record[]){__VA_ARGS__}) /               \
                               sizeof(struct iwmo_record)})

/* As if each came in a message of its own, in this order. */
static void
number(struct iwmo_records list)
{
    for (size_t i = 0; i < list.count; i++) {
        list.rows[i].message = i + 1;
        list.rows[i].ordinal = 1;
    }
}

static void
swap(struct iwmo_record *a, struct iwmo_record *b)
{
    struct iwmo_record held = *a;

    *a = *b;
    *b = held;
}

/* Call `check` for every order of the rows (Heap's algorithm). */
static void
each_order(struct iwmo_records list, size_t count,
           void (*check)(const struct iwmo_records *list, const void *expected),
           const void *expected)
{
    if (count <= 1) {
        check(&list, expected);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        each_order(list, count - 1, check, expected);
        swap(&list.rows[count % 2 ? 0 : i], &list.rows[count - 1]);
    }
}

/* ---- allocation ---- */

static void
check_current(const struct iwmo_records *list, const void *expected)
{
    const struct iwmo_record *current = iwmo_toewijzing_current(list);

    cr_assert_not_null(current);
    cr_expect(iwmo_date_equal(current->eind, *(const struct iwmo_date *)expected));
}

Test(levensloop, no_versions_have_no_current_one)
{
    struct iwmo_records none = {0}, other = LIST(start('1', "2026-01-05"));

    cr_expect_null(iwmo_toewijzing_current(&none));
    cr_expect_null(iwmo_toewijzing_current(&other));
    cr_expect_eq(iwmo_toewijzing_state(NULL, day("2026-01-01")), IWMO_TOEWIJZING_NONE);
    cr_expect_not(iwmo_toewijzing_is_actual(NULL, day("2026-01-01")));
}

Test(levensloop, the_latest_moment_is_current_in_any_order)
{
    struct iwmo_records list = LIST(toewijzing("2026-01-05", "2026-06-28", 100, ""),
                                    toewijzing("2026-01-05", "2026-12-27", 300, "04"),
                                    toewijzing("2026-01-05", "2026-09-30", 200, "04"),
                                    start('1', "2026-01-05"));
    struct iwmo_date expected = day("2026-12-27");

    number(list);
    each_order(list, list.count, check_current, &expected);
}

Test(levensloop, of_equal_moments_the_one_registered_first_is_current)
{
    struct iwmo_records list = LIST(toewijzing("2026-01-05", "2026-06-28", 100, ""),
                                    toewijzing("2026-01-05", "2026-12-27", 100, "04"),
                                    toewijzing("2026-01-05", "2026-09-30", 100, "04"));
    struct iwmo_date expected = day("2026-12-27");

    number(list);
    list.rows[0].message = 0; /* of the message at hand: the last of all */
    each_order(list, list.count, check_current, &expected);
}

Test(levensloop, within_a_message_the_first_is_current)
{
    struct iwmo_records list = LIST(toewijzing("2026-01-05", "2026-06-28", 100, ""),
                                    toewijzing("2026-01-05", "2026-12-27", 100, "04"));
    struct iwmo_date expected = day("2026-06-28");

    list.rows[0].message = list.rows[1].message = 7;
    list.rows[0].ordinal = 2;
    list.rows[1].ordinal = 3;
    each_order(list, list.count, check_current, &expected);
}

static const struct state_case {
    const char *begin, *eind, *reden, *today;
    enum iwmo_toewijzing_state state;
    bool is_actual;
} state_cases[] = {
    {"2026-01-05", "2026-06-28", "", "2026-01-04", IWMO_TOEWIJZING_PLANNED, true},
    {"2026-01-05", "2026-06-28", "", "2026-01-05", IWMO_TOEWIJZING_ACTIVE, true},
    {"2026-01-05", "2026-06-28", "", "2026-06-28", IWMO_TOEWIJZING_ACTIVE, true},
    {"2026-01-05", "2026-06-28", "", "2026-06-29", IWMO_TOEWIJZING_ENDED, false},
    {"2026-01-05", "", "", "2099-01-01", IWMO_TOEWIJZING_ACTIVE, true},
    {"2026-01-05", "2026-01-05", "13", "2026-01-05", IWMO_TOEWIJZING_REMOVED, false},
    {"2026-01-05", "2026-01-05", "13", "2026-01-01", IWMO_TOEWIJZING_REMOVED, false},
    {"2020-01-05", "2020-01-05", "01", "2020-01-01", IWMO_TOEWIJZING_REMOVED, false},
    {"2026-01-05", "2026-01-05", "14", "2026-01-05", IWMO_TOEWIJZING_ACTIVE, true},
    {"2026-01-05", "2026-01-06", "13", "2026-01-05", IWMO_TOEWIJZING_ACTIVE, true},
};

Test(levensloop, dates_and_removal_decide_where_an_allocation_stands)
{
    for (size_t i = 0; i < sizeof(state_cases) / sizeof(state_cases[0]); i++) {
        const struct state_case *at = &state_cases[i];
        struct iwmo_record version = toewijzing(at->begin, at->eind, 1, at->reden);
        cr_expect_eq(iwmo_toewijzing_state(&version, day(at->today)), at->state,
                     "case %zu", i);
        cr_expect_eq(iwmo_toewijzing_is_actual(&version, day(at->today)), at->is_actual,
                     "case %zu", i);
    }
}

/* Rows of 7.9: a first version, then another in both orders; where it then stands. */
static const struct version_case {
    struct {
        const char *eind, *reden;
        int64_t moment;
    } versions[2];
    const char *today;
    enum iwmo_toewijzing_state state;
} version_cases[] = {
    {{{"2026-06-30", "", 1}, {"2026-06-30", "", 1}},
     "2026-07-01",
     IWMO_TOEWIJZING_ENDED}, /* repeat */
    {{{"2026-12-31", "", 2}, {"2026-06-30", "", 1}},
     "2026-07-01",
     IWMO_TOEWIJZING_ACTIVE}, /* older version */
    {{{"2026-06-30", "", 1}, {"2026-12-31", "04", 2}},
     "2026-07-01",
     IWMO_TOEWIJZING_ACTIVE}, /* extended, even after it ended */
    {{{"2026-12-31", "", 1}, {"2026-06-30", "05", 2}},
     "2026-07-01",
     IWMO_TOEWIJZING_ENDED}, /* shortened */
    {{{"", "", 1}, {"2026-06-30", "05", 2}},
     "2026-07-01",
     IWMO_TOEWIJZING_ENDED}, /* first Einddatum */
    {{{"2026-12-31", "", 1}, {"2026-01-01", "13", 2}},
     "2026-07-01",
     IWMO_TOEWIJZING_REMOVED},
    {{{"2026-01-01", "13", 1}, {"2026-12-31", "", 2}},
     "2026-07-01",
     IWMO_TOEWIJZING_REMOVED}, /* it returns, and a person decides */
};

Test(levensloop, two_versions_stand_alike_in_either_order)
{
    for (size_t i = 0; i < sizeof(version_cases) / sizeof(version_cases[0]); i++)
        for (size_t first = 0; first < 2; first++) {
            const struct version_case *at = &version_cases[i];
            struct iwmo_record one =
                toewijzing("2026-01-01", at->versions[first].eind,
                           at->versions[first].moment, at->versions[first].reden);
            struct iwmo_record two =
                toewijzing("2026-01-01", at->versions[!first].eind,
                           at->versions[!first].moment, at->versions[!first].reden);
            struct iwmo_records list = LIST(one, two);
            number(list);
            cr_expect_eq(
                iwmo_toewijzing_state(iwmo_toewijzing_current(&list), day(at->today)),
                at->state, "case %zu", i);
        }
}

/* C11, and the exemptions. */
static const struct stack_case {
    struct {
        const char *categorie, *code, *begin, *eind, *reden;
    } one[2];
    bool stacks;
} stack_cases[] = {
    {{{"02", "02A03", "2026-01-01", "2026-03-31", ""},
      {"02", "02A03", "2026-03-31", "2026-06-30", ""}},
     true},
    {{{"02", "02A03", "2026-01-01", "2026-03-31", ""},
      {"02", "02A03", "2026-04-01", "2026-06-30", ""}},
     false},
    {{{"02", "02A03", "2026-01-01", "2026-03-31", ""},
      {"02", "02A04", "2026-01-01", "2026-03-31", ""}},
     false},
    {{{"02", "", "2026-01-01", "2026-03-31", ""},
      {"02", "02A03", "2026-01-01", "2026-03-31", ""}},
     true},
    {{{"02", "", "2026-01-01", "2026-03-31", ""},
      {"03", "", "2026-01-01", "2026-03-31", ""}},
     false},
    {{{"", "", "2026-01-01", "2026-03-31", ""},
      {"07", "07A12", "2026-01-01", "2026-03-31", ""}},
     true},
    {{{"", "", "2026-01-01", "2026-03-31", ""},
      {"11", "11X01", "2026-01-01", "2026-03-31", ""}},
     false},
    {{{"11", "11X01", "2026-01-01", "2026-03-31", ""},
      {"11", "11X01", "2026-01-01", "2026-03-31", ""}},
     false},
    {{{"14", "14X01", "2026-01-01", "2026-03-31", ""},
      {"14", "14X01", "2026-01-01", "2026-03-31", ""}},
     false},
    {{{"15", "15X01", "2026-01-01", "2026-03-31", ""},
      {"15", "15X01", "2026-01-01", "2026-03-31", ""}},
     true},
    {{{"10", "10A01", "2026-01-01", "2026-03-31", ""},
      {"10", "10A01", "2026-01-01", "2026-03-31", ""}},
     true},
    {{{"02", "02A03", "2026-01-01", "", ""},
      {"02", "02A03", "2026-09-01", "2026-12-31", ""}},
     true},
    {{{"02", "02A03", "2026-01-01", "2026-01-01", "13"},
      {"02", "02A03", "2026-01-01", "2026-12-31", ""}},
     false},
    {{{"02", "02A03", "2026-01-01", "2026-01-01", ""},
      {"02", "02A03", "2026-01-01", "2026-12-31", ""}},
     true},
};

Test(levensloop, the_same_product_at_the_same_time_stacks)
{
    for (size_t i = 0; i < sizeof(stack_cases) / sizeof(stack_cases[0]); i++) {
        const struct stack_case *at = &stack_cases[i];
        struct iwmo_record pair[2];
        for (size_t j = 0; j < 2; j++) {
            pair[j] =
                toewijzing(at->one[j].begin, at->one[j].eind, 1, at->one[j].reden);
            strcpy(pair[j].categorie, at->one[j].categorie);
            strcpy(pair[j].code, at->one[j].code);
        }
        cr_expect_eq(iwmo_toewijzing_stacks(&pair[0], &pair[1]), at->stacks, "case %zu",
                     i);
        cr_expect_eq(iwmo_toewijzing_stacks(&pair[1], &pair[0]), at->stacks, "case %zu",
                     i);
    }
}

/* ---- delivery ---- */

static void
check_levering(const struct iwmo_records *list, const void *expected)
{
    struct iwmo_levering levering = iwmo_levering_of(list);

    cr_assert_eq(levering.state, *(const enum iwmo_levering_state *)expected, "%s",
                 iwmo_levering_state_name(levering.state));
    cr_expect_eq(levering.start == NULL, levering.state == IWMO_LEVERING_IDLE);
    cr_expect_eq(levering.stop == NULL, levering.state == IWMO_LEVERING_IDLE ||
                                            levering.state == IWMO_LEVERING_RUNNING);
}

static void
expect_levering(struct iwmo_records list, enum iwmo_levering_state expected)
{
    number(list);
    each_order(list, list.count, check_levering, &expected);
}

#define START(status, begin)             start(status, begin)
#define STOP(status, begin, eind, reden) stop(status, begin, eind, reden)

Test(levensloop, nothing_said_is_idle)
{
    struct iwmo_records none = {0};
    enum iwmo_levering_state idle = IWMO_LEVERING_IDLE;

    check_levering(&none, &idle);
}

Test(levensloop, a_start_runs)
{
    expect_levering(LIST(START('1', "2026-01-05")), IWMO_LEVERING_RUNNING);
}

Test(levensloop, a_temporary_stop_pauses)
{
    expect_levering(
        LIST(START('1', "2026-01-05"), STOP('1', "2026-01-05", "2026-02-13", "20")),
        IWMO_LEVERING_PAUSED);
}

Test(levensloop, a_definitive_stop_stops)
{
    expect_levering(
        LIST(START('1', "2026-01-05"), STOP('1', "2026-01-05", "2026-02-13", "19")),
        IWMO_LEVERING_STOPPED);
}

Test(levensloop, a_definitive_stop_ends_a_pause_on_the_same_day)
{
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "20"),
                         STOP('1', "2026-01-05", "2026-02-13", "23")),
                    IWMO_LEVERING_STOPPED);
}

Test(levensloop, a_new_start_after_a_stop_runs)
{
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "20"),
                         START('1', "2026-03-02")),
                    IWMO_LEVERING_RUNNING);
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "21"),
                         START('1', "2026-04-01")),
                    IWMO_LEVERING_RUNNING);
}

Test(levensloop, the_delivery_that_began_last_is_the_one)
{
    struct iwmo_records list =
        LIST(START('1', "2026-01-05"), STOP('1', "2026-01-05", "2026-02-13", "19"),
             START('1', "2026-03-02"), STOP('1', "2026-03-02", "2026-12-30", "20"));

    expect_levering(list, IWMO_LEVERING_PAUSED);
    struct iwmo_levering levering = iwmo_levering_of(&list);
    cr_expect(iwmo_date_equal(levering.start->begin, day("2026-03-02")));
    cr_expect(iwmo_date_equal(levering.stop->eind, day("2026-12-30")));
}

Test(levensloop, each_start_has_a_state_of_its_own)
{
    struct iwmo_records list = LIST(START('1', "2026-01-05"), START('1', "2026-03-02"),
                                    STOP('1', "2026-03-02", "2026-12-30", "19"));

    expect_levering(list, IWMO_LEVERING_STOPPED); /* that of the latest */
    cr_expect_eq(iwmo_levering_of(&list).starts, 2);
    cr_expect_eq(iwmo_levering_of(&list).open, 1);
}

Test(levensloop, a_restored_number_is_what_it_was_without_its_removal)
{
    struct iwmo_record removal = toewijzing("2026-01-01", "2026-01-01", 2, "13");
    struct iwmo_record again = toewijzing("2026-01-01", "2026-09-30", 3, "14");
    struct iwmo_records list =
        LIST(toewijzing("2026-01-01", "2026-06-30", 1, ""), removal, again);

    number(list);
    cr_expect_eq(iwmo_toewijzing_current(&list), &list.rows[1]);
    cr_expect_eq(iwmo_toewijzing_latest(&list), &list.rows[2]);
    list.rows[1].uitkomst = IWMO_UITKOMST_AFGEWEZEN;
    cr_expect_eq(iwmo_toewijzing_current(&list), &list.rows[2]);
    list.count = 2;
    cr_expect_eq(iwmo_toewijzing_current(&list), &list.rows[0]);
}

Test(levensloop, a_removal_with_the_moment_of_other_content_removes_nothing)
{
    struct iwmo_records list = LIST(toewijzing("2026-01-01", "2026-06-30", 1, ""),
                                    toewijzing("2026-01-01", "2026-01-01", 1, "13"));

    number(list);
    cr_expect_eq(iwmo_toewijzing_current(&list), &list.rows[0]);
}

Test(levensloop, a_stop_without_its_start_changes_nothing)
{
    expect_levering(LIST(STOP('1', "2026-01-05", "2026-02-13", "19")),
                    IWMO_LEVERING_IDLE);
    expect_levering(
        LIST(START('1', "2026-01-06"), STOP('1', "2026-01-05", "2026-02-13", "19")),
        IWMO_LEVERING_RUNNING);
}

Test(levensloop, a_withdrawn_start_never_was)
{
    expect_levering(LIST(START('1', "2026-01-05"), START('3', "2026-01-05")),
                    IWMO_LEVERING_IDLE);
    expect_levering(LIST(START('1', "2026-01-05"), START('3', "2026-01-05"),
                         START('1', "2026-01-07")),
                    IWMO_LEVERING_RUNNING);
}

Test(levensloop, withdrawing_a_restart_gives_the_state_before_it)
{
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "20"),
                         START('1', "2026-03-02"), START('3', "2026-03-02")),
                    IWMO_LEVERING_PAUSED);
}

Test(levensloop, a_withdrawn_key_may_come_again)
{
    expect_levering(LIST(START('1', "2026-01-05"), START('3', "2026-01-05"),
                         START('1', "2026-01-05")),
                    IWMO_LEVERING_RUNNING);
    expect_levering(LIST(START('1', "2026-01-05"), START('3', "2026-01-05"),
                         START('1', "2026-01-05"), START('3', "2026-01-05")),
                    IWMO_LEVERING_IDLE);
}

Test(levensloop, withdrawing_a_stop_gives_the_state_before_it)
{
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "20"),
                         STOP('3', "2026-01-05", "2026-02-13", "20")),
                    IWMO_LEVERING_RUNNING);
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "19"),
                         STOP('3', "2026-01-05", "2026-02-13", "19")),
                    IWMO_LEVERING_RUNNING);
    expect_levering(LIST(START('1', "2026-01-05"),
                         STOP('1', "2026-01-05", "2026-02-13", "20"),
                         STOP('1', "2026-01-05", "2026-02-20", "19"),
                         STOP('3', "2026-01-05", "2026-02-20", "19")),
                    IWMO_LEVERING_PAUSED);
}

Test(levensloop, a_corrected_reason_leaves_one_stop)
{
    struct iwmo_records list =
        LIST(START('1', "2023-01-05"), STOP('1', "2023-01-05", "2023-06-17", "22"),
             STOP('3', "2023-01-05", "2023-06-17", "22"),
             STOP('1', "2023-01-05", "2023-06-17", "19"));

    expect_levering(list, IWMO_LEVERING_STOPPED);
    cr_expect_str_eq(iwmo_levering_of(&list).stop->reden, "19");
}

Test(levensloop, each_withdrawal_takes_the_oldest_of_its_key)
{
    struct iwmo_records list = LIST(START('1', "2026-01-05"), START('3', "2026-01-05"),
                                    START('1', "2026-01-05"), START('1', "2026-01-06"));

    number(list);
    cr_expect(iwmo_levering_is_withdrawn(&list.rows[0], &list));
    cr_expect_not(iwmo_levering_is_withdrawn(&list.rows[2], &list));
    cr_expect_not(iwmo_levering_is_withdrawn(&list.rows[3], &list));
}

Test(levensloop, a_withdrawn_start_is_not_a_withdrawn_stop)
{
    struct iwmo_records list =
        LIST(STOP('1', "2026-01-05", "2026-02-13", "20"), START('3', "2026-01-05"));

    number(list);
    cr_expect_not(iwmo_levering_is_withdrawn(&list.rows[0], &list));
}

/* ---- request ---- */

static struct iwmo_record
said(enum iwmo_record_kind kind, char status)
{
    struct iwmo_record record = iwmo_record_of(kind);

    record.referentie = key('r');
    record.status = status;
    return record;
}

#define ASKED       said(IWMO_RECORD_AANVRAAG, 0)
#define CHANGE      said(IWMO_RECORD_VERZOEK, 0)
#define ANSWERED(s) said(IWMO_RECORD_ANTWOORD, s)
#define GRANTED     said(IWMO_RECORD_TOEWIJZING, 0)

static void
check_verzoek(const struct iwmo_records *list, const void *expected)
{
    enum iwmo_verzoek_state state = iwmo_verzoek_state_of(list);

    cr_assert_eq(state, *(const enum iwmo_verzoek_state *)expected, "%s",
                 iwmo_verzoek_state_name(state));
}

static void
expect_verzoek(struct iwmo_records list, enum iwmo_verzoek_state expected)
{
    number(list);
    each_order(list, list.count, check_verzoek, &expected);
}

Test(levensloop, answers_decide_where_a_request_stands)
{
    struct iwmo_records none = {0};

    cr_expect_eq(iwmo_verzoek_state_of(&none), IWMO_VERZOEK_NONE);
    expect_verzoek(LIST(GRANTED, ANSWERED('2')), IWMO_VERZOEK_NONE);
    expect_verzoek(LIST(ASKED), IWMO_VERZOEK_OPEN);
    expect_verzoek(LIST(CHANGE), IWMO_VERZOEK_OPEN);
    expect_verzoek(LIST(ASKED, ANSWERED('2')), IWMO_VERZOEK_INVESTIGATION);
    expect_verzoek(LIST(ASKED, ANSWERED('1')), IWMO_VERZOEK_REFUSED);
    expect_verzoek(LIST(CHANGE, ANSWERED('2'), ANSWERED('1')), IWMO_VERZOEK_REFUSED);
    expect_verzoek(LIST(ASKED, GRANTED), IWMO_VERZOEK_GRANTED);
    expect_verzoek(LIST(CHANGE, GRANTED, GRANTED, ANSWERED('2')), IWMO_VERZOEK_GRANTED);
    expect_verzoek(LIST(ASKED, ANSWERED('1'), GRANTED), IWMO_VERZOEK_REFUSED);
}

/* ---- declared line ---- */

static struct iwmo_record
credit(char vorig, enum iwmo_uitkomst uitkomst)
{
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_PRESTATIE);

    record.status = 'C';
    record.vorig = key(vorig);
    record.uitkomst = uitkomst;
    return record;
}

static enum iwmo_prestatie_state
declared(enum iwmo_uitkomst uitkomst, struct iwmo_records credits)
{
    struct iwmo_record debit = iwmo_record_of(IWMO_RECORD_PRESTATIE);

    debit.status = 'D';
    debit.referentie = key('d');
    debit.uitkomst = uitkomst;
    return iwmo_prestatie_state_of(&debit, &credits);
}

Test(levensloop, outcome_and_credits_decide_where_a_line_stands)
{
    struct iwmo_records none = {0};

    cr_expect_eq(declared(IWMO_UITKOMST_OPEN, none), IWMO_PRESTATIE_SUBMITTED);
    cr_expect_eq(declared(IWMO_UITKOMST_GOED, none), IWMO_PRESTATIE_APPROVED);
    cr_expect_eq(declared(IWMO_UITKOMST_AFGEWEZEN, none), IWMO_PRESTATIE_REJECTED);
    cr_expect_eq(declared(IWMO_UITKOMST_GOED, LIST(credit('d', IWMO_UITKOMST_OPEN))),
                 IWMO_PRESTATIE_CREDIT_SUBMITTED);
    cr_expect_eq(declared(IWMO_UITKOMST_GOED, LIST(credit('d', IWMO_UITKOMST_GOED))),
                 IWMO_PRESTATIE_CREDITED);
    cr_expect_eq(
        declared(IWMO_UITKOMST_GOED, LIST(credit('d', IWMO_UITKOMST_AFGEWEZEN))),
        IWMO_PRESTATIE_APPROVED);
    cr_expect_eq(declared(IWMO_UITKOMST_GOED, LIST(credit('x', IWMO_UITKOMST_GOED))),
                 IWMO_PRESTATIE_APPROVED);
    cr_expect_eq(declared(IWMO_UITKOMST_GOED, LIST(credit('d', IWMO_UITKOMST_AFGEWEZEN),
                                                   credit('d', IWMO_UITKOMST_OPEN),
                                                   credit('d', IWMO_UITKOMST_GOED))),
                 IWMO_PRESTATIE_CREDITED);
}

Test(levensloop, states_have_names)
{
    cr_expect_str_eq(iwmo_toewijzing_state_name(IWMO_TOEWIJZING_REMOVED), "REMOVED");
    cr_expect_str_eq(iwmo_levering_state_name(IWMO_LEVERING_STOPPED), "STOPPED");
    cr_expect_str_eq(iwmo_verzoek_state_name(IWMO_VERZOEK_REFUSED), "REFUSED");
    cr_expect_str_eq(iwmo_prestatie_state_name(IWMO_PRESTATIE_CREDITED), "CREDITED");
}

/* Other words per state, and none of them a code. */
static void
expect_words(const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(strpbrk(words[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), NULL, "%s",
                     words[i]);
        for (size_t j = 0; j < i; j++)
            cr_expect_str_neq(words[i], words[j]);
    }
}

Test(levensloop, states_have_Dutch_words)
{
    const char *words[5];

    for (int i = 0; i < 5; i++)
        words[i] = iwmo_toewijzing_state_words((enum iwmo_toewijzing_state)i, true);
    expect_words(words, 5);
    for (int i = 0; i < 4; i++)
        words[i] = iwmo_levering_state_words((enum iwmo_levering_state)i, true);
    expect_words(words, 4);
    for (int i = 0; i < 5; i++)
        words[i] = iwmo_verzoek_state_words((enum iwmo_verzoek_state)i, true);
    expect_words(words, 5);
    for (int i = 0; i < 5; i++)
        words[i] = iwmo_prestatie_state_words((enum iwmo_prestatie_state)i, true);
    expect_words(words, 5);
    cr_expect_str_eq(iwmo_toewijzing_state_words(IWMO_TOEWIJZING_ACTIVE, false),
                     "ACTIVE");
    cr_expect_str_eq(iwmo_prestatie_state_words(IWMO_PRESTATIE_CREDIT_SUBMITTED, true),
                     "credit ingediend");
}
