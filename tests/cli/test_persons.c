/*
 * Who is named, and to whom: pseudonyms whole and in short, persons only on request,
 * both parties of one ledger, and the work list in its four forms.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/program.h"
#include "ledger/ledger.h"
#include "support.h"

#define P(day) " --ledger p.db --date " day " "

static void
line(const char *shell, const char *part)
{
    program_assert(shell, 0, part, NULL);
}

static void
receive_one(void)
{
    program_enter_folder();
    line("mkdir out; $IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A1 -o a.xml && $IWMO receive -o out" P(
             "2026-01-05") "a.xml",
         "verwerkt");
}

TestSuite(persons, .init = receive_one, .fini = program_leave_folder);

/* What the last line printed, as JSON; the caller gives it back. */
static json_t *
printed(void)
{
    json_error_t err;
    json_t *root = json_load_file(".out", 0, &err);

    cr_assert_not_null(root, "%s", err.text);
    return root;
}

/* The pseudonym of the one client in the books, from `iwmo intake`. */
static void
read_client(char out[33])
{
    line("$IWMO intake --report json" P("2026-01-06"), NULL);
    json_t *root = printed();
    const json_t *client = json_array_get(json_object_get(root, "clients"), 0);
    const char *name = json_string_value(json_object_get(client, "client"));

    cr_assert_not_null(name);
    cr_assert_eq(strlen(name), 32, "%s", name);
    cr_assert_eq(strspn(name, "0123456789abcdef"), 32, "%s", name);
    strcpy(out, name);
    json_decref(root);
}

Test(persons, programs_get_the_whole_pseudonym_and_people_eight_digits)
{
    char whole[33], part[80], command[300];

    read_client(whole);
    snprintf(part, sizeof(part), "\"client\":\"%s\"", whole);
    line("$IWMO status --allocation 0384/667899 --report json" P("2026-01-06"), part);
    line("$IWMO deadlines --report json" P("2026-01-13"), part);
    snprintf(part, sizeof(part), "cliënt %.8s", whole);
    snprintf(
        command, sizeof(command),
        "for c in 'status\n--allocation\n0384/667899' intake deadlines; do $IWMO $c "
        "%s | grep -c '%s'; $IWMO $c %s | grep -c %.9s; done | tr '\\n' ' '",
        P("2026-01-13"), part, P("2026-01-13"), whole);
    line(command, "1 0 1 0 1 0 ");
    snprintf(command, sizeof(command), "$IWMO status --client %s %s", whole,
             P("2026-01-06"));
    line(command, "toewijzing 0384/667899");
}

/* Another client of whom the first eight digits are those of `whole`. */
static void
add_namesake(const char *whole)
{
    const struct iwmo_ledger_options options = {.path = "p.db", .must_exist = true};
    struct iwmo_entry entry = {.side = IWMO_SIDE_AANBIEDER,
                               .state = IWMO_ENTRY_PROCESSED,
                               .message = "WMO301",
                               .release = "3.2"};
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_TOEWIJZING);
    struct iwmo_ledger *ledger;

    for (size_t i = 0; i < 4; i++) {
        const char digits[] = {whole[2 * i], whole[2 * i + 1], '\0'};
        record.client.bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
    }
    record.client.bytes[15] = 1;
    record.nummer = 1;
    strcpy(record.gemeente, "0384");
    cr_assert_eq(iwmo_ledger_open(&options, &ledger, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_begin(ledger, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_add_entry(ledger, &entry, NULL), IWMO_OK);
    record.message = entry.id;
    record.ordinal = 1;
    cr_assert_eq(iwmo_ledger_add_record(ledger, IWMO_SIDE_AANBIEDER, &record, NULL),
                 IWMO_OK);
    cr_assert_eq(iwmo_ledger_commit(ledger, NULL), IWMO_OK);
    iwmo_ledger_close(ledger);
}

Test(persons, two_who_share_eight_digits_are_printed_whole_with_a_warning)
{
    char whole[33], part[80];

    read_client(whole);
    line("$IWMO intake" P("2026-01-06") "| grep -c 'let op' || true", "0\n");
    add_namesake(whole);
    snprintf(part, sizeof(part), "cliënt %s", whole);
    line("$IWMO intake" P("2026-01-06"), part);
    line("$IWMO intake" P("2026-01-06"), "let op: er zijn cliënten met dezelfde");
    line("$IWMO intake --lang en" P("2026-01-06"), "note: there are clients with");
    line("$IWMO intake --report json" P("2026-01-06") "| grep -c 'let op' || true",
         "0\n");
}

Test(persons, nobody_is_named_unless_values_are_shown)
{
    line(
        "for c in 'status\n--allocation\n0384/667899' intake deadlines; do for r in "
        "text "
        "json; do $IWMO $c --report $r" P(
            "2026-01-13") "; done; done >said; "
                          "$IWMO deadlines --report csv" P(
                              "2026-01-13") ">>said; "
                                            "grep -ci 'visser\\|999900006\\|1948' said "
                                            "|| true",
        "0\n");
    line("for c in 'status\n--allocation\n0384/667899' intake deadlines; do $IWMO $c "
         "--show-values" P(
             "2026-01-13") "; done | "
                           "grep -c '(A\\. Visser, geboren 1948-05-12, Bsn 999900006)'",
         "3\n");
    line("$IWMO status --allocation 0384/667899 --show-values --report json" P(
             "2026-01-13"),
         "\"person\":{\"bsn\":\"999900006\",\"name\":\"A. Visser\",\"geboortedatum\":"
         "\"1948-05-12\"}");
    line("$IWMO intake --show-values -o named" P("2026-01-13") "; stat -c %a named",
         "600\n");
}

Test(persons, the_newest_message_says_who_it_is)
{
    line("sed -e 's/Visser/Meijer/' -e 's/10:00:00/11:00:00/' "
         "$FIXTURES/story/1-allocation.json >b.json && $IWMO generate WMO301 --from "
         "b.json --date 2026-01-06 --identificatie A2 -o b.xml && $IWMO receive -o "
         "out" P("2026-01-06") "b.xml",
         "verwerkt");
    line("$IWMO intake --show-values" P("2026-01-07"), "(A. Meijer, geboren");
}

Test(persons, who_no_message_tells_of_has_no_name)
{
    line("echo 999900018 | $IWMO intake --open --aanbieder 65656055 --show-values" P(
             "2026-01-07"),
         "open intakes: 1");
    line("$IWMO intake --show-values" P("2026-01-07") "| grep -c Bsn", "1\n");
}

/* ---- both parties in one ledger ---- */

static void
send_the_same(void)
{
    line("$IWMO send --role gemeente" P("2026-01-05") "a.xml", "mag worden verstuurd");
}

Test(persons, status_shows_the_books_of_both_parties)
{
    line("$IWMO status --allocation 0384/667899" P("2026-01-06") "| grep -c Volgens || "
                                                                 "true",
         "0\n");
    send_the_same();
    line("$IWMO status --allocation 0384/667899" P("2026-01-06"),
         "Volgens de boeken van de gemeente:\ntoewijzing 0384/667899");
    line("$IWMO status --allocation 0384/667899" P("2026-01-06"),
         "Volgens de boeken van de aanbieder:\ntoewijzing 0384/667899");
    line("$IWMO status --allocation 0384/667899 --role gemeente" P(
             "2026-01-06") "| "
                           "grep -c Volgens || true",
         "0\n");
    line("echo 999900006 | $IWMO status --client - --lang en" P("2026-01-06"),
         "On the books of the provider:\n");
    line("$IWMO status --allocation 0384/667899 --report json" P("2026-01-06"), NULL);
    json_t *root = printed();
    const json_t *list = json_object_get(root, "allocations");
    cr_assert_eq(json_array_size(list), 2);
    for (size_t i = 0; i < 2; i++)
        cr_expect_str_eq(
            json_string_value(json_object_get(json_array_get(list, i), "party")),
            i == 0 ? "gemeente" : "aanbieder");
    json_decref(root);
}

Test(persons, that_the_other_party_refused_it_shows)
{
    send_the_same();
    line("sed -e 's/667899/667900/' -e 's/A1/A3/' a.xml >c.xml; $IWMO send --role "
         "gemeente" P("2026-01-05") "c.xml",
         "mag worden verstuurd");
    program_assert(
        "sed 's/<\\([a-z0-9]*:\\)Identificatie>A3/<\\1Identificatie>A1/' "
        "c.xml >d.xml; $IWMO receive --role aanbieder -o out" P("2026-01-05") "d.xml",
        1, "geweigerd (9056)", NULL);
    line("$IWMO status --allocation 0384/667900" P("2026-01-06"),
         "Volgens de boeken van de aanbieder:\nWMO301 #");
    line("$IWMO status --allocation 0384/667900" P("2026-01-06"),
         "geweigerd  ontvangen");
}

/* ---- the work list ---- */

Test(persons, deadlines_of_one_actor)
{
    line("$IWMO generate WMO305 --from $FIXTURES/story/2-start.json --date 2026-01-15 "
         "-o s.xml && $IWMO send --role aanbieder" P("2026-01-15") "s.xml",
         "mag worden verstuurd");
    send_the_same();
    program_assert("$IWMO deadlines --report json" P("2026-01-25"), 1, NULL, NULL);
    json_t *all = printed();
    size_t wanted = 0, found;
    const json_t *tasks = json_object_get(all, "tasks"), *task;
    json_array_foreach(tasks, found, task)
    {
        wanted +=
            strcmp(json_string_value(json_object_get(task, "actor")), "gemeente") == 0;
    }
    cr_assert_gt(wanted, 0);
    cr_assert_lt(wanted, json_array_size(tasks));
    program_assert("$IWMO deadlines --actor gemeente --report json" P("2026-01-25"), 1,
                   NULL, NULL);
    json_t *some = printed();
    cr_assert_eq(json_array_size(json_object_get(some, "tasks")), wanted);
    json_decref(all);
    json_decref(some);
}

Test(persons, deadlines_as_a_table)
{
    line("$IWMO deadlines --strict --report csv" P("2026-01-13") "| tr -d '\\r'",
         "kind,party,actor,since,due,state,gemeente,aanbieder,nummer,message,id,client,"
         "einddatum,text\n305,aanbieder,aanbieder,2026-01-12,2026-01-19,open,0384,"
         "65656055,667899,WMO301,1,");
    line("$IWMO deadlines --strict --report csv" P(
             "2026-01-13") "| awk -F, '{ n = gsub(/\"/, "
                           "\"\"); print (NF >= 14) }' | sort -u",
         "1\n");
}

/* Lines of a calendar end in CR LF, have at most 75 octets, and unfold to whole ones.
 */
static void
assert_calendar(const struct iwmo_buffer *text)
{
    size_t at = 0, begins = 0, ends = 0;

    while (at < text->size) {
        const char *end = strstr(text->at + at, "\r\n");

        cr_assert_not_null(end);
        const size_t size = (size_t)(end - (text->at + at));
        cr_assert_leq(size, 75, "%.*s", (int)size, text->at + at);
        cr_assert_null(memchr(text->at + at, '\n', size));
        cr_assert_neq((unsigned char)text->at[at] & 0xC0, 0x80, "a character was cut");
        begins += strncmp(text->at + at, "BEGIN:VEVENT", 12) == 0;
        ends += strncmp(text->at + at, "END:VEVENT", 10) == 0;
        at += size + 2;
    }
    cr_assert_eq(begins, ends);
    cr_assert_gt(begins, 0);
}

Test(persons, deadlines_as_a_calendar_name_nobody)
{
    char whole[33], part[80];

    read_client(whole);
    line("$IWMO deadlines --strict --report ics --show-values" P("2026-01-13"),
         "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    struct iwmo_buffer text = test_read(".out");
    assert_calendar(&text);
    cr_expect_not_null(strstr(text.at, "\r\nDTSTART;VALUE=DATE:20260119\r\nDTEND;VALUE="
                                       "DATE:20260120\r\n"));
    cr_expect_not_null(strstr(text.at, "\r\nUID:305-1-1-0384-667899@iwmo.invalid\r\n"));
    cr_expect_null(strstr(text.at, "Visser"));
    cr_expect_null(strstr(text.at, "999900006"));
    cr_expect_null(strstr(text.at, "1948"));
    snprintf(part, sizeof(part), "%.9s", whole);
    cr_expect_null(strstr(text.at, part), "more than the short form");
    iwmo_buffer_release(&text);
    line("$IWMO deadlines --strict --report ics" P("2026-01-13") "| tr -d '\\r' | sed ':a;N;"
                                                        "$!ba;s/\\n //g'",
         "SUMMARY:Toegewezen en nog niet gestart: stuur een 305. (0384/667899)\n");
}

/* ---- figures ---- */

Test(persons, figures_have_words_and_filters)
{
    line("$IWMO report --lang en" P("2026-01-20"), "all providers, 15 to 28 days: 1");
    line("$IWMO report" P("2026-01-20"),
         "  januari 2026, aanbieder 65656055, Begeleiding (02), product 02A03: "
         "toegewezen 9 uur, gedeclareerd 0 uur (0%), € 0,00\n");
    line("$IWMO report --report csv" P("2026-01-20"),
         ",9,0,0,\"Begeleiding (02), product 02A03\",uren\r\n");
    line("$IWMO report --report json" P("2026-01-20"),
         "\"label\":\"Begeleiding (02), product 02A03\",\"unit\":\"uren\"");
    line(
        "$IWMO report --month 2026-02..2026-03" P("2026-01-20") "| grep -c toegewezen: "
                                                                "|| true",
        "0\n");
    line("$IWMO report --product 07" P("2026-01-20") "| grep -c niets", "4\n");
    line("$IWMO report --provider 65656056" P("2026-01-20") "| grep -c niets", "4\n");
    line("$IWMO report --provider 65656055 --product 02/02A03 --month 2026-01" P(
             "2026-01-20") "| grep -c niets",
         "2\n");
    program_assert("$IWMO report --month 2026-13" P("2026-01-20"), 2, "", "--month: ");
    program_assert("$IWMO report --month 2026-03..2026-02" P("2026-01-20"), 2, "",
                   "--month: ");
    program_assert("$IWMO report --provider 12" P("2026-01-20"), 2, "", "--provider: ");
    program_assert("$IWMO report --product 2" P("2026-01-20"), 2, "", "--product: ");
}

Test(persons, figures_on_a_page_say_euros_and_labels)
{
    line("$IWMO report --report html" P("2026-01-20"),
         "<th scope=\"row\">Begeleiding (02), product 02A03, uren</th><td>9 "
         "uur</td><td>0 uur</td><td>€ 0,00</td>");
    line("$IWMO report --report html" P("2026-01-20"),
         "<th scope=\"row\">15 tot en met 28 dagen</th><td>1</td>");
}
