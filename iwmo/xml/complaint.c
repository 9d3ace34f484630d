#include "xml/complaint.h"

#include <libxml/xmlerror.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/finding.h"

#define MAX_UTF8 4

static int
fault_of(int code)
{
    static const struct {
        int code, fault;
    } rows[] = {
        {XML_ERR_TAG_NAME_MISMATCH, FAULT_XML_MISMATCH},
        {XML_ERR_UNDECLARED_ENTITY, FAULT_XML_ENTITY},
        {XML_WAR_UNDECLARED_ENTITY, FAULT_XML_ENTITY},
        {XML_ERR_ATTRIBUTE_REDEFINED, FAULT_XML_ATTRIBUTE_TWICE},
        {XML_NS_ERR_ATTRIBUTE_REDEFINED, FAULT_XML_ATTRIBUTE_TWICE},
        {XML_ERR_NAME_REQUIRED, FAULT_XML_BARE_MARKUP},
        {XML_ERR_ENTITYREF_SEMICOL_MISSING, FAULT_XML_BARE_MARKUP},
        {XML_ERR_LT_IN_ATTRIBUTE, FAULT_XML_BARE_MARKUP},
        {XML_ERR_DOCUMENT_END, FAULT_XML_AFTER_ROOT},
        {XML_ERR_INVALID_CHAR, FAULT_XML_CHARACTER},
        {XML_ERR_INVALID_CHARREF, FAULT_XML_CHARACTER},
        {XML_ERR_INVALID_ENCODING, FAULT_XML_BAD_BYTES},
        {XML_ERR_NO_MEMORY, FAULT_XML_LIMIT},
        {XML_NS_ERR_UNDEFINED_NAMESPACE, FAULT_XML_PREFIX},
        {XML_NS_ERR_XML_NAMESPACE, FAULT_XML_PREFIX},
        {XML_NS_ERR_EMPTY, FAULT_XML_PREFIX},
        {XML_NS_ERR_QNAME, FAULT_XML_PREFIX},
        {XML_NS_ERR_COLON, FAULT_XML_PREFIX},
        {XML_ERR_NAME_TOO_LONG, FAULT_XML_LIMIT},
        {XML_ERR_INTERNAL_ERROR, FAULT_XML_LIMIT}, /* its own maxima */
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].code == code)
            return rows[i].fault;
    return FAULT_XML_MALFORMED;
}

/* Does the parser stand at bytes that are no UTF-8?  libxml2 has no code for that. */
static bool
is_at_bad_bytes(const xmlParserInput *input)
{
    struct iwmo_text rest = {(const char *)input->cur,
                             (size_t)(input->end - input->cur)};
    uint32_t code_point;

    return rest.size > 0 && !iwmo_utf8_next(&rest, &code_point);
}

/* The row of libxml2's code says most; the place says more.  Which of these codes bad
 * bytes get depends on where it stumbled over them. */
int
iwmo_complaint_fault(const xmlError *error, xmlParserCtxtPtr parser, unsigned depth,
                     bool has_root)
{
    int code = error->code, fault = fault_of(code);
    bool may_be_bytes = fault == FAULT_XML_CHARACTER ||
                        fault == FAULT_XML_BARE_MARKUP ||
                        fault == FAULT_XML_MALFORMED || code == XML_ERR_INTERNAL_ERROR;

    if (may_be_bytes && is_at_bad_bytes(parser->input))
        return FAULT_XML_BAD_BYTES;
    if (fault == FAULT_XML_BARE_MARKUP && depth == 0)
        return FAULT_XML_MALFORMED;
    if (fault == FAULT_XML_AFTER_ROOT && !has_root)
        return FAULT_XML_MALFORMED;
    return fault;
}

bool
iwmo_complaint_lacks_memory(const xmlError *error, xmlParserCtxtPtr parser)
{
    const xmlParserInput *input = parser->input;

    if (error->message == NULL ||
        (error->code == XML_ERR_TAG_NAME_MISMATCH && (!error->str1 || !error->str2)) ||
        (error->code == XML_ERR_UNDECLARED_ENTITY && !error->str1))
        return true;
    /* a namespace that could not be kept is called empty; the parser is behind its
     * value */
    if (error->code != XML_NS_ERR_XML_NAMESPACE || input->cur - input->base < 2)
        return false;
    return strstr(error->message, "Empty") != NULL && input->cur[-1] != input->cur[-2];
}

bool
iwmo_complaint_is_truncation(int code, uint64_t left_bytes)
{
    switch (code) {
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_CDATA_NOT_FINISHED:
    case XML_ERR_PI_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
        return true;
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_MISPLACED_CDATA_END:
        return false; /* wrong whatever follows */
    default:          /* libxml2 may stand before the last character, whole or not */
        return left_bytes < MAX_UTF8;
    }
}
