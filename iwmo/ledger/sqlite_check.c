#include "ledger/check.h"

#include <stdio.h>
#include <string.h>

#include "ledger/replay.h"
#include "ledger/sqlite.h"

enum { MOST = 100 }; /* of a kind */

struct check {
    struct iwmo_ledger *ledger;
    const struct iwmo_ledger_checking *checking;
    unsigned char noted[IWMO_DIGEST_BYTES]; /* of checking->noted */
    struct iwmo_ledger_figures *figures;
    struct iwmo_replay replay;
    struct iwmo_audit_head outside; /* in path.head */
    bool has_outside, met_outside;
    unsigned told; /* of the kind at hand */
    struct iwmo_error *err;
};

static void
tell(struct check *check, enum iwmo_damage_kind kind, int64_t number,
     const char *detail)
{
    const struct iwmo_damage damage = {kind, (uint64_t)number, detail};

    check->figures->damages++;
    if (check->told++ < MOST)
        check->checking->report(check->checking->self, &damage);
}

/* Walk over the rows of `sql`.  A file that is too damaged to go on is told too. */
static enum iwmo_status
walk(struct check *check, const char *sql,
     enum iwmo_status (*each)(struct check *check, sqlite3_stmt *row))
{
    struct iwmo_error own = {0};
    sqlite3_stmt *statement = NULL;
    bool has_row = true;
    int code = sqlite3_prepare_v2(check->ledger->db, sql, -1, &statement, NULL);
    enum iwmo_status status =
        code == SQLITE_OK ? IWMO_OK : iwmo_sqlite_fail(check->ledger, code, &own);

    check->told = 0;
    while (status == IWMO_OK) {
        status = iwmo_sqlite_next(check->ledger, statement, &has_row, &own);
        if (status != IWMO_OK || !has_row)
            break;
        status = each(check, statement);
    }
    sqlite3_finalize(statement);
    if (status == IWMO_MALFORMED) {
        tell(check, IWMO_DAMAGE_UNREADABLE, 0, NULL);
        return IWMO_OK;
    }
    if (status != IWMO_OK && own.text[0] == '\0')
        iwmo_fail(&own, status, "%s: %s", check->ledger->path,
                  status == IWMO_NO_MEMORY ? "out of memory"
                                           : "cannot be read further");
    if (status != IWMO_OK)
        iwmo_fail(check->err, status, "%s", own.text);
    return status;
}

/* ---- the file and its references ---- */

static enum iwmo_status
hear_integrity(struct check *check, sqlite3_stmt *row)
{
    const char *line = (const char *)sqlite3_column_text(row, 0);

    if (line == NULL)
        return IWMO_NO_MEMORY;
    if (strcmp(line, "ok") != 0)
        tell(check, IWMO_DAMAGE_FILE, 0, line);
    return IWMO_OK;
}

static enum iwmo_status
hear_reference(struct check *check, sqlite3_stmt *row)
{
    const char *table = (const char *)sqlite3_column_text(row, 0);

    tell(check, IWMO_DAMAGE_REFERENCE, sqlite3_column_int64(row, 1), table);
    return IWMO_OK;
}

static enum iwmo_status
hear_count(struct check *check, sqlite3_stmt *row)
{
    check->figures->records = (uint64_t)sqlite3_column_int64(row, 0);
    return IWMO_OK;
}

static enum iwmo_status
hear_stray(struct check *check, sqlite3_stmt *row)
{
    tell(check, IWMO_DAMAGE_PLACE, sqlite3_column_int64(row, 0), NULL);
    return IWMO_OK;
}

/* The numbers of which `declared` (ledger-3.sql) is not the sum of their lines. */
#define WRONG_SUMS                                                                     \
    "WITH proven AS (SELECT r.side, r.gemeente, r.nummer, r.aanbieder, r.eenheid, "    \
    "count(*), coalesce(sum(CASE r.status WHEN 'C' THEN -r.volume ELSE r.volume "      \
    "END), "                                                                           \
    "0), coalesce(sum(r.bedrag), 0) FROM record r JOIN entry e ON e.id = r.message "   \
    "WHERE r.kind = 11 AND r.uitkomst <> 2 AND r.nummer IS NOT NULL "                  \
    "AND e.state IN (1, 2, 6, 7) GROUP BY 1, 2, 3, 4, 5), "                            \
    "kept AS (SELECT side, gemeente, nummer, aanbieder, eenheid, lines, volume, "      \
    "cents "                                                                           \
    "FROM declared WHERE lines <> 0 OR volume <> 0 OR cents <> 0) "                    \
    "SELECT DISTINCT nummer FROM ("                                                    \
    "SELECT * FROM (SELECT * FROM proven EXCEPT SELECT * FROM kept) UNION ALL "        \
    "SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM proven))"

static enum iwmo_status
hear_sum(struct check *check, sqlite3_stmt *row)
{
    tell(check, IWMO_DAMAGE_SUM, sqlite3_column_int64(row, 0), NULL);
    return IWMO_OK;
}

/* ---- the trail ---- */

/* false: a column holds what we never write. */
static bool
read_row(sqlite3_stmt *row, struct iwmo_audit_row *audit)
{
    const char *event = (const char *)sqlite3_column_text(row, 1);
    const char *detail = (const char *)sqlite3_column_text(row, 4);
    const void *digest = sqlite3_column_blob(row, 5);
    int64_t day = sqlite3_column_int64(row, 2);

    *audit = (struct iwmo_audit_row){0};
    if (event == NULL || detail == NULL || strlen(event) >= sizeof(audit->event) ||
        strlen(detail) >= sizeof(audit->detail) || day < INT32_MIN || day > INT32_MAX ||
        (digest != NULL && sqlite3_column_bytes(row, 5) != IWMO_DIGEST_BYTES))
        return false;
    audit->id = (uint64_t)sqlite3_column_int64(row, 0);
    memcpy(audit->event, event, strlen(event) + 1);
    memcpy(audit->detail, detail, strlen(detail) + 1);
    audit->has_day = sqlite3_column_type(row, 2) != SQLITE_NULL;
    audit->day.days = (int32_t)day;
    audit->subject = (uint64_t)sqlite3_column_int64(row, 3);
    audit->has_digest = digest != NULL;
    if (digest != NULL)
        memcpy(audit->digest, digest, IWMO_DIGEST_BYTES);
    return true;
}

/* Is this the row that follows ledger->head?  Moves the head. */
static enum iwmo_status
follow(struct check *check, const struct iwmo_audit_row *audit, sqlite3_stmt *row,
       bool *is_next)
{
    struct iwmo_audit_head *head = &check->ledger->head;
    const void *hash = sqlite3_column_blob(row, 6);
    unsigned char expected[IWMO_DIGEST_BYTES];
    enum iwmo_status status =
        iwmo_audit_hash(check->ledger, head->hash, audit, expected, NULL);

    *is_next = audit->id == head->id + 1 && hash != NULL &&
               sqlite3_column_bytes(row, 6) == IWMO_DIGEST_BYTES &&
               memcmp(hash, expected, IWMO_DIGEST_BYTES) == 0;
    head->id = audit->id;
    memset(head->hash, 0, IWMO_DIGEST_BYTES);
    if (hash != NULL && sqlite3_column_bytes(row, 6) == IWMO_DIGEST_BYTES)
        memcpy(head->hash, hash, IWMO_DIGEST_BYTES);
    return status;
}

static void
tell_break(struct check *check, uint64_t row)
{
    if (check->figures->broken == 0)
        check->figures->broken = row;
    tell(check, IWMO_DAMAGE_CHAIN, (int64_t)row, NULL);
}

static enum iwmo_status
hear_audit(struct check *check, sqlite3_stmt *row)
{
    struct iwmo_audit_row audit;
    bool is_next = false;
    bool is_read = read_row(row, &audit);

    check->figures->audit_rows++;
    if (!is_read)
        audit.id = (uint64_t)sqlite3_column_int64(row, 0);
    enum iwmo_status status = follow(check, &audit, row, &is_next);
    if (status == IWMO_OK && (!is_read || !is_next))
        tell_break(check, audit.id);
    if (check->has_outside && audit.id == check->outside.id &&
        memcmp(check->ledger->head.hash, check->outside.hash, IWMO_DIGEST_BYTES) == 0)
        check->met_outside = true;
    if (check->checking->noted != NULL &&
        memcmp(check->ledger->head.hash, check->noted, IWMO_DIGEST_BYTES) == 0)
        check->figures->noted = audit.id;
    if (status == IWMO_OK && is_read)
        status = iwmo_replay_row(&check->replay, audit.event, audit.subject,
                                 audit.has_digest ? audit.digest : NULL);
    if (status != IWMO_MALFORMED)
        return status;
    tell(check, IWMO_DAMAGE_SUBJECT, (int64_t)audit.id, NULL);
    return IWMO_OK;
}

static void
print_head(const struct check *check)
{
    for (size_t i = 0; i < IWMO_DIGEST_BYTES; i++)
        sprintf(check->figures->head + 2 * i, "%02x", check->ledger->head.hash[i]);
}

/* ---- entries and intakes against the trail ---- */

static enum iwmo_status
check_contents(struct check *check, uint64_t message)
{
    unsigned char digest[IWMO_DIGEST_BYTES];
    bool is_empty;
    enum iwmo_status status =
        iwmo_audit_digest_contents(check->ledger, message, digest, &is_empty, NULL);

    bool is_known = iwmo_replay_knows(&check->replay, IWMO_REPLAY_CONTENTS, message);
    bool is_met =
        iwmo_replay_meets(&check->replay, IWMO_REPLAY_CONTENTS, message, digest);
    if (status == IWMO_OK && (is_met || (is_empty && !is_known)))
        return IWMO_OK;
    if (status == IWMO_OK || status == IWMO_MALFORMED) {
        tell(check, IWMO_DAMAGE_CONTENTS, (int64_t)message, NULL);
        return IWMO_OK;
    }
    return status;
}

static enum iwmo_status
check_row(struct check *check, enum iwmo_replay_what what, enum iwmo_damage_kind kind,
          uint64_t number, enum iwmo_status read, const unsigned char *digest)
{
    if (read != IWMO_OK && read != IWMO_MALFORMED)
        return read;
    if (!iwmo_replay_meets(&check->replay, what, number, digest) || read != IWMO_OK)
        tell(check, kind, (int64_t)number, NULL);
    return IWMO_OK;
}

static enum iwmo_status
hear_entry(struct check *check, sqlite3_stmt *row)
{
    unsigned char digest[IWMO_DIGEST_BYTES] = {0};
    struct iwmo_digest *sha256 = check->ledger->digest;
    struct iwmo_entry entry = {0};
    uint64_t id = (uint64_t)sqlite3_column_int64(row, 0);

    check->figures->entries++;
    enum iwmo_status status = iwmo_sqlite_entry(check->ledger, id, &entry, NULL);
    iwmo_digest_reset(sha256);
    iwmo_columns_digest(iwmo_entry_columns, &entry, sha256);
    if (status == IWMO_OK)
        status = iwmo_digest_finish_bytes(sha256, digest, NULL);
    status =
        check_row(check, IWMO_REPLAY_ENTRY, IWMO_DAMAGE_MESSAGE, id, status, digest);
    return status == IWMO_OK ? check_contents(check, id) : status;
}

static enum iwmo_status
hear_intake(struct check *check, sqlite3_stmt *row)
{
    unsigned char digest[IWMO_DIGEST_BYTES] = {0};
    struct iwmo_intake intake;
    uint64_t id = (uint64_t)sqlite3_column_int64(row, 0);

    enum iwmo_status status = iwmo_sqlite_intake(check->ledger, id, &intake, NULL);
    if (status == IWMO_OK)
        status = iwmo_audit_digest_intake(check->ledger, &intake, digest, NULL);
    return check_row(check, IWMO_REPLAY_INTAKE, IWMO_DAMAGE_INTAKE, id, status, digest);
}

static enum iwmo_status
hear_block(struct check *check, sqlite3_stmt *row)
{
    unsigned char digest[IWMO_DIGEST_BYTES];
    struct iwmo_key client = {{0}};

    if (sqlite3_column_bytes(row, 0) == sizeof(client.bytes))
        memcpy(client.bytes, sqlite3_column_blob(row, 0), sizeof(client.bytes));
    iwmo_audit_digest_client(check->ledger->digest, &client);
    enum iwmo_status status =
        iwmo_digest_finish_bytes(check->ledger->digest, digest, NULL);
    if (status == IWMO_OK && !iwmo_replay_meets_block(&check->replay, digest))
        tell(check, IWMO_DAMAGE_BLOCK, 0, NULL);
    return status;
}

/* What the trail says that is there, and was not met. */
static void
tell_gone(struct check *check)
{
    static const enum iwmo_damage_kind kinds[] = {
        [IWMO_REPLAY_ENTRY] = IWMO_DAMAGE_MESSAGE_GONE,
        [IWMO_REPLAY_CONTENTS] = IWMO_DAMAGE_CONTENTS_GONE,
        [IWMO_REPLAY_INTAKE] = IWMO_DAMAGE_INTAKE_GONE,
    };

    check->told = 0;
    for (enum iwmo_replay_what what = 0; what < IWMO_REPLAY_WHATS; what++) {
        uint64_t number = 0;
        while ((number = iwmo_replay_unseen(&check->replay, what, number + 1)) != 0)
            tell(check, kinds[what], (int64_t)number, NULL);
    }
    if (iwmo_replay_has_blocks(&check->replay))
        tell(check, IWMO_DAMAGE_BLOCK_GONE, 0, NULL);
}

/* ---- seals ---- */

static enum iwmo_status
drop_bytes(void *self, struct iwmo_text bytes)
{
    (void)self;
    (void)bytes;
    return IWMO_OK;
}

static enum iwmo_status
hear_seal(struct check *check, sqlite3_stmt *row)
{
    struct iwmo_drain nowhere = {drop_bytes, NULL};
    uint64_t message = (uint64_t)sqlite3_column_int64(row, 0);
    const char *name = (const char *)sqlite3_column_text(row, 1);

    check->figures->pieces += (uint64_t)sqlite3_column_int64(row, 2);
    if (name == NULL)
        return IWMO_NO_MEMORY;
    enum iwmo_status status =
        iwmo_ledger_unseal(check->ledger, message, name, nowhere, NULL);
    if (status != IWMO_MALFORMED)
        return status;
    tell(check, IWMO_DAMAGE_SEAL, (int64_t)message, NULL);
    return IWMO_OK;
}

/* ---- all of it ---- */

/* Digits of a head into bytes. */
static bool
read_head(const char *text, unsigned char bytes[IWMO_DIGEST_BYTES])
{
    static const char digits[] = "0123456789abcdef";

    if (strlen(text) != 2 * (size_t)IWMO_DIGEST_BYTES ||
        strspn(text, digits) != strlen(text))
        return false;
    for (size_t i = 0; i < IWMO_DIGEST_BYTES; i++)
        bytes[i] = (unsigned char)(((strchr(digits, text[2 * i]) - digits) << 4) |
                                   (strchr(digits, text[2 * i + 1]) - digits));
    return true;
}

static enum iwmo_status
check_all(struct check *check)
{
    static const struct {
        const char *sql;
        enum iwmo_status (*each)(struct check *check, sqlite3_stmt *row);
    } walks[] = {
        {"PRAGMA integrity_check(100)", hear_integrity},
        {"PRAGMA foreign_key_check", hear_reference},
        {"SELECT count(*) FROM record", hear_count},
        {"SELECT id FROM record WHERE id >> 24 <> message OR id & 16777215 <> ordinal",
         hear_stray},
        {WRONG_SUMS, hear_sum},
        {"SELECT id, event, day, subject, detail, digest, hash FROM audit ORDER BY id",
         hear_audit},
        {"SELECT id FROM entry ORDER BY id", hear_entry},
        {"SELECT id FROM intake ORDER BY id", hear_intake},
        {"SELECT client FROM blocked", hear_block},
        {"SELECT message, name, count(*) FROM sealed GROUP BY message, name",
         hear_seal},
    };
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]) && status == IWMO_OK; i++)
        status = walk(check, walks[i].sql, walks[i].each);
    if (status == IWMO_OK)
        tell_gone(check);
    if (status == IWMO_OK && check->checking->noted != NULL &&
        check->figures->noted == 0)
        tell(check, IWMO_DAMAGE_HEAD, 0, NULL);
    if (status == IWMO_OK && check->has_outside && !check->met_outside)
        tell(check, IWMO_DAMAGE_END, (int64_t)check->outside.id, NULL);
    return status;
}

enum iwmo_status
iwmo_ledger_check(struct iwmo_ledger *ledger,
                  const struct iwmo_ledger_checking *checking,
                  struct iwmo_ledger_figures *figures, struct iwmo_error *err)
{
    struct check check = {
        .ledger = ledger, .checking = checking, .figures = figures, .err = err};
    int64_t last = 0;

    *figures = (struct iwmo_ledger_figures){0};
    if (ledger->is_open)
        return iwmo_fail(err, IWMO_USAGE, "no check within a transaction");
    if (checking->noted != NULL && !read_head(checking->noted, check.noted))
        return iwmo_fail(err, IWMO_USAGE, "a head is 64 digits of 0-9 and a-f");
    /* first: what others commit later is behind what stands outside now */
    enum iwmo_status status =
        iwmo_head_read(ledger, &check.outside, &check.has_outside, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_exec(ledger, "BEGIN", err);
    if (status != IWMO_OK)
        return status;
    figures->outside = check.has_outside ? check.outside.id : 0;
    if (iwmo_sqlite_number(ledger, "SELECT count(*) FROM audit", &last, NULL) !=
        IWMO_OK)
        last = 0; /* the walk will tell */
    check.replay.limit = last > 0 ? (uint64_t)last : 0;
    ledger->head.id = 0;
    iwmo_audit_start(ledger, ledger->head.hash);
    status = check_all(&check);
    print_head(&check);
    iwmo_replay_release(&check.replay);
    (void)!iwmo_sqlite_exec(ledger, "ROLLBACK", NULL);
    return status;
}
