#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "ledger/sqlite.h"

/*
 * The head of the chain outside the database, in path.head: so that it is seen when the
 * end of the ledger is lost (its -wal file removed, an old copy put back), which leaves
 * a database that is whole in itself.
 *
 * It is written after a commit is on disk, and never before: a process that is killed
 * between the two leaves a head that is behind, which is no damage.  Two slots, the one
 * with the higher row counts; the other is written next, and one that was half written
 * does not prove itself.  So there is no moment at which a whole ledger looks damaged.
 */

enum {
    SLOT_BYTES = 160,
    SLOTS = 2,
    PROOF_DIGITS = 16,
    TRIES = 100,
    NAP_MICROSECONDS = 1000
};

/* ---- a slot ---- */

static void
print_hex(char *out, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        sprintf(out + 2 * i, "%02x", bytes[i]);
}

/* The digits that prove `size` bytes of `text`. */
static enum iwmo_status
prove(struct iwmo_ledger *ledger, const char *text, size_t size,
      char proof[PROOF_DIGITS + 1])
{
    unsigned char digest[IWMO_DIGEST_BYTES];

    iwmo_digest_reset(ledger->digest);
    iwmo_digest_add(ledger->digest, text, size);
    enum iwmo_status status = iwmo_digest_finish_bytes(ledger->digest, digest, NULL);
    if (status == IWMO_OK)
        print_hex(proof, digest, PROOF_DIGITS / 2);
    return status;
}

/* "iwmo 1 LEDGER ROW HASH PROOF", in spaces up to a line end. */
static enum iwmo_status
print_slot(struct iwmo_ledger *ledger, const struct iwmo_audit_head *head,
           char slot[SLOT_BYTES + 1])
{
    char id[2 * IWMO_LEDGER_ID_BYTES + 1], hash[2 * IWMO_DIGEST_BYTES + 1];
    char proof[PROOF_DIGITS + 1] = "";

    print_hex(id, ledger->id, IWMO_LEDGER_ID_BYTES);
    print_hex(hash, head->hash, IWMO_DIGEST_BYTES);
    memset(slot, ' ', SLOT_BYTES);
    int size =
        snprintf(slot, SLOT_BYTES, "iwmo 1 %s %020" PRIu64 " %s ", id, head->id, hash);
    enum iwmo_status status = prove(ledger, slot, (size_t)size, proof);
    memset(slot + size, ' ', (size_t)(SLOT_BYTES - size));
    memcpy(slot + size, proof, strlen(proof));
    slot[SLOT_BYTES - 1] = '\n';
    slot[SLOT_BYTES] = '\0';
    return status;
}

static int
digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;

    return at != NULL ? (int)(at - digits) : 0;
}

/* false: empty, half written, or of another ledger. */
static bool
read_slot(struct iwmo_ledger *ledger, const char *slot, struct iwmo_audit_head *head)
{
    const size_t row = 7 + 2 * IWMO_LEDGER_ID_BYTES + 1, hash = row + 21;
    char again[SLOT_BYTES + 1], number[21] = "";

    memcpy(number, slot + row, 20);
    head->id = strtoull(number, NULL, 10);
    for (size_t i = 0; i < IWMO_DIGEST_BYTES; i++)
        head->hash[i] = (unsigned char)(digit(slot[hash + 2 * i]) << 4 |
                                        digit(slot[hash + 2 * i + 1]));
    return print_slot(ledger, head, again) == IWMO_OK &&
           memcmp(slot, again, SLOT_BYTES) == 0;
}

/* The highest of both into `*head`; `*lower`: the slot to write next. */
static bool
read_slots(struct iwmo_ledger *ledger, int fd, struct iwmo_audit_head *head, int *lower)
{
    char slot[SLOT_BYTES];
    struct iwmo_audit_head found;
    bool has_one = false;

    *lower = 0;
    for (int i = 0; i < SLOTS; i++) {
        if (pread(fd, slot, SLOT_BYTES, (off_t)i * SLOT_BYTES) != SLOT_BYTES ||
            !read_slot(ledger, slot, &found) || (has_one && found.id <= head->id))
            continue;
        *head = found;
        *lower = 1 - i;
        has_one = true;
    }
    return has_one;
}

/* ---- reading ---- */

enum iwmo_status
iwmo_head_name(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    char *target = realpath(ledger->path, NULL);

    if (target == NULL)
        return iwmo_place_fail(ledger->path, err);
    if (asprintf(&ledger->head_path, "%s.head", target) < 0)
        ledger->head_path = NULL;
    free(target);
    return ledger->head_path != NULL ? IWMO_OK
                                     : iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
}

enum iwmo_status
iwmo_head_read(struct iwmo_ledger *ledger, struct iwmo_audit_head *head, bool *has_one,
               struct iwmo_error *err)
{
    int lower, fd = open(ledger->head_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;

    *has_one = false;
    if (fd < 0)
        return errno == ENOENT ? IWMO_OK : iwmo_place_fail(ledger->head_path, err);
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode))
        *has_one = read_slots(ledger, fd, head, &lower);
    close(fd);
    return IWMO_OK;
}

enum iwmo_status
iwmo_head_check(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_audit_head outside;
    bool has_one, is_there = false;
    enum iwmo_status status = iwmo_head_read(ledger, &outside, &has_one, err);

    if (status != IWMO_OK || !has_one || ledger->accepts_head)
        return status;
    sqlite3_stmt *row = iwmo_sqlite_ask(ledger, IWMO_SQL_AUDIT_HASH, err);
    if (row == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(row, 1, outside.id);
    status = iwmo_sqlite_next(ledger, row, &is_there, err);
    if (status != IWMO_OK)
        return status;
    is_there =
        is_there && sqlite3_column_bytes(row, 0) == IWMO_DIGEST_BYTES &&
        memcmp(sqlite3_column_blob(row, 0), outside.hash, IWMO_DIGEST_BYTES) == 0;
    sqlite3_reset(row);
    if (is_there)
        return IWMO_OK;
    return iwmo_fail(err, IWMO_MALFORMED,
                     "%s: its end is lost: it was written up to audit row %" PRIu64
                     " (a -wal file that is gone, or an old copy that was put back); "
                     "see 'iwmo ledger check', and --accept-head there",
                     ledger->path, outside.id);
}

/* ---- writing ---- */

/* As the ledger: what root makes is for the user whose ledger it is. */
static void
give_owner(const struct iwmo_ledger *ledger, int fd)
{
    struct stat about;

    if (stat(ledger->path, &about) != 0)
        return;
    if (geteuid() == 0)
        (void)(fchown(fd, about.st_uid, about.st_gid) != 0);
    (void)(fchmod(fd, about.st_mode & 0666) != 0);
}

static int
open_to_write(const struct iwmo_ledger *ledger)
{
    const int flags = O_RDWR | O_CLOEXEC | O_NONBLOCK;
    int fd = open(ledger->head_path, flags);
    struct stat about;

    if (fd < 0 && errno == ENOENT) {
        fd = open(ledger->head_path, flags | O_CREAT | O_EXCL, 0600);
        if (fd >= 0)
            give_owner(ledger, fd);
        else if (errno == EEXIST)
            fd = open(ledger->head_path, flags);
    }
    if (fd >= 0 && (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool
lock(int fd)
{
    for (int i = 0; i < TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return false;
        usleep(NAP_MICROSECONDS);
    }
    return false;
}

/* What is committed is committed: a head that cannot be written stays behind. */
void
iwmo_head_write(struct iwmo_ledger *ledger)
{
    int lower = 0, fd = open_to_write(ledger);
    struct iwmo_audit_head last;
    char slot[SLOT_BYTES + 1];

    if (fd < 0)
        return;
    if (lock(fd) && print_slot(ledger, &ledger->head, slot) == IWMO_OK) {
        bool has_one = read_slots(ledger, fd, &last, &lower);
        if (ledger->accepts_head)
            (void)(ftruncate(fd, 0) != 0);
        if (!has_one || ledger->accepts_head || last.id < ledger->head.id)
            (void)(pwrite(fd, slot, SLOT_BYTES, (off_t)lower * SLOT_BYTES) < 0);
    }
    close(fd);
}
