/* Numbers that look like chance, the same in every run: the generator of Numerical Recipes, chapter 7. */
#pragma once

#include <stdint.h>

/* The low bits repeat soon: use the high ones. */
static inline uint32_t lcg_next(uint32_t *state)
{
    return *state = *state * 1664525u + 1013904223u;
}
