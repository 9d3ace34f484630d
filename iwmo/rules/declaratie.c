/*
 * Rules over a whole declaration: 303 and 323 with very many lines, and their answers.
 *
 * A line is gone when the next one is read, so these ask the tally.  Asked while the
 * line is at hand, they see only earlier lines: it is added afterwards, or by the rule
 * that is the only one to ask for its key.
 */
#include "rules/declaratie.h"

#include <stdio.h>
#include <string.h>

#include "names.h"
#include "rules/rule.h"
#include "rules/shape.h"
#include "rules/tally.h"

static const char *const referentie[] = {"ProductReferentie", "ReferentieNummer", NULL};
static const char *const vorig[] = {"ProductReferentie", "VorigReferentieNummer", NULL};
static const char *const itself[] = {NULL};

static const struct iwmo_node *
clienten_of(const struct iwmo_node *node)
{
    return iwmo_around(node, EL_Clienten);
}

static struct iwmo_text
text_of(const struct iwmo_node *node)
{
    return node != NULL ? node->value.text : (struct iwmo_text){0};
}

/* One finding for every earlier line: its element `below` and `here`. */
static void
blame_lines(struct iwmo_facts *facts, const struct iwmo_lines *lines,
            const char *const below[], const struct iwmo_node *here)
{
    const struct iwmo_line *all = lines->lines != NULL ? lines->lines : &lines->one;

    for (size_t i = 0; i < lines->count; i++) {
        if (iwmo_facts_are_full(facts)) {
            iwmo_blame_unseen(facts, lines->count - i);
            return;
        }
        struct iwmo_location places[] = {
            iwmo_tally_place(facts->tally, facts, clienten_of(here), all[i], below),
            iwmo_findings_place(facts->findings, here),
        };
        iwmo_blame_places(facts, 2, places, 2);
    }
}

/* Of a ReferentieNummer or VorigReferentieNummer; mostly known already. */
static uint64_t
fingerprint_of(const struct iwmo_facts *facts, struct iwmo_text value)
{
    const struct iwmo_reference *known[] = {&facts->line.own, &facts->line.credited};

    for (size_t i = 0; i < 2; i++)
        if (value.at == known[i]->nummer.at && value.size == known[i]->nummer.size)
            return known[i]->fingerprint;
    return iwmo_tally_fingerprint(facts->tally, IWMO_KEY_REFERENTIE, 1, &value);
}

/* As blame_lines(), for the earlier lines that have `value` as key. */
static void
blame_lines_with(struct iwmo_facts *facts, enum iwmo_tally_key key,
                 struct iwmo_text value, const char *const below[],
                 const struct iwmo_node *here)
{
    if (!iwmo_tally_has(facts->tally, key))
        return;
    struct iwmo_lines lines =
        iwmo_tally_find(facts->tally, key, fingerprint_of(facts, value));
    if (lines.count > 0)
        blame_lines(facts, &lines, below, here);
}

/* ---- references ---- */

/* TR314 in 2.3: a ReferentieNummer occurs once in the message. */
void
iwmo_check_D23_TR314(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    const struct iwmo_node *nummer = iwmo_child(product, EL_ReferentieNummer);

    if (nummer != NULL)
        blame_lines_with(facts, IWMO_KEY_REFERENTIE, text_of(nummer), referentie,
                         nummer);
}

/* TR315: a debit is credited once in the message.  White space of this text collapsed,
 * the earlier as it stands, as in the stylesheet. */
void
iwmo_check_TR315(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    const struct iwmo_node *nummer = iwmo_child(product, EL_VorigReferentieNummer);

    if (iwmo_filled(nummer))
        blame_lines_with(facts, IWMO_KEY_VORIG, iwmo_collapsed(nummer, facts), vorig,
                         nummer);
}

/*
 * TR316: no credit of a debit in the same message: of an earlier line (check 1), by an
 * earlier line (check 2), or of itself (check 3).  White space of this line's texts is
 * collapsed, that of an earlier line stands, as in the 3.2 stylesheet; to which two
 * blanks are equal in check 3.
 */
void
iwmo_check_TR316(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    const struct iwmo_node *own = iwmo_child(product, EL_ReferentieNummer);
    const struct iwmo_node *credited = iwmo_child(product, EL_VorigReferentieNummer);
    bool wants_both = facts->message->release == R_2_3;
    struct iwmo_text own_text = iwmo_collapsed(own, facts);
    struct iwmo_text credited_text = iwmo_collapsed(credited, facts);

    if (iwmo_filled(credited))
        blame_lines_with(facts, IWMO_KEY_REFERENTIE, credited_text, referentie,
                         credited);
    if (iwmo_filled(own))
        blame_lines_with(facts, IWMO_KEY_VORIG, own_text, vorig, own);
    if (own == NULL || (wants_both && !iwmo_filled(credited)))
        return;
    if (iwmo_text_same(own_text, credited_text))
        iwmo_blame(facts, own, credited);
}

/* ---- one line against an earlier one of the same Client ---- */

static struct iwmo_line
line_of(const struct iwmo_node *prestatie)
{
    return (struct iwmo_line){prestatie->parent->parent->index, prestatie->index};
}

/* Is the line a debit, and what is its key? */
static void
find_debet(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *periode = iwmo_child(prestatie, EL_ProductPeriode);

    facts->line.is_debet =
        iwmo_node_equals(iwmo_child(facts->line.bedrag, EL_DebetCredit), "D");
    if (!facts->line.is_debet)
        return;
    struct iwmo_text values[] = {
        text_of(iwmo_child(periode, EL_Begindatum)),
        text_of(iwmo_child(periode, EL_Einddatum)),
        text_of(iwmo_child(prestatie, EL_ProductCategorie)),
        text_of(iwmo_child(prestatie, EL_ProductCode)),
        text_of(iwmo_child(prestatie, EL_ToewijzingNummer)),
    };
    facts->line.debet = iwmo_tally_fingerprint(facts->tally, IWMO_KEY_DEBET, 5, values);
}

/* TR416: no second debit of one Client for the same allocation, product and period. */
void
iwmo_check_TR416(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    if (!facts->wants_debet)
        find_debet(prestatie, facts); /* the next lines come with it */
    facts->wants_debet = true;
    if (!facts->line.is_debet)
        return;
    struct iwmo_lines earlier = iwmo_tally_add(facts->tally, IWMO_KEY_DEBET,
                                               facts->line.debet, line_of(prestatie));
    if (earlier.count > 0)
        blame_lines(facts, &earlier, itself, prestatie);
}

static void
blame_line_group(struct iwmo_facts *facts, const struct iwmo_node *clienten,
                 const struct iwmo_lines *lines)
{
    size_t kept = lines->count < facts->max_places ? lines->count : facts->max_places;
    struct iwmo_location *places =
        iwmo_arena_alloc(facts->scratch, kept * sizeof(*places));

    if (places == NULL) {
        facts->findings->failed = true;
        return;
    }
    for (size_t i = 0; i < kept; i++)
        places[i] =
            iwmo_tally_place(facts->tally, facts, clienten, lines->lines[i], itself);
    iwmo_blame_places(facts, kept, places, lines->count);
}

void
iwmo_declaratie_TR101(const struct iwmo_node *parent, struct iwmo_facts *facts)
{
    bool is_client = iwmo_node_is(parent, EL_Clienten);
    enum iwmo_tally_key key = is_client ? IWMO_KEY_BSN : IWMO_KEY_RECORD;
    const struct iwmo_node *clienten = is_client ? parent : clienten_of(parent);
    const void *cursor = NULL;
    struct iwmo_lines lines;

    if (!is_client && parent->parent->index != iwmo_tally_clients(facts->tally))
        return; /* a Client without lines */
    while (iwmo_tally_next_group(facts->tally, key, &cursor, &lines))
        blame_line_group(facts, clienten, &lines);
}

/* ---- periods and dates ---- */

static const struct iwmo_node *
declaratie_end(const struct iwmo_node *prestatie, const struct iwmo_facts *facts)
{
    const struct iwmo_node *declaratie = iwmo_around(prestatie, EL_Declaratie);

    if (declaratie == NULL) /* 2.3 has it in the header */
        declaratie = iwmo_child(facts->header, EL_DeclaratieFactuurIdentificatie);
    return iwmo_grandchild(declaratie, EL_DeclaratiePeriode, EL_Einddatum);
}

/* TR319: a ProductPeriode does not start (check 1) or end (check 2) after the
 * DeclaratiePeriode.  Filed with code 9319, evaluated inside the message. */
void
iwmo_check_TR319(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *limit = declaratie_end(prestatie, facts);
    const struct iwmo_node *periode = iwmo_child(prestatie, EL_ProductPeriode);
    const struct iwmo_node *begin = iwmo_child(periode, EL_Begindatum);
    const struct iwmo_node *end = iwmo_child(periode, EL_Einddatum);

    if (iwmo_after(begin, limit))
        iwmo_blame(facts, limit, begin);
    if (iwmo_after(end, limit))
        iwmo_blame(facts, limit, end);
}

/* TR319 in 2.3: only the end is tested. */
void
iwmo_check_D23_TR319(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *limit = declaratie_end(prestatie, facts);
    const struct iwmo_node *end =
        iwmo_grandchild(prestatie, EL_ProductPeriode, EL_Einddatum);

    if (iwmo_after(end, limit))
        iwmo_blame(facts, limit, end);
}

#define LEAST_DAYS_OF_FIVE_YEARS 1825

/* TR335: a ProductPeriode ended at most five years before the DeclaratieDagtekening. */
void
iwmo_check_TR335(const struct iwmo_node *end, struct iwmo_facts *facts)
{
    const struct iwmo_node *declaratie = iwmo_around(end, EL_Declaratie);
    const struct iwmo_node *dagtekening =
        declaratie ? iwmo_child(declaratie, EL_DeclaratieDagtekening) : NULL;

    if (!iwmo_node_is(end->parent, EL_ProductPeriode))
        return;
    if (dagtekening == NULL || !iwmo_is_date(end) || !iwmo_is_date(dagtekening))
        return;
    int64_t days = (int64_t)dagtekening->value.date.days - end->value.date.days;
    if (days <= LEAST_DAYS_OF_FIVE_YEARS)
        return;
    if (iwmo_date_before(end->value.date,
                         iwmo_date_add_years(dagtekening->value.date, -5)))
        iwmo_blame(facts, dagtekening, end);
}

/* ---- sums ---- */

static void
add_amount(struct iwmo_tally *tally, enum iwmo_tally_sum which,
           const struct iwmo_node *bedrag)
{
    struct iwmo_money amount;

    if (bedrag == NULL)
        return;
    struct iwmo_sum *sum = iwmo_tally_sum(tally, which);
    const struct iwmo_node *value = iwmo_child(bedrag, EL_Bedrag);
    iwmo_tally_mark(tally, which);
    if (iwmo_is_number(value) && !iwmo_is_plain_number(value))
        sum->has_plus = true;
    if (!iwmo_signed_cents(bedrag, &amount.cents) ||
        !iwmo_money_add(sum->money, amount, &sum->money))
        sum->is_broken = true;
}

/* Places of the amounts of sum `which`, `below` each line; returns how many there are.
 */
static size_t
amount_places(struct iwmo_facts *facts, enum iwmo_tally_sum which,
              const char *const below[], struct iwmo_location *places, size_t room)
{
    struct iwmo_tally *tally = facts->tally;
    size_t line = 0, total = 0;

    for (uint32_t client = 1; client <= iwmo_tally_clients(tally); client++) {
        uint32_t count = iwmo_tally_prestaties(tally, client);
        for (uint32_t i = 1; i <= count; i++) {
            if (!iwmo_tally_is_marked(tally, which, line++))
                continue;
            if (total++ < room)
                places[total - 1] =
                    iwmo_tally_place(tally, facts, facts->clienten,
                                     (struct iwmo_line){client, i}, below);
        }
    }
    return total;
}

/* Blame the elements `head` of a total, and the amounts that it should add up to. */
static void
blame_total(struct iwmo_facts *facts, const struct iwmo_node *const head[2],
            enum iwmo_tally_sum which, const char *const below[])
{
    size_t kept = 0;
    size_t room = facts->clienten ? amount_places(facts, which, below, NULL, 0) : 0;
    if (room > facts->max_places)
        room = facts->max_places;
    struct iwmo_location *places =
        iwmo_arena_alloc(facts->scratch, (room + 2) * sizeof(*places));

    if (places == NULL) {
        facts->findings->failed = true;
        return;
    }
    for (size_t i = 0; i < 2; i++)
        if (head[i] != NULL)
            places[kept++] = iwmo_findings_place(facts->findings, head[i]);
    size_t total = amount_places(facts, which, below, places + kept, room);
    iwmo_blame_places(facts, kept + (total < room ? total : room), places,
                      kept + total);
}

/* TR358: TotaalIngediendBedrag is debit minus credit of all lines.  Compared as text,
 * as the stylesheet does: a leading zero is wrong, and an amount with a plus sign makes
 * the sum no number. */
void
iwmo_check_TR358(const struct iwmo_node *totaal, struct iwmo_facts *facts)
{
    static const char *const below[] = {"IngediendBedrag", NULL};
    const struct iwmo_sum *sum = iwmo_tally_sum(facts->tally, IWMO_SUM_BEDRAG);
    const struct iwmo_node *bedrag = iwmo_child(totaal, EL_TotaalBedrag);
    const struct iwmo_node *teken = iwmo_child(totaal, EL_DebetCredit);
    char text[32];

    if (bedrag == NULL || !iwmo_one_of(teken, "C D"))
        return;
    int64_t cents = sum->money.cents;
    snprintf(text, sizeof(text), "%lld",
             (long long)(iwmo_node_equals(teken, "C") ? -cents : cents));
    if (sum->has_plus || sum->is_broken || !iwmo_node_equals(bedrag, text))
        blame_total(facts, (const struct iwmo_node *[2]){bedrag, teken},
                    IWMO_SUM_BEDRAG, below);
}

static void
check_2_3_total(const struct iwmo_node *totaal, enum iwmo_tally_sum which,
                const char *const below[], struct iwmo_facts *facts)
{
    const struct iwmo_sum *sum = iwmo_tally_sum(facts->tally, which);
    int64_t cents;

    if (!iwmo_signed_cents(totaal, &cents))
        return;
    if (sum->is_broken || cents != sum->money.cents)
        blame_total(facts, (const struct iwmo_node *[2]){totaal, NULL}, which, below);
}

/* TR312: the total of a 303 is debit minus credit of its lines. */
void
iwmo_check_TR312(const struct iwmo_node *totaal, struct iwmo_facts *facts)
{
    static const char *const below[] = {"IngediendeBedragPrestatie",
                                        "DeclaratieFactuurBedrag", NULL};

    check_2_3_total(totaal, IWMO_SUM_BEDRAG, below, facts);
}

/* TR313: and so is the total of its Btw, an absent amount being nothing. */
void
iwmo_check_TR313(const struct iwmo_node *totaal, struct iwmo_facts *facts)
{
    static const char *const below[] = {"IngediendeBedragPrestatie", "BtwBedrag", NULL};

    check_2_3_total(totaal, IWMO_SUM_BTW, below, facts);
}

static bool
is_refused_as_a_whole(const struct iwmo_node *antwoord)
{
    const struct iwmo_node *codes = iwmo_child(antwoord, EL_RetourCodes);

    for (const struct iwmo_node *code = codes ? codes->first : NULL; code;
         code = code->next)
        if (!iwmo_one_of(code, "0200 8001"))
            return true;
    return false;
}

/* Is this amount without a plus sign? */
static bool
is_plain_amount(const struct iwmo_node *bedrag)
{
    return iwmo_is_plain_number(iwmo_child(bedrag, EL_TotaalBedrag));
}

/* TR342: an answer returns exactly the refused lines: their sum is what was not
 * granted; of a declaration refused as a whole nothing is granted.  An amount with a
 * plus sign is no number to the stylesheet, and so equals nothing. */
void
iwmo_check_TR342(const struct iwmo_node *antwoord, struct iwmo_facts *facts)
{
    const struct iwmo_node *ingediend = iwmo_child(antwoord, EL_TotaalIngediendBedrag);
    const struct iwmo_node *toegekend = iwmo_child(antwoord, EL_TotaalToegekendBedrag);
    const struct iwmo_sum *sum = iwmo_tally_sum(facts->tally, IWMO_SUM_BEDRAG);
    int64_t asked, granted;

    if (!iwmo_signed_cents(ingediend, &asked) ||
        !iwmo_signed_cents(toegekend, &granted))
        return;
    if (is_refused_as_a_whole(antwoord)) {
        if (granted != 0 || !is_plain_amount(toegekend))
            iwmo_blame(facts, toegekend);
    } else if (sum->is_broken || sum->has_plus || !is_plain_amount(ingediend) ||
               !is_plain_amount(toegekend) || sum->money.cents != asked - granted) {
        iwmo_blame(facts, ingediend, toegekend);
    }
}

/* TR320 (304): what was not granted of the lines that come back is what was not granted
 * of the whole; one that is refused as a whole has no lines. */
void
iwmo_check_TR320(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    const struct iwmo_node *ingediend = iwmo_child(bedragen, EL_IngediendTotaalBedrag);
    const struct iwmo_node *toegekend = iwmo_child(bedragen, EL_ToegekendTotaalBedrag);
    const struct iwmo_sum *asked = iwmo_tally_sum(facts->tally, IWMO_SUM_BEDRAG);
    const struct iwmo_sum *granted = iwmo_tally_sum(facts->tally, IWMO_SUM_TOEGEKEND);
    int64_t all, paid;

    if (!iwmo_signed_cents(ingediend, &all) || !iwmo_signed_cents(toegekend, &paid) ||
        (is_refused_as_a_whole(bedragen->parent) && facts->clienten == NULL))
        return;
    if (asked->is_broken || granted->is_broken ||
        asked->money.cents - granted->money.cents != all - paid)
        iwmo_blame(facts, ingediend, toegekend);
}

/* OP065, IV056 (304): 8001 grants all and lists nothing; 0200 grants a part, and lists
 * what it does not; any other code grants nothing and lists nothing. */
void
iwmo_check_D23_RETOURCODE(const struct iwmo_node *header, struct iwmo_facts *facts)
{
    const struct iwmo_node *bedragen = iwmo_child(header, EL_RetourBedragen);
    const struct iwmo_node *ingediend = iwmo_child(bedragen, EL_IngediendTotaalBedrag);
    const struct iwmo_node *toegekend = iwmo_child(bedragen, EL_ToegekendTotaalBedrag);
    const struct iwmo_node *codes = iwmo_child(header, EL_RetourCodes);
    const struct iwmo_node *code = codes != NULL ? codes->first : NULL;
    const bool has_lines = facts->clienten != NULL;
    int64_t all, paid;

    if (code == NULL || !iwmo_signed_cents(ingediend, &all) ||
        !iwmo_signed_cents(toegekend, &paid))
        return;
    const bool fits = iwmo_node_equals(code, "0200")   ? has_lines
                      : iwmo_node_equals(code, "8001") ? !has_lines && paid == all
                                                       : !has_lines && paid == 0;
    if (!fits)
        iwmo_blame(facts, code);
}

/* ---- remembering ---- */

static void
remember_keys(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    struct iwmo_tally *tally = facts->tally;
    const struct iwmo_node *product = iwmo_child(prestatie, EL_ProductReferentie);
    struct iwmo_text second = text_of(iwmo_child(product, EL_VorigReferentieNummer));
    bool has_first = facts->line.own.nummer.at != NULL;
    struct iwmo_line line = line_of(prestatie);
    struct iwmo_lines before = {0};
    uint64_t first_print = facts->line.own.fingerprint, second_print = 0;

    if (has_first)
        before = iwmo_tally_add(tally, IWMO_KEY_REFERENTIE, first_print, line);
    if (second.at != NULL) {
        second_print = fingerprint_of(facts, second);
        iwmo_tally_add(tally, IWMO_KEY_VORIG, second_print, line);
    }
    iwmo_tally_add_record(tally, first_print, second_print, line,
                          has_first ? &before : NULL);
}

static void
expect_reference(struct iwmo_facts *facts, struct iwmo_text nummer,
                 struct iwmo_reference *reference)
{
    const struct iwmo_tally *tally = facts->tally;
    uint64_t fingerprint =
        iwmo_tally_fingerprint(tally, IWMO_KEY_REFERENTIE, 1, &nummer);

    iwmo_tally_expect(tally, IWMO_KEY_REFERENTIE, fingerprint);
    iwmo_tally_expect(tally, IWMO_KEY_VORIG, fingerprint);
    *reference = (struct iwmo_reference){nummer, fingerprint};
}

void
iwmo_declaratie_expect(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *product = iwmo_child(prestatie, EL_ProductReferentie);

    facts->line.credited = (struct iwmo_reference){0};
    expect_reference(facts, text_of(iwmo_child(product, EL_ReferentieNummer)),
                     &facts->line.own);
    const struct iwmo_node *credited = iwmo_child(product, EL_VorigReferentieNummer);
    if (credited != NULL)
        expect_reference(facts, iwmo_collapsed(credited, facts), &facts->line.credited);
    facts->line.bedrag = iwmo_child(prestatie, EL_IngediendBedrag);
    if (facts->wants_debet)
        find_debet(prestatie, facts);
    if (facts->wants_debet && facts->line.is_debet)
        iwmo_tally_expect(facts->tally, IWMO_KEY_DEBET, facts->line.debet);
    if (prestatie->index > 1)
        return;
    struct iwmo_text bsn = text_of(iwmo_child(prestatie->parent->parent, EL_Bsn));
    iwmo_tally_expect(facts->tally, IWMO_KEY_BSN,
                      iwmo_tally_fingerprint(facts->tally, IWMO_KEY_BSN, 1, &bsn));
}

static void
remember_client(const struct iwmo_node *client, struct iwmo_facts *facts)
{
    const struct iwmo_node *bsn = iwmo_child(client, EL_Bsn);
    struct iwmo_text value = text_of(bsn);

    if (bsn != NULL)
        iwmo_tally_add(facts->tally, IWMO_KEY_BSN,
                       iwmo_tally_fingerprint(facts->tally, IWMO_KEY_BSN, 1, &value),
                       (struct iwmo_line){client->index, 0});
}

void
iwmo_declaratie_remember(const struct iwmo_node *unit, struct iwmo_facts *facts)
{
    const struct iwmo_node *bedrag = facts->line.bedrag;

    if (iwmo_node_is(unit, EL_Client)) {
        remember_client(unit, facts);
        return;
    }
    if (bedrag == NULL) { /* 2.3 has two amounts */
        const struct iwmo_node *bedragen =
            iwmo_child(unit, EL_IngediendeBedragPrestatie);
        bedrag = iwmo_child(bedragen, EL_DeclaratieFactuurBedrag);
        add_amount(facts->tally, IWMO_SUM_BTW, iwmo_child(bedragen, EL_BtwBedrag));
        add_amount(
            facts->tally, IWMO_SUM_TOEGEKEND, /* 304 */
            iwmo_grandchild(unit, EL_ToegekendeBedragPrestatie, EL_ToegekendBedrag));
    }
    add_amount(facts->tally, IWMO_SUM_BEDRAG, bedrag);
    remember_keys(unit, facts);
}
