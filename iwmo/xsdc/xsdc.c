/*
 * xsdc: the schema compiler, a program for build time.
 *
 *     xsdc OUTDIR XSD_ROOT
 *
 * Reads XSD_ROOT/<release>/, writes C source to OUTDIR and prints what each release
 * adds, drops and changes against the one before.
 */
#include <libxml/parser.h>
#include <stdio.h>

#include "xsdc/compile.h"
#include "xsdc/difference.h"
#include "xsdc/emit.h"

int
main(int argc, char **argv)
{
    struct iwmo_error err = {0};

    if (argc != 3) {
        fprintf(stderr, "usage: xsdc OUTDIR XSD_ROOT\n");
        return 2;
    }
    LIBXML_TEST_VERSION
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_schema *schema =
        arena == NULL ? NULL : iwmo_schema_compile(argv[2], NULL, arena, &err);
    if (schema != NULL && iwmo_emit(schema, argv[1], &err) == IWMO_OK)
        iwmo_difference_print(schema, stdout);
    iwmo_arena_free(arena);
    xmlCleanupParser();
    if (schema != NULL && err.status == IWMO_OK)
        return 0;
    fprintf(stderr, "xsdc: %s\n", err.status != IWMO_OK ? err.text : "out of memory");
    return 1;
}
