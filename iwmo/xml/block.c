#include "xml/block.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAS_AVX2 1
#endif

static const char *
stop_plain(const char *at)
{
    while (!iwmo_block_is_stop(*at))
        at++;
    return at;
}

static const char *
stop_sixteen(const char *at)
{
    unsigned plain;

    while ((plain = iwmo_block_plain(at)) == 16)
        at += 16;
    return at + plain;
}

#ifdef HAS_AVX2
__attribute__((target("avx2"))) static const char *
stop_avx2(const char *at)
{
    const __m256i space = _mm256_set1_epi8(' '), ampersand = _mm256_set1_epi8('&');
    const __m256i greater = _mm256_set1_epi8('>'), bit = _mm256_set1_epi8(2);

    for (;; at += 32) {
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
        __m256i stops = _mm256_cmpgt_epi8(space, bytes);
        stops = _mm256_or_si256(stops, _mm256_cmpeq_epi8(bytes, ampersand));
        __m256i both = _mm256_or_si256(bytes, bit);
        stops = _mm256_or_si256(stops, _mm256_cmpeq_epi8(both, greater));
        unsigned mask = (unsigned)_mm256_movemask_epi8(stops);
        if (mask != 0)
            return at + __builtin_ctz(mask);
    }
}
#endif

iwmo_block_stop *const iwmo_block_stops[] = {
    stop_plain,
    stop_sixteen,
#ifdef HAS_AVX2
    stop_avx2,
#endif
    NULL,
};

bool
iwmo_block_runs(iwmo_block_stop *stop)
{
#ifdef HAS_AVX2
    if (stop == stop_avx2)
        return __builtin_cpu_supports("avx2") != 0;
#endif
    return stop != NULL;
}

iwmo_block_stop *
iwmo_block_choose_stop(void)
{
    size_t last = sizeof(iwmo_block_stops) / sizeof(iwmo_block_stops[0]) - 2;

    return iwmo_block_runs(iwmo_block_stops[last]) ? iwmo_block_stops[last]
                                                   : stop_sixteen;
}

static bool
continues(const unsigned char *at, size_t count)
{
    for (size_t i = 1; i <= count; i++)
        if ((at[i] & 0xC0) != 0x80)
            return false;
    return true;
}

/* Unicode 15, table 3-7: the second byte keeps out overlong forms, surrogates and the
 * too large. */
size_t
iwmo_block_character(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    unsigned char first = bytes[0], second = bytes[1];

    if (first < 0xC2 || first > 0xF4)
        return 0;
    if (first < 0xE0)
        return continues(bytes, 1) ? 2 : 0;
    if (first < 0xF0) {
        bool is_overlong = first == 0xE0 && second < 0xA0;
        bool is_surrogate = first == 0xED && second > 0x9F;
        bool is_good = continues(bytes, 2) && !is_overlong && !is_surrogate;
        bool is_last = first == 0xEF && second == 0xBF && bytes[2] >= 0xBE;
        return is_good && !is_last ? 3 : 0;
    }
    bool is_overlong = first == 0xF0 && second < 0x90;
    bool is_too_large = first == 0xF4 && second > 0x8F;
    return continues(bytes, 3) && !is_overlong && !is_too_large ? 4 : 0;
}
