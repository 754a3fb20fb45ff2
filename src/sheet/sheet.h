/* One sheet: figures to document to pages to bytes; and what many sheets share. */
#pragma once

#include "ncmec/document.h"
#include "ncmec/page.h"
#include "ncmec/pdf.h"
#include "ncmec/request.h"
#include "src/store/store.h"

/* A wording that was read. */
typedef struct Worded {
    const Value *root;
    const Dictionary *dictionary;
    const Template *template; /* NULL after findings */
    const Diag *findings;
    Str digest;
} Worded;

/* Wordings, each read once with a dictionary, whoever asks. Start with the first two. */
typedef struct Wordings {
    Store *store;
    Arena *arena;
    Worded *items;
    size_t count, capacity;
} Wordings;

/* The template for 'year' in that language; NULL after findings, which are told each time. */
const Template *wordings_template(Wordings *w, int year, const Language *language, Diag *d);
/* One a measure: whose figures the year's wordings speak of, in any language; NULL: one of them cannot be read. */
unsigned *wordings_sides(Wordings *w, int year, Arena *a);

/* A year of which something is withheld, in memory of its own. */
typedef struct JudgedYear {
    int year;
    const Disclosure *found;
    Arena *arena;
} JudgedYear;

/* What a year's figures say of the numbers typed in a wording. */
typedef struct TypedFigures {
    const Template *template;
    int year;
    const Diag *found;
} TypedFigures;

/* What the theme names, and the program itself: readers meet it as they meet the theme's colors. */
typedef struct LookFile {
    const char *place; /* what it is used as: "bold", "logo" */
    Str name, digest;  /* SHA-256 */
} LookFile;

typedef struct LookFiles {
    LookFile *items;
    size_t count, capacity;
} LookFiles;

/* Theme, fonts, wording, dictionary and what is kept for speed. A cache belongs to one worker. */
typedef struct Cache {
    Arena *arena; /* the caller's: as long as the cache */
    Arena *sheet; /* reset for each sheet */
    Store *store;
    const Table *table; /* where the figures are a table's; NULL otherwise */
    const Theme *theme;
    const Template *template;
    FontSet *fonts;
    ShapeCache *shapes; /* of the template's language */
    ShapeCache *all_shapes[LANGUAGES_MAX];
    Wordings wordings;
    SubsetCache *subsets;
    PdfColors colors;
    const Value *wording, *look; /* of template and theme */
    const LookFiles *look_files; /* see there */
    PdfMade made;                /* how sheets are made, but for their level */
    Dataset data;                /* of the sheet */
    TypedFigures typed;          /* the last that were looked for */
    JudgedYear *judged;          /* see years_judge() */
    size_t judged_count, judged_capacity;
} Cache;

/* Whether nothing that is asked for has pages: only for the web. */
bool request_has_no_pages(const Request *r);
/* Loads what the request names, a table of figures too; NULL after findings. The cache and every text it has read live
   in 'a', since findings point into them; cache_free gives back the rest (fonts, caches, the sheet's memory). */
Cache *cache_new(const Request *r, Arena *a, Diag *d);
void cache_free(Cache *cache); /* NULL is allowed */
/* The template for the sheets of 'year' in that language. NULL after findings. */
const Template *cache_template(Cache *cache, int year, const Language *language, Diag *d);
/* BLAKE2b of 256 bits, in hex, of a tree's keys and texts in their order: each text, and each key, ends with byte 0; a
   map begins with byte 1, a list with byte 2, and both end with byte 3. No text holds these bytes. */
Str tree_digest(const Value *root, Arena *a);
/* The theme of that name or file, NULL: the default one, with all that it inherits; NULL after findings. */
const Value *look_read(Store *s, const char *given, Arena *a, Diag *d);
void look_file_add(LookFiles *files, const char *place, Str name, Str digest, Arena *a);
/* Read once. */
const LookFiles *look_files(Cache *cache);
/* Names and versions of all libraries that shape the output. */
Str library_versions(Arena *a);

/* Which sheet. */
typedef struct SheetKey {
    const Jurisdiction *state; /* NULL: the data file's own */
    int year;                  /* 0: likewise */
    const Language *language;  /* NULL: the wording's own */
    int64_t date;              /* see sheet_date(), where names of files say it; else 0 */
} SheetKey;

/* Many, year by year, states in the order typed; of "all" in the jurisdictions'. */
typedef struct SheetList {
    const SheetKey *items;
    size_t count;
    const int *years; /* as typed, or a table's own */
    size_t year_count;
    Str missing; /* "no figures of 2023: AK, AL\n": a line a year with the states that "all" leaves out */
} SheetList;

Str sheet_label(const SheetKey *key, Arena *a); /* "CA 2023", "CA 2023 es" */

typedef struct SheetPart {
    Flavor flavor;
    Str bytes; /* empty for the web: that page is made where it is known what it links to */
} SheetPart;

/* All of it is valid until the next sheet of the cache. */
typedef struct Sheet {
    Str bytes;                            /* the dump, or the first of the parts; empty of what src/review makes */
    SheetPart parts[REQUEST_FLAVORS_MAX]; /* PDFs of the same pages, one a flavor */
    size_t part_count;
    Str name;                 /* canonical: "ncmec-CA-2023", of a proof "ncmec-CA-2023-draft" */
    Str title, language;      /* "NCMEC California Data 2023", "en-US" */
    bool is_sample;           /* and so it says on every page */
    Str draft_why;            /* which file is a draft, as every page says; empty: none */
    const Document *document; /* and its pages, where it was laid out */
    const Pages *pages;
    uint32_t page_count, level; /* level of fit: 0 is the roomiest */
} Sheet;

/* Makes one sheet; false after findings. They point into texts that live until the next sheet of this cache: print
   them before. 'fixed_level' 0: the best; else level of fit + 1, for sheets that are to look alike. */
bool sheet_make(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Sheet *sheet, Diag *d);
/* Only lays the sheet out, for page_count and level. */
bool sheet_fit(Cache *cache, const Request *r, SheetKey key, Sheet *sheet, Diag *d);

/* Whether the sheet whose figures are in the cache is one. */
bool cache_is_draft(const Cache *cache);
bool cache_is_sample(const Cache *cache);

/* The one sheet that is asked for: what is not given is the data file's own. False after findings (figures.c). */
bool sheet_key(Cache *cache, const Request *r, SheetKey *key, Diag *d);
/* SOURCE_DATE_EPOCH, else the day of the sheet's last revision, else of its figures; of figures that cannot be read the
   year's end (figures.c). */
int64_t sheet_date(Cache *cache, const Request *r, SheetKey key);
/* Reads the figures of a sheet, the state's and the nation's, into cache->data (figures.c). False after findings. */
bool sheet_figures(Cache *cache, const Request *r, SheetKey key, Diag *d);
/* Reports what readers can tell of withheld figures from what the sheet and the nation's figures say (figures.c). False
   after findings. */
bool sheet_disclosure(Cache *cache, const Request *r, Diag *d);
/* Whether no number typed in the wording is a figure of any state in that year: all sheets would print it. False after
   findings (figures.c). */
bool year_numbers(Store *s, const Table *table, const Template *t, int year, Diag *d);
/* The same of the sheet's year, and of the sheet's own figures. */
bool sheet_numbers(Cache *cache, const Request *r, const Template *t, Diag *d);
/* Before many sheets, which go out together: finds what all states of their years tell of withheld figures. Each sheet
   reports then what it has part in. */
void years_judge(Cache *cache, const Request *r, const SheetList *list);
/* Reports what the final figures of a year, and all that the store's ledger has, tell of withheld figures, where those
   states (NULL: the nation) have part in it. */
void year_report(Store *s, int year, const Jurisdiction *const *states, size_t count, Diag *d);
/* Reads and fills what the sheet is made from. Lives in cache->sheet, its sources in the store; the caller resets both,
   or not. NULL after findings. */
const Document *sheet_document(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Diag *d);

/* ---- What goes out with the sheets of a document: the files attached to it (publish.c) ---- */

typedef struct PublishedTree {
    const Value *tree; /* of figures it grows with each sheet */
    Str about;
} PublishedTree;

typedef struct Published {
    Arena *arena;
    Cache *cache;
    int own_year;         /* the year that file names need not tell; 0: all tell theirs */
    TextSet names;        /* one a file */
    PublishedTree *trees; /* of each */
    size_t capacity;
    bool *states; /* one each of the cache's jurisdictions */
    struct PublishedMeasures {
        const Dictionary *dictionary;
        int year; /* the first that it was asked for */
        bool *chosen;
    } * measures; /* of each dictionary that years have */
    size_t measures_count, measures_capacity;
} Published;

/* 'a' and the cache outlive it. */
Published published_new(Cache *cache, int own_year, Arena *a);
/* Adds what the sheet filled last prints or decides by: its figures, those of the year before where
   it prints a change, and the wording. A file that is there already grows by what this sheet uses of it. */
void published_add(Published *p, const DataUse *use);
/* Adds a file; the first of a name is kept. */
void published_add_tree(Published *p, Str name, Str about, const Value *tree);
/* All of them; theme, dictionary and jurisdictions come in here, as far as they are used. */
const PdfFile *published_files(Published *p, size_t *count);

/* ---- Many sheets in one document (packet.c) ---- */

typedef struct PacketMade {
    Str bytes[REQUEST_FLAVORS_MAX]; /* the document, for each flavor of the request */
    size_t sheet_count, draft_count;
    uint32_t page_count;
    Str states, language;     /* "CA, VT", "en-US" */
    bool is_draft, is_sample; /* one of the sheets is */
    PressFacts press;
    Str read; /* "read data/2023/CA.yaml\n" and so on, for -v */
    /* Of what it is made, for those who look at it: cover, contents, dividers and, with labels, the sheets. */
    Pages *const *parts;
    size_t part_count;
    const SheetKey *keys; /* of the sheets, in their order */
    Str years;            /* "2019, 2021-2023", with en dashes */
    const Value *wording; /* of cover and contents */
} PacketMade;

/* Makes the document; false after findings, which point into texts of the cache. What is made lives in 'a'. */
/* Takes the options that a packet says it was made with (PdfMade.asked) into the request. False for what it is not. */
bool packet_asked(Request *r, Str asked, Arena *a);
bool packet_make(Cache *cache, const Request *r, const SheetList *list, PacketMade *made, Arena *a, Diag *d);
