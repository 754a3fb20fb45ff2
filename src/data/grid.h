/* The cells of a table, whether a text separates them or a workbook holds them. What they mean is table.c's. */
#pragma once

#include "ncmec/data.h"

typedef struct GridCell {
    Str text;            /* as it would be typed: "1,103", "19%", "2024-01-31"; without quotes and outer blanks */
    Str spread;          /* text of the merged cell that covers this one: a state or a heading, never a figure */
    Mark mark;           /* quotes included; of an empty cell the place where it would stand */
    const char *problem; /* why the cell cannot be taken as it is, for whoever reads it to report; NULL: it can */
    Str number;          /* as a workbook stores it, where the cell holds a number */
    bool shows_year;     /* and is a day of which the cell shows the year alone: in a column of years no problem */
} GridCell;

typedef struct GridRow {
    const GridCell *cells;
    size_t count;
} GridRow;

/* A text, or one sheet of a workbook. */
typedef struct Grid {
    const Source *source; /* in UTF-8; its cells have names */
    const GridRow *rows;  /* empty ones left out */
    size_t row_count;
    Str read_as; /* "UTF-8, separated by commas" */
    Str name;    /* of the sheet; of a text empty */
    bool is_hidden;
    const char *remark; /* what should be said where this is the table: comments; NULL: nothing */
} Grid;

typedef struct Grids {
    const Grid *items;
    size_t count;
} Grids;

enum { GRID_MAX_ROWS = 10000, GRID_MAX_COLUMNS = 200, GRID_MAX_CELLS = 175000 };

/* Cuts the bytes of a file into cells, by any name. Of a workbook these are its sheets, or that named 'sheet',
   where it is not empty. A text is UTF-8 with or without a mark, else Windows-1252;
   separated by comma, semicolon or tab, whichever the first line holds most of ("sep=;" there names it); lines end by
   LF, CR or CRLF. False after findings: UTF-16, characters that no text may hold, quotes that do not pair, no cells. */
bool grids_read(const Source *file, Str sheet, Grids *grids, Arena *a, Diag *d);

/* What stands for a cell where it names something: a state, a heading. */
Str cell_name(const GridCell *cell);
