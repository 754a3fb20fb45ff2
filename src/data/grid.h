/* A spreadsheet's text as rows of cells. */
#ifndef NCMEC_DATA_GRID_H
#define NCMEC_DATA_GRID_H

#include "ncmec/data.h"

typedef struct GridCell {
    Str text;  /* without quotes and outer blanks */
    Mark mark; /* quotes included; of an empty cell the place where it would stand */
} GridCell;

typedef struct GridRow {
    const GridCell *cells;
    size_t count;
} GridRow;

typedef struct Grid {
    const Source *source; /* in UTF-8; its cells have names */
    const GridRow *rows;  /* empty lines left out */
    size_t row_count;
    char separator;
    bool windows_1252; /* the file was not UTF-8 */
} Grid;

enum { GRID_MAX_ROWS = 10000, GRID_MAX_COLUMNS = 200 };

/* Cuts the bytes of a file into cells: UTF-8 with or without a mark, else Windows-1252; separated by comma, semicolon
   or tab, whichever the first line holds most of ("sep=;" there names it); lines end by LF, CR or CRLF. NULL after
   findings: UTF-16, characters that no text may hold, quotes that do not pair, no cells at all. */
const Grid *grid_read(const Source *file, Arena *a, Diag *d);

#endif
