#include <inttypes.h>

#include "cli/keep.h"
#include "ledger/check.h"
#include "report/json.h"

struct settings {
    struct iwmo_consult consult; /* first */
    const char *head;
    bool accepts;
};

static const struct iwmo_option rows[] = {
    {.name = "head",
     .argument = "HEX",
     .help = "a head of the chain that was noted earlier: is it still there?",
     .kind = IWMO_OPTION_TEXT,
     .offset = offsetof(struct settings, head)},
    {.name = "accept-head",
     .help = "a backup was put back: from now on its end is the end of the ledger",
     .kind = IWMO_OPTION_FLAG,
     .offset = offsetof(struct settings, accepts)},
    IWMO_CONSULT_REPORT_ROW,
    IWMO_CONSULT_LEDGER_ROWS,
    IWMO_CONSULT_OUTPUT_ROW,
    {.name = NULL},
};

static const struct iwmo_command command = {
    "ledger check",
    "[OPTION]...",
    "See whether a ledger is whole",
    "The file, references, sums of what was declared, the chain of the audit trail,\n"
    "every row against what the trail says of it, every seal, and the head of the "
    "chain\n"
    "that is kept beside the ledger, in .head, against a lost end (a -wal file that "
    "was\n"
    "removed).  Prints the head of the chain: noted elsewhere, it proves later "
    "(--head)\n"
    "that no row was taken away or made anew.\n"
    "Exit status 4: there is damage.\n",
    "  iwmo ledger check --head \"$(cat noted-head)\"\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

/* ---- damages, while they are found ---- */

struct finding {
    struct iwmo_consult *consult;
    size_t told;
};

static void
tell(void *self, const struct iwmo_damage *damage)
{
    struct finding *finding = self;
    struct iwmo_consult *consult = finding->consult;
    struct iwmo_buffer *out = &consult->out;

    finding->told++;
    if (consult->format == 0) {
        iwmo_buffer_text(out, iwmo_consult_words(consult, "schade: ", "damage: "));
        iwmo_damage_print(damage, (enum iwmo_lang)consult->lang, out);
        iwmo_buffer_char(out, '\n');
        return;
    }
    iwmo_buffer_text(out, finding->told > 1 ? "," : "");
    const size_t begin = iwmo_json_begin_string(out);
    iwmo_damage_print(damage, (enum iwmo_lang)consult->lang, out);
    iwmo_json_end_string(out, begin);
}

/* ---- what was verified ---- */

/* "berichten: 12" */
static void
add_line(struct iwmo_consult *consult, const char *nl, const char *en, uint64_t number)
{
    iwmo_buffer_printf(&consult->out, "%s: %" PRIu64 "\n",
                       iwmo_consult_words(consult, nl, en), number);
}

static void
print_text(struct iwmo_consult *consult, const struct iwmo_ledger_figures *figures)
{
    add_line(consult, "berichten", "messages", figures->entries);
    add_line(consult, "gegevens", "records", figures->records);
    add_line(consult, "verzegelde delen", "sealed pieces", figures->pieces);
    add_line(consult, "controleregels", "audit rows", figures->audit_rows);
    iwmo_buffer_printf(
        &consult->out, "%s: %s\n",
        iwmo_consult_words(consult, "kop van de keten", "head of the chain"),
        figures->head);
    if (figures->noted != 0)
        add_line(consult, "de genoteerde kop is controleregel",
                 "the noted head is audit row", figures->noted);
    if (figures->broken != 0)
        add_line(consult, "de keten breekt het eerst bij controleregel",
                 "the chain first breaks at audit row", figures->broken);
    if (figures->damages != 0)
        add_line(consult, "BESCHADIGD, zet een back-up terug; plaatsen",
                 "DAMAGED, put back a backup; places", figures->damages);
    else
        iwmo_buffer_text(&consult->out,
                         iwmo_consult_words(consult, "in orde\n", "in order\n"));
}

static void
print_json(const struct iwmo_ledger_figures *figures, struct iwmo_buffer *out)
{
    iwmo_buffer_char(out, ']');
    iwmo_consult_json_bool(out, "whole", figures->damages == 0);
    iwmo_consult_json_number(out, "damageCount", (int64_t)figures->damages);
    iwmo_consult_json_number(out, "messages", (int64_t)figures->entries);
    iwmo_consult_json_number(out, "records", (int64_t)figures->records);
    iwmo_consult_json_number(out, "sealedPieces", (int64_t)figures->pieces);
    iwmo_consult_json_number(out, "auditRows", (int64_t)figures->audit_rows);
    if (figures->broken != 0)
        iwmo_consult_json_number(out, "firstBroken", (int64_t)figures->broken);
    if (figures->noted != 0)
        iwmo_consult_json_number(out, "notedHeadAt", (int64_t)figures->noted);
    iwmo_consult_json_text(out, "head", figures->head);
    iwmo_buffer_text(out, "}\n");
}

static enum iwmo_exit
run(char **argv)
{
    struct settings settings = {.consult.command = command.name};
    struct iwmo_consult *consult = &settings.consult;
    struct finding finding = {consult, 0};
    struct iwmo_ledger_checking how = {tell, &finding, NULL};
    struct iwmo_ledger_figures figures = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit done;

    if (!iwmo_command_parse(&command, argv, &settings, &done))
        return done;
    how.noted = settings.head;
    enum iwmo_status status = iwmo_consult_open(consult, &err);
    if (status == IWMO_OK && settings.accepts)
        status = iwmo_ledger_accept_head(consult->ledger, &err);
    if (status == IWMO_OK && consult->format == 1)
        iwmo_buffer_text(&consult->out, "{\"damages\":[");
    if (status == IWMO_OK)
        status = iwmo_ledger_check(consult->ledger, &how, &figures, &err);
    if (status == IWMO_OK && consult->format == 1)
        print_json(&figures, &consult->out);
    else if (status == IWMO_OK)
        print_text(consult, &figures);
    return iwmo_consult_finish(
        consult, figures.damages > 0 ? IWMO_EXIT_FAILURE : IWMO_EXIT_OK, &err);
}

const struct iwmo_keep iwmo_keep_check = {&command, run};
