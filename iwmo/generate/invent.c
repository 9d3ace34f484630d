#include "generate/invent.h"

#include <stdio.h>
#include <string.h>

#include "generate/people.h"
#include "generate/sample.h"
#include "names.h"

#define BASE36 "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void
invent_identificatie(struct iwmo_draft *draft, struct iwmo_node *node)
{
    char text[13];
    uint64_t run = draft->seed % (36 * 36 * 36), number = draft->number;

    /* 301, three characters of the run, six of the message: unique per run */
    snprintf(text, sizeof(text), "%03u", draft->message->number % 1000U);
    for (size_t i = 5; i >= 3; i--, run /= 36)
        text[i] = BASE36[run % 36];
    for (size_t i = 11; i >= 6; i--, number /= 36)
        text[i] = BASE36[number % 36];
    text[12] = '\0';
    iwmo_draft_set(draft, node, text);
}

static void
invent_bsn(struct iwmo_draft *draft, struct iwmo_node *node)
{
    char text[IWMO_BSN_TEXT];
    unsigned client = 0;

    for (const struct iwmo_node *other = node->parent->parent->first;
         other != node->parent; other = other->next)
        client++;
    iwmo_people_bsn(&draft->dice, client, text); /* another block per Client */
    iwmo_draft_set(draft, node, text);
}

static void
invent_agb(struct iwmo_draft *draft, struct iwmo_node *node)
{
    iwmo_draft_print(draft, node, "5555%04u",
                     (unsigned)iwmo_dice_roll(&draft->dice, 10000));
}

static void
invent_naam(struct iwmo_draft *draft, struct iwmo_node *node)
{
    bool is_first = node->decl->id == EL_Voornamen;

    iwmo_draft_set(draft, node,
                   iwmo_people_pick(&draft->dice, is_first ? IWMO_PEOPLE_VOORNAMEN
                                                           : IWMO_PEOPLE_ACHTERNAAM));
}

static void
invent_postcode(struct iwmo_draft *draft, struct iwmo_node *node)
{
    int digits = iwmo_dice_between(&draft->dice, 1000, 9999);
    int letters = iwmo_dice_between(&draft->dice, 0, 26 * 26 - 1);

    iwmo_draft_print(draft, node, "%d%c%c", digits, 'A' + letters / 26,
                     'A' + letters % 26);
}

static void
invent_telefoon(struct iwmo_draft *draft, struct iwmo_node *node)
{
    iwmo_draft_print(draft, node, "099%07u",
                     (unsigned)iwmo_dice_roll(&draft->dice, 10000000));
}

static void
invent_tijd(struct iwmo_draft *draft, struct iwmo_node *node)
{
    int seconds = iwmo_dice_between(&draft->dice, 7 * 3600, 19 * 3600 - 1);

    iwmo_draft_print(draft, node, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
}

static void
invent_datum(struct iwmo_draft *draft, struct iwmo_node *node)
{
    struct iwmo_date date = draft->day;

    date.days -= iwmo_dice_between(&draft->dice, 0, 60);
    iwmo_draft_set_date(draft, node, date);
}

/* The product code says the category: 01A05. */
static void
invent_product(struct iwmo_draft *draft, struct iwmo_node *node)
{
    bool is_line = node->decl->id == EL_ProductCode;
    const struct iwmo_node *categorie =
        iwmo_draft_child(node->parent, is_line ? EL_ProductCategorie : EL_Categorie);
    int number = iwmo_dice_between(&draft->dice, 0, 6 * 20 - 1);

    iwmo_draft_print(draft, node, "%.2s%c%02d",
                     categorie != NULL ? categorie->value.text.at : "01",
                     'A' + number / 20, 1 + number % 20);
}

static void
invent_referentie(struct iwmo_draft *draft, struct iwmo_node *node)
{
    iwmo_draft_print(draft, node, "%c%08u",
                     node->decl->id == EL_VorigReferentieNummer ? 'V' : 'R',
                     (unsigned)iwmo_draft_unique(draft));
}

static void
invent_nummer(struct iwmo_draft *draft, struct iwmo_node *node)
{
    iwmo_draft_print(draft, node, "%u", (unsigned)iwmo_draft_unique(draft));
}

/* DeclaratieNummer, DeclarantFactuurNummer: letters and digits only. */
static void
invent_declaratie(struct iwmo_draft *draft, struct iwmo_node *node)
{
    iwmo_draft_print(draft, node, "D%08u", (unsigned)iwmo_draft_unique(draft));
}

static void
invent_versie(struct iwmo_draft *draft, struct iwmo_node *node)
{
    const struct iwmo_versions *own = &draft->message->versions;
    const char *version = node->decl->id == EL_BasisschemaXsdVersie ? own->basisschema
                          : node->decl->id == EL_BerichtXsdVersie   ? own->bericht
                                                                    : "";

    iwmo_draft_set(draft, node, version[0] != '\0' ? version : "1.0.0");
}

static void
invent_persoon(struct iwmo_draft *draft, struct iwmo_node *node)
{
    iwmo_draft_print(draft, node, "P%u", (unsigned)(++draft->serial));
}

/* Numbers that make sense, in a narrower range than the type has. */
static const struct range {
    uint16_t id;
    int32_t least, most;
} ranges[] = {
    {EL_Huisnummer, 1, 250},
    {EL_Volgorde, 1, 9},
    {EL_Volume, 1, 40},
    {EL_GeleverdVolume, 1, 40},
    {EL_Budget, 10000, 5000000},
    {EL_ProductTarief, 500, 9500},
    {EL_BtwPercentage, 900, 2100},
    {EL_Verrekenpercentage, 5000, 10000},
    {EL_Bedrag, 100, 500000},
    {EL_TotaalBedrag, 100, 500000},
};

static void
invent_number(struct iwmo_draft *draft, struct iwmo_node *node)
{
    const struct iwmo_type *type = node->decl->type;
    int64_t least = type->has_min_inclusive ? type->min_inclusive : 0;
    int64_t most = type->has_max_inclusive ? type->max_inclusive : least + 999;

    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
        if (ranges[i].id == node->decl->id) {
            least = ranges[i].least;
            most = ranges[i].most;
        }
    if (most - least > 999999999)
        most = least + 999999999;
    uint64_t roll = iwmo_dice_roll(&draft->dice, (uint64_t)(most - least) + 1);
    int64_t number = least + (int64_t)roll;
    iwmo_draft_print(draft, node, "%lld", (long long)number);
}

/* By the name of the type: a function, or a list of generate/people. */
static const struct row {
    const char *type;
    void (*invent)(struct iwmo_draft *draft, struct iwmo_node *node);
    enum iwmo_people_kind kind;
} rows[] = {
    {"LDT_AgbCode", invent_agb, 0},
    {"LDT_Bedrag", invent_number, 0},
    {"LDT_BurgerServicenummer", invent_bsn, 0},
    {"LDT_Commentaar", NULL, IWMO_PEOPLE_COMMENTAAR},
    {"LDT_Datum", invent_datum, 0},
    {"LDT_Emailadres", NULL, IWMO_PEOPLE_EMAILADRES},
    {"LDT_Gemeente", NULL, IWMO_PEOPLE_GEMEENTE},
    {"LDT_GemeenteReferentieNummer", invent_referentie, 0},
    {"LDT_HuisnummerToevoeging", NULL, IWMO_PEOPLE_TOEVOEGING},
    {"LDT_IdentificatieBericht", invent_identificatie, 0},
    {"LDT_IdentificatieDeclaratie", invent_declaratie, 0},
    {"LDT_Landnummer", NULL, IWMO_PEOPLE_LANDNUMMER},
    {"LDT_Naam", invent_naam, 0},
    {"LDT_NaamVerwijzer", NULL, IWMO_PEOPLE_VERWIJZER},
    {"LDT_Nummer", invent_nummer, 0},
    {"LDT_Organisatienaam", NULL, IWMO_PEOPLE_ORGANISATIE},
    {"LDT_Persoonsid", invent_persoon, 0},
    {"LDT_Plaatsnaam", NULL, IWMO_PEOPLE_PLAATSNAAM},
    {"LDT_Postcode", invent_postcode, 0},
    {"LDT_ProductCode", invent_product, 0},
    {"LDT_Referentie", invent_referentie, 0},
    {"LDT_ReferentieNummer", invent_referentie, 0},
    {"LDT_Straatnaam", NULL, IWMO_PEOPLE_STRAATNAAM},
    {"LDT_Taal", NULL, IWMO_PEOPLE_TAAL},
    {"LDT_Telefoonnummer", invent_telefoon, 0},
    {"LDT_Tijd", invent_tijd, 0},
    {"LDT_Versie", invent_versie, 0},
    {"LDT_Voorletters", NULL, IWMO_PEOPLE_VOORLETTERS},
    {"LDT_Voorvoegsel", NULL, IWMO_PEOPLE_VOORVOEGSEL},
};

static const struct row *
find_row(const struct iwmo_type *type)
{
    while (type->name[0] == '\0' && type->base != NULL)
        type = type->base;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (strcmp(rows[i].type, type->name) == 0)
            return &rows[i];
    return NULL;
}

/* Invented for its name; then it must still obey a type that narrows that. */
static bool
is_invented(struct iwmo_draft *draft, struct iwmo_node *node)
{
    const struct row *row = find_row(node->decl->type);
    struct iwmo_value value;

    if (row == NULL)
        return false;
    if (row->invent != NULL)
        row->invent(draft, node);
    else
        iwmo_draft_set(draft, node, iwmo_people_pick(&draft->dice, row->kind));
    return iwmo_type_check(node->decl->type, node->value.text, &value) ==
           IWMO_FACET_NONE;
}

void
iwmo_invent(struct iwmo_draft *draft, struct iwmo_node *node)
{
    const struct iwmo_type *type = node->decl->type;
    char text[IWMO_SAMPLE_TEXT];

    if (node->parent == NULL || is_invented(draft, node))
        return;
    if (type->code_count > 0)
        iwmo_draft_set(
            draft, node,
            type->codes[iwmo_dice_roll(&draft->dice, type->code_count)].value);
    else if (type->kind == IWMO_INTEGER && type->pattern_count == 0)
        invent_number(draft, node);
    else if (type->kind == IWMO_DATE)
        invent_datum(draft, node);
    else if (type->kind == IWMO_TIME)
        invent_tijd(draft, node);
    else
        iwmo_draft_set(draft, node, iwmo_sample(type, &draft->dice, text));
}
