#ifndef IWMO_FLOW_EXTRACT_INNER_H
#define IWMO_FLOW_EXTRACT_INNER_H

/*
 * Inner: what the parts of flow/extract share; for these files only.
 *
 * Values are those of the first child of that name; absent ones are empty, IWMO_ABSENT
 * or what the caller names.
 */
#include "flow/extract.h"

struct iwmo_extract {
    struct iwmo_pseudonyms *pseudonyms;
    struct iwmo_extracted out;
    struct iwmo_record *rows; /* grows; out.records shows it */
    size_t count, room;
    uint32_t client;            /* ordinal of the CLIENT at hand; 0: none */
    uint32_t client_index;      /* of that element among its siblings */
    bool has_clients;           /* many in one message: a declaration or its answer */
    bool has_unchecked;         /* 0233 occurred */
    struct iwmo_digest *digest; /* of the content */
    struct iwmo_error err;
};

#define IWMO_COPY(node, id, to)                                                        \
    iwmo_extract_copy(iwmo_extract_text(node, id), to, sizeof(to))

struct iwmo_text iwmo_extract_text(const struct iwmo_node *parent, uint16_t id);
void iwmo_extract_copy(struct iwmo_text text, char *to, size_t room);
int64_t iwmo_extract_integer(const struct iwmo_node *parent, uint16_t id);
struct iwmo_date iwmo_extract_date(const struct iwmo_node *parent, uint16_t id,
                                   struct iwmo_date absent);
char iwmo_extract_letter(const struct iwmo_node *parent, uint16_t id);
struct iwmo_money iwmo_extract_money(const struct iwmo_node *group);
struct iwmo_key iwmo_extract_key(struct iwmo_extract *extract, const char *kind,
                                 const struct iwmo_node *parent, uint16_t id);
void iwmo_extract_toewijzing(struct iwmo_extract *extract, const struct iwmo_node *node,
                             struct iwmo_record *record);
void iwmo_extract_levering(struct iwmo_extract *extract, const struct iwmo_node *node,
                           struct iwmo_record *record);
void iwmo_extract_aanvraag(struct iwmo_extract *extract, const struct iwmo_node *node,
                           struct iwmo_record *record);
void iwmo_extract_wens(struct iwmo_extract *extract, const struct iwmo_node *node,
                       struct iwmo_record *record);
void iwmo_extract_antwoord(struct iwmo_extract *extract, const struct iwmo_node *node,
                           struct iwmo_record *record);
void iwmo_extract_prestatie(struct iwmo_extract *extract, const struct iwmo_node *node,
                            struct iwmo_record *record);
void iwmo_extract_factuur(struct iwmo_extract *extract, const struct iwmo_node *header,
                          struct iwmo_record *record);
void iwmo_extract_declaratie(struct iwmo_extract *extract, const struct iwmo_node *node,
                             struct iwmo_record *record);
void iwmo_extract_codes(struct iwmo_extract *extract, const struct iwmo_node *node,
                        struct iwmo_record *record);
void iwmo_extract_codes_below(struct iwmo_extract *extract,
                              const struct iwmo_node *node, bool is_about_all);
void iwmo_extract_header(struct iwmo_extract *extract,
                         const struct iwmo_message_kind *message,
                         const struct iwmo_node *header,
                         struct iwmo_findings *findings);

/* A 323 or a 325. */
bool iwmo_extract_is_claim(const struct iwmo_message_kind *message);

#endif
