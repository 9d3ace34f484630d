#include "registers/contract.h"

#include <assert.h>
#include <stddef.h>

/* ---- the form ---- */

static const char *const variants[] = {"inspanning", "output", "taak", NULL};
static const char *const periodes[] = {"maand", "vier weken", NULL};

static_assert(sizeof(enum iwmo_variant) == sizeof(unsigned), "words are unsigned");
static_assert(sizeof(enum iwmo_contract_periode) == sizeof(unsigned), "as well");

#define MEMBER(name) offsetof(struct iwmo_contract, name)

static const struct iwmo_register_column columns[] = {
    {"gemeente", "LDT_Gemeente", NULL, true, MEMBER(gemeente)},
    {"aanbieder", "LDT_AgbCode", NULL, true, MEMBER(aanbieder)},
    {"categorie", "LDT_ProductCategorie", NULL, true, MEMBER(categorie)},
    {"code", "LDT_ProductCode", NULL, true, MEMBER(code)},
    {"eenheid", "LDT_Eenheid", NULL, false, MEMBER(eenheid)},
    {"variant", NULL, variants, true, MEMBER(variant)},
    {"tarief", "LDT_Bedrag", NULL, false, MEMBER(tarief)},
    {"tarief_max", "LDT_Bedrag", NULL, false, MEMBER(tarief_max)},
    {"periode", NULL, periodes, false, MEMBER(periode)},
    {"maximum", "LDT_TotaalBedrag", NULL, false, MEMBER(maximum)},
    IWMO_REGISTER_TERM,
};

static const struct iwmo_register_fault faults[] = {
    {"eenheid", "de waarde ontbreekt; alleen taak heeft geen eenheid",
     "the value is missing; only taak has no eenheid"},
    {"eenheid", "hoort leeg te zijn bij taak", "is to be empty with taak"},
    {"variant", "output hoort bij eenheid 82 en 83, inspanning bij de andere",
     "output goes with eenheid 82 and 83, inspanning with the others"},
    {"tarief", "de waarde ontbreekt; alleen eenheid 83 en taak hebben geen tarief",
     "the value is missing; only eenheid 83 and taak have no tarief"},
    {"tarief", "hoort leeg te zijn bij eenheid 83 en bij taak",
     "is to be empty with eenheid 83 and with taak"},
    {"tarief_max", "er is geen tarief, of het is hoger",
     "there is no tarief, or it is higher"},
    {"maximum", "periode en maximum horen samen gevuld of samen leeg te zijn",
     "periode and maximum are to be filled together or empty together"},
};

/* Fails for the row of `faults` of that number. */
static bool
passes(const struct iwmo_contract *row, size_t number)
{
    enum iwmo_eenheid eenheid = iwmo_eenheid_of(iwmo_text(row->eenheid));
    bool is_taak = row->variant == IWMO_VARIANT_TAAK;
    bool has_tarief = !is_taak && eenheid != IWMO_EENHEID_EURO;

    switch (number) {
    case 0:
        return is_taak || eenheid != IWMO_EENHEID_NONE;
    case 1:
        return !is_taak || eenheid == IWMO_EENHEID_NONE;
    case 2:
        return is_taak ||
               iwmo_eenheid_is_output(eenheid) == (row->variant == IWMO_VARIANT_OUTPUT);
    case 3:
        return !has_tarief || row->tarief >= 0;
    case 4:
        return has_tarief || row->tarief < 0;
    case 5:
        return row->tarief_max < 0 ||
               (row->tarief >= 0 && row->tarief <= row->tarief_max);
    default:
        return (row->periode == IWMO_CONTRACT_NO_PERIODE) == (row->maximum < 0);
    }
}

static const struct iwmo_register_fault *
check(const void *row)
{
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
        if (!passes(row, i))
            return &faults[i];
    return NULL;
}

const struct iwmo_register_form iwmo_contract_form = {
    columns, sizeof(columns) / sizeof(columns[0]), 5, sizeof(struct iwmo_contract),
    check};

/* ---- questions ---- */

/* In the order of their codes; taak first. */
static const char *const units[] = {"", "01", "04", "14", "16", "82", "83", "84"};

enum iwmo_registered
iwmo_contract_find(const struct iwmo_registers *registers,
                   const struct iwmo_contract_question *question,
                   const struct iwmo_contract **contract)
{
    const struct iwmo_register *contracten = iwmo_registers_contracten(registers);
    struct iwmo_text key[] = {question->gemeente, question->aanbieder,
                              question->categorie, question->code, question->eenheid};

    *contract = NULL;
    if (contracten->form == NULL)
        return IWMO_REGISTERED_UNKNOWN;
    if (question->eenheid.size > 0)
        *contract = iwmo_register_find(contracten, key, question->day);
    for (size_t i = 0; question->eenheid.size == 0 && *contract == NULL &&
                       i < sizeof(units) / sizeof(units[0]);
         i++) {
        key[4] = iwmo_text(units[i]);
        *contract = iwmo_register_find(contracten, key, question->day);
    }
    return *contract != NULL ? IWMO_REGISTERED_YES : IWMO_REGISTERED_NO;
}

enum iwmo_registered
iwmo_contract_knows(const struct iwmo_registers *registers, struct iwmo_text gemeente,
                    struct iwmo_text aanbieder)
{
    const struct iwmo_register *contracten = iwmo_registers_contracten(registers);
    const struct iwmo_text key[] = {gemeente, aanbieder};

    if (contracten->form == NULL)
        return IWMO_REGISTERED_UNKNOWN;
    return iwmo_register_has(contracten, key, 2) ? IWMO_REGISTERED_YES
                                                 : IWMO_REGISTERED_NO;
}

/* ---- tariffs ---- */

static int64_t
highest(const struct iwmo_contract *contract)
{
    return contract->tarief_max >= 0 ? contract->tarief_max : contract->tarief;
}

bool
iwmo_contract_accepts_tarief(const struct iwmo_contract *contract,
                             enum iwmo_eenheid declared, int64_t tarief_cents)
{
    enum iwmo_eenheid agreed = iwmo_eenheid_of(iwmo_text(contract->eenheid));
    int64_t least = contract->tarief, most = highest(contract);

    if (least < 0 || !iwmo_eenheid_fits(declared, agreed))
        return false;
    if (declared != agreed) { /* minutes */
        least = iwmo_volume_minute_tarief(least);
        most = iwmo_volume_minute_tarief(most);
    }
    return tarief_cents >= least && tarief_cents <= most;
}

/* Narrow the hourly tariffs to those that show as `minute_cents`, if there are any. */
static void
narrow(int64_t minute_cents, int64_t *least, int64_t *most)
{
    if (minute_cents < 0 || minute_cents > *most)
        return;
    int64_t low = minute_cents * 60 - 30, high = minute_cents * 60 + 29;
    if (low > *most || high < *least)
        return;
    if (low > *least)
        *least = low;
    if (high < *most)
        *most = high;
}

bool
iwmo_contract_accepts_minutes(const struct iwmo_contract *contract, int64_t minutes,
                              int64_t minute_cents, struct iwmo_money bedrag)
{
    int64_t least = contract->tarief, most = highest(contract);
    struct iwmo_money low, high;

    if (iwmo_eenheid_of(iwmo_text(contract->eenheid)) != IWMO_EENHEID_UUR || least < 0)
        return false;
    narrow(minute_cents, &least, &most);
    return iwmo_money_hourly(least, minutes, &low) &&
           iwmo_money_hourly(most, minutes, &high) && bedrag.cents >= low.cents &&
           bedrag.cents <= high.cents;
}
