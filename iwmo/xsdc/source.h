#ifndef IWMO_XSDC_SOURCE_H
#define IWMO_XSDC_SOURCE_H

/*
 * Source: the XSD files of a directory, in memory.
 */
#include "xsdc/compile.h"

struct iwmo_sources {              /* zero it to begin */
    struct iwmo_xsd_source *files; /* ascending by path; names and bytes are owned */
    size_t count;
    size_t room;
};

/* Read *.xsd in `directory` and in its direct subdirectories.  Release, also after a
 * failure. */
enum iwmo_status iwmo_sources_read(struct iwmo_sources *sources, const char *directory,
                                   struct iwmo_error *err);
void iwmo_sources_release(struct iwmo_sources *sources);

#endif
