#include "release_check.h"

#include <criterion/criterion.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xml/writer.h"

/* ---- one conversion ---- */

struct run
run_new(void)
{
    return (struct run){.judge = test_judge(),
                        .arena = iwmo_arena_new(IWMO_RELEASE_MAX_REPORT)};
}

void
run_free(struct run *run)
{
    iwmo_judge_free(run->judge);
    iwmo_arena_free(run->arena);
    iwmo_buffer_release(&run->source);
    iwmo_buffer_release(&run->out);
}

void
run_give(struct run *run, const char *text)
{
    cr_assert_lt(run->given_count, MAX_GIVEN);
    cr_assert_eq(iwmo_release_given_parse(text, run->arena,
                                          &run->given[run->given_count++], NULL),
                 IWMO_OK, "%s", text);
}

/* Is its structure valid?  Notes what message it is. */
static bool
obeys_schema(struct run *run, struct iwmo_text bytes,
             const struct iwmo_message_kind **message)
{
    const struct iwmo_result *result =
        test_judge_chunks(run->judge, "message.xml", bytes, bytes.size);

    *message = result->message;
    if (result->message == NULL || result->verdict == IWMO_UNDETERMINED)
        return false;
    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next)
        if (finding->fault->kind <= IWMO_KIND_XSD &&
            finding->severity == IWMO_SEVERITY_ERROR)
            return false;
    return true;
}

/* Convert run->source.  False: it is no message at all. */
bool
run_convert(struct run *run)
{
    struct iwmo_text bytes = {run->source.at, run->source.size};
    bool is_valid = obeys_schema(run, bytes, &run->message);
    struct iwmo_error err = {0};

    if (run->message == NULL)
        return false;
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&run->out));
    struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
    struct iwmo_release_job job = {
        .message = run->message,
        .is_valid = is_valid,
        .to = run->message->release == R_2_3 ? R_3_2 : R_2_3,
        .source = bytes,
        .given = run->given,
        .given_count = run->given_count,
    };
    iwmo_loss_init(&run->loss, run->arena);
    iwmo_buffer_reset(&run->out);
    cr_assert_eq(iwmo_release_convert(&job, &run->loss, &visitor, &err), IWMO_OK, "%s",
                 err.text);
    cr_assert(run->loss.errors == 0 || run->out.size == 0, "an error, and output");
    iwmo_writer_free(writer);
    return true;
}

/* ---- sorted lists of lines ---- */

struct lines {
    char **at;
    size_t count;
};

static void
lines_add(struct lines *lines, const char *path, const char *value)
{
    char *line = NULL;

    cr_assert_geq(asprintf(&line, "%s\t%s", path, value), 0);
    lines->at = realloc(lines->at, (lines->count + 1) * sizeof(*lines->at));
    lines->at[lines->count++] = line;
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
lines_assert_same(struct lines *a, struct lines *b, const char *name)
{
    if (a->count > 0)
        qsort(a->at, a->count, sizeof(*a->at), compare);
    if (b->count > 0)
        qsort(b->at, b->count, sizeof(*b->at), compare);
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        const char *in_a = i < a->count ? a->at[i] : "nothing";
        const char *in_b = i < b->count ? b->at[i] : "nothing";
        cr_assert_str_eq(in_a, in_b, "%s: expected %s, got %s", name, in_a, in_b);
    }
}

static void
lines_release(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->at[i]);
    free(lines->at);
}

/* ---- the mapping ---- */

struct mapping
mapping_read(const char *path)
{
    struct iwmo_buffer text = test_read(path);
    struct mapping mapping = {0};
    char *line = text.at;

    for (strsep(&line, "\n"); line != NULL && *line != '\0';) {
        char *rest = strsep(&line, "\n"), *column[7] = {0};
        for (int i = 0; i < 7; i++)
            column[i] = strsep(&rest, "\t");
        struct row row = {.source = strdup(column[3]),
                          .target = strdup(column[4]),
                          .kind = strdup(column[5])};
        cr_assert_geq(asprintf(&row.from, "%.3s %s", column[0], column[1]), 0);
        mapping.rows = realloc(mapping.rows, (mapping.count + 1) * sizeof(row));
        mapping.rows[mapping.count++] = row;
    }
    iwmo_buffer_release(&text);
    return mapping;
}

void
mapping_release(struct mapping *mapping)
{
    for (size_t i = 0; i < mapping->count; i++) {
        free(mapping->rows[i].from);
        free(mapping->rows[i].source);
        free(mapping->rows[i].target);
        free(mapping->rows[i].kind);
    }
    free(mapping->rows);
}

/* `path` without its indexes, in `out`; "" for NULL. */
static const char *
plain(const char *path, char out[500])
{
    size_t size = 0;

    for (bool inside = false; path != NULL && *path != '\0'; path++) {
        inside = *path == '[' || (inside && *path != ']');
        if (!inside && *path != ']' && size < 499)
            out[size++] = *path;
    }
    out[size] = '\0';
    return out;
}

/* A row of this message; NULL `target` or `source`: any. */
static struct row *
mapping_find(struct mapping *mapping, const struct iwmo_message_kind *message,
             const char *source, const char *target)
{
    char from[32];

    snprintf(from, sizeof(from), "%s %s", message->release_name, message->name);
    for (size_t i = 0; i < mapping->count; i++) {
        struct row *row = &mapping->rows[i];
        if (strcmp(row->from, from) == 0 &&
            (source == NULL || strcmp(row->source, source) == 0) &&
            (target == NULL || strcmp(row->target, target) == 0))
            return row;
    }
    return NULL;
}

/* ---- is the report the whole truth? ---- */

typedef void leaf_fn(void *self, const char *path, const char *value);

static void
walk(const xmlNode *node, const char *above, leaf_fn *found, void *self)
{
    char path[1000];

    snprintf(path, sizeof(path), "%s/%s", above, (const char *)node->name);
    size_t before = 0, after = 0, size = strlen(path);
    for (const xmlNode *n = node->prev; n != NULL; n = n->prev)
        before += n->name != NULL && xmlStrEqual(n->name, node->name);
    for (const xmlNode *n = node->next; n != NULL; n = n->next)
        after += n->name != NULL && xmlStrEqual(n->name, node->name);
    if (before + after > 0)
        snprintf(path + size, sizeof(path) - size, "[%zu]", before + 1);
    bool is_value = xmlChildElementCount((xmlNode *)(uintptr_t)node) == 0 &&
                    !xmlStrEqual(node->name, (const xmlChar *)"Periode");
    if (is_value) { /* a Periode may be empty, and is a group all the same */
        xmlChar *value = xmlNodeGetContent(node);
        found(self, path, (const char *)value);
        xmlFree(value);
    }
    for (const xmlNode *child = node->children; child != NULL; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            walk(child, path, found, self);
}

static void
walk_bytes(const struct iwmo_buffer *bytes, leaf_fn *found, void *self)
{
    xmlDocPtr document = xmlReadMemory(bytes->at, (int)bytes->size, NULL, NULL, 0);

    cr_assert_not_null(document);
    walk(xmlDocGetRootElement(document), "", found, self);
    xmlFreeDoc(document);
}

struct check {
    const struct run *run;
    struct mapping *mapping;
    struct lines expected,
        got; /* values that no line mentions, by place in the target */
};

/* A value of the source is taken by one line of the report, or stands in the target
 * where the mapping says. */
static void
check_source(void *self, const char *path, const char *value)
{
    struct check *check = self;
    char from[500];
    size_t takers = 0;

    for (const struct iwmo_loss_line *line = check->run->loss.first; line != NULL;
         line = line->next) {
        if (line->before == NULL || strcmp(line->source, path) != 0)
            continue;
        cr_assert_str_eq(line->before, value, "%s", path);
        takers++;
    }
    cr_assert_leq(takers, 1, "%s: taken twice", path);
    if (takers == 1)
        return;
    plain(path, from);
    struct row *row = mapping_find(check->mapping, check->run->message, from, NULL);
    struct row *end = check->mapping->rows + check->mapping->count;
    while (row != NULL && row < end && strcmp(row->source, from) == 0 &&
           (row->target[0] == '\0' || strcmp(row->kind, "DERIVE") == 0))
        row++; /* rows with one source need not stand together, but do */
    cr_assert(row != NULL && row < end && strcmp(row->source, from) == 0,
              "%s: disappeared", path);
    row->is_covered = true;
    lines_add(&check->expected, row->target, value);
}

static void
check_target(void *self, const char *path, const char *value)
{
    struct check *check = self;
    char to[500];

    for (const struct iwmo_loss_line *line = check->run->loss.first; line != NULL;
         line = line->next) {
        if (line->target == NULL || strcmp(line->target, path) != 0)
            continue;
        cr_assert_str_eq(line->after, value, "%s", path);
        return;
    }
    lines_add(&check->got, plain(path, to), value);
}

/* Mark the rows that the lines of the report are about. */
static void
cover_lines(struct check *check)
{
    const struct iwmo_message_kind *message = check->run->message;
    char from[500], to[500];

    for (const struct iwmo_loss_line *line = check->run->loss.first; line != NULL;
         line = line->next) {
        plain(line->source, from);
        plain(line->target, to);
        struct row *row = mapping_find(check->mapping, message, from, to);
        if (row == NULL && line->target != NULL)
            row = mapping_find(check->mapping, message, "", to);
        if (row != NULL)
            row->is_covered = true;
        else
            cr_assert_not_null(mapping_find(check->mapping, message, from, NULL),
                               "no row for %s -> %s", from, to);
    }
    for (const struct iwmo_loss_error *error = check->run->loss.first_error;
         error != NULL; error = error->next) {
        struct row *row =
            mapping_find(check->mapping, message, plain(error->path, from), NULL);
        if (row != NULL && strcmp(row->kind, "ERROR") == 0)
            row->is_covered = true;
    }
}

/* Check one conversion against the mapping, value by value. */
void
run_check(struct run *run, struct mapping *mapping, const char *name)
{
    struct check check = {.run = run, .mapping = mapping};

    cover_lines(&check);
    if (run->loss.errors == 0) {
        const struct iwmo_message_kind *message;
        walk_bytes(&run->source, check_source, &check);
        walk_bytes(&run->out, check_target, &check);
        lines_assert_same(&check.expected, &check.got, name);
        struct iwmo_text out = {run->out.at, run->out.size};
        cr_assert(obeys_schema(run, out, &message), "%s: result breaks its schema",
                  name);
        cr_assert_eq(message, run->loss.target);
    }
    lines_release(&check.expected);
    lines_release(&check.got);
}
