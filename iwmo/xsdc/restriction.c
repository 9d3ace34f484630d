#include "xsdc/compiler.h"

#include <stdlib.h>
#include <string.h>

#include "regex/sure.h"
#include "schema/code.h"
#include "schema/facet.h"
#include "xsdc/construct.h"

/* One xs:restriction being merged into a copy of its base. */
struct step {
    struct iwmo_compiler *compiler;
    const struct iwmo_xsd *xsd;
    const xmlNode *node; /* the facet at hand */
    struct iwmo_type *type;
    struct iwmo_buffer pattern; /* the patterns of this step, joined with | */
    size_t pattern_count;
    struct iwmo_code *codes; /* the enumeration of this step */
    size_t code_count;
};

static enum iwmo_status
refuse_value(const struct step *step, const char *value)
{
    return iwmo_xsd_fail(step->xsd, step->node, step->compiler->err,
                         "xs:%s cannot be \"%.40s\"", (const char *)step->node->name,
                         value);
}

static enum iwmo_status
read_number(const struct step *step, const char *value, int64_t min, int64_t *number)
{
    bool fits = true;

    if (!iwmo_integer_parse(iwmo_text_trim(iwmo_text(value)), number, &fits) || !fits ||
        *number < min)
        return refuse_value(step, value);
    return IWMO_OK;
}

static enum iwmo_status
read_length(const struct step *step, const char *value, uint32_t *length)
{
    int64_t number = 0;
    enum iwmo_status status = read_number(step, value, 0, &number);

    if (status == IWMO_OK && number >= IWMO_UNBOUNDED)
        return refuse_value(step, value);
    *length = (uint32_t)number;
    return status;
}

static enum iwmo_status
add_min_length(struct step *step, const char *value)
{
    uint32_t length = 0;
    enum iwmo_status status = read_length(step, value, &length);

    if (status == IWMO_OK && length > step->type->min_length)
        step->type->min_length = length;
    return status;
}

static enum iwmo_status
add_max_length(struct step *step, const char *value)
{
    uint32_t length = 0;
    enum iwmo_status status = read_length(step, value, &length);

    if (status == IWMO_OK && length < step->type->max_length)
        step->type->max_length = length;
    return status;
}

static enum iwmo_status
add_length(struct step *step, const char *value)
{
    enum iwmo_status status = add_min_length(step, value);

    return status == IWMO_OK ? add_max_length(step, value) : status;
}

static void
raise_min(struct iwmo_type *type, int64_t bound)
{
    if (!type->has_min_inclusive || bound > type->min_inclusive)
        type->min_inclusive = bound;
    type->has_min_inclusive = true;
}

static void
lower_max(struct iwmo_type *type, int64_t bound)
{
    if (!type->has_max_inclusive || bound < type->max_inclusive)
        type->max_inclusive = bound;
    type->has_max_inclusive = true;
}

static enum iwmo_status
add_min_bound(struct step *step, const char *value)
{
    int64_t number = 0;
    bool is_exclusive = iwmo_construct_is(step->node, "minExclusive");
    enum iwmo_status status = read_number(step, value, INT64_MIN, &number);

    if (status != IWMO_OK)
        return status;
    if (is_exclusive && number == INT64_MAX)
        return refuse_value(step, value);
    raise_min(step->type, number + is_exclusive);
    return IWMO_OK;
}

static enum iwmo_status
add_max_bound(struct step *step, const char *value)
{
    int64_t number = 0;
    bool is_exclusive = iwmo_construct_is(step->node, "maxExclusive");
    enum iwmo_status status = read_number(step, value, INT64_MIN, &number);

    if (status != IWMO_OK)
        return status;
    if (is_exclusive && number == INT64_MIN)
        return refuse_value(step, value);
    lower_max(step->type, number - is_exclusive);
    return IWMO_OK;
}

static enum iwmo_status
add_total_digits(struct step *step, const char *value)
{
    int64_t digits = 0, bound = 1;
    enum iwmo_status status = read_number(step, value, 1, &digits);

    if (status == IWMO_OK && digits > 18)
        return refuse_value(step, value);
    for (int64_t i = 0; i < digits && i < 18; i++)
        bound *= 10;
    if (status == IWMO_OK) {
        raise_min(step->type, 1 - bound);
        lower_max(step->type, bound - 1);
    }
    return status;
}

static enum iwmo_status
add_white_space(struct step *step, const char *value)
{
    const char *fixed = step->type->kind == IWMO_STRING ? "preserve" : "collapse";

    return iwmo_text_equals(iwmo_text_trim(iwmo_text(value)), fixed)
               ? IWMO_OK
               : refuse_value(step, value);
}

static enum iwmo_status
add_pattern(struct step *step, const char *value)
{
    if (step->pattern_count++ > 0)
        iwmo_buffer_char(&step->pattern, '|');
    iwmo_buffer_text(&step->pattern, value);
    if (step->pattern.failed != IWMO_OK)
        return iwmo_fail(step->compiler->err, step->pattern.failed,
                         "%s: patterns are too long", step->xsd->file);
    return IWMO_OK;
}

static enum iwmo_status
add_code(struct step *step, const char *value)
{
    struct iwmo_compiler *compiler = step->compiler;
    struct iwmo_code *code = &step->codes[step->code_count++];

    code->value = iwmo_arena_copy(compiler->arena, value, strlen(value));
    if (code->value == NULL)
        return iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
    return iwmo_xsd_documentation(step->node, compiler->arena, &code->label,
                                  compiler->err);
}

#define ON(kind) (1u << (kind))
#define ON_ALL   (ON(IWMO_STRING) | ON(IWMO_INTEGER) | ON(IWMO_DATE) | ON(IWMO_TIME))
static const struct facet {
    const char *name;
    unsigned kinds; /* on which it is known */
    enum iwmo_status (*add)(struct step *step, const char *value);
} facets[] = {
    {"length", ON(IWMO_STRING), add_length},
    {"minLength", ON(IWMO_STRING), add_min_length},
    {"maxLength", ON(IWMO_STRING), add_max_length},
    {"enumeration", ON(IWMO_STRING), add_code},
    {"pattern", ON_ALL, add_pattern},
    {"minInclusive", ON(IWMO_INTEGER), add_min_bound},
    {"minExclusive", ON(IWMO_INTEGER), add_min_bound},
    {"maxInclusive", ON(IWMO_INTEGER), add_max_bound},
    {"maxExclusive", ON(IWMO_INTEGER), add_max_bound},
    {"totalDigits", ON(IWMO_INTEGER), add_total_digits},
    {"whiteSpace", ON_ALL, add_white_space},
};

static enum iwmo_status
add_facet(struct step *step)
{
    struct iwmo_compiler *compiler = step->compiler;
    const char *name = (const char *)step->node->name, *value;
    enum iwmo_status status =
        iwmo_xsd_text(step->node, "value", compiler->scratch, &value, compiler->err);

    if (status != IWMO_OK)
        return status;
    if (value == NULL)
        return iwmo_xsd_fail(step->xsd, step->node, compiler->err, "xs:%s has no value",
                             name);
    for (size_t i = 0; i < sizeof(facets) / sizeof(facets[0]); i++) {
        if (strcmp(facets[i].name, name) != 0)
            continue;
        if ((facets[i].kinds & ON(step->type->kind)) != 0)
            return facets[i].add(step, value);
    }
    return iwmo_xsd_fail(step->xsd, step->node, compiler->err,
                         "xs:%s is not known on this type", name);
}

static const struct iwmo_pattern *
shared_pattern(struct step *step, const xmlNode *restriction)
{
    struct iwmo_compiler *compiler = step->compiler;
    struct iwmo_error failed = {0};

    for (struct iwmo_compiler_pattern *at = compiler->patterns; at != NULL;
         at = at->next) {
        if (strcmp(at->pattern->source, step->pattern.at) == 0)
            return at->pattern;
    }
    struct iwmo_compiler_pattern *made =
        iwmo_arena_alloc(compiler->scratch, sizeof(*made));
    const struct iwmo_pattern *pattern =
        iwmo_pattern_compile(step->pattern.at, compiler->arena, &failed);
    if (made == NULL)
        iwmo_fail(&failed, IWMO_NO_MEMORY, "out of memory");
    if (pattern == NULL || made == NULL) {
        iwmo_fail(compiler->err, failed.status, "%s:%ld: %s", step->xsd->file,
                  xmlGetLineNo(restriction), failed.text);
        return NULL;
    }
    *made = (struct iwmo_compiler_pattern){pattern, compiler->patterns};
    compiler->patterns = made;
    return pattern;
}

/* Patterns of one step are alternatives; those of several steps must all match. */
static enum iwmo_status
finish_pattern(struct step *step, const xmlNode *restriction)
{
    struct iwmo_type *type = step->type;
    size_t count = type->pattern_count;

    if (step->pattern_count == 0)
        return IWMO_OK;
    if (step->pattern.size == 0) /* pattern value="": only the empty string */
        iwmo_buffer_text(&step->pattern, "()");
    if (step->pattern.failed != IWMO_OK)
        return iwmo_fail(step->compiler->err, step->pattern.failed, "out of memory");
    const struct iwmo_pattern *pattern = shared_pattern(step, restriction);
    const struct iwmo_pattern **patterns =
        pattern == NULL
            ? NULL
            : iwmo_compiler_alloc(step->compiler, (count + 1) * sizeof(*patterns));
    if (patterns == NULL)
        return IWMO_MALFORMED; /* noted already */
    if (count > 0)
        memcpy(patterns, type->patterns, count * sizeof(*patterns));
    patterns[count] = pattern;
    type->patterns = patterns;
    type->pattern_count = (uint16_t)(count + 1);
    return IWMO_OK;
}

static int
by_value(const void *left, const void *right)
{
    const struct iwmo_code *a = left, *b = right;
    return strcmp(a->value, b->value);
}

/* The enumeration of the last step counts, and must be part of the one before. */
static enum iwmo_status
finish_codes(struct step *step, const xmlNode *restriction)
{
    struct iwmo_type *type = step->type;
    size_t kept = 0;

    if (step->code_count == 0)
        return IWMO_OK;
    qsort(step->codes, step->code_count, sizeof(*step->codes), by_value);
    for (size_t i = 0; i < step->code_count; i++) {
        if (type->code_count > 0 &&
            bsearch(&step->codes[i], type->codes, type->code_count,
                    sizeof(*type->codes), by_value) == NULL)
            return iwmo_xsd_fail(step->xsd, restriction, step->compiler->err,
                                 "\"%.40s\" is no value of the base",
                                 step->codes[i].value);
        if (i == 0 || by_value(&step->codes[kept - 1], &step->codes[i]) != 0)
            step->codes[kept++] = step->codes[i];
    }
    if (kept >= UINT16_MAX)
        return iwmo_xsd_fail(step->xsd, restriction, step->compiler->err,
                             "too many values");
    uint32_t *keys = iwmo_compiler_alloc(step->compiler, kept * sizeof(*keys));
    if (keys == NULL)
        return IWMO_NO_MEMORY;
    type->codes = step->codes;
    type->code_count = (uint16_t)kept;
    type->keys = iwmo_code_keys(step->codes, kept, keys) ? keys : NULL;
    return IWMO_OK;
}

static enum iwmo_status
check_bounds(const struct step *step, const xmlNode *restriction)
{
    const struct iwmo_type *type = step->type;

    if (type->min_length <= type->max_length &&
        (!type->has_min_inclusive || !type->has_max_inclusive ||
         type->min_inclusive <= type->max_inclusive))
        return IWMO_OK;
    return iwmo_xsd_fail(step->xsd, restriction, step->compiler->err,
                         "no value can fit this type");
}

static enum iwmo_status
merge(struct step *step, const xmlNode *restriction)
{
    size_t count = 0;
    enum iwmo_status status = IWMO_OK;

    for (const xmlNode *at = restriction->children; at != NULL; at = at->next)
        count += iwmo_construct_is(at, "enumeration");
    if (count > 0) {
        step->codes = iwmo_compiler_alloc(step->compiler, count * sizeof(*step->codes));
        if (step->codes == NULL)
            return IWMO_NO_MEMORY;
    }
    for (step->node = iwmo_xsd_child(restriction, NULL);
         status == IWMO_OK && step->node != NULL;
         step->node = iwmo_xsd_next(step->node, NULL)) {
        if (!iwmo_construct_is(step->node, "simpleType"))
            status = add_facet(step);
    }
    if (status == IWMO_OK)
        status = finish_pattern(step, restriction);
    if (status == IWMO_OK)
        status = finish_codes(step, restriction);
    if (status != IWMO_OK)
        return status;
    step->type->sure_below = iwmo_sure_below(step->type);
    return check_bounds(step, restriction);
}

enum iwmo_status
iwmo_compiler_facets(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
                     const xmlNode *node, struct iwmo_type *type)
{
    struct step step = {.compiler = compiler, .xsd = xsd, .type = type};

    iwmo_buffer_init(&step.pattern, 64 * 1024);
    enum iwmo_status status = merge(&step, node);
    iwmo_buffer_release(&step.pattern);
    return status;
}
