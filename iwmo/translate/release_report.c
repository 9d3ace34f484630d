#include <string.h>

#include "model/privacy.h"
#include "translate/json_text.h"
#include "translate/release_loss.h"

static const char *
words(const struct iwmo_loss_reason *reason, enum iwmo_lang lang)
{
    return lang == IWMO_NL ? reason->nl : reason->en;
}

/* ---- text ---- */

static const char *const kind_words[][IWMO_LOSS_KINDS] = {
    [IWMO_NL] = {"verloren", "gewijzigd", "afgeleid", "aangevuld"},
    [IWMO_EN] = {"lost", "changed", "derived", "supplied"},
};

/* A value on one line and harmless for a terminal: no control characters. */
static void
text_value(const char *value, const struct iwmo_element *subject,
           const struct iwmo_loss_options *options, struct iwmo_buffer *out)
{
    size_t begin = out->size + 1;

    iwmo_buffer_char(out, '"');
    iwmo_privacy_print(subject, iwmo_text(value), options->show_values, out);
    iwmo_buffer_char(out, '"');
    for (size_t i = begin; i < out->size; i++) {
        unsigned char byte = (unsigned char)out->at[i];
        unsigned char before = (unsigned char)out->at[i - 1];
        if (byte < 0x20 || byte == 0x7F)
            out->at[i] = ' ';
        else if (before == 0xC2 && byte < 0xA0) /* C1: becomes a no-break space */
            out->at[i] = (char)0xA0;
    }
}

/* A space and the paths, parted by commas. */
static void
text_paths(const char *paths, struct iwmo_buffer *out)
{
    iwmo_buffer_char(out, ' ');
    for (; *paths != '\0'; paths++)
        if (*paths == ' ')
            iwmo_buffer_text(out, ", ");
        else
            iwmo_buffer_char(out, *paths);
}

/* source "old" -> target "new" */
static void
text_line(const struct iwmo_loss_line *line, const struct iwmo_loss_options *options,
          struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "%-9s", kind_words[options->lang][line->kind]);
    if (line->source != NULL)
        text_paths(line->source, out);
    if (line->before != NULL) {
        iwmo_buffer_char(out, ' ');
        text_value(line->before, line->from, options, out);
    }
    if (line->target != NULL)
        iwmo_buffer_printf(out, " -> %s", line->target);
    if (line->after != NULL) {
        iwmo_buffer_char(out, ' ');
        text_value(line->after, line->into, options, out);
    }
    iwmo_buffer_printf(out, ": %s [%s]\n", words(line->reason, options->lang),
                       line->rule);
}

static void
text_error(const struct iwmo_loss_error *error, const struct iwmo_loss_options *options,
           struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "%s %s", error->id, error->path);
    if (error->value != NULL) {
        iwmo_buffer_char(out, ' ');
        text_value(error->value, error->subject, options, out);
    }
    iwmo_buffer_printf(out, ": %s\n", words(error->reason, options->lang));
}

static void
text_counts(const struct iwmo_loss *loss, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    for (int kind = 0; kind < IWMO_LOSS_KINDS; kind++)
        iwmo_buffer_printf(out, "%zu %s, ", loss->counts[kind], kind_words[lang][kind]);
    iwmo_buffer_printf(out,
                       lang == IWMO_NL ? "%zu technisch, %zu fouten\n"
                                       : "%zu technical, %zu errors\n",
                       loss->technical, loss->errors);
}

void
iwmo_loss_text(const struct iwmo_loss *loss, const struct iwmo_loss_options *options,
               struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "%s %s", loss->source->name, loss->source->release_name);
    if (loss->target != NULL)
        iwmo_buffer_printf(out, " -> %s %s", loss->target->name,
                           loss->target->release_name);
    iwmo_buffer_char(out, '\n');
    for (const struct iwmo_loss_error *error = loss->first_error; error != NULL;
         error = error->next)
        text_error(error, options, out);
    for (const struct iwmo_loss_line *line = loss->first; line != NULL;
         line = line->next)
        text_line(line, options, out);
    text_counts(loss, options->lang, out);
}

/* ---- JSON ---- */

static void
json_member(const char *key, const char *value, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, ",\"%s\":", key);
    if (value != NULL)
        iwmo_json_text_quote(out, iwmo_text(value));
    else
        iwmo_buffer_text(out, "null");
}

static void
json_value(const char *key, const char *value, const struct iwmo_element *subject,
           const struct iwmo_loss_options *options, struct iwmo_buffer *out)
{
    struct iwmo_buffer masked = {0};

    if (value != NULL)
        iwmo_privacy_print(subject, iwmo_text(value), options->show_values, &masked);
    if (masked.failed != IWMO_OK)
        out->failed = masked.failed;
    json_member(key, value == NULL ? NULL : masked.at != NULL ? masked.at : "", out);
    iwmo_buffer_release(&masked);
}

/* One path, or a list of them. */
static void
json_paths(const char *key, const char *paths, struct iwmo_buffer *out)
{
    if (paths == NULL || strchr(paths, ' ') == NULL) {
        json_member(key, paths, out);
        return;
    }
    iwmo_buffer_printf(out, ",\"%s\":[\"", key); /* names, digits and brackets */
    for (; *paths != '\0'; paths++)
        if (*paths == ' ')
            iwmo_buffer_text(out, "\",\"");
        else
            iwmo_buffer_char(out, *paths);
    iwmo_buffer_text(out, "\"]");
}

static void
json_line(const struct iwmo_loss_line *line, const struct iwmo_loss_options *options,
          struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "{\"kind\":\"%s\",\"technical\":%s",
                       iwmo_loss_kind_name(line->kind),
                       line->technical ? "true" : "false");
    json_member("rule", line->rule, out);
    json_paths("source", line->source, out);
    json_member("target", line->target, out);
    json_value("old", line->before, line->from, options, out);
    json_value("new", line->after, line->into, options, out);
    json_member("nl", line->reason->nl, out);
    json_member("en", line->reason->en, out);
    iwmo_buffer_char(out, '}');
}

static void
json_error(const struct iwmo_loss_error *error, const struct iwmo_loss_options *options,
           struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "{\"id\":\"%s\"", error->id);
    json_member("path", error->path, out);
    json_value("value", error->value, error->subject, options, out);
    json_member("nl", error->reason->nl, out);
    json_member("en", error->reason->en, out);
    iwmo_buffer_char(out, '}');
}

static void
json_message(const char *key, const struct iwmo_message_kind *message,
             struct iwmo_buffer *out)
{
    if (message == NULL)
        iwmo_buffer_printf(out, "\"%s\":null", key);
    else
        iwmo_buffer_printf(out, "\"%s\":{\"message\":\"%s\",\"release\":\"%s\"}", key,
                           message->name, message->release_name);
}

void
iwmo_loss_json(const struct iwmo_loss *loss, const struct iwmo_loss_options *options,
               struct iwmo_buffer *out)
{
    iwmo_buffer_char(out, '{');
    json_message("source", loss->source, out);
    iwmo_buffer_char(out, ',');
    json_message("target", loss->target, out);
    iwmo_buffer_text(out, ",\"counts\":{");
    for (int kind = 0; kind < IWMO_LOSS_KINDS; kind++)
        iwmo_buffer_printf(out, "\"%s\":%zu,",
                           iwmo_loss_kind_name((enum iwmo_loss_kind)kind),
                           loss->counts[kind]);
    iwmo_buffer_printf(out, "\"technical\":%zu,\"errors\":%zu},\n\"errors\":[",
                       loss->technical, loss->errors);
    for (const struct iwmo_loss_error *error = loss->first_error; error != NULL;
         error = error->next) {
        iwmo_buffer_text(out, error == loss->first_error ? "\n" : ",\n");
        json_error(error, options, out);
    }
    iwmo_buffer_text(out, "],\n\"entries\":[");
    for (const struct iwmo_loss_line *line = loss->first; line != NULL;
         line = line->next) {
        iwmo_buffer_text(out, line == loss->first ? "\n" : ",\n");
        json_line(line, options, out);
    }
    iwmo_buffer_text(out, "]}\n");
}
