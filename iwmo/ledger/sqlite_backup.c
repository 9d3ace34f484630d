#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "ledger/keeping.h"
#include "ledger/sqlite.h"

/* The name of a ledger that is open, or was not closed, is not put over: its -wal file
 * would be read with another ledger. */
static enum iwmo_status
check_place(struct iwmo_ledger *ledger, const char *path, bool replaces,
            struct iwmo_error *err)
{
    struct stat there, own;
    char *wal;
    const bool is_there = stat(path, &there) == 0;

    if (is_there && !replaces)
        return iwmo_fail(err, IWMO_USAGE, "%s: there is a file already; see --force",
                         path);
    if (is_there && stat(ledger->path, &own) == 0 && own.st_dev == there.st_dev &&
        own.st_ino == there.st_ino)
        return iwmo_fail(err, IWMO_USAGE, "%s: is the ledger itself", path);
    if (asprintf(&wal, "%s-wal", path) < 0)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    const bool has_wal = access(wal, F_OK) == 0;
    free(wal);
    return has_wal ? iwmo_fail(err, IWMO_USAGE, "%s: is a ledger in use", path)
                   : IWMO_OK;
}

/* All pages into the empty file `name`. */
static enum iwmo_status
copy(struct iwmo_ledger *ledger, const char *name, struct iwmo_error *err)
{
    sqlite3 *to = NULL;
    int code =
        sqlite3_open_v2(name, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (code == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(to, "main", ledger->db, "main");
        code = backup != NULL ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
        if (code == SQLITE_DONE)
            code = SQLITE_OK;
        const int finished = backup != NULL ? sqlite3_backup_finish(backup) : code;
        code = code == SQLITE_OK ? finished : code;
    }
    const int closed = sqlite3_close(to);
    code = code == SQLITE_OK ? closed : code;
    if (code == SQLITE_OK)
        return IWMO_OK;
    if ((code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB)
        return iwmo_sqlite_damaged(ledger, err);
    return iwmo_fail(err, (code & 0xFF) == SQLITE_NOMEM ? IWMO_NO_MEMORY : IWMO_IO,
                     "%s: %s", name, sqlite3_errstr(code));
}

static enum iwmo_status
to_disk(const char *name, struct iwmo_error *err)
{
    const int fd = open(name, O_RDWR | O_CLOEXEC);
    const bool is_there = fd >= 0 && fsync(fd) == 0;
    const enum iwmo_status status = is_there ? IWMO_OK : iwmo_place_fail(name, err);

    if (fd >= 0)
        close(fd);
    return status;
}

enum iwmo_status
iwmo_ledger_backup(struct iwmo_ledger *ledger, const char *path, bool replaces,
                   struct iwmo_error *err)
{
    char *name = NULL;
    bool was_there = false;
    enum iwmo_status status = check_place(ledger, path, replaces, err);

    if (status != IWMO_OK)
        return status;
    const int fd = iwmo_place_temporary(path, &name, err);
    if (fd < 0)
        return IWMO_IO;
    close(fd);
    status = copy(ledger, name, err);
    if (status == IWMO_OK)
        status = to_disk(name, err);
    if (status == IWMO_OK)
        status = iwmo_place_put(name, path, replaces, &was_there, err);
    else
        unlink(name);
    if (status == IWMO_OK && was_there && !replaces)
        status = iwmo_fail(err, IWMO_USAGE, "%s: there is a file already; see --force",
                           path);
    free(name);
    return status;
}
