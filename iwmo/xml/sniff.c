#include "xml/sniff.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/finding.h"

struct magic {
    const char *bytes;
    size_t size;
    const char *name;
};

#define MAGIC(bytes, name)                                                             \
    {                                                                                  \
        bytes, sizeof(bytes) - 1, name                                                 \
    }

static bool
starts_with(const char *bytes, size_t size, const char *magic, size_t magic_size)
{
    return size >= magic_size && memcmp(bytes, magic, magic_size) == 0;
}

static const char *
binary_name(const char *bytes, size_t size)
{
    static const struct magic rows[] = {
        MAGIC("PK\x03\x04", "ZIP"),
        MAGIC("\x1F\x8B", "gzip"),
        MAGIC("%PDF", "PDF"),
        MAGIC("\xD0\xCF\x11\xE0", "Office"),
        MAGIC("\x89PNG", "PNG"),
        MAGIC("\xFF\xD8\xFF", "JPEG"),
        MAGIC("7z\xBC\xAF", "7-Zip"),
        MAGIC("SQLite format 3", "SQLite"),
        MAGIC("-----BEGIN ", "PEM"),
        MAGIC("BZh", "bzip2"),
        MAGIC("\xFD"
              "7zXZ",
              "xz"),
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (starts_with(bytes, size, rows[i].bytes, rows[i].size))
            return rows[i].name;
    return memchr(bytes, '\0', size) != NULL ? "NUL" : NULL;
}

/* ---- encodings ---- */

static bool
find_mark(struct iwmo_sniff *sniff, const char *bytes, size_t size)
{
    static const struct {
        struct magic mark;
        size_t bom_size;
    } rows[] = {
        {MAGIC("\xEF\xBB\xBF", "UTF-8"), 3},    {MAGIC("\xFF\xFE\0\0", "UTF-32LE"), 4},
        {MAGIC("\0\0\xFE\xFF", "UTF-32BE"), 4}, {MAGIC("\xFE\xFF", "UTF-16BE"), 2},
        {MAGIC("\xFF\xFE", "UTF-16LE"), 2},     {MAGIC("\0<\0?", "UTF-16BE"), 0},
        {MAGIC("<\0?\0", "UTF-16LE"), 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (!starts_with(bytes, size, rows[i].mark.bytes, rows[i].mark.size))
            continue;
        sniff->bom_size = rows[i].bom_size;
        sniff->has_bom = rows[i].bom_size > 0;
        snprintf(sniff->encoding, sizeof(sniff->encoding), "%s", rows[i].mark.name);
        return true;
    }
    return false;
}

/* The declaration was read a byte at a time, so it is not in this encoding. */
static bool
is_wide(const char *encoding)
{
    static const char *const starts[] = {"UTF-16", "UTF-32", "UCS-", "ISO-10646",
                                         "UTF16"};

    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
        if (strncasecmp(encoding, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* encoding="..." of the XML declaration, when there is one. */
static void
find_declared(struct iwmo_sniff *sniff, const char *bytes, size_t size)
{
    char head[IWMO_SNIFF_BYTES + 1];

    if (size > IWMO_SNIFF_BYTES)
        size = IWMO_SNIFF_BYTES;
    memcpy(head, bytes, size);
    head[size] = '\0';
    if (strncmp(head, "<?xml", 5) != 0 || strchr(" \t\r\n", head[5]) == NULL)
        return;
    char *end = strstr(head, "?>");
    if (end == NULL)
        return;
    *end = '\0';
    char quote[2], name[IWMO_ENCODING_NAME];
    const char *at = strstr(head, "encoding");
    if (at != NULL &&
        sscanf(at, "encoding = %1[\"']%40[A-Za-z0-9._:-]", quote, name) == 2)
        snprintf(sniff->encoding, sizeof(sniff->encoding), "%s", name);
}

/* ---- what it is instead of XML ---- */

static bool
is_html(struct iwmo_text text)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body"};

    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        size_t length = strlen(starts[i]);
        if (text.size >= length && strncasecmp(text.at, starts[i], length) == 0)
            return true;
    }
    return false;
}

/* Old fixed-width format: record type 01, then a message code. */
static bool
is_ei(struct iwmo_text text)
{
    if (text.size < 20 || memcmp(text.at, "01", 2) != 0)
        return false;
    for (size_t i = 2; i < 10; i++)
        if (!isdigit((unsigned char)text.at[i]))
            return false;
    return true;
}

static int
fault_of(struct iwmo_text text)
{
    bool is_all = text.size < IWMO_SNIFF_BYTES;

    text = iwmo_text_trim(text);
    if (text.size == 0)
        return is_all ? FAULT_FILE_EMPTY : -1;
    if (is_html(text))
        return FAULT_FILE_HTML;
    if (is_ei(text))
        return FAULT_FILE_EI;
    return text.at[0] == '<' ? -1 : FAULT_FILE_NOT_XML;
}

struct iwmo_sniff
iwmo_sniff(const char *bytes, size_t size)
{
    struct iwmo_sniff sniff = {.fault = -1, .encoding = "UTF-8"};

    bool is_marked = find_mark(&sniff, bytes, size);
    if (is_marked && strcmp(sniff.encoding, "UTF-8") != 0)
        return sniff; /* only a decoder can tell more */
    find_declared(&sniff, bytes + sniff.bom_size, size - sniff.bom_size);
    sniff.is_utf8 = strcasecmp(sniff.encoding, "UTF-8") == 0;
    sniff.reads_as_utf8 = sniff.is_utf8 || is_marked || is_wide(sniff.encoding);

    sniff.what = binary_name(bytes, size);
    if (sniff.what != NULL)
        sniff.fault = FAULT_FILE_BINARY;
    else
        sniff.fault =
            fault_of((struct iwmo_text){bytes + sniff.bom_size, size - sniff.bom_size});
    return sniff;
}
