#ifndef IWMO_XML_DECODER_H
#define IWMO_XML_DECODER_H

/*
 * Decoder: bytes of another encoding -> UTF-8.
 *
 * A message must be UTF-8, and another encoding is an error by itself; it is decoded
 * all the same, so that the rest of the message is judged too.  Positions then count in
 * the decoded text.  Bytes that the encoding does not know become U+FFFD.
 */
#include "base/error.h"
#include "base/text.h"

struct iwmo_decoder;

/* NULL: out of memory (errno is ENOMEM), or the encoding is unknown here.  Free with
 * iwmo_decoder_free(). */
struct iwmo_decoder *iwmo_decoder_new(const char *encoding);

/* Decode `size` bytes into `out`, which is emptied first; an incomplete character at
 * the end waits for the next call. */
enum iwmo_status iwmo_decoder_feed(struct iwmo_decoder *decoder, const char *bytes,
                                   size_t size, struct iwmo_buffer *out);

/* There are no more bytes: what is left of a character becomes U+FFFD in `out`. */
enum iwmo_status iwmo_decoder_finish(struct iwmo_decoder *decoder,
                                     struct iwmo_buffer *out);

void iwmo_decoder_free(struct iwmo_decoder *decoder); /* NULL is allowed */

#endif
