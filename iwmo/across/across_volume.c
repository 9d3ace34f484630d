#include "across/across_work.h"
#include "model/volume.h"
#include "registers/contract.h"

static enum iwmo_eenheid
unit_of(const struct iwmo_record *record)
{
    return iwmo_eenheid_of(iwmo_text(record->eenheid));
}

/* ---- contract ---- */

/* What was agreed on the product of this line in a unit ("": any), on a day. */
static enum iwmo_registered
agreed_on(const struct iwmo_across_work *work, const struct iwmo_record *record,
          const char *eenheid, struct iwmo_date day,
          const struct iwmo_contract **contract)
{
    struct iwmo_contract_question question = {
        .gemeente = iwmo_text(record->gemeente),
        .aanbieder = iwmo_text(record->aanbieder),
        .categorie = iwmo_text(record->categorie),
        .code = iwmo_text(record->code),
        .eenheid = iwmo_text(eenheid),
        .day = day,
    };

    *contract = NULL;
    if (work->across->registers == NULL)
        return IWMO_REGISTERED_UNKNOWN;
    return iwmo_contract_find(work->across->registers, &question, contract);
}

/* On the first day of its ProductPeriode. */
static enum iwmo_registered
agreed(const struct iwmo_across_work *work, const struct iwmo_record *record,
       const char *eenheid, const struct iwmo_contract **contract)
{
    return agreed_on(work, record, eenheid, record->begin, contract);
}

/* In the unit of the line, or hours when that is in minutes. */
static enum iwmo_registered
agreed_in_unit(const struct iwmo_across_work *work, const struct iwmo_record *record,
               const struct iwmo_contract **contract)
{
    enum iwmo_registered found = agreed(work, record, record->eenheid, contract);

    if (found == IWMO_REGISTERED_NO && unit_of(record) == IWMO_EENHEID_MINUUT)
        found = agreed(work, record, "04", contract);
    return found;
}

/* ---- unit ---- */

/* TR341: the unit of the allocation, or minutes for hours; an allocation without Omvang
 * leaves it to the contract. */
bool
iwmo_across_TR341(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);
    const struct iwmo_contract *contract;

    if (toewijzing == NULL)
        return false;
    if (iwmo_record_has_omvang(toewijzing))
        return !iwmo_eenheid_fits(unit_of(record), unit_of(toewijzing));
    if (agreed_in_unit(work, record, &contract) == IWMO_REGISTERED_YES)
        return false;
    /* in another unit only; of a product that is not there no unit was agreed */
    return agreed(work, record, "", &contract) == IWMO_REGISTERED_YES ||
           iwmo_across_skip(work, "TR341");
}

/* TR309 (release 2.3): the same unit, or minutes for hours (D18). */
bool
iwmo_across_TR309(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && iwmo_record_has_omvang(toewijzing) &&
           strcmp(record->eenheid, toewijzing->eenheid) != 0 &&
           !iwmo_eenheid_fits(unit_of(record), unit_of(toewijzing));
}

/* ---- volume ---- */

static bool
omvang_of(const struct iwmo_record *toewijzing, enum iwmo_release release,
          struct iwmo_omvang *omvang)
{
    *omvang = (struct iwmo_omvang){
        .volume = toewijzing->volume,
        .eenheid = unit_of(toewijzing),
        .frequentie = (enum iwmo_frequentie)(toewijzing->frequentie[0] - '0'),
        .is_huishouden = strcmp(toewijzing->categorie, "01") == 0,
        .is_old = release == R_2_3,
        .has_end = !iwmo_date_equal(toewijzing->eind, IWMO_DATE_OPEN_END),
        .toewijzing = {toewijzing->begin, toewijzing->eind},
    };
    return iwmo_record_has_omvang(toewijzing);
}

/* Is the line a debit in a unit that fits an allocation with Omvang? */
static bool
is_measured(const struct iwmo_across_work *work, const struct iwmo_record *record,
            struct iwmo_omvang *omvang)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && omvang_of(toewijzing, record->release, omvang) &&
           iwmo_eenheid_fits(unit_of(record), omvang->eenheid);
}

/* TR321: the volume of a line fits its ProductPeriode. */
bool
iwmo_across_TR321(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_period period = {record->begin, record->eind};
    struct iwmo_omvang omvang;

    return is_measured(work, record, &omvang) &&
           iwmo_volume_exceeds(record->volume,
                               iwmo_volume_in_period(&omvang, period, unit_of(record)));
}

/* TR322: all that was declared on the allocation fits it. */
bool
iwmo_across_TR322(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across_number *number = iwmo_across_number(work, record);
    struct iwmo_omvang omvang;

    if (!is_measured(work, record, &omvang))
        return false;
    enum iwmo_eenheid unit =
        omvang.eenheid == IWMO_EENHEID_UUR ? IWMO_EENHEID_MINUUT : omvang.eenheid;
    return iwmo_volume_exceeds(number->volume + iwmo_across_volume(number, record),
                               iwmo_volume_in_all(&omvang, unit));
}

/* TR369: and its Budget, in eurocents (process 10.5). */
bool
iwmo_across_TR369(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && toewijzing->budget != IWMO_ABSENT &&
           iwmo_across_number(work, record)->cents + record->bedrag.cents >
               toewijzing->budget;
}

/* ---- amount ---- */

/* Minutes on an hourly tariff have an amount of their own; who does not know the tariff
 * allows what its rounding can make. */
static bool
costs_in_minutes(const struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_contract *contract;

    if (agreed(work, record, "04", &contract) == IWMO_REGISTERED_YES)
        return iwmo_contract_accepts_minutes(contract, record->volume, record->tarief,
                                             record->bedrag);
    return iwmo_volume_could_cost(record->volume, record->tarief, record->bedrag);
}

/* TR346: the amount is volume times tariff. */
bool
iwmo_across_TR346(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_contract *contract;
    struct iwmo_money amount;
    enum iwmo_eenheid unit = unit_of(record);

    if (record->status == 'C' || unit == IWMO_EENHEID_EURO ||
        record->volume == IWMO_ABSENT || record->tarief == IWMO_ABSENT)
        return false;
    if (unit == IWMO_EENHEID_MINUUT &&
        agreed(work, record, record->eenheid, &contract) != IWMO_REGISTERED_YES)
        return !costs_in_minutes(work, record);
    return !iwmo_money_tariff(record->tarief, record->volume, &amount) ||
           amount.cents != record->bedrag.cents;
}

/* TR418: the tariff is the agreed one.  A product or unit that the contract does not
 * have is no other tariff. */
bool
iwmo_across_TR418(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_contract *contract;

    if (record->status == 'C' || record->tarief == IWMO_ABSENT)
        return false;
    if (agreed_in_unit(work, record, &contract) == IWMO_REGISTERED_YES)
        return !iwmo_contract_accepts_tarief(contract, unit_of(record), record->tarief);
    return iwmo_across_skip(work, "TR418");
}

/* The tariff of the first day counts for the whole line; a person looks when it was
 * another one on the last day. */
bool
iwmo_across_tarief_changes(struct iwmo_across_work *work,
                           const struct iwmo_record *record)
{
    const struct iwmo_contract *first, *last;

    if (record->status == 'C' || record->tarief == IWMO_ABSENT ||
        agreed_in_unit(work, record, &first) != IWMO_REGISTERED_YES ||
        agreed_on(work, record, first->eenheid, record->eind, &last) !=
            IWMO_REGISTERED_YES)
        return false;
    return first->tarief != last->tarief || first->tarief_max != last->tarief_max;
}
