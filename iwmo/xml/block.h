#ifndef IWMO_XML_BLOCK_H
#define IWMO_XML_BLOCK_H

/*
 * Block: sixteen bytes and more at a time, for the scan.
 *
 * SSE2 or NEON where the compiler has them, AVX2 when the processor at hand does, plain
 * C elsewhere; all give the same answers.  Callers see to it that IWMO_BLOCK_PAD bytes
 * from any place they ask about may be read, and that a byte 0 lies among what follows:
 * no function passes it.
 */
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

#define IWMO_BLOCK_PAD 128

/* Bytes that end plain text: < & > above all, control characters, and what is not
 * ASCII. */
static inline bool
iwmo_block_is_stop(char byte)
{
    unsigned char c = (unsigned char)byte;

    return c < ' ' || c >= 0x80 || c == '<' || c == '>' || c == '&';
}

/* The first stop from `at` on; for long texts, of which the first bytes were seen. */
typedef const char *iwmo_block_stop(const char *at);

/* The quickest for this processor. */
iwmo_block_stop *iwmo_block_choose_stop(void);

/* All there are in this build, for tests; ended by NULL. */
extern iwmo_block_stop *const iwmo_block_stops[];
bool iwmo_block_runs(iwmo_block_stop *stop); /* on this processor */

/*
 * Size of the character at `at`, which is not ASCII: 2 to 4.  0: no UTF-8, or a
 * character that XML forbids (U+FFFE, U+FFFF, surrogates).  XML 1.0, 2.2.
 */
size_t iwmo_block_character(const char *at);

/* How many of the sixteen bytes at `at` come before the first stop. */
static inline unsigned
iwmo_block_plain(const char *at)
{
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    /* signed, so that what is not ASCII is less than a space too */
    __m128i stops = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
    stops = _mm_or_si128(stops, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')));
    /* < is 3C and > is 3E: the same but for one bit */
    __m128i both = _mm_or_si128(bytes, _mm_set1_epi8(2));
    stops = _mm_or_si128(stops, _mm_cmpeq_epi8(both, _mm_set1_epi8('>')));
    return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(stops) | 0x10000u);
#elif defined(__ARM_NEON) && defined(__aarch64__)
    int8x16_t bytes = vld1q_s8((const int8_t *)at);
    uint8x16_t stops = vcltq_s8(bytes, vdupq_n_s8(' '));
    stops = vorrq_u8(stops, vceqq_s8(bytes, vdupq_n_s8('&')));
    stops = vorrq_u8(stops, vceqq_s8(vorrq_s8(bytes, vdupq_n_s8(2)), vdupq_n_s8('>')));
    uint8x8_t narrow = vshrn_n_u16(vreinterpretq_u16_u8(stops), 4);
    uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(narrow), 0);
    return mask == 0 ? 16 : (unsigned)__builtin_ctzll(mask) / 4;
#else
    unsigned count = 0;

    while (count < 16 && !iwmo_block_is_stop(at[count]))
        count++;
    return count;
#endif
}

/* Text of up to sixteen bytes, or two stretches of sixteen of a longer one. */
struct iwmo_block_text {
    alignas(16) char head[16];
    alignas(16) char tail[16]; /* the last sixteen; of a short text, the same as head */
    alignas(16) char mask[16]; /* FF where it has bytes, for both; zeros behind them */
};

/* Are `text->head` at `head` and `text->tail` at `tail`? */
static inline bool
iwmo_block_is_text(const struct iwmo_block_text *text, const char *head,
                   const char *tail)
{
#if defined(__SSE2__)
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)head);
    __m128i last = _mm_loadu_si128((const __m128i *)(const void *)tail);
    first = _mm_xor_si128(first, *(const __m128i *)(const void *)text->head);
    last = _mm_xor_si128(last, *(const __m128i *)(const void *)text->tail);
    __m128i differ = _mm_or_si128(first, last);
    differ = _mm_and_si128(differ, *(const __m128i *)(const void *)text->mask);
    differ = _mm_cmpeq_epi8(differ, _mm_setzero_si128());
    return _mm_movemask_epi8(differ) == 0xFFFF;
#else
    uint64_t differ = 0;

    for (size_t i = 0; i < 16; i += 8) {
        uint64_t bytes[5];
        memcpy(&bytes[0], head + i, 8);
        memcpy(&bytes[1], text->head + i, 8);
        memcpy(&bytes[2], tail + i, 8);
        memcpy(&bytes[3], text->tail + i, 8);
        memcpy(&bytes[4], text->mask + i, 8);
        differ |= ((bytes[0] ^ bytes[1]) | (bytes[2] ^ bytes[3])) & bytes[4];
    }
    return differ == 0;
#endif
}

/* How many of the sixteen bytes at `at` come before the first that is no tab or space.
 */
static inline unsigned
iwmo_block_indent(const char *at)
{
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i white = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')),
                                 _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
    return (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(white));
#else
    unsigned count = 0;

    while (count < 16 && (at[count] == '\t' || at[count] == ' '))
        count++;
    return count;
#endif
}

#endif
