#include "rules/edited.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

struct iwmo_buffer
edited_load(const char *name)
{
    char path[200];

    snprintf(path, sizeof(path), "fixtures/%s.xml", name);
    return test_read(path);
}

/* Where the nth tag of `element` begins: "<x:Naam>" or, with '/', "</x:Naam>". */
static size_t
find_tag(const struct iwmo_buffer *bytes, const char *element, unsigned nth,
         size_t from, bool is_end)
{
    size_t size = strlen(element);

    for (const char *at = bytes->at + from; (at = strchr(at, '<')) != NULL; at++) {
        const char *name = at + 1 + (at[1] == '/');
        size_t prefix = strcspn(name, ":>");
        if (name[prefix] == ':')
            name += prefix + 1;
        bool is_it = strncmp(name, element, size) == 0 && strchr("> /", name[size]);
        if (is_it && (at[1] == '/') == is_end && --nth == 0)
            return (size_t)(at - bytes->at);
    }
    cr_assert_fail("no element %s", element);
    return 0;
}

/* Put `text` in the place of the `size` bytes at `at`. */
static void
splice(struct iwmo_buffer *bytes, size_t at, size_t size, const char *text)
{
    struct iwmo_buffer edited = {0};

    iwmo_buffer_add(&edited, bytes->at, at);
    iwmo_buffer_text(&edited, text);
    iwmo_buffer_add(&edited, bytes->at + at + size, bytes->size - at - size);
    cr_assert_eq(edited.failed, IWMO_OK);
    iwmo_buffer_release(bytes);
    *bytes = edited;
}

void
edited_replace(struct iwmo_buffer *bytes, const char *element, unsigned nth,
               const char *from, const char *to)
{
    size_t begin = find_tag(bytes, element, nth, 0, false);
    const char *at = strstr(bytes->at + begin, from);

    cr_assert_not_null(at, "no %s behind %s", from, element);
    splice(bytes, (size_t)(at - bytes->at), strlen(from), to);
}

void
edited_set(struct iwmo_buffer *bytes, const char *element, unsigned nth,
           const char *value)
{
    size_t begin = find_tag(bytes, element, nth, 0, false);
    size_t text = begin + strcspn(bytes->at + begin, ">") + 1;

    splice(bytes, text, strcspn(bytes->at + text, "<"), value);
}

void
edited_drop(struct iwmo_buffer *bytes, const char *element, unsigned nth)
{
    size_t begin = find_tag(bytes, element, nth, 0, false);
    size_t end = find_tag(bytes, element, 1, begin, true);

    splice(bytes, begin, end + strcspn(bytes->at + end, ">") + 1 - begin, "");
}

struct iwmo_judge *
edited_judge(const struct iwmo_judge_options *options)
{
    struct iwmo_error err = {0};
    struct iwmo_judge *judge = iwmo_judge_new(options, &err);

    cr_assert_not_null(judge, "%s", err.text);
    return judge;
}

const struct iwmo_result *
edited_result(struct iwmo_judge *judge, const struct iwmo_buffer *bytes)
{
    const struct iwmo_result *result = NULL;
    struct iwmo_error err = {0};

    enum iwmo_status status =
        iwmo_judge_bytes(judge, "edited.xml", bytes->at, bytes->size, &result, &err);
    cr_assert_eq(status, IWMO_OK, "%s", err.text);
    return result;
}

void
edited_print_codes(const struct iwmo_result *result, struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, "");
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        iwmo_buffer_printf(out, "%s%s", out->size > 0 ? " " : "", finding->fault->code);
}

void
edited_expect(const struct iwmo_buffer *bytes, const char *codes)
{
    struct iwmo_judge *judge = test_judge();
    struct iwmo_buffer found = {0};

    edited_print_codes(edited_result(judge, bytes), &found);
    cr_assert_str_eq(found.at, codes);
    iwmo_buffer_release(&found);
    iwmo_judge_free(judge);
}

void
edited_expect_one(const char *name, const char *element, unsigned nth,
                  const char *value, const char *codes)
{
    struct iwmo_buffer bytes = edited_load(name);

    edited_set(&bytes, element, nth, value);
    edited_expect(&bytes, codes);
    iwmo_buffer_release(&bytes);
}
