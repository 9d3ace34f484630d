#include "model/csv_remark.h"

#include "model/privacy.h"

static const char *const words[][2] = {
    [IWMO_CSV_UNREAD] = {"", ""},
    [IWMO_CSV_UNKNOWN_COLUMN] = {"deze kolom is onbekend", "this column is unknown"},
    [IWMO_CSV_DOUBLE_COLUMN] = {"deze kolom staat er twee keer",
                                "this column is there twice"},
    [IWMO_CSV_MISSING_COLUMN] = {"deze kolom ontbreekt", "this column is missing"},
    [IWMO_CSV_EXTRA_CELL] = {"meer cellen dan er kolommen zijn",
                             "more cells than there are columns"},
    [IWMO_CSV_MISSING] = {"de waarde ontbreekt", "the value is missing"},
    [IWMO_CSV_WRONG] = {"toegestaan is ", "what is allowed: "},
    [IWMO_CSV_DIFFERS] = {"hoort bij hetzelfde bericht, maar is anders dan in rij ",
                          "is of the same message, but differs from row "},
    [IWMO_CSV_NO_MINUTES] = {"een uurtarief hoort bij Eenheid 01 (minuten)",
                             "an hourly tariff goes with Eenheid 01 (minutes)"},
    [IWMO_CSV_TOO_MUCH] = {"het berekende bedrag past niet",
                           "the computed amount does not fit"},
    [IWMO_CSV_TWICE] = {"moet uniek zijn, maar staat ook in rij ",
                        "must be unique, but is also in row "},
    [IWMO_CSV_NO_PARENT] = {"er is geen rij met dit nummer in ",
                            "no row has this number in "},
    [IWMO_CSV_NOT_PARENT] = {"is anders dan in de rij waar deze bij hoort: ",
                             "differs from the row that this one belongs to: "},
    [IWMO_CSV_NO_NUMBER] = {"hier staat een rijnummer, of leeg",
                            "a row number stands here, or leeg"},
    [IWMO_CSV_SECOND_ROW] = {"deze tabel heeft een rij per bericht",
                             "this table has one row per message"},
    [IWMO_CSV_NO_MESSAGE] = {"de Header is van geen bericht dat bekend is",
                             "the Header is of no message that is known"},
};

struct iwmo_csv_remark *
iwmo_csv_remarks_add(struct iwmo_csv_remarks *remarks, enum iwmo_csv_wrong wrong,
                     const char *file, size_t row, struct iwmo_text column)
{
    if (remarks->count++ >= IWMO_CSV_REMARKS)
        return NULL;
    struct iwmo_csv_remark *made = iwmo_arena_alloc(remarks->arena, sizeof(*made));
    if (made == NULL) {
        remarks->failed = true;
        return NULL;
    }
    made->wrong = wrong;
    made->file = file;
    made->row = row;
    made->column = column;
    *(remarks->first == NULL ? &remarks->first : &remarks->last->next) = made;
    remarks->last = made;
    return made;
}

void
iwmo_csv_place_print(const char *file, size_t row, struct iwmo_text column,
                     bool show_values, struct iwmo_buffer *out)
{
    size_t from = out->size;

    iwmo_buffer_text(out, file);
    if (row > 0)
        iwmo_buffer_printf(out, ":%zu", row);
    iwmo_buffer_text(out, ": ");
    if (column.size > 0) {
        iwmo_privacy_digits(column, show_values, out);
        iwmo_buffer_text(out, ": ");
    }
    for (size_t i = from; i < out->size; i++)
        if ((unsigned char)out->at[i] < 0x20 || out->at[i] == 0x7F)
            out->at[i] = '?';
}

static void
print(const struct iwmo_csv_remark *remark, enum iwmo_lang lang,
      struct iwmo_buffer *out)
{
    bool is_dutch = lang == IWMO_NL;

    iwmo_buffer_text(out, is_dutch ? "fout: " : "error: ");
    iwmo_buffer_text(out, remark->wrong == IWMO_CSV_UNREAD
                              ? iwmo_csv_words(remark->fault, is_dutch)
                              : words[remark->wrong][!is_dutch]);
    if (remark->wrong == IWMO_CSV_WRONG && remark->type != NULL)
        iwmo_wording_type(remark->type, lang, out);
    if (remark->other_file != NULL)
        iwmo_buffer_text(out, remark->other_file);
    if (remark->other > 0)
        iwmo_buffer_printf(out, "%s%zu", remark->other_file != NULL ? ":" : "",
                           remark->other);
    iwmo_buffer_char(out, '\n');
}

void
iwmo_csv_remarks_print(const struct iwmo_csv_remarks *remarks, enum iwmo_lang lang,
                       bool show_values, struct iwmo_buffer *out)
{
    size_t told = 0;

    for (const struct iwmo_csv_remark *remark = remarks->first; remark != NULL;
         remark = remark->next, told++) {
        iwmo_csv_place_print(remark->file, remark->row, remark->column, show_values,
                             out);
        print(remark, lang, out);
    }
    if (remarks->first != NULL && remarks->count > told)
        iwmo_buffer_printf(out, "%s: %zu / %zu\n", remarks->first->file, remarks->count,
                           told);
}
