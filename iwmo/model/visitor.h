#ifndef IWMO_MODEL_VISITOR_H
#define IWMO_MODEL_VISITOR_H

/*
 * Visitor: who is told of the elements of a message, in document order.
 *
 * The meeting point of what reads messages (xml/walker, translate/json_reader) and what
 * writes them (xml/writer, translate/json_writer), so that each reader goes with each
 * writer.  Only elements that the schema knows; the root is implied by begin and end.
 */
#include "base/error.h"
#include "base/text.h"
#include "schema/schema.h"

struct iwmo_visitor {
    enum iwmo_status (*begin)(void *self, const struct iwmo_message_kind *message);
    enum iwmo_status (*open)(void *self, const struct iwmo_element *group);
    enum iwmo_status (*value)(void *self, const struct iwmo_element *element,
                              struct iwmo_text text); /* borrowed for the call */
    enum iwmo_status (*close)(void *self);            /* the group opened last */
    enum iwmo_status (*end)(void *self);
    void *self;
};

#endif
