#include "xml/decoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define REPLACEMENT   "\xEF\xBF\xBD" /* U+FFFD */
#define MAX_CHARACTER 8 /* bytes of one character in any encoding, with its shifts */

struct iwmo_decoder {
    iconv_t iconv;
    size_t unit_size; /* bytes to pass over when they mean nothing */
    char carry[MAX_CHARACTER];
    size_t carry_size;
};

/* What old programs really write.  No encodings with states (UTF-7, ISO-2022): they
 * have been the way into many a decoder, and what they mean may depend on where a chunk
 * ends. */
static bool
is_trusted(const char *encoding)
{
    static const char *const starts[] = {
        "UTF-16", "UTF-32",      "UTF8",  "ISO-8859-", "ISO8859-",  "ISO_8859-",
        "LATIN",  "L1",          "CP125", "CP437",     "CP850",     "IBM437",
        "IBM850", "WINDOWS-125", "ASCII", "US-ASCII",  "MACINTOSH",
    };

    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
        if (strncasecmp(encoding, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

struct iwmo_decoder *
iwmo_decoder_new(const char *encoding)
{
    if (!is_trusted(encoding)) {
        errno = EINVAL;
        return NULL;
    }
    struct iwmo_decoder *decoder = calloc(1, sizeof(*decoder));
    if (decoder == NULL)
        return NULL; /* errno is ENOMEM */
    errno = 0;
    decoder->iconv = iconv_open("UTF-8", encoding);
    if (decoder->iconv == (iconv_t)-1) {
        bool is_unknown = errno == EINVAL; /* out of memory, glibc may say nothing */
        free(decoder);
        errno = is_unknown ? EINVAL : ENOMEM;
        return NULL;
    }
    decoder->unit_size = strncasecmp(encoding, "UTF-16", 6) == 0   ? 2
                         : strncasecmp(encoding, "UTF-32", 6) == 0 ? 4
                                                                   : 1;
    return decoder;
}

/* Decode what can be decoded; `*bytes` and `*size` are moved past it. */
static void
decode(struct iwmo_decoder *decoder, char **bytes, size_t *size,
       struct iwmo_buffer *out)
{
    char room[4096];

    while (*size > 0) {
        char *to = room;
        size_t left = sizeof(room);
        size_t result = iconv(decoder->iconv, bytes, size, &to, &left);
        iwmo_buffer_add(out, room, (size_t)(to - room));
        if (result != (size_t)-1 || errno == E2BIG)
            continue;
        if (errno == EINVAL && *size < MAX_CHARACTER)
            return; /* the rest comes with the next bytes */
        iwmo_buffer_text(out, REPLACEMENT);
        size_t gone = decoder->unit_size < *size ? decoder->unit_size : *size;
        *bytes += gone;
        *size -= gone;
    }
}

enum iwmo_status
iwmo_decoder_feed(struct iwmo_decoder *decoder, const char *bytes, size_t size,
                  struct iwmo_buffer *out)
{
    iwmo_buffer_reset(out);
    while (decoder->carry_size > 0 && size > 0) {
        char joined[MAX_CHARACTER];
        char *at = joined;
        decoder->carry[decoder->carry_size++] = *bytes++;
        size--;
        memcpy(joined, decoder->carry, decoder->carry_size);
        size_t left = decoder->carry_size;
        decode(decoder, &at, &left, out);
        memmove(decoder->carry, at, left);
        decoder->carry_size = left;
    }
    char *at = (char *)bytes; /* iconv's signature; it does not write there */
    decode(decoder, &at, &size, out);
    if (size > 0) {
        memcpy(decoder->carry, at, size);
        decoder->carry_size = size;
    }
    return out->failed;
}

enum iwmo_status
iwmo_decoder_finish(struct iwmo_decoder *decoder, struct iwmo_buffer *out)
{
    iwmo_buffer_reset(out);
    if (decoder->carry_size > 0)
        iwmo_buffer_text(out, REPLACEMENT);
    decoder->carry_size = 0;
    return out->failed;
}

void
iwmo_decoder_free(struct iwmo_decoder *decoder)
{
    if (decoder == NULL)
        return;
    iconv_close(decoder->iconv);
    free(decoder);
}
