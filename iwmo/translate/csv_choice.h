#ifndef IWMO_TRANSLATE_CSV_CHOICE_H
#define IWMO_TRANSLATE_CSV_CHOICE_H

/*
 * CSV choice: which tables of a message are wanted, and the file each goes to.
 */
#include <stdbool.h>

#include "translate/csv_writer.h"

struct iwmo_csv_choice {
    const char *from;   /* the message; "-": standard input */
    const char *output; /* a file, "-", or a directory */
    bool is_folder;     /* output is one */
    const char *table;  /* the only one; NULL: all that have rows */
};

/* `writer` has seen the message.  Is table `number` wanted? */
bool iwmo_csv_choice_wants(const struct iwmo_csv_choice *choice,
                           const struct iwmo_csv_writer *writer, size_t number);

/* IWMO_USAGE: no such table, or more than one for one file. */
enum iwmo_status iwmo_csv_choice_check(const struct iwmo_csv_choice *choice,
                                       const struct iwmo_csv_writer *writer,
                                       struct iwmo_error *err);

/* Append where `table` goes: output, or DIR/message-Client.csv for DIR and
 * path/to/message.xml. */
void iwmo_csv_choice_path(const struct iwmo_csv_choice *choice, const char *table,
                          struct iwmo_buffer *path);

#endif
