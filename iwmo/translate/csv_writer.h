#ifndef IWMO_TRANSLATE_CSV_WRITER_H
#define IWMO_TRANSLATE_CSV_WRITER_H

/*
 * CSV writer: elements of a message -> one table per kind of record.
 *
 * RFC 4180: UTF-8, CR LF, a header row of element names, dotted for composites
 * (Product.Categorie); rows of inner tables repeat what tells the message and the
 * Client apart (Afzender, Ontvanger, Bsn), and the number (Client.Nr) of the row they
 * belong to.  Nothing is lost: translate/csv_reader makes the message of them again.
 * For a spreadsheet: byte order mark and semicolons.  A cell that a spreadsheet
 * would take for a formula (it begins with = + - @, a tab or a line end, apostrophes
 * before it not counted) gets one apostrophe in front; who reads it back takes off one.
 * Memory is bounded by one row per table.  Not thread-safe.
 */
#include "base/drain.h"
#include "model/visitor.h"

struct iwmo_csv_writer;

#define IWMO_CSV_MAX_TABLES 32

struct iwmo_csv_writer_options {
    bool is_for_spreadsheet;
    /* Where table `number` (from 0) goes; asked once per table and message. */
    struct iwmo_drain (*drain)(void *self, size_t number);
    void *self;
};

/* `options` is copied.  NULL: out of memory. */
struct iwmo_csv_writer *
iwmo_csv_writer_new(const struct iwmo_csv_writer_options *options);

/* Who to tell of the elements; borrows `writer`.  begin gives IWMO_LIMIT for a message
 * of more than IWMO_CSV_MAX_TABLES tables. */
struct iwmo_visitor iwmo_csv_writer_visitor(struct iwmo_csv_writer *writer);

/* After begin: the tables, and how many rows each has so far, the header not counted.
 */
size_t iwmo_csv_writer_count(const struct iwmo_csv_writer *writer);
const char *iwmo_csv_writer_name(const struct iwmo_csv_writer *writer, size_t number);
size_t iwmo_csv_writer_rows(const struct iwmo_csv_writer *writer, size_t number);

void iwmo_csv_writer_free(struct iwmo_csv_writer *writer); /* NULL is allowed */

#endif
