#include "generate/lines.h"
#include "model/privacy.h"

static const char *const fault_words[][2] = {
    [IWMO_LINES_CSV] = {"", ""},
    [IWMO_LINES_UNKNOWN_COLUMN] = {"deze kolom is onbekend", "this column is unknown"},
    [IWMO_LINES_DOUBLE_COLUMN] = {"deze kolom staat er twee keer",
                                  "this column is there twice"},
    [IWMO_LINES_MISSING_COLUMN] = {"deze kolom ontbreekt", "this column is missing"},
    [IWMO_LINES_EXTRA_CELL] = {"meer cellen dan er kolommen zijn",
                               "more cells than there are columns"},
    [IWMO_LINES_MISSING] = {"de waarde ontbreekt", "the value is missing"},
    [IWMO_LINES_WRONG] = {"toegestaan is ", "what is allowed: "},
    [IWMO_LINES_DIFFERS] = {"hoort bij hetzelfde bericht, maar is anders dan in rij ",
                            "is of the same message, but differs from row "},
    [IWMO_LINES_NO_MINUTES] = {"een uurtarief hoort bij Eenheid 01 (minuten)",
                               "an hourly tariff goes with Eenheid 01 (minutes)"},
    [IWMO_LINES_TOO_MUCH] = {"het berekende bedrag past niet",
                             "the computed amount does not fit"},
};

static void
add_word(const struct iwmo_lines_remark *remark, enum iwmo_lang lang,
         struct iwmo_buffer *out)
{
    bool is_dutch = lang == IWMO_NL;

    if (remark->row > 0)
        iwmo_buffer_printf(out, "%s %zu", is_dutch ? "rij" : "row", remark->row);
    if (remark->column.size > 0) {
        iwmo_buffer_text(out, is_dutch ? ", kolom " : ", column ");
        iwmo_buffer_add(out, remark->column.at, remark->column.size);
    }
    if (remark->row > 0)
        iwmo_buffer_text(out, ": ");
    iwmo_buffer_text(out, is_dutch ? "fout: " : "error: ");
    iwmo_buffer_text(out, remark->fault == IWMO_LINES_CSV
                              ? iwmo_csv_words(remark->csv, is_dutch)
                              : fault_words[remark->fault][!is_dutch]);
    if (remark->fault == IWMO_LINES_WRONG)
        iwmo_wording_type(remark->type, lang, out);
    if (remark->fault == IWMO_LINES_DIFFERS)
        iwmo_buffer_printf(out, "%zu", remark->other);
}

/* Names of columns come from outside: no control characters, no runs of digits. */
void
iwmo_lines_words(const struct iwmo_lines *lines, const char *file, enum iwmo_lang lang,
                 bool show_values, struct iwmo_buffer *out)
{
    struct iwmo_buffer words = {0}, shown = {0};
    size_t told = 0;

    for (const struct iwmo_lines_remark *remark = lines->remarks; remark != NULL;
         remark = remark->next, told++) {
        iwmo_buffer_reset(&words);
        iwmo_buffer_reset(&shown);
        add_word(remark, lang, &words);
        iwmo_privacy_digits((struct iwmo_text){words.at, words.size}, show_values,
                            &shown);
        for (size_t i = 0; i < shown.size; i++)
            if ((unsigned char)shown.at[i] < 0x20 || shown.at[i] == 0x7F)
                shown.at[i] = '?';
        iwmo_buffer_printf(out, "%s: %s\n", file, shown.at != NULL ? shown.at : "");
    }
    if (lines->remark_count > told)
        iwmo_buffer_printf(out, "%s: %zu / %zu\n", file, lines->remark_count, told);
    iwmo_buffer_release(&words);
    iwmo_buffer_release(&shown);
}
