/* Many sheets in one document. */
#ifndef NCMEC_PACKET_H
#define NCMEC_PACKET_H

#include "sheet.h"

typedef struct PacketMade {
    Str bytes[REQUEST_FLAVORS_MAX]; /* the document, for each flavor of the request */
    uint32_t page_count;
    Str read; /* "read data/2023/CA.yaml\n" and so on, for -v */
} PacketMade;

/* Makes the document; false after findings, which point into texts of the cache. What is made lives in 'a'. */
bool packet_make(Cache *cache, const Request *r, const SheetList *list, PacketMade *made, Arena *a, Diag *d);

#endif
