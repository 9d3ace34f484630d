#include "generate/dice.h"

static uint64_t
next(struct iwmo_dice *dice)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15U;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

struct iwmo_dice
iwmo_dice_of(uint64_t seed, uint64_t number)
{
    struct iwmo_dice dice = {seed};

    dice.state = next(&dice) ^ number * 0xD1342543DE82EF95U;
    next(&dice);
    return dice;
}

uint64_t
iwmo_dice_roll(struct iwmo_dice *dice, uint64_t sides)
{
    return next(dice) % sides; /* sides are few: the bias is no concern */
}

int32_t
iwmo_dice_between(struct iwmo_dice *dice, int32_t least, int32_t most)
{
    return least + (int32_t)iwmo_dice_roll(dice, (uint64_t)(most - least) + 1);
}

bool
iwmo_dice_chance(struct iwmo_dice *dice, unsigned percent)
{
    return iwmo_dice_roll(dice, 100) < percent;
}

const char *
iwmo_dice_pick(struct iwmo_dice *dice, const char *const *strings, size_t count)
{
    return strings[iwmo_dice_roll(dice, count)];
}
