/*
 * Two readers: whatever the bytes, the scan and libxml2 give the same nodes and
 * findings.
 *
 * All fixtures, and seeded mutants of valid.xml and minimal.xml of each message:
 * changes to the tree as for the two judges, and to the bytes of its text.
 * IWMO_READER_MUTANTS: mutants per message.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judges/agreement.h"
#include "judges/mutation.h"
#include "support.h"

#define MUTANTS      1000
#define MAX_SHOWN    3
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
expect_agreement(struct agreement *agreement, const char *name,
                 const struct iwmo_buffer *bytes)
{
    const char *what = agreement_check(agreement, bytes->at, bytes->size);

    cr_expect_null(what, "%s: %s differs:\n%s\n%s", name, what ? what : "",
                   agreement->ours.size ? agreement->ours.at : "",
                   agreement->theirs.size ? agreement->theirs.at : "");
}

/* ---- fixtures ---- */

static uint64_t
check_folder(const char *folder)
{
    struct agreement agreement;
    char **paths = test_paths(folder, "");

    cr_assert(agreement_init(&agreement));
    for (size_t i = 0; paths[i] != NULL; i++) {
        struct iwmo_buffer bytes = test_read(paths[i]);
        expect_agreement(&agreement, paths[i], &bytes);
        iwmo_buffer_release(&bytes);
    }
    test_free_paths(paths);
    uint64_t accepted = agreement.accepted;
    agreement_release(&agreement);
    return accepted;
}

Test(readers, agree_on_hostile_files, .timeout = 600)
{
    check_folder("fixtures/hostile");
}

/* By number: criterion hands parameters to another process. */
static struct criterion_test_params
all_messages(void)
{
    static size_t numbers[64];
    size_t count = iwmo_schema_builtin.message_count;

    for (size_t i = 0; i < count; i++)
        numbers[i] = i;
    return cr_make_param_array(size_t, numbers, count);
}

ParameterizedTestParameters(readers, agree_on_fixtures)
{
    return all_messages();
}

ParameterizedTest(const size_t *number, readers, agree_on_fixtures, .timeout = 600)
{
    const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[*number];
    char folder[100];

    snprintf(folder, sizeof(folder), "fixtures/%s/%s", message->release_name,
             message->name);
    /* those that break a rule and nothing else are for the scan */
    cr_expect_gt(check_folder(folder), 0, "%s: the scan took nothing", folder);
}

/* ---- openings and layouts: what the scan keeps, and expects ---- */

#define SAMPLE "fixtures/3.2/WMO323/valid.xml"

static void
expect_taken(struct agreement *agreement, const char *name,
             const struct iwmo_buffer *bytes)
{
    uint64_t accepted = agreement->accepted;

    expect_agreement(agreement, name, bytes);
    cr_expect_eq(agreement->accepted, accepted + 1, "%s", name);
}

/* Every byte of the opening changed, and the document cut behind it, each with the
 * document as it was before and after. */
Test(readers, agree_when_one_byte_of_the_opening_changes, .timeout = 600)
{
    static const char bytes[] = "x3:\"'> \n&";
    struct iwmo_buffer sample = test_read(SAMPLE), changed = {0};
    size_t opening = (size_t)(strstr(sample.at, "<wmo323:Header>") - sample.at);
    struct agreement agreement;
    char name[50];

    cr_assert(agreement_init(&agreement));
    for (size_t i = 0; i < opening; i++) {
        snprintf(name, sizeof(name), "byte %zu", i);
        iwmo_buffer_reset(&changed);
        iwmo_buffer_add(&changed, sample.at, sample.size);
        changed.at[i] = bytes[i % (sizeof(bytes) - 1)];
        expect_agreement(&agreement, name, &changed);
        expect_taken(&agreement, name, &sample);
        iwmo_buffer_reset(&changed);
        iwmo_buffer_add(&changed, sample.at, i + 1);
        expect_agreement(&agreement, name, &changed);
    }
    iwmo_buffer_release(&sample);
    iwmo_buffer_release(&changed);
    agreement_release(&agreement);
}

Test(readers, agree_when_other_messages_come_between, .timeout = 600)
{
    static const char *const paths[] = {
        SAMPLE, "fixtures/3.2/WMO301/valid.xml", "fixtures/2.3/WMO303/valid.xml",
        "fixtures/3.2/WMO323/minimal.xml", "fixtures/2.3/WMO301/valid.xml"};
    struct agreement agreement;

    cr_assert(agreement_init(&agreement));
    for (size_t i = 0; i < COUNT(paths) * COUNT(paths); i++) {
        struct iwmo_buffer bytes = test_read(paths[i % COUNT(paths)]);
        expect_taken(&agreement, paths[i % COUNT(paths)], &bytes);
        iwmo_buffer_release(&bytes);
        bytes = test_read(paths[i / COUNT(paths)]);
        expect_taken(&agreement, paths[i / COUNT(paths)], &bytes);
        iwmo_buffer_release(&bytes);
    }
    agreement_release(&agreement);
}

/* White space between two tags, the second of which begins at `tag`. */
static size_t
white_before(const struct iwmo_buffer *bytes, size_t tag)
{
    size_t size = 0;

    while (size < tag && strchr(" \t\r\n", bytes->at[tag - size - 1]) != NULL)
        size++;
    return size < tag && bytes->at[tag - size - 1] == '>' ? size : 0;
}

/* Between tags comes `spaces[0]`, then `spaces[1]`, and so on. */
static struct iwmo_buffer
lay_out(const struct iwmo_buffer *from, const char *const *spaces, size_t count)
{
    struct iwmo_buffer to = {0};
    size_t done = 0, tags = 0;

    for (size_t i = 0; i < from->size; i++) {
        if (from->at[i] != '<')
            continue;
        size_t white = white_before(from, i);
        iwmo_buffer_add(&to, from->at + done, i - white - done);
        if (white > 0)
            iwmo_buffer_text(&to, spaces[tags++ % count]);
        done = i;
    }
    iwmo_buffer_add(&to, from->at + done, from->size - done);
    return to;
}

Test(readers, agree_on_any_layout, .timeout = 600)
{
    static const char *const spaces[] = {
        "\n", "\r\n", "", "\n\t\t", "\r\n    ", "\n\n", "\r\n\r\n\t", " ", "\r",
        "\r\n \t \t ", "\n\r\n", "\n \n",
        /* 15, 16, 17 and 40 */
        "\n\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t", "\r\n                ",
        "\n                 ", "\n                                        "};
    struct iwmo_buffer sample = test_read(SAMPLE);
    struct agreement agreement;
    char name[50];

    cr_assert(agreement_init(&agreement));
    for (size_t first = 0; first < COUNT(spaces); first++)
        for (size_t count = 1; first + count <= COUNT(spaces); count++) {
            struct iwmo_buffer bytes = lay_out(&sample, spaces + first, count);
            snprintf(name, sizeof(name), "layout %zu, %zu", first, count);
            expect_taken(&agreement, name, &bytes);
            iwmo_buffer_release(&bytes);
        }
    iwmo_buffer_release(&sample);
    agreement_release(&agreement);
}

/* ---- changes to the text of a message ---- */

struct clerk {
    struct test_random random;
    struct iwmo_buffer bytes;
};

static uint32_t
below(struct clerk *clerk, size_t bound)
{
    return bound > 0 ? test_random_below(&clerk->random, (uint32_t)bound) : 0;
}

static void
splice(struct clerk *clerk, size_t at, size_t gone, const char *piece, size_t size)
{
    struct iwmo_buffer to = {0};
    const struct iwmo_buffer *from = &clerk->bytes;

    gone = gone < from->size - at ? gone : from->size - at;
    iwmo_buffer_add(&to, from->at, at);
    iwmo_buffer_add(&to, piece, size);
    iwmo_buffer_add(&to, from->at + at + gone, from->size - at - gone);
    iwmo_buffer_release(&clerk->bytes);
    clerk->bytes = to;
}

/* Behind a > that is drawn: in a value, or between tags. */
static size_t
behind_tag(struct clerk *clerk)
{
    size_t from = below(clerk, clerk->bytes.size);
    const char *tag = memchr(clerk->bytes.at + from, '>', clerk->bytes.size - from);

    return tag != NULL ? (size_t)(tag - clerk->bytes.at) + 1 : from;
}

/* All of `from` becomes `to`. */
static void
replace_all(struct clerk *clerk, const char *from, const char *to)
{
    struct iwmo_buffer result = {0};
    const char *at = clerk->bytes.at, *found;

    while ((found = strstr(at, from)) != NULL) {
        iwmo_buffer_add(&result, at, (size_t)(found - at));
        iwmo_buffer_text(&result, to);
        at = found + strlen(from);
    }
    iwmo_buffer_text(&result, at);
    iwmo_buffer_release(&clerk->bytes);
    clerk->bytes = result;
}

static void
change_layout(struct clerk *clerk)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"\n", "\r\n"},
        {"\n", ""},
        {"\n", "\n\n  \t"},
        {"><", ">\n<"},
        {"><", ">\r\n\t\t<"},
        {"iwmo:", "b:"},
        {"xmlns:iwmo=", "xmlns:b="},
        {"> ", ">"},
        {"\r\n", "\n"},
        {"><", ">                   <"},
        {"wmo3", "m"},
        {"\"", "'"},
    };
    size_t row = below(clerk, COUNT(rows));

    replace_all(clerk, rows[row].from, rows[row].to);
    if (strcmp(rows[row].to, "b:") == 0)
        replace_all(clerk, "xmlns:iwmo=", "xmlns:b=");
}

static const char *const pieces[] = {
    "&amp;",
    "&lt;",
    "&gt;",
    "&apos;",
    "&quot;",
    "&#65;",
    "&x;",
    "&",
    "\xC3\xA9",
    "\xE2\x82\xAC",
    "\xF0\x9F\x98\x80",
    "\xEF\xBF\xBE",
    "\xED\xA0\x80",
    "\xC3",
    "\xC0\x80",
    "]]>",
    "]]",
    "]",
    "]]&gt;",
    ">",
    "<",
    "\r",
    "\r\n",
    "\n",
    "\t",
    " ",
    "<!-- -->",
    "<?a b?>",
    "<![CDATA[a]]>",
    "<a/>",
    "\x7F",
    "\x01",
    "\xC2\x85",
    "\xEF\xBB\xBF",
    "x",
    "/",
};

static void
insert_piece(struct clerk *clerk)
{
    const char *piece = pieces[below(clerk, COUNT(pieces))];
    size_t at =
        below(clerk, 4) == 0 ? below(clerk, clerk->bytes.size + 1) : behind_tag(clerk);

    splice(clerk, at, below(clerk, 8) == 0 ? below(clerk, 4) : 0, piece, strlen(piece));
}

static void
change_byte(struct clerk *clerk)
{
    char byte = (char)below(clerk, 256);

    splice(clerk, below(clerk, clerk->bytes.size), 1, &byte, 1);
}

/* So that borders of windows fall anywhere. */
static void
insert_run(struct clerk *clerk)
{
    static const char *const units[] = {" ", "\n", "\r\n", "\t", "a", "\xC3\xA9"};
    const char *unit = units[below(clerk, COUNT(units))];
    struct iwmo_buffer run = {0};

    for (size_t i = below(clerk, below(clerk, 8) == 0 ? 5000 : 600); i > 0; i--)
        iwmo_buffer_text(&run, unit);
    splice(clerk, behind_tag(clerk), 0, run.at, run.size);
    iwmo_buffer_release(&run);
}

static void
cut(struct clerk *clerk)
{
    splice(clerk, below(clerk, clerk->bytes.size), clerk->bytes.size, "", 0);
}

static void
disturb(struct clerk *clerk)
{
    static void (*const changes[])(struct clerk *) = {
        insert_piece, insert_piece,  change_layout, insert_run,
        change_byte,  change_layout, insert_run,    cut,
    };

    for (unsigned count = below(clerk, 4); count > 0 && clerk->bytes.size > 0; count--)
        changes[below(clerk, COUNT(changes))](clerk);
}

/* ---- mutants ---- */

static struct tree_item *
read_base(const struct iwmo_message_kind *message, const char *name,
          struct iwmo_arena *arena)
{
    char path[200];

    snprintf(path, sizeof(path), "fixtures/%s/%s/%s.xml", message->release_name,
             message->name, name);
    return tree_read(path, arena);
}

/* The tree changes in one of three: the text of a sound message is the scan's own work.
 */
static void
make_mutant(struct clerk *clerk, const struct iwmo_message_kind *message,
            struct tree_item *base, struct iwmo_arena *arena)
{
    iwmo_arena_reset(arena);
    struct tree_item *root = tree_copy(base, arena);
    if (below(clerk, 3) == 0) {
        struct mutation_scene scene = {
            .root = root, .message = message, .random = &clerk->random, .arena = arena};
        scene.elements = tree_elements(root, arena, &scene.count);
        mutation_apply(&scene);
    }
    iwmo_buffer_reset(&clerk->bytes);
    tree_print(root, &clerk->bytes);
    disturb(clerk);
}

static void
show(const struct agreement *agreement, const struct iwmo_message_kind *message,
     const struct clerk *clerk, const char *what, unsigned number)
{
    char path[200];

    snprintf(path, sizeof(path), "build/reader-%s-%s-%u.xml", message->name,
             message->release_name, number);
    test_write(path, clerk->bytes.at, clerk->bytes.size);
    cr_expect_fail("%s: %s differs:\n%s\n%s", path, what,
                   agreement->ours.size ? agreement->ours.at : "",
                   agreement->theirs.size ? agreement->theirs.at : "");
}

ParameterizedTestParameters(readers, agree_on_mutants)
{
    return all_messages();
}

ParameterizedTest(const size_t *number, readers, agree_on_mutants, .timeout = 7200)
{
    const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[*number];
    const char *wanted = getenv("IWMO_READER_MUTANTS");
    unsigned long mutants = wanted ? strtoul(wanted, NULL, 10) : MUTANTS;
    struct clerk clerk = {.random = {0x9E3779B97F4A7C15U + *number * 7919u}};
    struct iwmo_arena *bases = iwmo_arena_new(0), *arena = iwmo_arena_new(0);
    struct tree_item *base[] = {read_base(message, "valid", bases),
                                read_base(message, "minimal", bases)};
    struct agreement agreement;
    unsigned shown = 0;

    cr_assert(agreement_init(&agreement));
    for (unsigned long i = 0; i < mutants && shown < MAX_SHOWN; i++) {
        make_mutant(&clerk, message, base[below(&clerk, 3) == 0], arena);
        const char *what =
            agreement_check(&agreement, clerk.bytes.at, clerk.bytes.size);
        if (what != NULL)
            show(&agreement, message, &clerk, what, ++shown);
    }
    /* a scan that takes nothing, or all, proves little */
    if (mutants >= 1000) {
        cr_expect_gt(agreement.accepted, mutants / 8);
        cr_expect_lt(agreement.accepted, mutants - mutants / 8);
    }
    agreement_release(&agreement);
    iwmo_arena_free(bases);
    iwmo_arena_free(arena);
    iwmo_buffer_release(&clerk.bytes);
}
