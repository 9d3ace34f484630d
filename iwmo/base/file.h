#ifndef IWMO_BASE_FILE_H
#define IWMO_BASE_FILE_H

/*
 * File: a small file of our own (a policy, a register, holidays) as one text.
 *
 * Not for messages, which are read in pieces by xml/reader.
 */
#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/*
 * The whole file at `path` into `text`, which is the caller's to release, also after a
 * failure.  IWMO_IO: it cannot be read, or is no regular file (a pipe, a device);
 * IWMO_MALFORMED: it has more than `limit_bytes`; err names the file.
 */
enum iwmo_status iwmo_file_read(const char *path, size_t limit_bytes,
                                struct iwmo_buffer *text, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * Take the first line off `rest`, without its line end (LF or CR LF).  False: there is
 * none left.
 */
bool iwmo_file_next_line(struct iwmo_text *rest, struct iwmo_text *line);

/* `text` without the byte order mark of UTF-8 that it may begin with. */
struct iwmo_text iwmo_file_without_mark(struct iwmo_text text);

#endif
