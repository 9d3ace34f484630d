#include "xsdc/compiler.h"

#include <string.h>

#include "xsdc/construct.h"

/* Built-in types; bounds from XSD 1.0 part 2, 3.3. */
static const struct builtin {
    const char *name;
    enum iwmo_kind kind;
    bool has_min, has_max;
    int64_t min, max;
} builtins[] = {
    {"xs:string", IWMO_STRING, false, false, 0, 0},
    {"xs:date", IWMO_DATE, false, false, 0, 0},
    {"xs:time", IWMO_TIME, false, false, 0, 0},
    {"xs:integer", IWMO_INTEGER, false, false, 0, 0},
    {"xs:nonNegativeInteger", IWMO_INTEGER, true, false, 0, 0},
    {"xs:positiveInteger", IWMO_INTEGER, true, false, 1, 0},
    {"xs:nonPositiveInteger", IWMO_INTEGER, false, true, 0, 0},
    {"xs:negativeInteger", IWMO_INTEGER, false, true, 0, -1},
    {"xs:long", IWMO_INTEGER, true, true, INT64_MIN, INT64_MAX},
    {"xs:int", IWMO_INTEGER, true, true, INT32_MIN, INT32_MAX},
    {"xs:short", IWMO_INTEGER, true, true, INT16_MIN, INT16_MAX},
    {"xs:byte", IWMO_INTEGER, true, true, INT8_MIN, INT8_MAX},
    {"xs:unsignedInt", IWMO_INTEGER, true, true, 0, UINT32_MAX},
    {"xs:unsignedShort", IWMO_INTEGER, true, true, 0, UINT16_MAX},
    {"xs:unsignedByte", IWMO_INTEGER, true, true, 0, UINT8_MAX},
};

#define BUILTINS (sizeof(builtins) / sizeof(builtins[0]))

static bool
make_builtins(struct iwmo_compiler *compiler)
{
    compiler->builtins =
        iwmo_compiler_alloc(compiler, BUILTINS * sizeof(*compiler->builtins));
    if (compiler->builtins == NULL)
        return false;
    for (size_t i = 0; i < BUILTINS; i++) {
        const struct builtin *row = &builtins[i];
        compiler->builtins[i] = (struct iwmo_type){
            .name = row->name,
            .documentation = "",
            .kind = row->kind,
            .max_length = IWMO_UNBOUNDED,
            .has_min_inclusive = row->has_min,
            .has_max_inclusive = row->has_max,
            .min_inclusive = row->min,
            .max_inclusive = row->max,
        };
    }
    return true;
}

const struct iwmo_type *
iwmo_compiler_builtin(struct iwmo_compiler *compiler, const char *name)
{
    if (compiler->builtins == NULL && !make_builtins(compiler))
        return NULL;
    for (size_t i = 0; i < BUILTINS; i++) {
        if (strcmp(builtins[i].name + strlen("xs:"), name) == 0)
            return &compiler->builtins[i];
    }
    return NULL;
}

bool
iwmo_compiler_is_builtin(const struct iwmo_compiler *compiler,
                         const struct iwmo_type *type)
{
    for (size_t i = 0; compiler->builtins != NULL && i < BUILTINS; i++) {
        if (type == &compiler->builtins[i])
            return true;
    }
    return false;
}

/* What an xs:restriction restricts: named, or an xs:simpleType inside it. */
static const struct iwmo_type *
base_of(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
        const xmlNode *restriction)
{
    const xmlNode *inner = iwmo_xsd_child(restriction, "simpleType");
    bool is_named =
        xmlHasProp((xmlNode *)(uintptr_t)restriction, (const xmlChar *)"base") != NULL;
    const struct iwmo_type *base;

    if (is_named == (inner != NULL) ||
        (inner != NULL && iwmo_xsd_next(inner, "simpleType") != NULL)) {
        iwmo_xsd_fail(xsd, restriction, compiler->err,
                      "a restriction has not exactly one base");
        return NULL;
    }
    if (is_named)
        base = iwmo_compiler_reference(compiler, xsd, restriction, "base");
    else
        base = iwmo_compiler_simple(compiler, xsd, inner, "");
    if (base != NULL && base->kind == IWMO_GROUP) {
        iwmo_xsd_fail(xsd, restriction, compiler->err, "%s is no simple type",
                      base->name);
        return NULL;
    }
    return base;
}

const struct iwmo_type *
iwmo_compiler_simple(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
                     const xmlNode *node, const char *name)
{
    const xmlNode *restriction = iwmo_xsd_child(node, NULL);

    if (restriction == NULL || iwmo_xsd_next(restriction, NULL) != NULL) {
        iwmo_xsd_fail(xsd, node, compiler->err,
                      "a simple type has not exactly one xs:restriction");
        return NULL;
    }
    const struct iwmo_type *base = base_of(compiler, xsd, restriction);
    struct iwmo_type *type =
        base == NULL ? NULL : iwmo_compiler_alloc(compiler, sizeof(*type));
    if (type == NULL)
        return NULL;
    *type = *base;
    type->name = name;
    type->release = xsd->release;
    type->space = xsd->is_base ? IWMO_SPACE_BASE : IWMO_SPACE_MESSAGE;
    type->base = iwmo_compiler_is_builtin(compiler, base) ? NULL : base;
    if (iwmo_xsd_documentation(node, compiler->arena, &type->documentation,
                               compiler->err) != IWMO_OK ||
        iwmo_compiler_facets(compiler, xsd, restriction, type) != IWMO_OK)
        return NULL;
    return type;
}
