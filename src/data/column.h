/* What the columns of a table hold, told by its first row. */
#pragma once

#include "grid.h"

typedef enum ColumnKind {
    COLUMN_HEAD,
    COLUMN_STATE,
    COLUMN_MEASURE,
    COLUMN_KEY,
    COLUMN_VALUE,
    COLUMN_PLACE,  /* what kind of place a row is of: "State", "County" */
    COLUMN_FORMAT, /* of a row a figure: "Number", "Percent" */
    COLUMN_IGNORED
} ColumnKind;

typedef struct TableColumn {
    ColumnKind kind;
    Str key;                /* COLUMN_HEAD, COLUMN_MEASURE */
    const Measure *measure; /* COLUMN_MEASURE; of the first dictionary that knows it */
    const GridCell *heading;
} TableColumn;

typedef struct TableColumns {
    const TableColumn *items;
    size_t count;
    bool by_figure; /* a row a figure, else a row a state */
    size_t heading; /* index of the row of headings; those before it are titles */
    size_t first;   /* of the first row below the headings */
} TableColumns;

/* Keys of a typed file that a table may hold, in the order in which they are written; NULL after the last. */
extern const char *const table_head_keys[];

/* Index of the row of headings: the first of the first rows that names a column of states; SIZE_MAX: none. */
size_t heading_row(const Grid *grid);
/* False after findings: headings that mean nothing here, no state, no figures. */
bool columns_read(const Grid *grid, const Dictionaries *dicts, TableColumns *columns, Arena *a, Diag *d);
/* Whether anything stands below a heading; 'first' as in TableColumns. */
bool column_is_used(const Grid *grid, size_t first, size_t column);
/* Reports a text that says that figures are not whole: "in thousands", "per 100,000"; 'where' it stands. */
bool scale_check(const GridCell *cell, const char *where, bool is_percentage, Diag *d);
/* Reports what is not read, once for all: ranges of cells such as "A60:D91, A3", and why. Each row has some cell. */
void left_out_report(const GridRow *rows, const bool *is_left_out, size_t count, const char *why, Arena *a, Diag *d);
/* Reports a cell, of a row a figure, that names no measure. */
void figure_unknown(const GridCell *cell, const Dictionary *dict, Arena *a, Diag *d);
