#include "translate/csv_choice.h"

#include <string.h>

bool
iwmo_csv_choice_wants(const struct iwmo_csv_choice *choice,
                      const struct iwmo_csv_writer *writer, size_t number)
{
    if (choice->table == NULL)
        return iwmo_csv_writer_rows(writer, number) > 0;
    return strcmp(choice->table, iwmo_csv_writer_name(writer, number)) == 0;
}

enum iwmo_status
iwmo_csv_choice_check(const struct iwmo_csv_choice *choice,
                      const struct iwmo_csv_writer *writer, struct iwmo_error *err)
{
    struct iwmo_buffer names = {0};
    size_t wanted = 0;

    for (size_t i = 0; i < iwmo_csv_writer_count(writer); i++) {
        wanted += iwmo_csv_choice_wants(choice, writer, i);
        if (iwmo_csv_writer_rows(writer, i) > 0)
            iwmo_buffer_printf(&names, "%s%s", names.size > 0 ? ", " : "",
                               iwmo_csv_writer_name(writer, i));
    }
    const char *list = names.at != NULL ? names.at : "";
    if (wanted == 0)
        iwmo_fail(err, IWMO_USAGE, "--table: '%s' is none of %s",
                  choice->table != NULL ? choice->table : "", list);
    else if (wanted > 1 && !choice->is_folder)
        iwmo_fail(err, IWMO_USAGE, "%zu tables: -o DIR/, or --table one of %s", wanted,
                  list);
    iwmo_buffer_release(&names);
    return wanted == 1 || (wanted > 1 && choice->is_folder) ? IWMO_OK : IWMO_USAGE;
}

void
iwmo_csv_choice_path(const struct iwmo_csv_choice *choice, const char *table,
                     struct iwmo_buffer *path)
{
    const char *slash = strrchr(choice->from, '/');
    const char *base = slash != NULL ? slash + 1 : choice->from;
    const char *dot = strrchr(base, '.');
    size_t size = dot != NULL && dot > base ? (size_t)(dot - base) : strlen(base);

    iwmo_buffer_text(path, choice->output);
    if (!choice->is_folder)
        return;
    if (path->size > 0 && path->at[path->size - 1] != '/')
        iwmo_buffer_char(path, '/');
    if (strcmp(choice->from, "-") == 0)
        iwmo_buffer_text(path, "message");
    else
        iwmo_buffer_add(path, base, size);
    iwmo_buffer_printf(path, "-%s.csv", table);
}
