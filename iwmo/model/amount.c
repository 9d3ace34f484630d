#include "model/amount.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "schema/lookup.h"

static const struct unit {
    const char *code;
    const char *one[2], *many[2]; /* Dutch, English */
} units[] = {
    {"01", {"minuut", "minute"}, {"minuten", "minutes"}},
    {"04", {"uur", "hour"}, {"uren", "hours"}},
    {"14", {"etmaal", "day and night"}, {"etmalen", "days and nights"}},
    {"16", {"dagdeel", "part of a day"}, {"dagdelen", "parts of a day"}},
    {"82", {"stuk (output)", "piece (output)"}, {"stuks (output)", "pieces (output)"}},
    {"83", {"euro", "euro"}, {"euro", "euros"}},
    {"84", {"stuk", "piece"}, {"stuks", "pieces"}},
};

static const struct {
    const char *code;
    const char *words[2];
} frequencies[] = {
    {"1", {"per dag", "a day"}},
    {"2", {"per week", "a week"}},
    {"4", {"per maand", "a month"}},
    {"6", {"in totaal", "in all"}},
};

/* Of a number of cents without sign. */
static void
print_grouped(uint64_t euros, char between, struct iwmo_buffer *out)
{
    char digits[24];
    const int size = snprintf(digits, sizeof(digits), "%" PRIu64, euros);

    for (int i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            iwmo_buffer_char(out, between);
        iwmo_buffer_char(out, digits[i]);
    }
}

void
iwmo_amount_euros(int64_t cents, bool is_dutch, struct iwmo_buffer *out)
{
    const uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;

    iwmo_buffer_text(out, cents < 0 ? "-€ " : "€ ");
    print_grouped(size / 100, is_dutch ? '.' : ',', out);
    iwmo_buffer_printf(out, "%c%02" PRIu64, is_dutch ? ',' : '.', size % 100);
}

static const struct unit *
unit_of(const char *eenheid)
{
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (strcmp(units[i].code, eenheid) == 0)
            return &units[i];
    return NULL;
}

const char *
iwmo_amount_unit(const char *eenheid, bool is_dutch)
{
    const struct unit *unit = unit_of(eenheid);

    return unit != NULL ? unit->many[!is_dutch] : "";
}

void
iwmo_amount_volume(int64_t volume, const char *eenheid, bool is_dutch,
                   struct iwmo_buffer *out)
{
    const struct unit *unit = unit_of(eenheid);

    if (strcmp(eenheid, "83") == 0) {
        iwmo_amount_euros(volume, is_dutch, out);
        return;
    }
    iwmo_buffer_printf(out, "%" PRId64, volume);
    if (unit == NULL)
        return;
    /* "3 uur", as Dutch says it of hours after a number */
    const bool is_one = volume == 1 || (is_dutch && strcmp(eenheid, "04") == 0);
    iwmo_buffer_printf(out, " %s",
                       is_one ? unit->one[!is_dutch] : unit->many[!is_dutch]);
}

const char *
iwmo_amount_frequency(const char *frequentie, bool is_dutch)
{
    for (size_t i = 0; i < sizeof(frequencies) / sizeof(frequencies[0]); i++)
        if (strcmp(frequencies[i].code, frequentie) == 0)
            return frequencies[i].words[!is_dutch];
    return "";
}

void
iwmo_amount_product(const char *categorie, const char *code, bool is_dutch,
                    struct iwmo_buffer *out)
{
    const char *label =
        iwmo_code_label(&iwmo_schema_builtin, "LDT_ProductCategorie", categorie);

    if (categorie[0] == '\0') {
        iwmo_buffer_text(out, is_dutch ? "elk product" : "any product");
        return;
    }
    if (label[0] != '\0')
        iwmo_buffer_printf(out, "%s (%s)", label, categorie);
    else
        iwmo_buffer_text(out, categorie);
    if (code[0] != '\0')
        iwmo_buffer_printf(out, ", product %s", code);
}
