#include "cli/tell.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/words.h"
#include "model/privacy.h"
#include "report/report.h"

static void
print(const struct iwmo_buffer *out)
{
    if (out->size > 0)
        fwrite(out->at, 1, out->size, stderr);
}

enum iwmo_exit
iwmo_tell_result(const struct iwmo_tell *tell, const struct iwmo_result *result)
{
    const struct iwmo_report_options options = {
        .lang = tell->lang, .show_values = tell->show_values, .quiet = true};
    struct iwmo_buffer out = {0};

    iwmo_format_by_name("text")->message(&out, result, &options);
    print(&out);
    iwmo_buffer_release(&out);
    if (result->verdict == IWMO_UNDETERMINED)
        return IWMO_EXIT_UNDETERMINED;
    return result->verdict == IWMO_VALID ? IWMO_EXIT_OK : IWMO_EXIT_NOT_ACCEPTABLE;
}

/* ---- findings about what a message was made from ---- */

/* Text from outside, on one line and harmless for a terminal. */
static void
add_safely(struct iwmo_buffer *out, struct iwmo_text text)
{
    uint32_t point;

    while (text.size > 0) {
        struct iwmo_text rest = text;
        bool is_good = iwmo_utf8_next(&rest, &point) && point >= 0x20 &&
                       (point < 0x7F || point >= 0xA0) &&
                       (point < 0x200E || point > 0x202E) &&
                       (point < 0x2066 || point > 0x2069);
        if (is_good)
            iwmo_buffer_add(out, text.at, text.size - rest.size);
        else
            iwmo_buffer_char(out, '?');
        if (rest.size == text.size) /* no UTF-8 */
            rest = (struct iwmo_text){text.at + 1, text.size - 1};
        text = rest;
    }
}

/* What is in `scratch`, safely, without runs of digits that may be a BSN; empties it.
 */
static void
add_path(struct iwmo_buffer *out, struct iwmo_buffer *scratch, bool show_values)
{
    struct iwmo_buffer masked = {0};

    iwmo_privacy_digits((struct iwmo_text){scratch->at, scratch->size}, show_values,
                        &masked);
    add_safely(out, (struct iwmo_text){masked.at, masked.size});
    iwmo_buffer_release(&masked);
    iwmo_buffer_reset(scratch);
}

/* Is the first step that of the message, so that there is an XML path? */
static bool
is_in_message(const struct iwmo_step *step, const struct iwmo_message_kind *message)
{
    while (step != NULL && step->parent != NULL)
        step = step->parent;
    return step != NULL && message != NULL &&
           strcmp(step->name, message->root->name) == 0;
}

static void
add_place(const struct iwmo_tell *tell, const struct iwmo_location *where,
          const struct iwmo_tell_origin *origin, struct iwmo_buffer *out,
          struct iwmo_buffer *scratch)
{
    if (where->step != NULL) {
        add_safely(out, iwmo_text(origin->place(origin->self, where->step, scratch)));
        add_path(out, scratch, tell->show_values);
        return;
    }
    add_safely(out, iwmo_text(origin->file));
    if (where->at.line > 0)
        iwmo_buffer_printf(out, ":%" PRIu64 ":%" PRIu64, where->at.line,
                           where->at.column);
    iwmo_buffer_text(out, ": ");
}

static void
add_finding(const struct iwmo_tell *tell, const struct iwmo_finding *finding,
            const struct iwmo_tell_origin *origin, struct iwmo_buffer *out,
            struct iwmo_buffer *scratch)
{
    static const char *const severities[][2] = {
        [IWMO_NL] = {"fout", "waarschuwing"}, [IWMO_EN] = {"error", "warning"}};

    add_place(tell, &finding->where, origin, out, scratch);
    iwmo_buffer_printf(out, "%s: ", severities[tell->lang][finding->severity]);
    iwmo_wording_print(finding, tell->lang, tell->show_values, scratch);
    add_safely(out, (struct iwmo_text){scratch->at, scratch->size});
    iwmo_buffer_reset(scratch);
    iwmo_buffer_printf(out, " [%s%s%s]", finding->fault->code,
                       finding->fault->retourcode[0] != '\0' ? " " : "",
                       finding->fault->retourcode);
    if (is_in_message(finding->where.step, origin->message)) {
        iwmo_buffer_char(out, ' ');
        iwmo_path_print(finding->where.step, scratch);
        add_path(out, scratch, tell->show_values);
    }
    iwmo_buffer_char(out, '\n');
}

enum iwmo_exit
iwmo_tell_origin(const struct iwmo_tell *tell, const struct iwmo_findings *findings,
                 const struct iwmo_tell_origin *origin)
{
    struct iwmo_buffer out = {0}, scratch = {0};
    uint64_t total = findings->errors + findings->warnings;
    bool is_unread = false;

    for (const struct iwmo_finding *finding = findings->first; finding != NULL;
         finding = finding->next) {
        bool is_content = finding->fault->kind >= IWMO_KIND_XSD;
        is_unread =
            is_unread || (!is_content && finding->severity == IWMO_SEVERITY_ERROR);
        add_finding(tell, finding, origin, &out, &scratch);
    }
    if (total > findings->kept)
        iwmo_buffer_printf(&out, "%s: %" PRIu64 " / %zu\n", origin->file, total,
                           findings->kept);
    print(&out);
    iwmo_buffer_release(&out);
    iwmo_buffer_release(&scratch);
    if (is_unread)
        return IWMO_EXIT_UNDETERMINED;
    return findings->errors > 0 ? IWMO_EXIT_NOT_ACCEPTABLE : IWMO_EXIT_OK;
}

/* What a JSON path is printed from. */
struct json_origin {
    const char *file;
    const struct iwmo_json_form *form;
};

static const char *
json_place(const void *self, const struct iwmo_step *step, struct iwmo_buffer *out)
{
    const struct json_origin *json = self;

    iwmo_buffer_text(out, ": ");
    iwmo_json_path_print(json->form, step, out);
    iwmo_buffer_text(out, ": ");
    return json->file;
}

enum iwmo_exit
iwmo_tell_json(const struct iwmo_tell *tell, const char *file,
               const struct iwmo_findings *findings, const struct iwmo_json_form *form)
{
    const struct json_origin json = {file, form};
    const struct iwmo_tell_origin origin = {file, form->message, json_place, &json};

    return iwmo_tell_origin(tell, findings, &origin);
}

enum iwmo_exit
iwmo_tell_remarks(const struct iwmo_tell *tell, const struct iwmo_csv_remarks *remarks)
{
    struct iwmo_buffer out = {0};

    iwmo_csv_remarks_print(remarks, tell->lang, tell->show_values, &out);
    print(&out);
    iwmo_buffer_release(&out);
    return remarks->count > 0 ? IWMO_EXIT_NOT_ACCEPTABLE : IWMO_EXIT_OK;
}

enum iwmo_exit
iwmo_tell_endless(const char *command, const char *path)
{
    struct iwmo_error err = {0};

    iwmo_fail(&err, IWMO_LIMIT, "%s: more than 2 GB, or without end", path);
    iwmo_complain(command, &err);
    return IWMO_EXIT_UNDETERMINED;
}

void
iwmo_tell_young(const char *command, uint64_t count)
{
    const bool is_dutch = iwmo_words_lang() == IWMO_NL, is_one = count == 1;

    if (count > 0)
        fprintf(stderr, "iwmo %s: %llu %s\n", command, (unsigned long long)count,
                is_dutch && is_one ? "bestand is te jong en wacht op de volgende keer"
                : is_dutch ? "bestanden zijn te jong en wachten op de volgende keer"
                : is_one   ? "file is too young and waits for the next time"
                           : "files are too young and wait for the next time");
}

enum iwmo_exit
iwmo_tell_failure(const struct iwmo_tell *tell, bool lost_reader,
                  const struct iwmo_error *err)
{
    enum iwmo_exit told = IWMO_EXIT_FAILURE;

    if (!lost_reader)
        told = iwmo_complain(tell->command, err);
    return err->status == IWMO_USAGE ? told : IWMO_EXIT_FAILURE;
}
