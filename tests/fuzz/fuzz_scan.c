/*
 * Any bytes as a message through both readers, which must agree on everything; and
 * bytes that choose a fixture and changes to it, because few bytes are a message.
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

#include "judges/agreement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(struct agreement *agreement, const void *bytes, size_t size)
{
    const char *what = agreement_check(agreement, bytes, size);

    if (what == NULL)
        return;
    fprintf(stderr, "fuzz_scan: %s differs:\n%s\n%s\n", what,
            agreement->ours.size ? agreement->ours.at : "",
            agreement->theirs.size ? agreement->theirs.at : "");
    abort();
}

static struct iwmo_buffer
load(const char *path)
{
    struct iwmo_buffer bytes = {0};
    char room[4096];
    FILE *file = fopen(path, "rb");
    size_t size;

    if (file == NULL) {
        fprintf(stderr, "fuzz_scan: run it where %s is\n", path);
        exit(2);
    }
    while ((size = fread(room, 1, sizeof(room), file)) > 0)
        iwmo_buffer_add(&bytes, room, size);
    fclose(file);
    return bytes;
}

/* The fixture that the first byte chooses; then, four bytes for each change, a place,
 * how many bytes go, and which piece comes there. */
static struct iwmo_buffer
patch(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"3.2/WMO301", "3.2/WMO323", "3.2/WMO319",
                                        "2.3/WMO303", "3.2/WMO305"};
    static const char *const pieces[] = {"",
                                         " ",
                                         "\n",
                                         "\r\n",
                                         "\t",
                                         "\r",
                                         "&amp;",
                                         "&lt;",
                                         "&#65;",
                                         "]]>",
                                         "]]&gt;",
                                         "<!---->",
                                         "<?a b?>",
                                         "\xC3\xA9",
                                         "\xED\xA0\x80",
                                         "\xEF\xBF\xBF",
                                         "\xF0\x9F\x98\x80",
                                         "<",
                                         ">",
                                         "&",
                                         "/",
                                         "'"};
    char path[64];

    snprintf(path, sizeof(path), "fixtures/%s/valid.xml", names[data[0] % 5]);
    struct iwmo_buffer from = load(path), to = {0};
    size_t at = 0;
    for (size_t i = 1; i + 4 <= size && at < from.size; i += 4) {
        size_t next = at + (data[i] * 256u + data[i + 1]) % (from.size - at + 1);
        const char *piece = pieces[data[i + 3] % (sizeof(pieces) / sizeof(pieces[0]))];
        iwmo_buffer_add(&to, from.at + at, next - at);
        iwmo_buffer_text(&to, piece);
        at = next + data[i + 2] % 3;
    }
    if (at < from.size)
        iwmo_buffer_add(&to, from.at + at, from.size - at);
    iwmo_buffer_release(&from);
    return to;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct agreement agreement; /* the fuzzer's, for its whole life */

    if (agreement.fast == NULL) {
        xmlInitParser();
        if (!agreement_init(&agreement))
            abort();
    }
    check(&agreement, data, size);
    if (size > 0) {
        struct iwmo_buffer bytes = patch(data, size);
        check(&agreement, bytes.at, bytes.size);
        iwmo_buffer_release(&bytes);
    }
    return 0;
}
