/* Trees that nobody typed; see tree_merge() and scalar_new() in data.h. */
#ifndef NCMEC_DATA_TREE_H
#define NCMEC_DATA_TREE_H

#include "ncmec/data.h"

/* 'fields' are borrowed. */
const Value *map_new(const Field *fields, size_t count, Mark mark, Arena *a);

#endif
