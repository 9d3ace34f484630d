#ifndef IWMO_JUDGE_SPOOL_H
#define IWMO_JUDGE_SPOOL_H

/*
 * Spool: bytes that are kept until all is known about them.
 *
 * What comes in is judged before it is used, what was made is judged before it goes
 * out, and both may be larger than memory: the first megabyte stays in memory, more
 * goes to a temporary file without a name (in $TMPDIR, else /tmp), which nobody else
 * can open and which is gone when the program is.  The first failure stays, and later
 * writes do nothing.  Not thread-safe.
 */
#include "base/drain.h"
#include "judge/judge.h"
#include "model/result.h"
#include "model/visitor.h"

/* So much is kept in memory; so much is taken of a message, as more fills a disk. */
#define IWMO_SPOOL_BYTES ((size_t)1 << 20)
#define IWMO_SPOOL_MOST  ((uint64_t)2 << 30)

struct iwmo_spool;

/* NULL: out of memory.  Free with iwmo_spool_free(). */
struct iwmo_spool *iwmo_spool_new(void);

/* Add to it; IWMO_IO: the temporary file failed. */
enum iwmo_status iwmo_spool_write(struct iwmo_spool *spool, struct iwmo_text bytes);

/* The same, for who makes bytes; borrows `spool`. */
struct iwmo_drain iwmo_spool_drain(struct iwmo_spool *spool);

/* What the first failure was; IWMO_OK when there was none. */
enum iwmo_status iwmo_spool_failure(const struct iwmo_spool *spool,
                                    struct iwmo_error *err);

/*
 * Add the file at `path`, "-" for standard input.  Returns 0, or the errno of an open
 * or read that failed; a failure of the spool itself is told by iwmo_spool_failure().
 * What has more than `most` bytes, or no end, is EFBIG, and the spool is empty again.
 */
int iwmo_spool_take(struct iwmo_spool *spool, const char *path, uint64_t most);

/*
 * Judge its content, as iwmo_judge_bytes() would; `name` is what result->file says.
 * `*result` is valid until the next call with this judge or spool.
 */
enum iwmo_status iwmo_spool_judge(struct iwmo_spool *spool, struct iwmo_judge *judge,
                                  const char *name, const struct iwmo_result **result,
                                  struct iwmo_error *err);

/* Hand its content to `drain`, from the start. */
enum iwmo_status iwmo_spool_pour(struct iwmo_spool *spool, struct iwmo_drain drain,
                                 struct iwmo_error *err);

/* Empty it and forget a failure. */
void iwmo_spool_reset(struct iwmo_spool *spool);

void iwmo_spool_free(struct iwmo_spool *spool); /* NULL is allowed */

#endif
