/*
 * Any bytes as an XSD, alone and beside a base schema: tables or an error, never both
 * or neither, and the tables can be used.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/facet.h"
#include "schema/lookup.h"
#include "xsdc/compile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char base[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "
    "xmlns:b='http://www.istandaarden.nl/iwmo/3_2/basisschema/schema' "
    "targetNamespace='http://www.istandaarden.nl/iwmo/3_2/basisschema/schema' "
    "elementFormDefault='qualified'><xs:simpleType name='LDT_Naam'>"
    "<xs:restriction base='xs:string'><xs:maxLength value='3'/></xs:restriction>"
    "</xs:simpleType></xs:schema>";

static void
use(const struct iwmo_schema *schema)
{
    for (size_t i = 0; i < schema->message_count; i++) {
        const struct iwmo_type *root = schema->messages[i].root->type;
        for (size_t j = 0; j < root->child_count; j++) {
            struct iwmo_value value;
            const struct iwmo_element *child = &root->children[j];
            if (strcmp(schema->names[child->id], child->name) != 0)
                abort();
            if (child->type->kind != IWMO_GROUP)
                (void)iwmo_type_check(child->type, iwmo_text(" 12"), &value);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct iwmo_xsd_source files[] = {
        {"fuzz.xsd", {(const char *)data, size}},
        {"base.xsd", {base, sizeof(base) - 1}},
    };

    for (size_t count = 1; count <= 2; count++) {
        struct iwmo_arena *arena = iwmo_arena_new((size_t)64 << 20);
        struct iwmo_error err = {0};
        const struct iwmo_schema *schema =
            iwmo_schema_compile_memory(files, count, NULL, arena, &err);
        if ((schema == NULL) == (err.status == IWMO_OK))
            abort();
        if (schema != NULL)
            use(schema);
        iwmo_arena_free(arena);
    }
    return 0;
}
