/* What the answer to a declaration of 2.3 says: the code of the header, and of the
 * classes only those with something to say. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases/answer.h"
#include "cli/program.h"
#include "support.h"

struct answered {
    char message[60]; /* of fixtures/2.3/WMO303 */
    char decision[80];
    char answer[200];
    char toegekend[12];
    char clients[40]; /* Bsns in it */
};

static struct answered cases[] = {
    {"valid", "", "Header 8001, ingediend 147500 D, toegekend 147500 D", "147500D", ""},
    {"TR101-client-twice", "", "Header 0001, ingediend 147500 D, toegekend 0 D", "0D",
     ""},
    {"TR314-same-reference-at-two-clients", "",
     "Header 0200, Client 0200, Prestatie[N2019040001] 8021, ingediend 147500 D, "
     "toegekend 93500 D",
     "93500D", "999922543 "},
    {"valid", "[{\"code\":\"8187\",\"path\":\"/Bericht/Clienten/Client[2]\"}]",
     "Header 0200, Client 8187, Prestatie[N2019040004] 0233, ingediend 147500 D, "
     "toegekend 93500 D",
     "93500D", "999922543 "},
    {"valid", "[{\"code\":\"8187\",\"path\":\"/Bericht/Clienten/Client[1]\"}]",
     "Header 0200, Client 8187, Prestatie[N2019040001] 0233, Prestatie[N2019040002] "
     "0233, Prestatie[N2019040003] 0233, ingediend 147500 D, toegekend 54000 D",
     "54000D", "999901515 "},
    {"valid", "[{\"code\":\"8214\"}]", "Header 8214, ingediend 147500 D, toegekend 0 D",
     "0D", ""},
};

ParameterizedTestParameters(answer_304, says_what_was_refused)
{
    return cr_make_param_array(struct answered, cases, sizeof(cases) / sizeof(cases[0]),
                               NULL);
}

/* The content of the first element of that name after `from`; "" is none. */
static void
copy_value(const char *from, const char *name, char out[40])
{
    char tag[40];
    const char *at;

    snprintf(tag, sizeof(tag), ":%s>", name);
    at = strstr(from, tag);
    snprintf(out, 40, "%.*s", at != NULL ? (int)strcspn(at + strlen(tag), "<") : 0,
             at != NULL ? at + strlen(tag) : "");
}

ParameterizedTest(struct answered *is, answer_304, says_what_was_refused,
                  .init = program_enter_folder, .fini = program_leave_folder)
{
    static struct answer answer;
    struct iwmo_buffer said, bytes;
    char line[300], value[40], sign[40], clients[80] = "";

    test_write("decision", is->decision, strlen(is->decision));
    snprintf(line, sizeof(line),
             "\"$IWMO\" retour \"$FIXTURES\"/2.3/WMO303/%s.xml --date 2026-11-22 %s "
             "-o answer.xml 2>err; test -s answer.xml",
             is->message, is->decision[0] != '\0' ? "--decision decision" : "");
    program_assert(line, 0, NULL, NULL);
    cr_assert(answer_read("answer.xml", &answer));
    iwmo_buffer_init(&said, 0);
    answer_print(&answer, &said);
    cr_expect_str_eq(said.at, is->answer);
    iwmo_buffer_release(&said);

    bytes = test_read("answer.xml");
    const char *granted = strstr(bytes.at, ":ToegekendTotaalBedrag>");
    cr_assert_not_null(granted);
    copy_value(granted, "TotaalBedrag", value);
    copy_value(granted, "DebetCredit", sign);
    strcat(value, sign);
    cr_expect_str_eq(value, is->toegekend);
    copy_value(bytes.at, "RetourDagtekening", value);
    cr_expect_str_eq(value, "2026-11-22");
    copy_value(bytes.at, "FactuurDagtekening", value);
    cr_expect_str_eq(value, "2019-05-07");
    for (const char *at = bytes.at; (at = strstr(at, "<wmo304:Bsn>")) != NULL;
         at += 20) {
        copy_value(at, "Bsn", value);
        strcat(strcat(clients, value), " ");
    }
    cr_expect_str_eq(clients, is->clients);
    iwmo_buffer_release(&bytes);
}
