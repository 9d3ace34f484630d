#include "translate/release_given.h"

#include <string.h>

#include "base/utf8.h"

const struct iwmo_release_name iwmo_release_names[] = {
    /* to 3.2 */
    {"ToewijzingNummer", "N",
     "301, 302: of product N; 303, 304: of line ReferentieNummer"},
    {"Eenheid", "82", "84: pieces are effort, not output"},
    {"Frequentie", "3|5", "3 becomes 2 (Volume / 4); 5 becomes 6 (exactly one year)"},
    {"Verwijzer", "07", "the type that replaces 07"},
    {"RetourCode", "CODE",
     "0001: replaces a code that the other release does not have"},
    {"Identificatie", NULL, "BerichtIdentificatie of the 323 or 325"},
    {"Dagtekening", NULL, "date of the 323"},
    /* to 2.3 */
    {"BeschikkingNummer", NULL, "of the decision of a 301 or 302"},
    {"Afgiftedatum", NULL, "of the decision"},
    {"Ingangsdatum", NULL, "of the decision"},
    {"RedenWijziging", "12", "the code that replaces 12, or weglaten"},
    {"RedenBeeindiging", "36..39", "the code that replaces it"},
    {"Budget", NULL, "omvang: a budget becomes an Omvang in euros"},
    {"BetalingAanID", NULL, "01 or 02; default 02"},
    {"DeclarantFactuurNummer", NULL, "of the 304, when the 325 has none that fits"},
    {"Begindatum", NULL, "of the DeclaratiePeriode of the 304"},
    {"Einddatum", NULL, "of the DeclaratiePeriode of the 304"},
    {"TotaalBedrag", NULL, "claimed total of the 304, when the 325 has none"},
    {"DebetCredit", NULL, "of that total: D or C"},
    {"GemeenteBerekendBedrag", NULL, "0: of every line of the 304"},
    {"Geboortedatum", "BSN", "of a client of the 303 or 304"},
    {"DatumGebruik", "BSN", "of that date: 1, 2 or 3"},
    {"Geslacht", "BSN", "of a client: 0, 1 or 2"},
    {"Achternaam", "BSN", "of a client"},
    {"Voorvoegsel", "BSN", "of a client"},
    {"Voornamen", "BSN", "of a client"},
    {"Voorletters", "BSN", "of a client"},
    {NULL, NULL, NULL},
};

static const struct iwmo_release_name *
row_of(const char *name, size_t size)
{
    const struct iwmo_release_name *row = iwmo_release_names;

    while (row->name != NULL &&
           (strlen(row->name) != size || memcmp(row->name, name, size) != 0))
        row++;
    return row->name != NULL ? row : NULL;
}

/* The = that ends NAME or NAME[KEY]; NULL when there is none. */
static const char *
end_of_name(const char *text)
{
    const char *equals = strchr(text, '=');
    const char *bracket = strchr(text, '[');

    if (bracket == NULL || (equals != NULL && equals < bracket))
        return equals;
    const char *close = strstr(bracket, "]=");
    return close != NULL && close > bracket + 1 ? close + 1 : NULL;
}

enum iwmo_status
iwmo_release_given_parse(const char *text, struct iwmo_arena *arena,
                         struct iwmo_release_given *given, struct iwmo_error *err)
{
    const char *end = end_of_name(text);
    size_t size = strcspn(text, "[=");

    if (end == NULL)
        return iwmo_fail(err, IWMO_USAGE, "a value is given as NAME=VALUE");
    const struct iwmo_release_name *row = row_of(text, size);
    if (row == NULL)
        return iwmo_fail(err, IWMO_USAGE, "there is no value '%.*s' to give",
                         size < 40 ? (int)size : 40, text);
    if (text[size] == '[' && row->key == NULL)
        return iwmo_fail(err, IWMO_USAGE, "%s takes no [KEY]", row->name);
    if (!iwmo_utf8_valid(iwmo_text(text)))
        return iwmo_fail(err, IWMO_USAGE, "the value of %s is not UTF-8", row->name);
    given->name = iwmo_arena_copy(arena, text, (size_t)(end - text));
    given->value = iwmo_arena_copy(arena, end + 1, strlen(end + 1));
    if (given->name == NULL || given->value == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}
