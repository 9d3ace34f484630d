#include "translate/release_sheet.h"

#include <stdbool.h>
#include <string.h>

#include "xml/stylesheet.h"

#define XML(text) ((const xmlChar *)(text))

/* ---- the stylesheets; the Makefile makes the lines ---- */

static const struct file {
    const char *name;
    const char *const *lines;
} files[] = {
    {"release.xsl",
     (const char *const[]){
#include "release.inc"
         NULL}},
    {"2.3-3.2.xsl",
     (const char *const[]){
#include "2.3-3.2.inc"
         NULL}},
    {"2.3-3.2-declaratie.xsl",
     (const char *const[]){
#include "2.3-3.2-declaratie.inc"
         NULL}},
    {"2.3-3.2-retour.xsl",
     (const char *const[]){
#include "2.3-3.2-retour.inc"
         NULL}},
    {"3.2-2.3.xsl",
     (const char *const[]){
#include "3.2-2.3.inc"
         NULL}},
    {"3.2-2.3-declaratie.xsl",
     (const char *const[]){
#include "3.2-2.3-declaratie.inc"
         NULL}},
};

static xmlDocPtr
read_file(const char *name)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        if (strcmp(files[i].name, name) == 0)
            return iwmo_stylesheet_parse(files[i].lines);
    return NULL;
}

/* Put what the included stylesheet says in the place of `include`: so nothing is ever
 * loaded by name. */
static bool
resolve(xmlNodePtr include)
{
    xmlChar *name = xmlGetNoNsProp(include, XML("href"));
    xmlDocPtr included = name != NULL ? read_file((const char *)name) : NULL;
    bool is_done = included != NULL;

    for (xmlNodePtr node = is_done ? xmlDocGetRootElement(included)->children : NULL;
         node != NULL && is_done; node = node->next) {
        xmlNodePtr copy = node->type == XML_ELEMENT_NODE
                              ? xmlDocCopyNode(node, include->doc, 1)
                              : NULL;
        if (copy != NULL)
            xmlAddPrevSibling(include, copy);
        is_done = copy != NULL || node->type != XML_ELEMENT_NODE;
    }
    xmlUnlinkNode(include);
    xmlFreeNode(include);
    xmlFreeDoc(included);
    xmlFree(name);
    return is_done;
}

static xmlDocPtr
read_sheet(enum iwmo_release to)
{
    xmlDocPtr sheet = read_file(to == R_3_2 ? "2.3-3.2.xsl" : "3.2-2.3.xsl");
    xmlNodePtr node = sheet != NULL ? xmlDocGetRootElement(sheet)->children : NULL;

    while (node != NULL) {
        xmlNodePtr next = node->next;
        if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, XML("include")) &&
            !resolve(node)) {
            xmlFreeDoc(sheet);
            return NULL;
        }
        node = next;
    }
    return sheet;
}

enum iwmo_status
iwmo_release_sheet_run(enum iwmo_release to, xmlDocPtr source, xmlDocPtr *result,
                       struct iwmo_error *err)
{
    static const struct iwmo_stylesheet_limits limits = {
        IWMO_RELEASE_MAX_DEPTH, IWMO_RELEASE_MAX_VARIABLES, IWMO_RELEASE_MAX_STEPS};
    static const char *const words[] = {[IWMO_OK] = "",
                                        [IWMO_USAGE] = "",
                                        [IWMO_NO_MEMORY] = "out of memory",
                                        [IWMO_IO] = "a conversion needs libxslt",
                                        [IWMO_LIMIT] =
                                            "the conversion takes too much work",
                                        [IWMO_MALFORMED] = "the conversion failed"};
    enum iwmo_status status =
        iwmo_stylesheet_tree(read_sheet(to), source, &limits, result);

    return status == IWMO_OK ? IWMO_OK : iwmo_fail(err, status, "%s", words[status]);
}
