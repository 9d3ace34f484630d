#include "xml/reader_inner.h"

#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

#include "model/finding.h"
#include "xml/complaint.h"

/*
 * Reader: what libxml2 says, as our events and our faults.
 */

/* ---- ending a message early ---- */

static void
stop(struct iwmo_reader *reader, enum iwmo_reading state)
{
    if (reader->state != IWMO_READING_OPEN)
        return;
    reader->state = state;
    xmlStopParser(reader->parser);
}

const char *
iwmo_reader_keep_words(char room[IWMO_READER_WORDS], const char *words)
{
    if (words == NULL)
        return NULL;
    size_t size = strlen(words);
    while (size > 0 && strchr("\n ", words[size - 1]) != NULL)
        size--;
    if (size >= IWMO_READER_WORDS) {
        size = IWMO_READER_WORDS - 1;
        while (size > 0 && ((unsigned char)words[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(room, words, size);
    room[size] = '\0';
    return room;
}

uint64_t
iwmo_reader_offset(const struct iwmo_reader *reader)
{
    const xmlParserInput *input = reader->parser->input;

    if (input == NULL)
        return 0;
    return reader->bom_size + input->consumed + (uint64_t)(input->cur - input->base);
}

/* Of a misplaced ]]> libxml2 may still stand where the text began. */
static struct iwmo_position
fault_position(struct iwmo_reader *reader)
{
    if (reader->code == XML_ERR_MISPLACED_CDATA_END)
        return iwmo_window_walk_to(&reader->window, iwmo_reader_offset(reader), "]]>");
    return iwmo_reader_position(reader);
}

static void
note_fault(struct iwmo_reader *reader, int fault, const char *name, const char *other)
{
    reader->fault.fault = fault;
    reader->fault.at = fault_position(reader);
    reader->fault.name = iwmo_reader_keep_words(reader->name, name);
    reader->fault.other = iwmo_reader_keep_words(reader->other, other);
}

void
iwmo_reader_refuse(struct iwmo_reader *reader, int fault, const char *other)
{
    if (reader->state != IWMO_READING_OPEN)
        return;
    note_fault(reader, fault, NULL, other);
    stop(reader, IWMO_READING_REFUSED);
}

void
iwmo_reader_heed(struct iwmo_reader *reader, enum iwmo_status status)
{
    if (status == IWMO_OK || reader->state != IWMO_READING_OPEN)
        return;
    reader->status = status;
    stop(reader, IWMO_READING_STOPPED);
}

/* ---- libxml2's events ---- */

/* Place of the < of the start tag that the parser has just read. */
static struct iwmo_position
tag_position(struct iwmo_reader *reader)
{
    const xmlParserInput *input = reader->parser->input;
    size_t read = (size_t)(input->cur - input->base);
    const xmlChar *at = memrchr(input->base, '<', read);

    if (at == NULL)
        at = input->base;
    return iwmo_window_walk(&reader->window,
                            iwmo_reader_offset(reader) - (uint64_t)(input->cur - at));
}

/* Keep what an element declares, pairs of prefix and namespace. */
static enum iwmo_status
bind(struct iwmo_reader *reader, const xmlChar **namespaces, size_t count)
{
    if (reader->binding_max - reader->binding_count < count) {
        size_t max = 2 * (reader->binding_count + count);
        void *more = realloc(reader->bindings, max * sizeof(*reader->bindings));
        if (more == NULL)
            return IWMO_NO_MEMORY;
        reader->bindings = more;
        reader->binding_max = max;
    }
    for (size_t i = 0; i < count; i++) {
        const xmlChar *space = namespaces[2 * i + 1];
        reader->bindings[reader->binding_count++] = (struct iwmo_reader_binding){
            .prefix = (const char *)namespaces[2 * i],
            .space = space != NULL ? (const char *)space : "",
            .depth = reader->depth,
        };
    }
    return IWMO_OK;
}

static void
unbind(struct iwmo_reader *reader)
{
    while (reader->binding_count > 0 &&
           reader->bindings[reader->binding_count - 1].depth == reader->depth)
        reader->binding_count--;
}

static void
on_start(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
         int namespace_count, const xmlChar **namespaces, int attribute_count,
         int defaulted_count, const xmlChar **attributes)
{
    struct iwmo_reader *reader = self;
    (void)defaulted_count;

    if (reader->state != IWMO_READING_OPEN)
        return;
    reader->has_root = true;
    if (++reader->depth > reader->limits.depth) {
        iwmo_reader_refuse(reader, FAULT_XML_LIMIT, "depth");
        return;
    }
    if ((unsigned)attribute_count > reader->limits.attributes) {
        iwmo_reader_refuse(reader, FAULT_XML_LIMIT, "attributes");
        return;
    }
    reader->open[reader->depth - 1] = (const char *)name;
    if (namespace_count > 0)
        iwmo_reader_heed(reader, bind(reader, namespaces, (size_t)namespace_count));
    if (reader->state != IWMO_READING_OPEN)
        return;
    for (int i = 0; i < attribute_count; i++) {
        const xmlChar **row = attributes + 5 * i; /* name, prefix, space, from, to */
        reader->attributes[i] = (struct iwmo_attribute){
            .name = (const char *)row[0],
            .space = (const char *)row[2],
            .value = {(const char *)row[3], (size_t)(row[4] - row[3])},
        };
    }
    struct iwmo_tag tag = {
        .name = (const char *)name,
        .space = (const char *)space,
        .prefix = (const char *)prefix,
        .attributes = reader->attributes,
        .attribute_count = (size_t)attribute_count,
        .at = tag_position(reader),
    };
    reader->text_from = iwmo_reader_offset(reader) + 1; /* it stands at the > */
    iwmo_reader_heed(reader, reader->events.start(reader->events.self, &tag));
}

static void
on_end(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct iwmo_reader *reader = self;
    (void)name, (void)prefix, (void)space;

    if (reader->state != IWMO_READING_OPEN)
        return;
    unbind(reader);
    reader->depth--;
    reader->text_from = iwmo_reader_offset(reader);
    iwmo_reader_heed(reader, reader->events.end(reader->events.self));
}

static void
on_text(void *self, const xmlChar *at, int size)
{
    struct iwmo_reader *reader = self;

    if (reader->state != IWMO_READING_OPEN)
        return;
    iwmo_reader_heed(reader, reader->events.text(reader->events.self, (const char *)at,
                                                 (size_t)size));
}

static void
on_doctype(void *self, const xmlChar *name, const xmlChar *external,
           const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    iwmo_reader_refuse(self, FAULT_XML_DOCTYPE, NULL);
}

/* ---- what libxml2 calls errors ---- */

bool
iwmo_reader_lets_pass(int code)
{
    switch (code) {
    case XML_NS_ERR_UNDEFINED_NAMESPACE: /* of an element or attribute: a finding */
    case XML_WAR_NS_URI: /* a namespace need not be a good URI to be a name */
    case XML_WAR_NS_URI_RELATIVE:
        return true;
    default:
        return false;
    }
}

/* Are the bytes from the < on part of an opening?  At the end libxml2 2.14 calls them a
 * wrong name. */
static bool
stands_in_opening(const xmlParserInput *input)
{
    static const char *const openings[] = {"<![CDATA[", "<!--"};
    const xmlChar *at = input->cur;

    if (at > input->base && at[-1] == '<')
        at--;
    size_t size = (size_t)(input->end - at);
    for (size_t i = 0; i < 2; i++)
        if (size > 1 && size < strlen(openings[i]) &&
            memcmp(at, openings[i], size) == 0)
            return true;
    return false;
}

#if LIBXML_VERSION < 21200
typedef xmlError error_told;
#else
typedef const xmlError error_told;
#endif

static void
on_error(void *self, error_told *error)
{
    struct iwmo_reader *reader = self;

    if (reader->state != IWMO_READING_OPEN || error->level < XML_ERR_ERROR ||
        reader->parser == NULL) /* while it is made; that fails anyway */
        return;
    if (iwmo_reader_lets_pass(error->code))
        return;
    if (xmlDictGetUsage(reader->parser->dict) > XML_MAX_DICTIONARY_LIMIT) {
        iwmo_reader_refuse(reader, FAULT_XML_LIMIT, "names");
        return;
    }
    if (error->code == XML_ERR_NO_MEMORY ||
        iwmo_complaint_lacks_memory(error, reader->parser)) {
        iwmo_reader_heed(reader, IWMO_NO_MEMORY);
        return;
    }
    int fault =
        iwmo_complaint_fault(error, reader->parser, reader->depth, reader->has_root);
    reader->code = error->code;
    reader->is_in_opening = stands_in_opening(reader->parser->input);
    switch (fault) {
    case FAULT_XML_MISMATCH:
        note_fault(reader, fault, error->str1, error->str2);
        break;
    case FAULT_XML_ENTITY:
        note_fault(reader, fault, NULL, error->str1);
        break;
    case FAULT_XML_PREFIX:
        note_fault(reader, fault, error->str2 ? error->str2 : error->str1, NULL);
        break;
    case FAULT_XML_MALFORMED: {
        bool is_empty = error->code == XML_ERR_DOCUMENT_END && !reader->has_root;
        note_fault(reader, fault, NULL,
                   is_empty ? "there is no element in it" : error->message);
        break;
    }
    case FAULT_XML_LIMIT:
        note_fault(reader, fault, NULL, error->message);
        break;
    default:
        note_fault(reader, fault, NULL, NULL);
    }
    stop(reader,
         fault == FAULT_XML_LIMIT ? IWMO_READING_REFUSED : IWMO_READING_MALFORMED);
}

static void
on_remark(struct iwmo_reader *reader)
{
    if (reader->state == IWMO_READING_OPEN)
        reader->text_from = iwmo_reader_offset(reader);
}

static void
on_comment(void *self, const xmlChar *text)
{
    (void)text;
    on_remark(self);
}

static void
on_instruction(void *self, const xmlChar *target, const xmlChar *data)
{
    (void)target, (void)data;
    on_remark(self);
}

xmlParserCtxtPtr
iwmo_reader_make_parser(struct iwmo_reader *reader)
{
    xmlSAXHandler handlers = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text, /* the same: libxml2 need not tell them apart */
        .cdataBlock = on_text,
        .comment = on_comment,
        .processingInstruction = on_instruction,
        .internalSubset = on_doctype,
        .serror = on_error,
    };
    return xmlCreatePushParserCtxt(&handlers, reader, NULL, 0, NULL);
}
