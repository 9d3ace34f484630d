#include "xsdc/emitter.h"

#include <inttypes.h>

static void
emit_numbers(struct iwmo_buffer *out, const char *type, const char *what, size_t number,
             size_t count)
{
    iwmo_buffer_printf(out, "static const %s %s_%zu[%zu] = {", type, what, number,
                       count);
}

static void
emit_separator(struct iwmo_buffer *out, size_t index, size_t per_line)
{
    iwmo_buffer_text(out, index % per_line == 0 ? "\n    " : " ");
}

static void
emit_ranges(struct iwmo_buffer *out, const struct iwmo_pattern *pattern, size_t number)
{
    if (pattern->range_count == 0)
        return;
    emit_numbers(out, "struct iwmo_pattern_range", "ranges", number,
                 pattern->range_count);
    for (size_t i = 0; i < pattern->range_count; i++) {
        const struct iwmo_pattern_range *range = &pattern->ranges[i];
        emit_separator(out, i, 3);
        iwmo_buffer_printf(out, "{0x%" PRIX32 ", 0x%" PRIX32 ", %d},", range->first,
                           range->last, range->class);
    }
    iwmo_buffer_text(out, "\n};\n");
}

static void
emit_flags(struct iwmo_buffer *out, const char *name, size_t number,
           const uint8_t *flags, size_t count)
{
    emit_numbers(out, "uint8_t", name, number, count);
    for (size_t i = 0; i < count; i++) {
        emit_separator(out, i, 16);
        iwmo_buffer_printf(out, "%d,", flags[i]);
    }
    iwmo_buffer_text(out, "\n};\n");
}

static void
emit_tables(struct iwmo_buffer *out, const struct iwmo_pattern *pattern, size_t number)
{
    size_t cells = (size_t)pattern->state_count * pattern->class_count;
    size_t per_line = pattern->class_count < 16 ? pattern->class_count : 16;

    emit_numbers(out, "uint8_t", "ascii", number, 128);
    for (size_t i = 0; i < 128; i++) {
        emit_separator(out, i, 16);
        iwmo_buffer_printf(out, "%d,", pattern->ascii[i]);
    }
    iwmo_buffer_text(out, "\n};\n");
    emit_ranges(out, pattern, number);
    emit_numbers(out, "uint16_t", "next", number, cells);
    for (size_t i = 0; i < cells; i++) {
        emit_separator(out, i, per_line);
        iwmo_buffer_printf(out, "%d,", pattern->next[i]);
    }
    iwmo_buffer_text(out, "\n};\n");
    emit_flags(out, "accepts", number, pattern->accepts, pattern->state_count);
    emit_flags(out, "rests", number, pattern->rests, pattern->state_count);
}

void
iwmo_emit_pattern(struct iwmo_buffer *out, const struct iwmo_pattern *pattern,
                  size_t number)
{
    emit_tables(out, pattern, number);
    iwmo_buffer_printf(out, "const struct iwmo_pattern iwmo_pattern_%zu = {\n", number);
    iwmo_buffer_text(out, "    .source = ");
    iwmo_emit_string(out, pattern->source);
    iwmo_buffer_printf(out,
                       ",\n    .state_count = %d,\n    .class_count = %d,\n"
                       "    .range_count = %d,\n    .ascii = ascii_%zu,\n",
                       pattern->state_count, pattern->class_count, pattern->range_count,
                       number);
    if (pattern->range_count > 0)
        iwmo_buffer_printf(out, "    .ranges = ranges_%zu,\n", number);
    iwmo_buffer_printf(out,
                       "    .next = next_%zu,\n    .accepts = accepts_%zu,\n"
                       "    .rests = rests_%zu,\n};\n\n",
                       number, number, number);
}
