#ifndef IWMO_GENERATE_DICE_H
#define IWMO_GENERATE_DICE_H

/*
 * Dice: chance that is the same on every machine.
 *
 * splitmix64, integers only: equal seeds give equal rolls, whatever the C library.
 * Never roll twice in one list of arguments: compilers differ in which comes first. Not
 * for secrets.  One set of dice belongs to one thread at a time.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct iwmo_dice {
    uint64_t state;
};

/* Dice for thing `number` of a run with `seed`: each has its own, so that message 7 is
 * the same whether or not 1 to 6 were made. */
struct iwmo_dice iwmo_dice_of(uint64_t seed, uint64_t number);

/* 0 to `sides` - 1; `sides` > 0. */
uint64_t iwmo_dice_roll(struct iwmo_dice *dice, uint64_t sides);

/* `least` to `most`, both included. */
int32_t iwmo_dice_between(struct iwmo_dice *dice, int32_t least, int32_t most);

/* True `percent` times in a hundred. */
bool iwmo_dice_chance(struct iwmo_dice *dice, unsigned percent);

/* One of `count` strings. */
const char *iwmo_dice_pick(struct iwmo_dice *dice, const char *const *strings,
                           size_t count);

#define IWMO_DICE_PICK(dice, array)                                                    \
    iwmo_dice_pick(dice, array, sizeof(array) / sizeof((array)[0]))

#endif
