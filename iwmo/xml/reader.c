#include "xml/reader_inner.h"

#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "model/finding.h"
#include "xml/complaint.h"

/* Not XML_PARSE_NOERROR, which from libxml2 2.13 on silences on_error() too. */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_IGNORE_ENC)
#if LIBXML_VERSION < 21400
#define ENCODING NULL /* a name costs a conversion there */
#else
#define ENCODING "UTF-8" /* without a name it guesses, whatever the options */
#endif
#define MAX_NAMES      16384 /* then the names are thrown away, between messages */
#define MAX_NAME_BYTES ((size_t)1 << 20)

/* ---- life of a reader ---- */

static void
fill_limits(struct iwmo_limits *limits)
{
    if (limits->message_bytes == 0)
        limits->message_bytes = IWMO_MAX_MESSAGE_BYTES;
    if (limits->depth == 0)
        limits->depth = IWMO_MAX_DEPTH;
    if (limits->attributes == 0)
        limits->attributes = IWMO_MAX_ATTRIBUTES;
}

struct iwmo_reader *
iwmo_reader_new(const struct iwmo_limits *limits)
{
    struct iwmo_reader *reader = calloc(1, sizeof(*reader));
    if (reader == NULL)
        return NULL;
    reader->limits = *limits;
    fill_limits(&reader->limits);
    reader->attributes = calloc(reader->limits.attributes, sizeof(*reader->attributes));
    reader->open = calloc(reader->limits.depth, sizeof(*reader->open));
    if (reader->attributes != NULL && reader->open != NULL)
        return reader;
    iwmo_reader_free(reader);
    return NULL;
}

void
iwmo_reader_free(struct iwmo_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->parser != NULL)
        xmlFreeParserCtxt(reader->parser);
    iwmo_window_release(&reader->window);
    free(reader->attributes);
    free(reader->bindings);
    free(reader->open);
    free(reader);
}

const char *
iwmo_reader_intern(struct iwmo_reader *reader, const char *name)
{
    return (const char *)xmlDictLookup(reader->parser->dict, (const xmlChar *)name, -1);
}

unsigned
iwmo_reader_generation(const struct iwmo_reader *reader)
{
    return reader->generation;
}

static bool
has_room_for_names(const struct iwmo_reader *reader)
{
    xmlDictPtr names = reader->parser->dict;

    return xmlDictSize(names) <= MAX_NAMES && xmlDictGetUsage(names) <= MAX_NAME_BYTES;
}

/* A parser whose names are few enough, ready for a new message.  Not before there is
 * one: most are never given to libxml2. */
static enum iwmo_status
renew_parser(struct iwmo_reader *reader)
{
    if (reader->parser == NULL || !has_room_for_names(reader)) {
        xmlParserCtxtPtr parser = iwmo_reader_make_parser(reader);
        if (parser == NULL)
            return IWMO_NO_MEMORY;
        if (reader->parser != NULL)
            xmlFreeParserCtxt(reader->parser);
        reader->parser = parser;
        reader->generation++;
    }
    /* a new one as well: until its first reset it guesses encodings */
    if (xmlCtxtResetPush(reader->parser, NULL, 0, NULL, ENCODING) != 0)
        return IWMO_NO_MEMORY;
    xmlCtxtUseOptions(reader->parser, PARSE_OPTIONS);
    return IWMO_OK;
}

enum iwmo_status
iwmo_reader_begin(struct iwmo_reader *reader, struct iwmo_events events)
{
    reader->events = events;
    reader->status = IWMO_OK;
    reader->state = IWMO_READING_OPEN;
    reader->depth = 0;
    reader->binding_count = 0;
    reader->has_begun = reader->has_root = false;
    reader->bom_size = 0;
    reader->fed_bytes = 0;
    reader->carry_size = 0;
    reader->text_from = 0;
    reader->code = XML_ERR_OK;
    reader->is_in_opening = false;
    reader->fault = (struct iwmo_reader_fault){0};
    iwmo_window_reset(&reader->window);
    return renew_parser(reader);
}

/* ---- feeding ---- */

/* Bytes at the end of `bytes` that only begin a character or a ]]>: 0 to 3.  libxml2
 * overlooks a ]]> of which it gets a part. */
static size_t
incomplete_size(const char *bytes, size_t size)
{
    size_t back = 0;

    if (size > 0 && bytes[size - 1] == ']')
        return size > 1 && bytes[size - 2] == ']' ? 2 : 1;
    while (back < IWMO_READER_CARRY - 1 && back < size) {
        unsigned char byte = (unsigned char)bytes[size - 1 - back];
        back++;
        if ((byte & 0xC0) == 0x80)
            continue;
        size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return whole > back ? back : 0;
    }
    return 0;
}

/* libxml2 looks for a byte order mark only when it guesses the encoding. */
static size_t
find_bom(struct iwmo_reader *reader, const char *bytes, size_t size)
{
    static const char bom[] = {'\xEF', '\xBB', '\xBF'};

    if (reader->has_begun || size < sizeof(bom) || memcmp(bytes, bom, sizeof(bom)) != 0)
        return 0;
    iwmo_window_walk(&reader->window, sizeof(bom));
    reader->window.here.column = 1; /* no editor counts it */
    reader->bom_size = sizeof(bom);
    return sizeof(bom);
}

/* Give libxml2 bytes.  It may give up without a word, when its own memory runs out:
 * what it returns and is not one of the errors that on_error() lets pass is no success.
 */
static void
give(struct iwmo_reader *reader, const char *bytes, size_t size, int is_end)
{
    int code = xmlParseChunk(reader->parser, bytes, (int)size, is_end);

    if (code != XML_ERR_OK && !iwmo_reader_lets_pass(code))
        iwmo_reader_heed(reader, IWMO_NO_MEMORY);
}

/* Of CDATA without end libxml2 takes 300 bytes a call, however much there is. */
static void
parse_cdata(struct iwmo_reader *reader)
{
    uint64_t before = UINT64_MAX;

    while (reader->state == IWMO_READING_OPEN && iwmo_reader_offset(reader) != before) {
        before = iwmo_reader_offset(reader);
        give(reader, NULL, 0, 0);
    }
}

static void
parse(struct iwmo_reader *reader, const char *bytes, size_t size)
{
    if (size == 0 || reader->state != IWMO_READING_OPEN)
        return;
    size_t bom = find_bom(reader, bytes, size);
    reader->has_begun = true;
    bytes += bom;
    size -= bom;
    if (size == 0)
        return;
    give(reader, bytes, size, 0);
    parse_cdata(reader);
    if (reader->state == IWMO_READING_OPEN)
        iwmo_window_walk(&reader->window, iwmo_reader_offset(reader));
}

enum iwmo_status
iwmo_reader_feed(struct iwmo_reader *reader, const char *bytes, size_t size)
{
    if (reader->state != IWMO_READING_OPEN || size == 0)
        return reader->status;
    reader->fed_bytes += size;
    if (reader->fed_bytes > reader->limits.message_bytes) {
        iwmo_reader_refuse(reader, FAULT_XML_LIMIT, "bytes");
        return reader->status;
    }
    if (iwmo_window_add(&reader->window, bytes, size) != IWMO_OK)
        return IWMO_NO_MEMORY;
    /* libxml2 never gets half of anything: complete what was carried, carry the rest */
    while (reader->carry_size > 0 && size > 0) {
        reader->carry[reader->carry_size++] = *bytes++;
        size--;
        size_t part = incomplete_size(reader->carry, reader->carry_size);
        parse(reader, reader->carry, reader->carry_size - part);
        memmove(reader->carry, reader->carry + reader->carry_size - part, part);
        reader->carry_size = part;
    }
    size_t part = incomplete_size(bytes, size);
    parse(reader, bytes, size - part);
    if (part > 0 && reader->state == IWMO_READING_OPEN) {
        memcpy(reader->carry, bytes + size - part, part);
        reader->carry_size = part;
    }
    return reader->status;
}

/* Is the fault at hand that the bytes ended inside the message? */
static bool
is_truncated(const struct iwmo_reader *reader)
{
    if (reader->state != IWMO_READING_MALFORMED || reader->depth == 0)
        return false;
    if (reader->fault.fault == FAULT_XML_BAD_BYTES)
        return reader->carry_size > 0; /* the bytes that are there begin a character */
    uint64_t left_bytes = reader->fed_bytes - reader->fault.at.offset;
    return (reader->is_in_opening && left_bytes < sizeof("<![CDATA[")) ||
           iwmo_complaint_is_truncation(reader->code, left_bytes);
}

enum iwmo_status
iwmo_reader_finish(struct iwmo_reader *reader)
{
    if (reader->state != IWMO_READING_OPEN)
        return reader->status;
    parse(reader, reader->carry, reader->carry_size);
    if (reader->state == IWMO_READING_OPEN)
        give(reader, NULL, 0, 1);
    if (!reader->has_root || reader->depth > 0)
        iwmo_reader_heed(reader, IWMO_NO_MEMORY);
    if (reader->state == IWMO_READING_OPEN)
        reader->state = IWMO_READING_COMPLETE;
    bool is_cut = is_truncated(reader);
    if (is_cut || reader->state == IWMO_READING_COMPLETE)
        iwmo_window_walk(&reader->window, UINT64_MAX);
    if (is_cut) {
        const char *open = reader->open[reader->depth - 1];
        reader->fault = (struct iwmo_reader_fault){
            .fault = FAULT_XML_TRUNCATED,
            .at = reader->window.here,
            .name = iwmo_reader_keep_words(reader->name, open),
        };
    }
    return reader->status;
}

/* ---- questions ---- */

enum iwmo_reading
iwmo_reader_state(const struct iwmo_reader *reader)
{
    return reader->state;
}

const struct iwmo_reader_fault *
iwmo_reader_fault(const struct iwmo_reader *reader)
{
    return &reader->fault;
}

struct iwmo_position
iwmo_reader_position(struct iwmo_reader *reader)
{
    return iwmo_window_walk(&reader->window, iwmo_reader_offset(reader));
}

struct iwmo_position
iwmo_reader_text_position(struct iwmo_reader *reader)
{
    return iwmo_window_walk_white(&reader->window, reader->text_from);
}

const char *
iwmo_reader_space(struct iwmo_reader *reader, struct iwmo_text prefix)
{
    for (size_t i = reader->binding_count; i-- > 0;) {
        const char *bound = reader->bindings[i].prefix;
        if (bound == NULL ? prefix.size == 0 : iwmo_text_equals(prefix, bound))
            return reader->bindings[i].space;
    }
    return NULL;
}

struct iwmo_line_ends
iwmo_reader_line_ends(const struct iwmo_reader *reader)
{
    return (struct iwmo_line_ends){reader->window.crlf, reader->window.lf,
                                   reader->window.first_lf};
}
