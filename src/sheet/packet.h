/* Many sheets in one document. */
#ifndef NCMEC_PACKET_H
#define NCMEC_PACKET_H

#include "sheet.h"

/* Makes and writes the document. Findings point into texts of the cache. Result: what was made, to be printed below
   them; lives in 'a'. */
Str packet_make(Cache *cache, const Request *r, Arena *a, Diag *d);

#endif
