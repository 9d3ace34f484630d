#include "report/layout.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "support.h"

struct iwmo_buffer
layout_print(const char *name, const struct iwmo_report_options *options, size_t count,
             const struct iwmo_result *const results[])
{
    const struct iwmo_format *format = iwmo_format_by_name(name);
    struct iwmo_buffer parts = {0}, page = {0};
    struct iwmo_summary summary = {0};
    bool has_messages = false;

    if (format->page == NULL)
        format->begin(&parts, options);
    for (size_t i = 0; i < count; i++) {
        struct iwmo_buffer part = {0};
        format->message(&part, results[i], options);
        cr_assert_eq(part.failed, IWMO_OK);
        if (has_messages && part.size > 0)
            iwmo_buffer_text(&parts, format->separator);
        iwmo_buffer_add(&parts, part.at, part.size);
        has_messages = has_messages || part.size > 0;
        iwmo_buffer_release(&part);
        cr_assert_eq(iwmo_summary_add(&summary, results[i]), IWMO_OK);
    }
    iwmo_summary_sort(&summary);
    if (format->page == NULL) {
        format->end(&parts, &summary, options);
        page = parts;
    } else {
        format->page(&page, (struct iwmo_text){parts.at, parts.size}, &summary,
                     options);
        iwmo_buffer_release(&parts);
    }
    iwmo_buffer_text(&page, "");
    cr_assert_eq(page.failed, IWMO_OK);
    iwmo_summary_release(&summary);
    return page;
}

xmlDocPtr
layout_parse(const struct iwmo_buffer *text)
{
    xmlDocPtr document = xmlReadMemory(text->at, (int)text->size, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_HUGE);

    cr_assert_not_null(document, "%.2000s", text->at);
    return document;
}

size_t
layout_count(const struct iwmo_buffer *text, const char *part)
{
    const char *at = text->at, *end = text->at + text->size;
    size_t count = 0, size = strlen(part);

    /* not strstr: a sanitizer then reads to the end for each */
    while (at != NULL && (at = memmem(at, (size_t)(end - at), part, size)) != NULL) {
        at += size;
        count++;
    }
    return count;
}

static void
each_of(const char *folder, void (*each)(const struct iwmo_result *, struct iwmo_text))
{
    struct iwmo_judge *judge = test_judge();
    char **paths = test_paths(folder, ".xml");

    for (size_t i = 0; paths[i] != NULL; i++) {
        struct iwmo_buffer bytes = test_read(paths[i]);
        const struct iwmo_text text = {bytes.at, bytes.size};
        each(test_judge_chunks(judge, paths[i], text, bytes.size), text);
        iwmo_buffer_release(&bytes);
    }
    test_free_paths(paths);
    iwmo_judge_free(judge);
}

void
layout_each_fixture(void (*each)(const struct iwmo_result *, struct iwmo_text))
{
    static const char *const releases[] = {"fixtures/2.3", "fixtures/3.2"};
    char folder[400];

    for (size_t i = 0; i < 2; i++) {
        DIR *directory = opendir(releases[i]);
        const struct dirent *entry;
        cr_assert_not_null(directory);
        while ((entry = readdir(directory)) != NULL) {
            if (strncmp(entry->d_name, "WMO", 3) != 0)
                continue;
            snprintf(folder, sizeof(folder), "%s/%s", releases[i], entry->d_name);
            each_of(folder, each);
        }
        closedir(directory);
    }
}
