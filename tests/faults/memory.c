#include "faults/memory.h"

#include <errno.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#endif

static _Thread_local struct {
    bool is_on;
    unsigned step;
    enum memory_failure failure;
    struct memory_tally tally;
} watch;

bool
memory_is_all_watched(void)
{
#ifdef IS_SANITIZED
    return false;
#else
    return true;
#endif
}

void
memory_begin(unsigned step, enum memory_failure failure)
{
    watch.step = step;
    watch.failure = failure;
    watch.tally = (struct memory_tally){0};
    watch.is_on = true;
}

struct memory_tally
memory_end(void)
{
    watch.is_on = false;
    return watch.tally;
}

/* May this request go on? */
static bool
allow(void)
{
    if (!watch.is_on)
        return true;
    unsigned number = ++watch.tally.requests;
    bool fails =
        watch.step != 0 && (watch.failure == MEMORY_FAILS_ONCE ? number == watch.step
                                                               : number >= watch.step);
    if (fails) {
        watch.tally.has_failed = true;
        errno = ENOMEM;
    }
    return !fails;
}

static void *
took(void *block)
{
    if (watch.is_on && block != NULL)
        watch.tally.kept++;
    return block;
}

static void
gave(const void *block)
{
    if (watch.is_on && block != NULL)
        watch.tally.kept--;
}

#ifdef IS_SANITIZED

static void *
watched_malloc(size_t size)
{
    return allow() ? took(malloc(size)) : NULL;
}

static void *
watched_realloc(void *block, size_t size)
{
    if (!allow())
        return NULL;
    gave(block);
    return took(realloc(block, size));
}

static void
watched_free(void *block)
{
    gave(block);
    free(block);
}

static char *
watched_strdup(const char *text)
{
    return allow() ? took(strdup(text)) : NULL;
}

void
memory_watch_libxml2(void)
{
    xmlMemSetup(watched_free, watched_malloc, watched_realloc, watched_strdup);
}

#else

/* glibc's own, under the names that it keeps for those who replace the others */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

#define REPLACES __attribute__((visibility("default")))

REPLACES void *
malloc(size_t size)
{
    return allow() ? took(__libc_malloc(size)) : NULL;
}

REPLACES void *
calloc(size_t count, size_t size)
{
    return allow() ? took(__libc_calloc(count, size)) : NULL;
}

REPLACES void *
realloc(void *block, size_t size)
{
    if (!allow())
        return NULL;
    gave(block);
    return took(__libc_realloc(block, size));
}

REPLACES void
free(void *block)
{
    gave(block);
    __libc_free(block);
}

void
memory_watch_libxml2(void)
{
}

#endif
