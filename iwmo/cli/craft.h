#ifndef IWMO_CLI_CRAFT_H
#define IWMO_CLI_CRAFT_H

/*
 * Craft: messages that we make ourselves, judged before they are written.
 *
 * For `generate --random` and `mutate`.  What is made and is not as it should be is a
 * bug of ours: an error, and never written.
 */
#include "cli/command.h"
#include "files/outputs.h"
#include "generate/break.h"
#include "judge/judge.h"
#include "xml/writer.h"

struct iwmo_craft {
    struct iwmo_judge *judge;
    struct iwmo_arena *arena;
    struct iwmo_writer *writer; /* into bytes */
    struct iwmo_buffer bytes;
    const struct iwmo_result *result; /* on bytes */
    struct iwmo_outputs *outputs;     /* all that is written appears together */
};

/* `craft` is zeroed; it must not move.  Release also after a failure. */
enum iwmo_status iwmo_craft_init(struct iwmo_craft *craft, struct iwmo_date today,
                                 struct iwmo_error *err);

/* Make valid message `number`. */
enum iwmo_status iwmo_craft_valid(struct iwmo_craft *craft,
                                  const struct iwmo_random_options *options,
                                  uint64_t number, struct iwmo_error *err);

/* Make the message that breaks `code`, by `row`. */
enum iwmo_status iwmo_craft_broken(struct iwmo_craft *craft,
                                   const struct iwmo_random_options *options,
                                   const char *code, const struct iwmo_break *row,
                                   struct iwmo_error *err);

/* Write text to what will be `path`, "-" for standard output. */
enum iwmo_status iwmo_craft_write(struct iwmo_craft *craft, struct iwmo_text text,
                                  const char *path, struct iwmo_error *err);

/* Give all that was written its name; without it, nothing stays. */
enum iwmo_status iwmo_craft_commit(struct iwmo_craft *craft, struct iwmo_error *err);

/* Say what failed, unless the reader of a pipe went away. */
enum iwmo_exit iwmo_craft_complain(const struct iwmo_craft *craft, const char *command,
                                   const struct iwmo_error *err);

/* Does `path` name a directory: it ends in a slash, or there is one of that name? */
bool iwmo_craft_is_folder(const char *path);

/*
 * The message that options ask for by name ("WMO301", "301") and release (NULL: the
 * newest that has it).  NULL: err says why not.
 */
const struct iwmo_message_kind *
iwmo_craft_message(const char *name, const char *release, struct iwmo_error *err);

void iwmo_craft_release(struct iwmo_craft *craft);

#endif
