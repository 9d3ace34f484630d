#ifndef IWMO_CLI_LATE_LATE_H
#define IWMO_CLI_LATE_LATE_H

/*
 * Late, for the program: the functions of a library that iwmo/ calls, each of which
 * loads the library when it is the first to be called.
 *
 * The program is linked with these instead of the libraries: a valid message is judged
 * without any of them, and starting them takes longer than that.  libiwmo itself is
 * linked with the libraries, and knows nothing of this.  A library that cannot be
 * loaded ends the program with exit status 4.
 *
 * A row gives the number of arguments, the result, the name, and the types of the
 * arguments; the compiler compares it with the library's own header, and the linker
 * misses what has no row:
 *
 *     #define ROWS(FUNCTION, PROCEDURE)                 FUNCTION: it has a result
 *         FUNCTION(2, xmlNodePtr, xmlAddChild, xmlNodePtr, xmlNodePtr)
 *         PROCEDURE(1, xmlFreeDoc, xmlDocPtr)
 *     IWMO_LATE(ROWS, IWMO_SONAME_xml)    as the build finds it: sonames.h
 *     static void prepare(void) {...}    once it is there, in `library`; calls no row
 */
#include <pthread.h>
#include <stdatomic.h>

#include "base/late.h"
#include "sonames.h"

/* Load it or end the program. */
void iwmo_late_need(const char *name, const struct iwmo_late_symbol *symbols,
                    size_t count, void *table);

#define IWMO_LATE(ROWS, soname)                                                        \
    static struct library {                                                            \
        ROWS(IWMO_LATE_POINTER, IWMO_LATE_POINTER_P)                                   \
    } library;                                                                         \
    static atomic_bool is_loaded;                                                      \
    static void prepare(void);                                                         \
    static void load(void)                                                             \
    {                                                                                  \
        static const struct iwmo_late_symbol symbols[] = {                             \
            ROWS(IWMO_LATE_SYMBOL, IWMO_LATE_SYMBOL_P)};                               \
        iwmo_late_need(soname, symbols, sizeof(symbols) / sizeof(symbols[0]),          \
                       &library);                                                      \
        prepare();                                                                     \
        atomic_store_explicit(&is_loaded, true, memory_order_release);                 \
    }                                                                                  \
    static inline const struct library *loaded(void)                                   \
    {                                                                                  \
        static pthread_once_t once = PTHREAD_ONCE_INIT;                                \
        if (!atomic_load_explicit(&is_loaded, memory_order_acquire))                   \
            pthread_once(&once, load);                                                 \
        return &library;                                                               \
    }                                                                                  \
    ROWS(IWMO_LATE_FUNCTION, IWMO_LATE_PROCEDURE)

#define IWMO_LATE_POINTER(count, type, name, ...) __typeof__(name) *(name);
#define IWMO_LATE_POINTER_P(count, name, ...)     __typeof__(name) *(name);
#define IWMO_LATE_SYMBOL(count, type, name, ...)                                       \
    {#name, offsetof(struct library, name)},
#define IWMO_LATE_SYMBOL_P(count, name, ...) {#name, offsetof(struct library, name)},

#define IWMO_LATE_FUNCTION(count, type, name, ...)                                     \
    type name(IWMO_LATE_TYPES_##count(__VA_ARGS__))                                    \
    {                                                                                  \
        return loaded()->name(IWMO_LATE_NAMES_##count);                                \
    }
#define IWMO_LATE_PROCEDURE(count, name, ...)                                          \
    void name(IWMO_LATE_TYPES_##count(__VA_ARGS__))                                    \
    {                                                                                  \
        loaded()->name(IWMO_LATE_NAMES_##count);                                       \
    }

#define IWMO_LATE_TYPES_0(A)                A /* void */
#define IWMO_LATE_TYPES_1(A)                A a
#define IWMO_LATE_TYPES_2(A, B)             A a, B b
#define IWMO_LATE_TYPES_3(A, B, C)          A a, B b, C c
#define IWMO_LATE_TYPES_4(A, B, C, D)       A a, B b, C c, D d
#define IWMO_LATE_TYPES_5(A, B, C, D, E)    A a, B b, C c, D d, E e
#define IWMO_LATE_TYPES_6(A, B, C, D, E, F) A a, B b, C c, D d, E e, F f
#define IWMO_LATE_NAMES_0
#define IWMO_LATE_NAMES_1 a
#define IWMO_LATE_NAMES_2 a, b
#define IWMO_LATE_NAMES_3 a, b, c
#define IWMO_LATE_NAMES_4 a, b, c, d
#define IWMO_LATE_NAMES_5 a, b, c, d, e
#define IWMO_LATE_NAMES_6 a, b, c, d, e, f

#endif
