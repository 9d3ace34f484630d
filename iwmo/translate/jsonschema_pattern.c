#include "translate/jsonschema.h"

static const char *
outside_class(char c)
{
    switch (c) {
    case '.':
        return "[^\\n\\r]";
    case '^':
        return "\\^";
    case '$':
        return "\\$";
    default:
        return NULL;
    }
}

void
iwmo_jsonschema_pattern(const char *source, struct iwmo_buffer *out)
{
    unsigned depth = 0; /* of classes: XSD has [a-z-[aeiou]] */

    iwmo_buffer_text(out, "^(?:");
    for (const char *at = source; *at != '\0'; at++) {
        const char *instead = depth == 0 ? outside_class(*at) : NULL;
        if (*at == '\\' && at[1] != '\0') {
            at++;
            if (*at == 's')
                iwmo_buffer_text(out, depth > 0 ? " \\t\\n\\r" : "[ \\t\\n\\r]");
            else if (*at == 'S' && depth == 0)
                iwmo_buffer_text(out, "[^ \\t\\n\\r]");
            else if (*at == 'd')
                iwmo_buffer_text(out, "\\p{Nd}");
            else
                iwmo_buffer_printf(out, "\\%c", *at);
            continue;
        }
        depth += *at == '[';
        depth -= *at == ']' && depth > 0;
        if (instead != NULL)
            iwmo_buffer_text(out, instead);
        else
            iwmo_buffer_char(out, *at);
    }
    iwmo_buffer_text(out, ")$");
}
