#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/uri.h>

#include "cli/late/late.h"

#if LIBXML_VERSION < 21200
typedef xmlError error_told;
#else
typedef const xmlError error_told;
#endif

#define ROWS(FUNCTION, PROCEDURE)                                                      \
    FUNCTION(2, xmlNodePtr, xmlAddChild, xmlNodePtr, xmlNodePtr)                       \
    FUNCTION(2, xmlNodePtr, xmlAddPrevSibling, xmlNodePtr, xmlNodePtr)                 \
    PROCEDURE(1, xmlCatalogSetDefaults, xmlCatalogAllow)                               \
    FUNCTION(5, xmlParserCtxtPtr, xmlCreatePushParserCtxt, xmlSAXHandlerPtr, void *,   \
             const char *, int, const char *)                                          \
    FUNCTION(1, error_told *, xmlCtxtGetLastError, void *)                             \
    FUNCTION(6, xmlDocPtr, xmlCtxtReadMemory, xmlParserCtxtPtr, const char *, int,     \
             const char *, const char *, int)                                          \
    FUNCTION(5, int, xmlCtxtResetPush, xmlParserCtxtPtr, const char *, int,            \
             const char *, const char *)                                               \
    FUNCTION(2, int, xmlCtxtUseOptions, xmlParserCtxtPtr, int)                         \
    FUNCTION(1, size_t, xmlDictGetUsage, xmlDictPtr)                                   \
    FUNCTION(3, const xmlChar *, xmlDictLookup, xmlDictPtr, const xmlChar *, int)      \
    FUNCTION(1, int, xmlDictSize, xmlDictPtr)                                          \
    FUNCTION(3, xmlNodePtr, xmlDocCopyNode, xmlNodePtr, xmlDocPtr, int)                \
    FUNCTION(1, xmlNodePtr, xmlDocGetRootElement, const xmlDoc *)                      \
    FUNCTION(2, xmlNodePtr, xmlDocSetRootElement, xmlDocPtr, xmlNodePtr)               \
    FUNCTION(1, xmlNodePtr, xmlFirstElementChild, xmlNodePtr)                          \
    PROCEDURE(1, xmlFreeDoc, xmlDocPtr)                                                \
    PROCEDURE(1, xmlFreeNode, xmlNodePtr)                                              \
    PROCEDURE(1, xmlFreeNsList, xmlNsPtr)                                              \
    PROCEDURE(1, xmlFreeParserCtxt, xmlParserCtxtPtr)                                  \
    FUNCTION(1, long, xmlGetLineNo, const xmlNode *)                                   \
    FUNCTION(2, xmlChar *, xmlGetNoNsProp, const xmlNode *, const xmlChar *)           \
    FUNCTION(2, xmlAttrPtr, xmlHasProp, const xmlNode *, const xmlChar *)              \
    FUNCTION(1, int, xmlIsBlankNode, const xmlNode *)                                  \
    FUNCTION(4, xmlNodePtr, xmlNewChild, xmlNodePtr, xmlNsPtr, const xmlChar *,        \
             const xmlChar *)                                                          \
    FUNCTION(4, xmlNodePtr, xmlNewDocNode, xmlDocPtr, xmlNsPtr, const xmlChar *,       \
             const xmlChar *)                                                          \
    FUNCTION(2, xmlParserInputPtr, xmlNewInputFromFile, xmlParserCtxtPtr,              \
             const char *)                                                             \
    FUNCTION(3, xmlNsPtr, xmlNewNs, xmlNodePtr, const xmlChar *, const xmlChar *)      \
    FUNCTION(4, xmlAttrPtr, xmlNewNsProp, xmlNodePtr, xmlNsPtr, const xmlChar *,       \
             const xmlChar *)                                                          \
    FUNCTION(0, xmlParserCtxtPtr, xmlNewParserCtxt, void)                              \
    FUNCTION(3, xmlAttrPtr, xmlNewProp, xmlNodePtr, const xmlChar *, const xmlChar *)  \
    FUNCTION(4, int, xmlMemGet, xmlFreeFunc *, xmlMallocFunc *, xmlReallocFunc *,      \
             xmlStrdupFunc *)                                                          \
    FUNCTION(1, xmlChar *, xmlNodeGetContent, const xmlNode *)                         \
    FUNCTION(4, int, xmlParseChunk, xmlParserCtxtPtr, const char *, int, int)          \
    FUNCTION(3, xmlDocPtr, xmlReadFile, const char *, const char *, int)               \
    FUNCTION(5, xmlDocPtr, xmlReadMemory, const char *, int, const char *,             \
             const char *, int)                                                        \
    FUNCTION(1, int, xmlRemoveProp, xmlAttrPtr)                                        \
    FUNCTION(1, int, xmlSAX2GetLineNumber, void *)                                     \
    FUNCTION(3, xmlNsPtr, xmlSearchNs, xmlDocPtr, xmlNodePtr, const xmlChar *)         \
    PROCEDURE(1, xmlSetExternalEntityLoader, xmlExternalEntityLoader)                  \
    PROCEDURE(2, xmlSetGenericErrorFunc, void *, xmlGenericErrorFunc)                  \
    PROCEDURE(2, xmlSetNs, xmlNodePtr, xmlNsPtr)                                       \
    PROCEDURE(1, xmlStopParser, xmlParserCtxtPtr)                                      \
    FUNCTION(2, int, xmlStrEqual, const xmlChar *, const xmlChar *)                    \
    FUNCTION(3, char *, xmlURIUnescapeString, const char *, int, char *)               \
    PROCEDURE(1, xmlUnlinkNode, xmlNodePtr)                                            \
    FUNCTION(2, int, xmlValidateNCName, const xmlChar *, int)                          \
    PROCEDURE(0, xmlInitParser, void)

IWMO_LATE(ROWS, IWMO_SONAME_xml)

xmlFreeFunc xmlFree; /* theirs, as soon as there is something to free */

static void
prepare(void)
{
    library.xmlInitParser(); /* here, since threads may be waiting for this */
    library.xmlMemGet(&xmlFree, NULL, NULL, NULL);
}
