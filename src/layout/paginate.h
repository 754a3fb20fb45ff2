/* Boxes dealt to pages. */
#ifndef LAYOUT_PAGINATE_H
#define LAYOUT_PAGINATE_H

#include "page.h"

/* The best division into the theme's number of pages; false where there is none. */
bool paginate(const Layout *l, Pagination *result);
/* Where filling page after page runs out, and by how much height. */
void paginate_overflow(const Layout *l, Mark *where, Sp *height);

#endif
