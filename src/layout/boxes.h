/* Blocks as boxes. */
#ifndef LAYOUT_BOXES_H
#define LAYOUT_BOXES_H

#include "layout.h"

Box *box_new(Layout *l, Sp gap, Sp stretch, Sp height, Mark mark); /* appended */
void boxes_add_blocks(Layout *l, const Block *blocks, size_t count, ElemId parent);

#endif
