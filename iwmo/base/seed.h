#ifndef IWMO_BASE_SEED_H
#define IWMO_BASE_SEED_H

/*
 * Seed: a number that nobody outside can know, for fingerprints (base/set.h).
 */
#include <stdint.h>

/* From the kernel; from the clock where the kernel has none to give. */
uint64_t iwmo_seed(void);

#endif
