#include "translate/release_source.h"

#include <libxml/parser.h>
#include <stdio.h>

#define XML(text) ((const xmlChar *)(text))

/* Attributes, namespaces, comments and instructions go; in a group, text too. */
static void
strip(xmlNodePtr element)
{
    bool is_group = xmlFirstElementChild(element) != NULL;

    while (element->properties != NULL)
        xmlRemoveProp(element->properties);
    element->ns = NULL;
    for (xmlNodePtr child = element->children, next; child != NULL; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE) {
            strip(child);
        } else if (is_group || child->type != XML_TEXT_NODE) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        }
    }
    xmlFreeNsList(element->nsDef);
    element->nsDef = NULL;
}

static bool
is_brother(const xmlNode *a, const xmlNode *b)
{
    return b != NULL && b->type == XML_ELEMENT_NODE && xmlStrEqual(a->name, b->name);
}

/* Give numbers to brothers, which stand together in a valid message. */
static bool
number(xmlNodePtr group, xmlNsPtr space)
{
    unsigned count = 0;

    for (xmlNodePtr child = group->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        count = is_brother(child, child->prev) ? count + 1 : 1;
        char digits[16];
        snprintf(digits, sizeof(digits), "%u", count);
        if ((count > 1 || is_brother(child, child->next)) &&
            xmlNewNsProp(child, space, XML("nr"), XML(digits)) == NULL)
            return false;
        if (!number(child, space))
            return false;
    }
    return true;
}

static bool
add_given(const struct iwmo_release_job *job, xmlNodePtr root, xmlNsPtr space)
{
    for (size_t i = 0; i < job->given_count; i++) {
        xmlNodePtr given = xmlNewChild(root, space, XML("given"), NULL);
        if (given == NULL ||
            xmlNewProp(given, XML("name"), XML(job->given[i].name)) == NULL ||
            xmlNewProp(given, XML("value"), XML(job->given[i].value)) == NULL)
            return false;
    }
    return true;
}

/* Put r:source around the message. */
static bool
wrap(const struct iwmo_release_job *job, xmlDocPtr document)
{
    xmlNodePtr message = xmlDocGetRootElement(document);
    xmlNodePtr root = xmlNewDocNode(document, NULL, XML("source"), NULL);
    xmlNsPtr space =
        root != NULL ? xmlNewNs(root, XML(IWMO_RELEASE_SPACE), XML("r")) : NULL;

    if (space == NULL) {
        xmlFreeNode(root);
        return false;
    }
    xmlSetNs(root, space);
    xmlUnlinkNode(message);
    strip(message);
    xmlDocSetRootElement(document, root);
    if (xmlNewProp(root, XML("release"), XML(job->message->release_name)) == NULL ||
        xmlNewProp(root, XML("message"), XML(job->message->name)) == NULL ||
        !add_given(job, root, space)) {
        xmlFreeNode(message);
        return false;
    }
    xmlAddChild(root, message);
    return number(message, space);
}

xmlDocPtr
iwmo_release_source_read(const struct iwmo_release_job *job, struct iwmo_error *err)
{
    const int options =
        XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr document =
        xmlReadMemory(job->source.at, (int)job->source.size, NULL, NULL, options);

    if (document == NULL) {
        iwmo_fail(err, IWMO_MALFORMED, "the message cannot be read for conversion");
        return NULL;
    }
    if (document->intSubset != NULL || !wrap(job, document)) {
        bool has_dtd = document->intSubset != NULL;
        iwmo_fail(err, has_dtd ? IWMO_MALFORMED : IWMO_NO_MEMORY,
                  has_dtd ? "a message with a DOCTYPE is not converted"
                          : "out of memory");
        xmlFreeDoc(document);
        return NULL;
    }
    return document;
}
