#include "registers/registers.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "registers/contract.h"

struct coded { /* a gemeente or a provider */
    struct iwmo_term term;
    const char *code;
    const char *naam;
};

struct product {
    struct iwmo_term term;
    const char *categorie;
    const char *code;
    const char *omschrijving;
};

struct member { /* an AGB code of an organisation */
    struct iwmo_term term;
    const char *agb;
    const char *organisatie;
};

struct afspraak {
    struct iwmo_term term;
    const char *gemeente, *aanbieder;
    enum iwmo_afspraak_soort soort;
    enum iwmo_afspraak_periode periode;
};

/* ---- files ---- */

static const struct iwmo_register_column gemeente_columns[] = {
    {"code", "LDT_Gemeente", NULL, true, offsetof(struct coded, code)},
    {"naam", NULL, NULL, false, offsetof(struct coded, naam)},
    IWMO_REGISTER_TERM,
};

static const struct iwmo_register_column agb_columns[] = {
    {"code", "LDT_AgbCode", NULL, true, offsetof(struct coded, code)},
    {"naam", NULL, NULL, false, offsetof(struct coded, naam)},
    IWMO_REGISTER_TERM,
};

static const struct iwmo_register_column product_columns[] = {
    {"categorie", "LDT_ProductCategorie", NULL, true,
     offsetof(struct product, categorie)},
    {"code", "LDT_ProductCode", NULL, true, offsetof(struct product, code)},
    {"omschrijving", NULL, NULL, false, offsetof(struct product, omschrijving)},
    IWMO_REGISTER_TERM,
};

static const struct iwmo_register_column member_columns[] = {
    {"agb", "LDT_AgbCode", NULL, true, offsetof(struct member, agb)},
    {"organisatie", NULL, NULL, true, offsetof(struct member, organisatie)},
    IWMO_REGISTER_TERM,
};

static const char *const soorten[] = {"declaratie", "factuur", NULL};
static const char *const periodes[] = {"vrij", "maand", "4weken", NULL};

static_assert(sizeof(enum iwmo_afspraak_soort) == sizeof(unsigned),
              "words are unsigned");
static_assert(sizeof(enum iwmo_afspraak_periode) == sizeof(unsigned), "as well");

static const struct iwmo_register_column afspraak_columns[] = {
    {"gemeente", "LDT_Gemeente", NULL, true, offsetof(struct afspraak, gemeente)},
    {"aanbieder", "LDT_AgbCode", NULL, true, offsetof(struct afspraak, aanbieder)},
    {"soort", NULL, soorten, false, offsetof(struct afspraak, soort)},
    {"declaratieperiode", NULL, periodes, false, offsetof(struct afspraak, periode)},
    IWMO_REGISTER_TERM,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct iwmo_register_form gemeente_form = {
    gemeente_columns, COUNT(gemeente_columns), 1, sizeof(struct coded), NULL};
static const struct iwmo_register_form agb_form = {agb_columns, COUNT(agb_columns), 1,
                                                   sizeof(struct coded), NULL};
static const struct iwmo_register_form product_form = {
    product_columns, COUNT(product_columns), 2, sizeof(struct product), NULL};

static const struct iwmo_register_form member_form = {
    member_columns, COUNT(member_columns), 1, sizeof(struct member), NULL};

static const struct iwmo_register_form afspraak_form = {
    afspraak_columns, COUNT(afspraak_columns), 2, sizeof(struct afspraak), NULL};

/* ---- built in ---- */

#define ALWAYS                                                                         \
    {                                                                                  \
        {INT32_MIN}, {INT32_MAX}, 0                                                    \
    }

static const struct coded gemeenten[] = {
#define GEMEENTE(code, naam) {ALWAYS, code, naam},
#include "registers/gemeenten.def"
#undef GEMEENTE
};

static const struct product hulpmiddelen[] = {
#define HULPMIDDEL(categorie, code, omschrijving)                                      \
    {ALWAYS, categorie, code, omschrijving},
#include "registers/hulpmiddelen.def"
#undef HULPMIDDEL
};

#define GEMEENTEN_FROM  20089 /* 2025-01-01: the first day of the list */
#define GEMEENTEN_UNTIL 20818 /* 2026-12-31: the last */

/* ---- life ---- */

struct iwmo_registers {
    struct iwmo_arena *arena; /* of what came from files */
    struct iwmo_register gemeenten, agb, producten, contracten, organisatie, afspraken;
};

static enum iwmo_status
read_all(struct iwmo_registers *registers, const struct iwmo_registers_options *options,
         struct iwmo_error *err)
{
    const struct {
        const char *path;
        const struct iwmo_register_form *form;
        struct iwmo_register *reg;
    } files[] = {
        {options->gemeenten, &gemeente_form, &registers->gemeenten},
        {options->agb, &agb_form, &registers->agb},
        {options->producten, &product_form, &registers->producten},
        {options->contracten, &iwmo_contract_form, &registers->contracten},
        {options->organisatie, &member_form, &registers->organisatie},
        {options->afspraken, &afspraak_form, &registers->afspraken},
    };
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < COUNT(files); i++)
        if (files[i].path != NULL)
            status = iwmo_register_read(files[i].reg, files[i].form, files[i].path,
                                        options->lang, registers->arena, err);
    return status;
}

enum iwmo_status
iwmo_registers_load(const struct iwmo_registers_options *options,
                    struct iwmo_registers **registers, struct iwmo_error *err)
{
    struct iwmo_registers *made = calloc(1, sizeof(*made));

    *registers = NULL;
    if (made == NULL || (made->arena = iwmo_arena_new(0)) == NULL) {
        iwmo_registers_free(made);
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    }
    made->gemeenten =
        (struct iwmo_register){&gemeente_form, gemeenten, COUNT(gemeenten)};
    made->producten =
        (struct iwmo_register){&product_form, hulpmiddelen, COUNT(hulpmiddelen)};
    enum iwmo_status status = read_all(made, options, err);
    if (status == IWMO_OK)
        *registers = made;
    else
        iwmo_registers_free(made);
    return status;
}

void
iwmo_registers_free(struct iwmo_registers *registers)
{
    if (registers == NULL)
        return;
    iwmo_arena_free(registers->arena);
    free(registers);
}

/* ---- questions ---- */

enum iwmo_registered
iwmo_registers_has_gemeente(const struct iwmo_registers *registers,
                            struct iwmo_text code, struct iwmo_date day)
{
    bool is_built_in = registers->gemeenten.rows == gemeenten;

    if (iwmo_register_find(&registers->gemeenten, &code, day) != NULL)
        return IWMO_REGISTERED_YES;
    if (is_built_in && (day.days < GEMEENTEN_FROM || day.days > GEMEENTEN_UNTIL))
        return IWMO_REGISTERED_UNKNOWN;
    return IWMO_REGISTERED_NO;
}

enum iwmo_registered
iwmo_registers_has_agb(const struct iwmo_registers *registers, struct iwmo_text code,
                       struct iwmo_date day)
{
    if (registers->agb.form == NULL)
        return IWMO_REGISTERED_UNKNOWN;
    return iwmo_register_find(&registers->agb, &code, day) != NULL ? IWMO_REGISTERED_YES
                                                                   : IWMO_REGISTERED_NO;
}

enum iwmo_registered
iwmo_registers_has_product(const struct iwmo_registers *registers,
                           struct iwmo_text categorie, struct iwmo_text code,
                           struct iwmo_date day)
{
    const struct iwmo_text key[] = {categorie, code};

    if (iwmo_register_find(&registers->producten, key, day) != NULL)
        return IWMO_REGISTERED_YES;
    return registers->producten.rows == hulpmiddelen ? IWMO_REGISTERED_UNKNOWN
                                                     : IWMO_REGISTERED_NO;
}

const char *
iwmo_registers_gemeente(const struct iwmo_registers *registers, struct iwmo_text code,
                        struct iwmo_date day)
{
    const struct coded *row = iwmo_register_find(&registers->gemeenten, &code, day);

    return row != NULL ? row->naam : NULL;
}

const char *
iwmo_registers_aanbieder(const struct iwmo_registers *registers, struct iwmo_text code,
                         struct iwmo_date day)
{
    const struct coded *row = iwmo_register_find(&registers->agb, &code, day);

    return row != NULL ? row->naam : NULL;
}

const char *
iwmo_registers_product(const struct iwmo_registers *registers,
                       struct iwmo_text categorie, struct iwmo_text code,
                       struct iwmo_date day)
{
    const struct iwmo_text key[] = {categorie, code};
    const struct product *row = iwmo_register_find(&registers->producten, key, day);

    return row != NULL ? row->omschrijving : NULL;
}

const struct iwmo_register *
iwmo_registers_contracten(const struct iwmo_registers *registers)
{
    return &registers->contracten;
}

bool
iwmo_registers_afspraak(const struct iwmo_registers *registers, const char *gemeente,
                        const char *aanbieder, struct iwmo_date day,
                        struct iwmo_afspraak *afspraak)
{
    const struct iwmo_text key[] = {iwmo_text(gemeente), iwmo_text(aanbieder)};
    const struct afspraak *row =
        registers != NULL ? iwmo_register_find(&registers->afspraken, key, day) : NULL;

    *afspraak = (struct iwmo_afspraak){0};
    if (row != NULL)
        *afspraak = (struct iwmo_afspraak){row->soort, row->periode};
    return row != NULL;
}

/* Codes that belong to the organisation on `day`, into `codes` unless it is NULL. */
static size_t
list_members(const struct iwmo_register *members, const char *organisatie,
             struct iwmo_date day, const char **codes)
{
    const struct member *rows = members->rows;
    size_t count = 0;

    for (size_t i = 0; i < members->count; i++) {
        if (strcmp(rows[i].organisatie, organisatie) != 0 ||
            iwmo_date_before(day, rows[i].term.begin) ||
            iwmo_date_before(rows[i].term.end, day))
            continue;
        if (codes != NULL)
            codes[count] = rows[i].agb;
        count++;
    }
    return count;
}

enum iwmo_status
iwmo_registers_organisatie(const struct iwmo_registers *registers, const char *code,
                           struct iwmo_date day, struct iwmo_arena *arena,
                           const char *const **codes, size_t *count,
                           struct iwmo_error *err)
{
    const struct iwmo_text key = iwmo_text(code);
    const struct member *member =
        registers != NULL ? iwmo_register_find(&registers->organisatie, &key, day)
                          : NULL;
    size_t most = member != NULL ? list_members(&registers->organisatie,
                                                member->organisatie, day, NULL)
                                 : 1;
    const char **list = iwmo_arena_alloc(arena, most * sizeof(*list));

    if (list == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (member != NULL)
        list_members(&registers->organisatie, member->organisatie, day, list);
    else
        list[0] = code;
    *codes = list;
    *count = most;
    return IWMO_OK;
}
