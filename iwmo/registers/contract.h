#ifndef IWMO_REGISTERS_CONTRACT_H
#define IWMO_REGISTERS_CONTRACT_H

/*
 * Contract: what a gemeente and a provider agreed on one product in one unit.
 *
 * A register (registers/register.h) with the columns
 *
 *     gemeente;aanbieder;categorie;code;eenheid;variant;tarief;tarief_max;periode;
 *     maximum;begin;eind
 *
 * where variant is inspanning, output or taak, tarief is in eurocents per unit, and
 * tarief_max, when there is one, makes any tariff from tarief up to it right.  Eenheid
 * 83 has no tariff; taak has neither tariff nor eenheid.  periode (maand or vier weken)
 * and maximum, the most in such a period, in the unit, come together or not at all.
 * One product of one pair may have rows for several units.
 * Source: process facts 6.1, 10.4 and 10.7; TR341, TR346, TR418; IV081.
 */
#include "model/volume.h"
#include "registers/registers.h"

enum iwmo_variant {
    IWMO_VARIANT_NONE,
    IWMO_VARIANT_INSPANNING,
    IWMO_VARIANT_OUTPUT,
    IWMO_VARIANT_TAAK
};

enum iwmo_contract_periode {
    IWMO_CONTRACT_NO_PERIODE,
    IWMO_CONTRACT_MAAND,
    IWMO_CONTRACT_VIER_WEKEN
};

struct iwmo_contract {
    struct iwmo_term term;
    const char *gemeente, *aanbieder, *categorie, *code;
    const char *eenheid; /* its code; "" for taak */
    enum iwmo_variant variant;
    int64_t tarief, tarief_max; /* eurocents; -1: none */
    enum iwmo_contract_periode periode;
    int64_t maximum; /* -1: none */
};

extern const struct iwmo_register_form iwmo_contract_form;

struct iwmo_contract_question {
    struct iwmo_text gemeente, aanbieder, categorie, code;
    struct iwmo_text eenheid; /* empty: any */
    struct iwmo_date day;
};

/*
 * Yes: `*contract` is what was agreed on that day; for any unit the one with the lowest
 * code.  No, and unknown (there is no register): it is NULL.
 */
enum iwmo_registered iwmo_contract_find(const struct iwmo_registers *registers,
                                        const struct iwmo_contract_question *question,
                                        const struct iwmo_contract **contract);

/* Has the register anything of that pair, whatever the product and the day?  A no says
 * rather that the register lacks them than that a line is wrong. */
enum iwmo_registered iwmo_contract_knows(const struct iwmo_registers *registers,
                                         struct iwmo_text gemeente,
                                         struct iwmo_text aanbieder);

/*
 * Is ProductTarief, of a line in unit `declared`, as agreed (TR418)?  With minutes on
 * an hourly tariff it is that tariff / 60, rounded.  Never when no tariff was agreed or
 * the unit is another one.
 */
bool iwmo_contract_accepts_tarief(const struct iwmo_contract *contract,
                                  enum iwmo_eenheid declared, int64_t tarief_cents);

/*
 * Is the amount of a line in minutes on an hourly tariff as agreed (TR346, IV081)?
 * With a bandwidth: anything between the amounts of its lowest and its highest tariff,
 * of those that show as `minute_cents` when there are such; whether that is right is
 * TR418.  Never when the contract has no tariff for hours.
 */
bool iwmo_contract_accepts_minutes(const struct iwmo_contract *contract,
                                   int64_t minutes, int64_t minute_cents,
                                   struct iwmo_money bedrag);

#endif
