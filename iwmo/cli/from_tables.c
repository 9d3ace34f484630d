#include "cli/from_tables.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/seed.h"
#include "crypto/digest.h"
#include "generate/fill.h"
#include "run/produce.h"
#include "translate/csv_reader.h"
#include "xml/writer.h"

#define HEADER          "-Header.csv"
#define MAX_TABLE_BYTES ((size_t)256 << 20) /* together */

/* What one run works with. */
struct work {
    const struct iwmo_compose *compose;
    struct iwmo_arena *arena;
    struct iwmo_buffer stem; /* path/X of path/X-Header.csv */
    struct iwmo_buffer bytes[IWMO_CSV_MAX_TABLES];
    size_t left; /* of MAX_TABLE_BYTES */
    struct iwmo_csv_tables tables;
    struct iwmo_spool *in, *out;
};

static bool
is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool
is_header(const char *name)
{
    size_t size = strlen(name);

    return size >= strlen(HEADER) && strcmp(name + size - strlen(HEADER), HEADER) == 0;
}

bool
iwmo_from_tables_are_in(const char *path)
{
    return path != NULL && (is_header(path) || is_folder(path));
}

/* ---- which files ---- */

/* The only X-Header.csv in the directory `path`, as path/X. */
static enum iwmo_status
search(const char *path, struct iwmo_buffer *stem, struct iwmo_error *err)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    size_t count = 0;

    if (folder == NULL)
        return iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(errno));
    while ((entry = readdir(folder)) != NULL) {
        if (!is_header(entry->d_name) || count++ > 0)
            continue;
        iwmo_buffer_printf(
            stem, "%s%s%.*s", path, path[strlen(path) - 1] == '/' ? "" : "/",
            (int)(strlen(entry->d_name) - strlen(HEADER)), entry->d_name);
    }
    closedir(folder);
    if (count == 0)
        return iwmo_fail(err, IWMO_IO, "%s: no file X" HEADER " is in it", path);
    if (count > 1)
        return iwmo_fail(err, IWMO_IO,
                         "%s: %zu messages are in it; name the X" HEADER " of one",
                         path, count);
    return IWMO_OK;
}

static enum iwmo_status
find_stem(struct work *work, const char *from, struct iwmo_error *err)
{
    if (is_folder(from))
        search(from, &work->stem, err);
    else
        iwmo_buffer_add(&work->stem, from, strlen(from) - strlen(HEADER));
    iwmo_buffer_text(&work->stem, ""); /* NUL-terminated in any case */
    if (work->stem.failed != IWMO_OK)
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return err->status;
}

/* The file of table `name` and its bytes; bytes->at NULL: there is no such file. */
static enum iwmo_status
read_table(struct work *work, const char *name, bool must_be, const char **file,
           struct iwmo_buffer *bytes, struct iwmo_error *err)
{
    struct iwmo_buffer path = {0};

    iwmo_buffer_printf(&path, "%s-%s.csv", work->stem.at, name);
    *file = path.failed == IWMO_OK ? iwmo_arena_copy(work->arena, path.at, path.size)
                                   : NULL;
    iwmo_buffer_release(&path);
    if (*file == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    iwmo_spool_reset(work->in);
    int code = iwmo_spool_take(work->in, *file, MAX_TABLE_BYTES);
    if (code == ENOENT && !must_be)
        return IWMO_OK;
    if (code != 0)
        return iwmo_fail(err, IWMO_IO, "%s: %s", *file, strerror(code));
    iwmo_buffer_init(bytes, work->left);
    iwmo_buffer_text(bytes, "");
    if (iwmo_spool_pour(work->in, iwmo_drain_buffer(bytes), err) != IWMO_OK)
        return iwmo_fail(err, IWMO_LIMIT, "%s: more than 256 MB, or out of memory",
                         *file);
    work->left -= bytes->size < work->left ? bytes->size : work->left - 1;
    return IWMO_OK;
}

/* ---- in ---- */

/* As the Header says; NULL also when that cannot be read. */
static const struct iwmo_message_kind *
recognise(struct work *work, struct iwmo_error *err)
{
    struct iwmo_buffer bytes = {0};
    const struct iwmo_message_kind *message = NULL;
    struct iwmo_csv csv;
    const char *file;
    size_t row;

    if (read_table(work, "Header", true, &file, &bytes, err) == IWMO_OK &&
        iwmo_csv_read(&csv, bytes.at, bytes.size, work->arena, &row) == IWMO_CSV_FINE)
        message = iwmo_csv_tables_message(&iwmo_schema_builtin, &csv);
    if (message == NULL)
        iwmo_fail(
            err, IWMO_MALFORMED,
            "%s: its BerichtCode and BerichtVersie are of no message that is known",
            file != NULL ? file : "");
    work->left = MAX_TABLE_BYTES;
    iwmo_buffer_release(&bytes);
    return message;
}

static enum iwmo_status
read_tables(struct work *work, struct iwmo_error *err)
{
    const struct iwmo_message_kind *message = work->compose->message;
    enum iwmo_status status;

    if (message == NULL && (message = recognise(work, err)) == NULL)
        return err->status;
    status = iwmo_csv_tables_init(&work->tables, message, work->arena);
    for (const struct iwmo_csv_table *table = work->tables.plan.tables;
         table != NULL && status == IWMO_OK; table = table->next) {
        struct iwmo_buffer *bytes = &work->bytes[table->number];
        const char *file;
        if (table->column_count == 0) /* a list has no table */
            continue;
        if (read_table(work, table->name, false, &file, bytes, err) != IWMO_OK)
            return err->status;
        if (bytes->at != NULL)
            status = iwmo_csv_tables_read(&work->tables, table->number, file, bytes->at,
                                          bytes->size);
    }
    if (status == IWMO_OK)
        status = iwmo_csv_tables_link(&work->tables);
    return status == IWMO_OK ? IWMO_OK : iwmo_fail(err, status, "out of memory");
}

/* ---- through ---- */

/* Columns in any order and separators of any kind give the same. */
static enum iwmo_status
identify(const struct work *work, char identificatie[IWMO_FILL_IDENTIFICATIE],
         struct iwmo_error *err)
{
    char hex[IWMO_DIGEST_TEXT];

    struct iwmo_digest *digest = iwmo_digest_new(err);
    if (digest == NULL)
        return err->status;
    for (size_t i = 0; i < work->tables.plan.table_count; i++) {
        const struct iwmo_csv_sheet *sheet = &work->tables.sheets[i];
        iwmo_digest_add(digest, sheet->table->name, strlen(sheet->table->name) + 1);
        for (size_t k = 0; k < sheet->count * sheet->table->column_count; k++) {
            size_t columns = sheet->table->column_count;
            struct iwmo_text text =
                iwmo_csv_sheet_cell(sheet, k / columns, k % columns);
            iwmo_digest_add(digest, text.at, text.size);
            iwmo_digest_add(digest, "", 1);
        }
    }
    enum iwmo_status status = iwmo_digest_finish(digest, hex, err);
    iwmo_digest_free(digest);
    if (status == IWMO_OK)
        iwmo_fill_identify(hex, work->compose->date, identificatie);
    return status;
}

static enum iwmo_status
write_message(struct work *work, struct iwmo_error *err)
{
    struct iwmo_fill fill = {work->tables.message, work->compose->date,
                             work->compose->identificatie};
    char identificatie[IWMO_FILL_IDENTIFICATIE];
    struct iwmo_filler filler = {0};
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (work->compose->is_filled) {
        if (fill.identificatie == NULL && identify(work, identificatie, err) != IWMO_OK)
            return err->status;
        if (fill.identificatie == NULL)
            fill.identificatie = identificatie;
        filler = iwmo_fill_filler(&fill);
    }
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_spool_drain(work->out));
    if (writer != NULL) {
        const struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
        status = iwmo_csv_reader_read(&work->tables, filler, &visitor);
    }
    iwmo_writer_free(writer);
    if (status != IWMO_OK && iwmo_spool_failure(work->out, err) == IWMO_OK)
        iwmo_fail(err, status, "out of memory");
    return status;
}

/* ---- out ---- */

static const char *
place(const void *self, const struct iwmo_step *step, struct iwmo_buffer *out)
{
    const struct work *work = self;
    struct iwmo_csv_place place = iwmo_csv_reader_place(&work->tables, step);

    iwmo_csv_place_print(
        "", place.row, iwmo_text(place.column != NULL ? place.column : ""), true, out);
    return place.file != NULL ? place.file : work->stem.at;
}

static enum iwmo_exit
produce(struct work *work, const char *path)
{
    struct iwmo_judge_options options = {.today = work->compose->date,
                                         .skips_rules = !work->compose->wants_rules};
    const struct iwmo_tell *tell = &work->compose->tell;
    const struct iwmo_tell_origin origin = {work->stem.at, work->tables.message, place,
                                            work};
    struct iwmo_produced produced = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    options.seed = iwmo_seed();
    struct iwmo_judge *judge = iwmo_judge_new(&options, &err);
    if (judge == NULL ||
        iwmo_produce(work->out, judge, path, &produced, &err) != IWMO_OK)
        exit_status = iwmo_tell_failure(tell, produced.lost_reader, &err);
    else
        exit_status = iwmo_tell_origin(tell, &produced.result->findings, &origin);
    if (exit_status == IWMO_EXIT_OK && !produced.is_written)
        exit_status = IWMO_EXIT_UNDETERMINED;
    iwmo_judge_free(judge);
    return exit_status;
}

static enum iwmo_exit
run(struct work *work, const char *from, const char *path)
{
    const struct iwmo_tell *tell = &work->compose->tell;
    struct iwmo_error err = {0};

    if (find_stem(work, from, &err) != IWMO_OK || read_tables(work, &err) != IWMO_OK) {
        iwmo_complain(tell->command, &err);
        return err.status == IWMO_NO_MEMORY ? IWMO_EXIT_FAILURE
                                            : IWMO_EXIT_UNDETERMINED;
    }
    enum iwmo_exit told = iwmo_tell_remarks(tell, &work->tables.remarks);
    if (told != IWMO_EXIT_OK)
        return told;
    if (write_message(work, &err) != IWMO_OK)
        return iwmo_tell_failure(tell, false, &err);
    return produce(work, path);
}

enum iwmo_exit
iwmo_from_tables(const struct iwmo_compose *compose, const char *from, const char *path)
{
    struct work work = {.compose = compose, .left = MAX_TABLE_BYTES};
    enum iwmo_exit exit_status;

    work.arena = iwmo_arena_new(0);
    work.in = iwmo_spool_new();
    work.out = iwmo_spool_new();
    if (work.arena == NULL || work.in == NULL || work.out == NULL) {
        struct iwmo_error err = {IWMO_NO_MEMORY, "out of memory"};
        exit_status = iwmo_tell_failure(&compose->tell, false, &err);
    } else {
        exit_status = run(&work, from, path);
    }
    for (size_t i = 0; i < IWMO_CSV_MAX_TABLES; i++)
        iwmo_buffer_release(&work.bytes[i]);
    iwmo_buffer_release(&work.stem);
    iwmo_spool_free(work.in);
    iwmo_spool_free(work.out);
    iwmo_arena_free(work.arena);
    return exit_status;
}
