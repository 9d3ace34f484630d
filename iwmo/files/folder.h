#ifndef IWMO_FILES_FOLDER_H
#define IWMO_FILES_FOLDER_H

/*
 * Folder: where a report with a document per message puts its files.
 *
 * Each file is named after its input: the last part of the path, without .xml, with
 * the folder's ending.  Nothing in a path leads out of the folder: slashes are gone,
 * control characters and a dot in front become _.  Inputs of one name get -2, -3, ...
 * in the order of the inputs; letter case makes no difference, for some file systems
 * see none.  Files are written as outputs are (files/output.h).  Not thread-safe.
 */
#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "files/output.h"

struct iwmo_folder;

/*
 * The directory at `path`, made when it is not there, with those above it; `ending`
 * (".rapport.xml") is borrowed.  NULL: err says why.  Close with iwmo_folder_close().
 */
struct iwmo_folder *iwmo_folder_open(const char *path, const char *ending,
                                     struct iwmo_error *err);

/* From now on each file is written in this way. */
void iwmo_folder_set_way(struct iwmo_folder *folder, const struct iwmo_output_way *way);

/* Write the document about the input at `input_path`.  The first failure stays: later
 * documents are not written. */
void iwmo_folder_write(struct iwmo_folder *folder, const char *input_path,
                       struct iwmo_text document);

bool iwmo_folder_has_failed(const struct iwmo_folder *folder);

/* Was everything written?  The first failure when not. */
enum iwmo_status iwmo_folder_finish(const struct iwmo_folder *folder,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_folder_close(struct iwmo_folder *folder); /* NULL is allowed */

#endif
