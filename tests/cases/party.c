#include "cases/party.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static const struct party parties[] = {
    {"G", "0384", "gemeente"},
    {"G2", "0363", "gemeente"},
    {"P", "65656055", "aanbieder"},
    {"P2", "42420001", "aanbieder"},
    {"X", "9999", ""},
};

enum { PARTIES = sizeof(parties) / sizeof(parties[0]) };

const struct party *
party_find(const char *name)
{
    for (size_t i = 0; name != NULL && i < PARTIES; i++)
        if (strcmp(parties[i].name, name) == 0)
            return &parties[i];
    return NULL;
}

const struct party *
party_by_code(const char *code)
{
    for (size_t i = 0; code != NULL && i < PARTIES; i++)
        if (strcmp(parties[i].code, code) == 0)
            return &parties[i];
    return NULL;
}

bool
party_has_books(const struct party *party)
{
    char path[40];

    snprintf(path, sizeof(path), "%s.db", party->name);
    return access(path, F_OK) == 0;
}

void
told_release(struct told *told)
{
    json_decref(told->json);
    told->json = NULL;
}

static void
read_told(struct told *told)
{
    struct iwmo_buffer out = test_read(".out"), err = test_read(".err");
    const char *brace = out.at != NULL ? strchr(out.at, '{') : NULL;

    if (brace != NULL)
        told->json = json_loads(brace, JSON_DISABLE_EOF_CHECK, NULL);
    if (err.at != NULL)
        snprintf(told->error, sizeof(told->error), "%.*s",
                 (int)(strcspn(err.at, "\n") % 300), err.at);
    iwmo_buffer_release(&out);
    iwmo_buffer_release(&err);
}

struct told
party_run(const struct party *party, const char *command, const char *input,
          const char *rest_fmt, ...)
{
    struct told told = {0};
    char rest[2000], line[4000];
    va_list arguments;

    va_start(arguments, rest_fmt);
    vsnprintf(rest, sizeof(rest), rest_fmt, arguments);
    va_end(arguments);
    test_write(".in", input != NULL ? input : "", input != NULL ? strlen(input) : 0);
    snprintf(line, sizeof(line), "\"$IWMO\" %s --ledger %s.db %s >.out 2>.err <.in",
             command, party->name, rest);
    int ended = system(line);
    cr_assert(WIFEXITED(ended), "%s", line);
    told.status = WEXITSTATUS(ended);
    read_told(&told);
    return told;
}
