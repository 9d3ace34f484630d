/*
 * Two judges: our verdict and places, and those of libxml2's own schema validator.
 *
 * Seeded mutants of valid.xml and minimal.xml of each message are judged by both.  The
 * verdicts must be equal, libxml2's first place must be our first, and each of its
 * places one of ours.  What differs on purpose stands in fixtures/differences.txt under
 * a key, and is recognised below.  IWMO_MUTANTS: mutants per message.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "judges/mutation.h"
#include "support.h"

#if LIBXML_VERSION < 21200
typedef xmlError error_told;
#else
typedef const xmlError error_told;
#endif

#define MUTANTS    20000
#define MAX_PLACES 64
#define MAX_SHOWN  5

struct places {
    size_t count;
    char *at[MAX_PLACES];
    bool is_full;
};

static void
forget(struct places *places)
{
    for (size_t i = 0; i < places->count; i++)
        free(places->at[i]);
    *places = (struct places){0};
}

static void
note(struct places *places, struct iwmo_buffer *path)
{
    if (places->count < MAX_PLACES)
        places->at[places->count++] = path->at;
    else {
        places->is_full = true;
        iwmo_buffer_release(path);
    }
}

static bool
holds(const struct places *places, const char *path)
{
    for (size_t i = 0; i < places->count; i++)
        if (strcmp(places->at[i], path) == 0)
            return true;
    return false;
}

/* ---- libxml2's judgement ---- */

static const char *
local_name(const xmlNode *node)
{
    const char *colon = strrchr((const char *)node->name, ':');

    return colon ? colon + 1 : (const char *)node->name;
}

/* Path in the standard's form: an index only when there are more of that local name. */
static void
print_path(const xmlNode *node, struct iwmo_buffer *out)
{
    unsigned index = 0, count = 0;

    if (node->type == XML_ATTRIBUTE_NODE || node->type == XML_TEXT_NODE ||
        node->type == XML_CDATA_SECTION_NODE)
        node = node->parent;
    if (node->parent != NULL && node->parent->type == XML_ELEMENT_NODE)
        print_path(node->parent, out);
    const xmlNode *sibling = node->parent ? node->parent->children : node;
    for (; sibling; sibling = sibling->next) {
        if (sibling->type != XML_ELEMENT_NODE ||
            strcmp(local_name(sibling), local_name(node)) != 0)
            continue;
        count++;
        if (sibling == node)
            index = count;
    }
    iwmo_buffer_printf(out, "/%s", local_name(node));
    if (count > 1)
        iwmo_buffer_printf(out, "[%u]", index);
}

static void
on_schema_error(void *self, error_told *error)
{
    struct iwmo_buffer path = {0};

    if (error->node != NULL)
        print_path(error->node, &path);
    else
        iwmo_buffer_char(&path, '?');
    note(self, &path);
}

static void
on_quiet(void *self, error_told *error)
{
    (void)self, (void)error;
}

/* 1: valid, 0: not, -1: not well-formed.  CDATA is read as text, as XSD has it:
 * otherwise libxml2 takes white space in it for text where only elements may stand. */
static int
ask_libxml2(xmlSchemaValidCtxtPtr validator, const struct iwmo_buffer *bytes,
            struct places *places)
{
    xmlDoc *document =
        xmlReadMemory(bytes->at, (int)bytes->size, "mutant.xml", NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                          XML_PARSE_COMPACT | XML_PARSE_NOCDATA);
    if (document == NULL)
        return -1;
    xmlSchemaSetValidStructuredErrors(validator, on_schema_error, places);
    int result = xmlSchemaValidateDoc(validator, document);
    xmlFreeDoc(document);
    cr_assert_geq(result, 0, "libxml2 could not judge");
    return result == 0;
}

/* ---- ours ---- */

static enum iwmo_verdict
ask_iwmo(struct iwmo_judge *judge, const struct iwmo_buffer *bytes,
         struct places *places)
{
    const struct iwmo_result *result = test_judge_chunks(
        judge, "mutant.xml", (struct iwmo_text){bytes->at, bytes->size}, bytes->size);

    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next) {
        if (finding->severity != IWMO_SEVERITY_ERROR)
            continue;
        struct iwmo_buffer path = {0};
        iwmo_path_print(finding->where.step, &path);
        note(places, &path);
    }
    return result->verdict;
}

/* ---- comparing ---- */

static const char *
compare(int theirs, const struct places *their_places, enum iwmo_verdict ours,
        const struct places *our_places)
{
    if (ours == IWMO_UNDETERMINED)
        return theirs == 1 ? "they say valid, we undetermined" : NULL;
    if (theirs != (ours == IWMO_VALID))
        return theirs ? "they say valid" : "they say invalid";
    if (theirs == 1)
        return NULL;
    if (strcmp(their_places->at[0], our_places->at[0]) != 0)
        return "another first place";
    for (size_t i = 0; i < their_places->count && !our_places->is_full; i++)
        if (!holds(our_places, their_places->at[i]))
            return "a place that we have not";
    return NULL;
}

static bool
has_value(const struct tree_item *item, bool (*is_it)(const struct tree_item *))
{
    if (item->tag != NULL && item->decl != NULL && is_it(item))
        return true;
    for (const struct tree_item *child = item->first; child; child = child->next)
        if (has_value(child, is_it))
            return true;
    return false;
}

static const char *
value_of(const struct tree_item *item)
{
    return item->first && item->first->text ? item->first->text : "";
}

static bool
is_time_with_minus(const struct tree_item *item)
{
    return item->decl->type->kind == IWMO_TIME && strchr(value_of(item), '-') != NULL;
}

/* The line in fixtures/differences.txt that says why, or NULL. */
static const char *
excuse(const struct tree_item *root)
{
    static const struct {
        const char *key;
        bool (*is_it)(const struct tree_item *);
    } rows[] = {
        {"LDT_Tijd, pattern [^Z+-]+", is_time_with_minus},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (has_value(root, rows[i].is_it))
            return rows[i].key;
    return NULL;
}

static bool
is_listed(const struct iwmo_buffer *differences, const char *key)
{
    for (const char *line = differences->at; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, strlen(key)) == 0)
            return true;
    }
    return false;
}

/* ---- the test ---- */

struct court {
    const struct iwmo_message_kind *message;
    xmlSchemaPtr schema;
    xmlSchemaValidCtxtPtr validator;
    struct iwmo_judge *judge;
    struct iwmo_arena *bases, *arena;
    struct tree_item *base[2];
    struct iwmo_buffer differences, bytes;
    struct test_random random;
    unsigned shown, valid, excused;
};

static void
open_court(struct court *court, const struct iwmo_message_kind *message)
{
    static const char *const names[] = {"valid", "minimal"};
    struct iwmo_judge_options options = {.skips_rules = true};
    char path[200];

    *court = (struct court){.message = message, .random = {0x9E3779B97F4A7C15U}};
    court->random.state += message->number * 7919u + (unsigned)message->release;
    xmlSetStructuredErrorFunc(NULL, on_quiet);
    snprintf(path, sizeof(path), "xsd/%s/wmo%u.xsd", message->release_name,
             message->number);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
    court->schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    cr_assert_not_null(court->schema, "%s", path);
    court->validator = xmlSchemaNewValidCtxt(court->schema);
    court->judge = iwmo_judge_new(&options, NULL);
    court->bases = iwmo_arena_new(0);
    court->arena = iwmo_arena_new(0);
    court->differences = test_read("fixtures/differences.txt");
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "fixtures/%s/%s/%s.xml", message->release_name,
                 message->name, names[i]);
        court->base[i] = tree_read(path, court->bases);
    }
}

static void
close_court(struct court *court)
{
    xmlSchemaFreeValidCtxt(court->validator);
    xmlSchemaFree(court->schema);
    xmlSetStructuredErrorFunc(NULL, NULL);
    iwmo_judge_free(court->judge);
    iwmo_arena_free(court->bases);
    iwmo_arena_free(court->arena);
    iwmo_buffer_release(&court->differences);
    iwmo_buffer_release(&court->bytes);
}

static void
show(struct court *court, const char *why, const char *how, const struct places *theirs,
     const struct places *ours)
{
    char path[200];

    if (court->shown++ >= MAX_SHOWN)
        return;
    snprintf(path, sizeof(path), "build/mutant-%s-%s-%u.xml", court->message->name,
             court->message->release_name, court->shown);
    test_write(path, court->bytes.at, court->bytes.size);
    cr_expect_fail("%s: %s, after %s; they: %s (%zu), we: %s (%zu)", path, why, how,
                   theirs->count ? theirs->at[0] : "-", theirs->count,
                   ours->count ? ours->at[0] : "-", ours->count);
}

/* One mutant, one in four with several changes. */
static struct tree_item *
make_mutant(struct court *court, const char **how)
{
    iwmo_arena_reset(court->arena);
    unsigned pick = test_random_below(&court->random, 4) == 0;
    struct tree_item *root = tree_copy(court->base[pick], court->arena);
    unsigned changes = test_random_below(&court->random, 4) == 0
                           ? 2 + test_random_below(&court->random, 4)
                           : 1;
    while (changes-- > 0) {
        struct mutation_scene scene = {
            .root = root,
            .message = court->message,
            .random = &court->random,
            .arena = court->arena,
        };
        scene.elements = tree_elements(root, court->arena, &scene.count);
        *how = mutation_apply(&scene);
    }
    return root;
}

static void
try_mutant(struct court *court)
{
    struct places theirs = {0}, ours = {0};
    const char *how = "nothing";
    const struct tree_item *root = make_mutant(court, &how);

    iwmo_buffer_reset(&court->bytes);
    tree_print(root, &court->bytes);
    int said = ask_libxml2(court->validator, &court->bytes, &theirs);
    if (said >= 0) {
        enum iwmo_verdict verdict = ask_iwmo(court->judge, &court->bytes, &ours);
        const char *why = compare(said, &theirs, verdict, &ours);
        const char *key = why ? excuse(root) : NULL;
        if (why != NULL && (key == NULL || !is_listed(&court->differences, key)))
            show(court, why, how, &theirs, &ours);
        court->excused += why != NULL && key != NULL;
        court->valid += said == 1;
    }
    forget(&theirs);
    forget(&ours);
}

/* By number: criterion hands parameters to another process, pointers mean nothing
 * there. */
ParameterizedTestParameters(judges, agree_on_mutants)
{
    static size_t numbers[64];
    size_t count = iwmo_schema_builtin.message_count;

    for (size_t i = 0; i < count; i++)
        numbers[i] = i;
    return cr_make_param_array(size_t, numbers, count);
}

ParameterizedTest(const size_t *number, judges, agree_on_mutants, .timeout = 3600)
{
    const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[*number];
    const char *wanted = getenv("IWMO_MUTANTS");
    unsigned long mutants = wanted ? strtoul(wanted, NULL, 10) : MUTANTS;
    struct court court;

    open_court(&court, message);
    for (unsigned long i = 0; i < mutants; i++)
        try_mutant(&court);
    cr_expect_eq(court.shown, 0, "%s %s: %u of %lu mutants differ", message->name,
                 message->release_name, court.shown, mutants);
    /* mutants that are all invalid, or all valid, prove little */
    if (mutants >= 1000) {
        cr_expect_gt(court.valid, mutants / 50);
        cr_expect_lt(court.valid, mutants / 2);
        cr_expect_lt(court.excused, mutants / 100);
    }
    close_court(&court);
}
