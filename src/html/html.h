/* A document as one page of HTML that stands alone: no script, no font, no request to anywhere; and the index and the
   data set of a folder of such pages. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/document.h"

/* Another form of the same sheet, made in the same run. */
typedef struct HtmlLink {
    Str address;              /* relative to the page */
    const Language *language; /* of a page in another language; NULL: the PDF */
    size_t bytes;             /* of the PDF */
} HtmlLink;

enum { HTML_LINKS_MAX = 1 + LANGUAGES_MAX };

typedef struct HtmlOptions {
    bool fragment; /* without head and landmarks, headings from h2 on: for a page of others that has html_style() */
    const Dataset *data;
    HtmlLink links[HTML_LINKS_MAX];
    size_t link_count;
} HtmlOptions;

/* The page begins with a comment that says whose it is and which figures it prints, for html_entry_read(). */
Str html_page(const Document *doc, const HtmlOptions *options, Arena *a);

/* The style sheet of all pages of a theme. Each text has a contrast of at least 4.5:1, whatever the theme's colors, in
   light and in dark. */
Str html_style(const Theme *theme, Arena *a);
/* What a Content-Security-Policy calls it: "'sha256-...'". */
Str html_style_hash(Str style, Arena *a);

typedef struct HtmlSource {
    Str text, as_of; /* "2024-01-31"; empty: it is not typed */
} HtmlSource;

/* What a page says of itself. Texts point into the page's, unescaped where they need it. */
typedef struct HtmlEntry {
    Str address; /* relative to the index; set by the caller */
    bool fragment;
    Str code, name, language, organization, strip;
    HtmlSource sources[2]; /* of the state's figures, and of the nation's */
    int year;
    const Str *figures; /* a line each */
    size_t figure_count;
} HtmlEntry;

/* False where the text is no page of this program. */
bool html_entry_read(Str page, HtmlEntry *entry, Arena *a);
/* What both files below begin with, so that nobody else's is taken for an earlier one. */
#define HTML_INDEX_BEGIN "<!DOCTYPE html>\n<!-- ncmec-pdf index"
#define HTML_DATASET_BEGIN "{\n  \"profile\": \"tabular-data-package\",\n  \"name\": \"ncmec-fact-sheets\""
/* In a style sheet that is a file: whose it is. */
#define HTML_STYLE_THEME "/* theme: "
#define HTML_STYLE_BEGIN "/* ncmec-pdf */"
/* All pages by year, the last first, then by name. Sorts 'entries'. */
Str html_index(HtmlEntry *entries, size_t count, const Theme *theme, Arena *a);
/* A frictionless data package: each figure that a page prints, once, as the first page has it. Sorts 'entries'.
   Findings: figures that pages print otherwise. */
Str html_dataset(HtmlEntry *entries, size_t count, Arena *a, Diag *d);

/* The address of one file on a page that is another: percent-encoded. */
Str html_address(Str page, Str target, Arena *a);

/* For this room. */
void html_put_attribute(Buf *out, const char *name, Str value); /* with a space before it */
void html_put_color(Buf *out, const Color *color);              /* "#12284c" */
/* From <html> to the style sheet; the head stays open. */
void html_put_head(Buf *out, const Theme *theme, Str language, Str title);
/* The comment that a page begins with. */
void html_put_entry(Buf *out, const Document *doc, const Dataset *data);
