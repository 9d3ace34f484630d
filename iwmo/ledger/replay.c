#include "ledger/replay.h"

#include <stdlib.h>
#include <string.h>

static const struct event {
    const char *name;
    enum iwmo_replay_what what;
} events[] = {
    {"registered", IWMO_REPLAY_ENTRY},  {"changed", IWMO_REPLAY_ENTRY},
    {"contents", IWMO_REPLAY_CONTENTS}, {"intake", IWMO_REPLAY_INTAKE},
    {"linked", IWMO_REPLAY_INTAKE},     {"forgotten", IWMO_REPLAY_ENTRY},
};

static bool
make_room(struct iwmo_replay_digest **list, size_t *room, size_t wanted)
{
    if (wanted <= *room)
        return true;
    size_t more = *room == 0 ? 64 : *room;
    while (more < wanted)
        more *= 2;
    struct iwmo_replay_digest *grown = realloc(*list, more * sizeof(*grown));
    if (grown == NULL)
        return false;
    memset(grown + *room, 0, (more - *room) * sizeof(*grown));
    *list = grown;
    *room = more;
    return true;
}

static void
set(struct iwmo_replay_digest *at, const unsigned char *digest)
{
    memcpy(at->bytes, digest, sizeof(at->bytes));
    at->is_known = true;
}

static enum iwmo_status
note_block(struct iwmo_replay *replay, bool is_blocked, const unsigned char *digest)
{
    if (!is_blocked)
        return iwmo_replay_meets_block(replay, digest) ? IWMO_OK : IWMO_MALFORMED;
    if (!make_room(&replay->blocked, &replay->blocked_room, replay->blocked_count + 1))
        return IWMO_NO_MEMORY;
    set(&replay->blocked[replay->blocked_count++], digest);
    return IWMO_OK;
}

static void
forget(struct iwmo_replay *replay, enum iwmo_replay_what what, uint64_t number)
{
    if (number < replay->lists[what].room)
        replay->lists[what].at[number].is_known = false;
}

enum iwmo_status
iwmo_replay_row(struct iwmo_replay *replay, const char *event, uint64_t subject,
                const unsigned char *digest)
{
    bool is_blocked = strcmp(event, "blocked") == 0;

    if (strcmp(event, "forgotten") == 0)
        forget(replay, IWMO_REPLAY_CONTENTS, subject);
    if (strcmp(event, "dropped") == 0)
        forget(replay, IWMO_REPLAY_INTAKE, subject);
    if (digest == NULL)
        return IWMO_OK;
    if (is_blocked || strcmp(event, "lifted") == 0)
        return note_block(replay, is_blocked, digest);
    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
        enum iwmo_replay_what what = events[i].what;
        if (strcmp(event, events[i].name) != 0)
            continue;
        if (subject == 0 || subject > replay->limit)
            return IWMO_MALFORMED;
        if (!make_room(&replay->lists[what].at, &replay->lists[what].room, subject + 1))
            return IWMO_NO_MEMORY;
        set(&replay->lists[what].at[subject], digest);
    }
    return IWMO_OK;
}

bool
iwmo_replay_knows(const struct iwmo_replay *replay, enum iwmo_replay_what what,
                  uint64_t number)
{
    return number < replay->lists[what].room && replay->lists[what].at[number].is_known;
}

bool
iwmo_replay_meets(struct iwmo_replay *replay, enum iwmo_replay_what what,
                  uint64_t number, const unsigned char *digest)
{
    if (!iwmo_replay_knows(replay, what, number))
        return false;
    struct iwmo_replay_digest *at = &replay->lists[what].at[number];
    at->is_known = false;
    return memcmp(at->bytes, digest, sizeof(at->bytes)) == 0;
}

uint64_t
iwmo_replay_unseen(const struct iwmo_replay *replay, enum iwmo_replay_what what,
                   uint64_t from)
{
    for (uint64_t number = from; number < replay->lists[what].room; number++)
        if (replay->lists[what].at[number].is_known)
            return number;
    return 0;
}

bool
iwmo_replay_meets_block(struct iwmo_replay *replay, const unsigned char *digest)
{
    for (size_t i = 0; i < replay->blocked_count; i++) {
        if (memcmp(replay->blocked[i].bytes, digest, IWMO_DIGEST_BYTES) != 0)
            continue;
        replay->blocked[i] = replay->blocked[--replay->blocked_count];
        return true;
    }
    return false;
}

bool
iwmo_replay_has_blocks(const struct iwmo_replay *replay)
{
    return replay->blocked_count > 0;
}

void
iwmo_replay_release(struct iwmo_replay *replay)
{
    for (size_t i = 0; i < IWMO_REPLAY_WHATS; i++)
        free(replay->lists[i].at);
    free(replay->blocked);
    *replay = (struct iwmo_replay){0};
}
