#include "view/figures_words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "across/retourcode.h"
#include "model/amount.h"

const char *
iwmo_figures_title(enum iwmo_figure_kind kind, enum iwmo_lang lang)
{
    static const char *const titles[IWMO_FIGURE_KINDS][2] = {
        {"Doorlooptijd van toewijzing tot start", "Lead time from allocation to start"},
        {"Wachtlijst: toegewezen en niet gestart",
         "Waiting list: allocated and not started"},
        {"Productie: gedeclareerd naast toegewezen",
         "Production: declared beside allocated"},
        {"Geweigerde berichten, naar retourcode", "Refused messages, by retourcode"},
    };

    return titles[kind][lang];
}

void
iwmo_figures_month(int32_t month, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    static const char *const names[12][2] = {
        {"januari", "January"}, {"februari", "February"}, {"maart", "March"},
        {"april", "April"},     {"mei", "May"},           {"juni", "June"},
        {"juli", "July"},       {"augustus", "August"},   {"september", "September"},
        {"oktober", "October"}, {"november", "November"}, {"december", "December"},
    };
    const struct iwmo_day day = iwmo_figures_month_split(month);

    if (month == 0)
        iwmo_buffer_text(out, lang == IWMO_EN ? "all months" : "alle maanden");
    else
        iwmo_buffer_printf(out, "%s %d", names[day.month - 1][lang], day.year);
}

/* "15-28", "91-" or "later". */
static void
age_label(const char *name, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    char *end;
    const long first = strtol(name, &end, 10);

    if (end == name)
        iwmo_buffer_text(out, lang == IWMO_EN ? "begins later" : "begint later");
    else if (end[1] == '\0')
        iwmo_buffer_printf(
            out, lang == IWMO_EN ? "%ld days and more" : "%ld dagen en meer", first);
    else
        iwmo_buffer_printf(
            out, lang == IWMO_EN ? "%ld to %s days" : "%ld tot en met %s dagen", first,
            end + 1);
}

static void
product_label(const char *name, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    const char *slash = strchr(name, '/');
    char categorie[sizeof(((struct iwmo_figure *)0)->name)] = "";

    memcpy(categorie, name, slash != NULL ? (size_t)(slash - name) : strlen(name));
    iwmo_amount_product(categorie, slash != NULL ? slash + 1 : "", lang == IWMO_NL,
                        out);
}

void
iwmo_figures_label(const struct iwmo_figure *figure, enum iwmo_lang lang,
                   struct iwmo_buffer *out)
{
    const struct iwmo_retourcode *retourcode;

    switch (figure->kind) {
    case IWMO_FIGURE_WAITING:
        age_label(figure->name, lang, out);
        break;
    case IWMO_FIGURE_PRODUCTION:
        product_label(figure->name, lang, out);
        break;
    case IWMO_FIGURE_REFUSED:
        retourcode = iwmo_retourcode_find(figure->name);
        iwmo_buffer_text(out, figure->name);
        if (retourcode != NULL)
            iwmo_buffer_printf(out, ": %s", retourcode->meaning[lang]);
        break;
    default:
        break;
    }
}

void
iwmo_figures_volume(const struct iwmo_figure *figure, int64_t volume,
                    enum iwmo_lang lang, struct iwmo_buffer *out)
{
    iwmo_amount_volume(volume, figure->eenheid, lang == IWMO_NL, out);
}
