/*
 * Fit: declarations and the answers to them: periods, amounts, totals.
 */
#include <stdlib.h>

#include "generate/fit.h"
#include "generate/grow.h"
#include "names.h"
#include "rules/shape.h"

/* ---- periods ---- */

/* A month that ended before the Dagtekening, and is not before 2021 (CS100). */
static struct iwmo_date
declared_month(const struct iwmo_draft *draft, int back)
{
    struct iwmo_date start = iwmo_date_month_start(draft->day);
    struct iwmo_date first = iwmo_date_of(2021, 1, 1);

    start = iwmo_date_add_months(start, -1 - back);
    return iwmo_date_before(start, first) ? first : start;
}

/* CS340, TR134, TR137: one calendar month. */
void
iwmo_fit_DeclaratiePeriode(struct iwmo_draft *draft, struct iwmo_node *periode)
{
    struct iwmo_date start =
        declared_month(draft, iwmo_dice_between(&draft->dice, 0, 2));

    iwmo_grow_date(draft, periode, EL_Begindatum, start);
    iwmo_grow_date(draft, periode, EL_Einddatum, iwmo_date_month_end(start));
}

/* CS337, TR137, TR319, TR335: within one month, the declared one or one before it; in
 * an answer, which does not say what was declared, any that has ended. */
static void
fit_product_periode(struct iwmo_draft *draft, struct iwmo_node *prestatie)
{
    struct iwmo_node *periode = iwmo_draft_child(prestatie, EL_ProductPeriode);
    struct iwmo_node *declaratie = prestatie->parent->parent->parent->parent;
    struct iwmo_node *header = iwmo_draft_child(draft->root, EL_Header);
    struct iwmo_node *begin = iwmo_draft_child(
        iwmo_draft_child(declaratie, EL_DeclaratiePeriode), EL_Begindatum);
    int back =
        iwmo_dice_chance(&draft->dice, 75) ? 0 : iwmo_dice_between(&draft->dice, 1, 5);

    if (begin == NULL)
        begin = iwmo_draft_child(
            iwmo_draft_child(
                iwmo_draft_child(header, EL_DeclaratieFactuurIdentificatie),
                EL_DeclaratiePeriode),
            EL_Begindatum);
    struct iwmo_date first = declared_month(draft, 0);
    first =
        iwmo_date_month_start(begin != NULL ? iwmo_draft_date(draft, begin) : first);
    struct iwmo_date start = iwmo_date_add_months(first, -back);
    if (iwmo_date_before(start, iwmo_date_of(2021, 1, 1)))
        start = first;
    struct iwmo_date end = iwmo_date_month_end(start);
    if (iwmo_dice_chance(&draft->dice, 30))
        start.days += iwmo_dice_between(&draft->dice, 0, end.days - start.days);
    iwmo_grow_date(draft, periode, EL_Begindatum, start);
    iwmo_grow_date(draft, periode, EL_Einddatum, end);
}

/* ---- amounts ---- */

static int64_t
signed_cents(const struct iwmo_node *bedrag)
{
    const struct iwmo_node *value = iwmo_draft_child(bedrag, EL_Bedrag);
    int64_t cents = iwmo_draft_number(value);

    return iwmo_node_equals(iwmo_draft_child(bedrag, EL_DebetCredit), "C") ? -cents
                                                                           : cents;
}

/* CS325: an amount of nothing is debit. */
static void
set_amount(struct iwmo_draft *draft, struct iwmo_node *bedrag, int64_t cents)
{
    struct iwmo_node *value = iwmo_draft_child(bedrag, EL_Bedrag);

    if (value == NULL)
        value = iwmo_draft_child(bedrag, EL_TotaalBedrag);
    iwmo_draft_print(draft, value, "%lld", llabs((long long)cents));
    iwmo_draft_set(draft, iwmo_draft_child(bedrag, EL_DebetCredit),
                   cents < 0 ? "C" : "D");
}

/* CD087, CS339: the amount is volume times tariff; with euros (83) it is the volume. */
static void
fit_amount_3_2(struct iwmo_draft *draft, struct iwmo_node *prestatie, int sign)
{
    struct iwmo_node *volume = iwmo_draft_child(prestatie, EL_GeleverdVolume);
    int64_t cents;

    if (iwmo_node_equals(iwmo_draft_child(prestatie, EL_Eenheid), "83")) {
        iwmo_draft_drop_all(prestatie, EL_ProductTarief);
        cents = iwmo_dice_between(&draft->dice, 1000, 99999);
        iwmo_draft_print(draft, volume, "%lld", (long long)cents);
    } else {
        cents = iwmo_draft_number(volume) *
                iwmo_draft_number(iwmo_grow_child(draft, prestatie, EL_ProductTarief));
    }
    set_amount(draft, iwmo_draft_child(prestatie, EL_IngediendBedrag), sign * cents);
}

/* BerekendBedrag: volume times tariff (TR317); euros (83) have no tariff (CD062). */
static int64_t
amount_2_3(struct iwmo_draft *draft, struct iwmo_node *bedragen)
{
    const int64_t cents = iwmo_dice_between(&draft->dice, 1000, 99999);

    if (iwmo_node_equals(iwmo_draft_child(bedragen, EL_Eenheid), "83"))
        iwmo_draft_drop_all(bedragen, EL_ProductTarief);
    const struct iwmo_node *tarief = iwmo_draft_child(bedragen, EL_ProductTarief);
    return tarief != NULL
               ? iwmo_draft_number(iwmo_draft_child(bedragen, EL_GeleverdVolume)) *
                     iwmo_draft_number(tarief)
               : cents;
}

/* What is claimed of that: the percentage in hundredths of a percent, at most all
 * (CS323). */
static int64_t
claim_2_3(const struct iwmo_node *bedragen, int64_t cents)
{
    const struct iwmo_node *percentage =
        iwmo_draft_child(bedragen, EL_Verrekenpercentage);
    const int64_t part = percentage != NULL
                             ? (cents * iwmo_draft_number(percentage) + 5000) / 10000
                             : cents;

    return part < cents ? part : cents;
}

/* Care from 2019-04-01 has other units (CS331). */
static void
fit_eenheid_2_3(struct iwmo_draft *draft, const struct iwmo_node *bedragen)
{
    struct iwmo_node *eenheid = iwmo_draft_child(bedragen, EL_Eenheid);

    if (eenheid != NULL && iwmo_one_of(eenheid, "21 81"))
        iwmo_draft_set(draft, eenheid, "04");
}

/* Exempt (1): no Btw (CD056); not (2): all of it (CD055), the part of the amount that
 * is Btw.  An invoice says which (CD059). */
static void
fit_btw(struct iwmo_draft *draft, struct iwmo_node *bedragen, int64_t cents, int sign)
{
    struct iwmo_node *header = iwmo_draft_child(draft->root, EL_Header);
    struct iwmo_node *whole =
        iwmo_draft_child(header, EL_DeclaratieFactuurIdentificatie);
    struct iwmo_node *totals = iwmo_draft_child(header, EL_DeclaratieFactuurBedragen);

    if (iwmo_one_of(iwmo_draft_child(header, EL_BerichtCode), "448 449"))
        iwmo_grow_child(draft, bedragen, EL_BtwVrijstellingIndicatie);
    if (iwmo_node_equals(iwmo_draft_child(bedragen, EL_BtwVrijstellingIndicatie),
                         "1")) {
        iwmo_draft_drop_all(bedragen, EL_BtwPercentage);
        iwmo_draft_drop_all(bedragen, EL_BtwBedrag);
    }
    if (iwmo_node_equals(iwmo_draft_child(bedragen, EL_BtwVrijstellingIndicatie),
                         "2")) {
        iwmo_grow_child(draft, bedragen, EL_BtwPercentage);
        iwmo_grow_child(draft, bedragen, EL_BtwBedrag);
        iwmo_grow_child(draft, whole, EL_BtwIDNummer);
        if (totals != NULL)
            iwmo_grow_child(draft, totals, EL_BtwTotaalBedrag);
    }
    int64_t rate = 2100;
    const struct iwmo_node *percentage = iwmo_draft_child(bedragen, EL_BtwPercentage);
    if (percentage != NULL)
        rate = iwmo_draft_number(percentage);
    set_amount(draft, iwmo_draft_child(bedragen, EL_BtwBedrag),
               sign * (cents * rate / (10000 + rate)));
}

/* CS327: all amounts of one line have one sign. */
static void
fit_amount_2_3(struct iwmo_draft *draft, struct iwmo_node *prestatie, int sign)
{
    struct iwmo_node *bedragen =
        iwmo_draft_child(prestatie, EL_IngediendeBedragPrestatie);
    struct iwmo_node *toegekend =
        iwmo_draft_child(prestatie, EL_ToegekendeBedragPrestatie);

    fit_eenheid_2_3(draft, bedragen);
    int64_t cents = amount_2_3(draft, bedragen);
    set_amount(draft, iwmo_draft_child(bedragen, EL_BerekendBedrag), sign * cents);
    cents = claim_2_3(bedragen, cents);
    fit_btw(draft, bedragen, cents, sign);
    set_amount(draft, iwmo_draft_child(bedragen, EL_DeclaratieFactuurBedrag),
               sign * cents);
    set_amount(draft, iwmo_draft_child(toegekend, EL_GemeenteBerekendBedrag),
               sign * cents);
    const struct iwmo_node *header = iwmo_draft_child(draft->root, EL_Header);
    const bool is_invoice = /* granted whole or not at all: OP287 */
        iwmo_node_equals(iwmo_draft_child(header, EL_BerichtCode), "449");
    int64_t granted = is_invoice || iwmo_dice_chance(&draft->dice, 70) ? 0 : cents / 2;
    set_amount(draft, iwmo_draft_child(toegekend, EL_ToegekendBedrag), sign * granted);
}

/* CD060: a line that names an earlier one is its credit. */
void
iwmo_fit_Prestatie(struct iwmo_draft *draft, struct iwmo_node *prestatie)
{
    struct iwmo_node *referentie = iwmo_draft_child(prestatie, EL_ProductReferentie);

    if (iwmo_dice_chance(&draft->dice, 50))
        iwmo_draft_drop_all(referentie, EL_VorigReferentieNummer);
    int sign = iwmo_draft_child(referentie, EL_VorigReferentieNummer) != NULL ? -1 : 1;
    fit_product_periode(draft, prestatie);
    if (iwmo_draft_child(prestatie, EL_IngediendBedrag) != NULL)
        fit_amount_3_2(draft, prestatie, sign);
    else
        fit_amount_2_3(draft, prestatie, sign);
}

/* ---- totals ---- */

/* Sum over all lines of the amount `id`, in `group` (0: the line itself). */
static int64_t
sum_lines(const struct iwmo_node *clienten, uint16_t group, uint16_t id)
{
    int64_t sum = 0;

    if (clienten == NULL)
        return 0;
    for (const struct iwmo_node *client = clienten->first; client;
         client = client->next) {
        const struct iwmo_node *prestaties = iwmo_draft_child(client, EL_Prestaties);
        for (const struct iwmo_node *line = prestaties ? prestaties->first : NULL; line;
             line = line->next) {
            const struct iwmo_node *around =
                group != 0 ? iwmo_draft_child(line, group) : line;
            sum += signed_cents(iwmo_draft_child(around, id));
        }
    }
    return sum;
}

/* TR358 */
static void
fit_total_323(struct iwmo_draft *draft, struct iwmo_node *declaratie)
{
    set_amount(
        draft, iwmo_draft_child(declaratie, EL_TotaalIngediendBedrag),
        sum_lines(iwmo_draft_child(declaratie, EL_Clienten), 0, EL_IngediendBedrag));
}

void
iwmo_fit_Declaratie(struct iwmo_draft *draft, struct iwmo_node *declaratie)
{
    struct iwmo_node *periode = iwmo_draft_child(declaratie, EL_DeclaratiePeriode);
    struct iwmo_date date = draft->day;

    date.days -= iwmo_dice_between(&draft->dice, 0, 5);
    struct iwmo_date end =
        iwmo_draft_date(draft, iwmo_draft_child(periode, EL_Einddatum));
    iwmo_grow_date(draft, declaratie, EL_DeclaratieDagtekening,
                   iwmo_date_before(date, end) ? draft->day : date);
    fit_total_323(draft, declaratie);
}

/* TR342: what was not granted is what is returned; refused as a whole, nothing is
 * granted; accepted (8001), all. */
static void
fit_totals_325(struct iwmo_draft *draft, struct iwmo_node *antwoord)
{
    struct iwmo_node *clienten = iwmo_draft_child(antwoord, EL_Clienten);
    const struct iwmo_node *codes = iwmo_draft_child(antwoord, EL_RetourCodes);
    bool is_refused = codes != NULL && !iwmo_one_of(codes->first, "0200 8001");
    int64_t granted = is_refused ? 0 : iwmo_dice_between(&draft->dice, 0, 500000);
    int64_t claimed = granted + sum_lines(clienten, 0, EL_IngediendBedrag);

    if (is_refused)
        claimed = iwmo_dice_between(&draft->dice, 1000, 500000);
    set_amount(draft, iwmo_draft_child(antwoord, EL_TotaalIngediendBedrag), claimed);
    set_amount(draft, iwmo_draft_child(antwoord, EL_TotaalToegekendBedrag), granted);
}

void
iwmo_fit_DeclaratieAntwoord(struct iwmo_draft *draft, struct iwmo_node *antwoord)
{
    struct iwmo_node *clienten = iwmo_draft_child(antwoord, EL_Clienten);
    const char *code = iwmo_dice_chance(&draft->dice, 50) ? "8001" : "9333";

    if (clienten != NULL)
        iwmo_fit_retourcodes(draft, clienten);
    iwmo_fit_retourcode(draft, antwoord, clienten != NULL ? "0200" : code);
    fit_totals_325(draft, antwoord);
}

void
iwmo_fit_DeclaratieFactuurIdentificatie(struct iwmo_draft *draft,
                                        struct iwmo_node *identificatie)
{
    iwmo_grow_date(draft, identificatie, EL_FactuurDagtekening, draft->day);
}

/* TR312, TR313; on a 304 what was not granted is in the lines. */
void
iwmo_fit_totals_2_3(struct iwmo_draft *draft, struct iwmo_node *bericht)
{
    struct iwmo_node *header = iwmo_draft_child(bericht, EL_Header);
    struct iwmo_node *clienten = iwmo_draft_child(bericht, EL_Clienten);
    struct iwmo_node *bedragen = iwmo_draft_child(header, EL_DeclaratieFactuurBedragen);
    struct iwmo_node *retour = iwmo_draft_child(header, EL_RetourBedragen);
    int64_t sum =
        sum_lines(clienten, EL_IngediendeBedragPrestatie, EL_DeclaratieFactuurBedrag);
    int64_t btw = sum_lines(clienten, EL_IngediendeBedragPrestatie, EL_BtwBedrag);

    if (bedragen != NULL && btw != 0)
        iwmo_grow_child(draft, bedragen, EL_BtwTotaalBedrag);
    set_amount(draft, iwmo_draft_child(bedragen, EL_DeclaratieFactuurTotaalBedrag),
               sum);
    set_amount(draft, iwmo_draft_child(bedragen, EL_BtwTotaalBedrag), btw);
    if (retour == NULL)
        return;
    /* TR320; without lines all was granted (8001), or nothing */
    const struct iwmo_node *codes = iwmo_draft_child(header, EL_RetourCodes);
    const bool is_refused = codes != NULL && !iwmo_one_of(codes->first, "0200 8001");
    int64_t others = iwmo_dice_between(&draft->dice, 0, 500000);
    int64_t granted =
        sum_lines(clienten, EL_ToegekendeBedragPrestatie, EL_ToegekendBedrag);
    set_amount(draft, iwmo_draft_child(retour, EL_IngediendTotaalBedrag), sum + others);
    set_amount(draft, iwmo_draft_child(retour, EL_ToegekendTotaalBedrag),
               is_refused ? 0 : granted + others);
}

void
iwmo_fit_totals(struct iwmo_draft *draft)
{
    struct iwmo_node *declaratie = iwmo_draft_child(draft->root, EL_Declaratie);
    struct iwmo_node *antwoord = iwmo_draft_child(draft->root, EL_DeclaratieAntwoord);

    if (declaratie != NULL)
        fit_total_323(draft, declaratie);
    if (antwoord != NULL)
        fit_totals_325(draft, antwoord);
    iwmo_fit_totals_2_3(draft, draft->root);
}
