/* What every path that a reader makes must be. */
#pragma once

#include "ncmec/picture.h"

/* Ops and points agree, and it begins as it must. */
static inline bool path_is_sound(const Path *path)
{
    uint64_t points = 0;
    PathOp before = PATH_CLOSE;
    for (uint32_t i = 0; i < path->op_count; i++) {
        if (path->ops[i] > PATH_CLOSE || (before == PATH_CLOSE && path->ops[i] != PATH_MOVE))
            return false;
        before = (PathOp)path->ops[i];
        points += path_op_points(before);
    }
    return points == path->point_count;
}
