/* Workbooks (.xlsx) as grids. */
#pragma once

#include "grid.h"

/* How the comments begin that this program writes, so that it does not report them as someone's. */
#define XLSX_NOTE_START "ncmec-pdf:"

/* Whether byte 'at' begins an escape of a character, "_x000D_": XLSX_ESCAPE bytes. */
enum { XLSX_ESCAPE = 7 };
bool xlsx_escape(Str text, size_t at, uint32_t *code);

/* Every sheet that holds something, or that of the name 'sheet' alone, where it is not empty. False after findings. */
bool xlsx_read(const Source *file, Str sheet, Grids *grids, Arena *a, Diag *d);
