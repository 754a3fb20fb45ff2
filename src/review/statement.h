/* The record of the accessibility of a sheet, or of a packet, and the report of a series: each criterion with its
   verdict and the evidence, from measurements on the very file, or from what testers signed in statement.yaml. */
#pragma once

#include "ncmec/request.h"
#include "src/sheet/sheet.h"

typedef struct Statement Statement;

Statement *statement_new(Arena *a);
/* Reads statement.yaml, if the office has one. False after findings. */
bool statement_check(Store *store, Diag *d);
/* Measures the PDF for readers of the sheet that the cache made last; 'file' is what it is called. False after
   findings. Nothing of the sheet is needed afterwards. */
bool statement_add(Statement *s, Cache *cache, const Sheet *sheet, Str file, Diag *d);
/* The same for a packet that was just made by this cache. */
bool statement_add_packet(Statement *s, Cache *cache, const PacketMade *packet, Str file, Diag *d);
/* What was added last, for statement_take() in another process: lines, each with its end. */
Str statement_packed(const Statement *s);
void statement_take(Statement *s, Str packed);
/* So many sheets of the run are not in it, since they could not be made. */
void statement_lack(Statement *s, size_t sheets);
/* 'form' is one of OUTPUT_STATEMENT_*. The same files give the same bytes; none give an empty text. Lives in the arena
 * of 's'. */
Str statement_text(Statement *s, Output form);
/* A sentence on what is still to be judged; empty: nothing. */
Str statement_open(const Statement *s);

#define OPENACR_BEGIN "# OpenACR, written by ncmec-pdf\n" /* by which an earlier one is known */
