#ifndef IWMO_RETOUR_HEADER_H
#define IWMO_RETOUR_HEADER_H

/*
 * Header: the header of an answer, from that of the message it answers.
 *
 * Copied as it stands, but for what belongs to the answer: its code (one higher), its
 * identification and date, its own schema versions.  A declaration answer (325) is a
 * message of its own: sender and receiver change places.
 * Source: retour-messages, Header fields; process 3; 2.3 messages 3.
 */
#include "base/arena.h"
#include "retour/answer.h"

struct iwmo_header;

/* An empty header whose texts live in `arena`.  NULL: out of memory. */
struct iwmo_header *iwmo_header_new(struct iwmo_arena *arena);

/* The header of the answered message has `text` for `element` in `group`. */
enum iwmo_status iwmo_header_note(struct iwmo_header *header,
                                  const struct iwmo_element *group,
                                  const struct iwmo_element *element,
                                  struct iwmo_text text);

/* Signed total of the answered declaration, from its header (2.3); 0 when it has none.
 */
struct iwmo_money iwmo_header_total(const struct iwmo_header *header);

/* Write the group `row` (Header) of the answer.  `codes` are for its RetourCodes; none:
 * left out. */
enum iwmo_status iwmo_header_write(const struct iwmo_header *header,
                                   const struct iwmo_answer_options *options,
                                   const struct iwmo_code_list *codes,
                                   struct iwmo_writer *writer);

/* Write a group of an amount and its DebetCredit. */
enum iwmo_status iwmo_header_amount(struct iwmo_writer *writer,
                                    const struct iwmo_element *row,
                                    struct iwmo_money amount);

/* Write the group RetourCodes. */
enum iwmo_status iwmo_header_codes(struct iwmo_writer *writer,
                                   const struct iwmo_element *row,
                                   const struct iwmo_code_list *codes);

#endif
