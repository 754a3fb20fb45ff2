/* Rows of texts under titles, as a table for people, as CSV or as JSON. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/request.h"

typedef struct Listing {
    const char *const *titles;
    size_t fields;    /* of each row */
    size_t shown;     /* in the table for people: the first ones */
    unsigned numbers; /* a bit for each field of whole numbers, which JSON and workbooks have as such */
    Str *cells;       /* row by row */
    size_t count, capacity;
    Arena *arena;
} Listing;

/* "data/2023/CA.yaml:17:18" or "figures.csv:C14"; empty: nowhere. */
Str place_text(Mark mark, Arena *a);

void listing_add(Listing *list, const Str *row);
/* 'form': one of OUTPUT_EXPLAIN; any other is the table. */
Str listing_text(const Listing *list, Output form);
/* The bytes of a workbook; an empty Str after a finding. */
Str listing_workbook(const Listing *list, Diag *d);

/* Takes what of a cell goes on its next line: up to a blank or after a '/' or '_', if there is one. */
Str cell_line_take(Str *cell, size_t width);
/* 'text' after 'head', in lines as wide as text_columns(); a word that is longer, such as a path, is cut. */
void listing_wrapped(Buf *out, Str head, Str text);

/* ---- Pages of HTML that are printed and signed ---- */

#define PAPER_BEGIN                                                                                                    \
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" "                 \
    "content=\"ncmec-pdf\">\n"

void paper_open(Buf *out, Str title); /* up to <main>, which the caller closes */
void tag_put(Buf *out, const char *open, Str text, const char *close);
