/* Typed files become trees that keep their places; trees become figures. Only src/data/ and src/template/ see this. */
#pragma once

#include "ncmec/diag.h"
#include "ncmec/language.h"

/* ---- Value: a YAML tree; every scalar is a string, the reader of a key decides its type ---- */

typedef enum ValueKind { VALUE_SCALAR, VALUE_LIST, VALUE_MAP } ValueKind;

typedef struct Value Value;

typedef struct Field {
    Str key;
    Mark key_mark;
    const Value *value;
} Field;

struct Value {
    ValueKind kind;
    Mark mark;           /* the whole scalar; of a list or map its first character */
    Str text;            /* scalar: decoded, so that folded and quoted text differs from the source */
    const Place *places; /* scalar: text bytes to source bytes; one a line of a folded scalar, one around each escape */
    size_t place_count;
    const Value *const *items; /* list */
    const Field *fields;       /* map, in the order typed */
    size_t count;              /* items or fields */
    const char *problem;       /* scalar, of a table: why its cell is no figure as it is; NULL: nothing is known */
};

/* Caps, checked at each event, since libyaml is quadratic in depth and anchors. */
enum { YAML_MAX_DEPTH = 32, YAML_MAX_EVENTS = 100000, YAML_MAX_SCALAR = 65536 };

/* The one document of 'source'. Refused by name: anchors, aliases, tags, '<<', directives, a second document, duplicate
   keys, keys that are not scalars, control, bidi-control and zero-width characters, NUL, bad UTF-8. NULL after a
   finding that leaves no tree; an empty file is such a finding. Result lives as long as 'a' and points into 'source'.
 */
const Value *yaml_parse(const Source *source, Arena *a, Diag *d);

/* Reports bytes that are not UTF-8 (the first only, as one wrong setting makes them all) and every character that no
   typed text may hold. False after a finding; yaml_parse() asks by itself. */
bool source_characters_check(const Source *source, Diag *d);

Mark value_mark(const Value *scalar, size_t offset, size_t length); /* the source place of bytes of its text */
/* What a map has under a key; NULL where it has not, or is NULL or no map. They do not report. */
const Value *value_get(const Value *map, Str key);
const Value *value_scalar(const Value *map, Str key); /* NULL for another kind too */
const Field *value_field(const Value *map, Str key);

/* ---- Schema: what a map may hold, so that every reader reports alike ---- */

typedef enum KeyType {
    KEY_TEXT, /* scalar */
    KEY_LIST,
    KEY_MAP,
    KEY_ANY,
} KeyType;

typedef struct Key {
    const char *name;
    KeyType type;
    bool required;
} Key;

/* Reports unknown keys ("unknown key 'x' in a block; did you mean 'y'?"), missing ones and wrong kinds; false if any.
   'what' names the thing in messages ("a measure"). keys[] ends with a NULL name. */
bool schema_check(const Value *map, const char *what, const Key *keys, Diag *d);

/* Sentences that YAML takes apart in silence: ' #' in a text without quotes begins a comment, commas split one in
   [...]. Where sentences belong, both are errors; a comment there takes two blanks before its '#' and one after it. */
bool sentence_check(const Value *scalar, Diag *d);
bool sentences_check(const Value *list, Diag *d);

/* Typed readers of scalars: report and return false, leaving *result alone, where the text is not of the type. */
bool value_integer(const Value *v, int64_t least, int64_t most, int64_t *result, Diag *d); /* digits only */
bool value_length(const Value *v, Sp least, Sp most, Sp *result, Diag *d);                 /* see sp_parse */
bool value_bool(const Value *v, bool *result, Diag *d);                                    /* true, false */
/* One of words[] (NULL at the end): its index, or -1 with a finding that lists them and the nearest. */
int value_word(const Value *v, const char *const *words, Diag *d);

/* ---- Jurisdictions ---- */

/* What sheets of one language call a state. */
typedef struct StateWords {
    Str name;        /* "District of Columbia" */
    Str in_sentence; /* "the District of Columbia" */
    Str of;          /* "of the District of Columbia" */
    Str adjective;   /* before a noun: "District of Columbia" */
} StateWords;

typedef struct Jurisdiction {
    Str code;        /* "DC" */
    Str name;        /* "District of Columbia" */
    Str in_sentence; /* "the District of Columbia" */
    Str adjective;   /* before a noun: "California", "District of Columbia" */
    Str fips;        /* "11" */
    const Str *also; /* other names it is found by */
    size_t also_count;
    const StateWords *typed; /* in languages but English, by language_index(); empty where not typed; may be NULL */
    Mark mark;
} Jurisdiction;

typedef struct Jurisdictions Jurisdictions;

struct Jurisdictions {
    const Jurisdiction *items;
    size_t count;
    TextSet names; /* codes, names and other names, without what does not count in them */
    const uint32_t *owners;
};

const Jurisdictions *jurisdictions_read(const Value *root, Arena *a, Diag *d);
/* By its postal or FIPS code or by any usual form of its name: "ca", "06", "State of California", "CA - California",
   "Calif."; NULL: none. */
const Jurisdiction *jurisdiction_find(const Jurisdictions *all, Str name);
Str jurisdiction_nearest(const Jurisdictions *all,
                         Str word); /* the name meant, where it can be no other one; or empty */
/* The one that a command line or a file names; NULL and a finding with the one that was meant. */
const Jurisdiction *jurisdiction_named(const Jurisdictions *all, Str word, DiagCode code, Mark at, Diag *d);

/* What a sheet of that language calls it: what is not typed follows from the name. */
StateWords jurisdiction_words(const Jurisdiction *j, const Language *language, Arena *a);

Str jurisdiction_code(const Jurisdiction *j); /* "CA"; of NULL, the nation, "US" */
bool nation_named(Str word);                  /* "US", "national": in a table, or as the name of a file */

/* ---- Dictionary: every figure's key, label, unit, and what must hold of it ---- */

typedef enum MeasureScope { SCOPE_STATE = 1, SCOPE_NATION = 2, SCOPE_BOTH = 3 } MeasureScope;

typedef struct Measure {
    Str key;
    Str label;
    Str unit; /* "cases"; "percent" for percentages */
    bool percent;
    MeasureScope scope;    /* which files hold it */
    int since, until;      /* the first and the last year that hold it; 0: no such limit */
    const uint32_t *parts; /* indexes into the dictionary: they add up to this measure */
    size_t part_count;
    bool bounded;        /* by the figure below, which it may not exceed */
    uint32_t at_most;    /* index of the bounding measure */
    bool at_most_nation; /* it is the nation's ("us.KEY") */
    bool is_ratio;       /* a percentage of the two below, 100 * numerator / denominator */
    uint32_t numerator, denominator;
    unsigned kinds;         /* a bit for each FigureKind that it may have; 0: any */
    int64_t protect;        /* so many values must remain possible where it is withheld; 0: not typed */
    int64_t withhold_below; /* an exact number from 1 up to below this is to be withheld; 0: none */
    bool nation_is_sum;     /* the nation's figure is the sum of all jurisdictions' */
    Mark mark;
} Measure;

typedef struct Dictionary {
    const Measure *items;
    size_t count;
    bool drafts_have_gaps; /* figures that a draft lacks are no finding */
    TextSet names;         /* keys, labels and other names, without what does not count in them */
    uint32_t *named;       /* an index into items for each */
} Dictionary;

/* Whether files of that scope and year hold it. In other years it does not apply. */
bool measure_is_of(const Measure *m, MeasureScope scope, int year);

const Dictionary *dictionary_read(const Value *root, Arena *a, Diag *d);
/* 'over', an office's file that says 'base: ncmec', on top of the one that it adds to; both are maps. */
const Value *dictionary_merge(const Value *under, const Value *over, Arena *a);
/* The dictionary of each year: its own, or else the one of all years. */
typedef struct YearDictionary {
    int year;
    const Dictionary *dictionary;
} YearDictionary;

typedef struct Dictionaries {
    const Dictionary *shared;
    const YearDictionary *own;
    size_t own_count;
    int year; /* of what says none; 0: not known */
} Dictionaries;

const Dictionary *dictionary_of_year(const Dictionaries *all, int year);
/* Index of a key without "us.", or -1. */
int dictionary_find(const Dictionary *dict, Str key);
/* The same of any name: key, label, label with its unit, one of 'also'; letter case, blanks and signs do not count. */
int dictionary_named(const Dictionary *dict, Str name);

/* ---- Figures ---- */

/* units / 10^scale; at most 15 digits, scale 0..6. */
typedef struct Decimal {
    int64_t units;
    int scale;
} Decimal;

int decimal_compare(Decimal a, Decimal b);
Decimal decimal_add(Decimal a, Decimal b);

typedef enum FigureKind {
    FIGURE_ABSENT,     /* not typed; only where it may be computed, or under --draft */
    FIGURE_EXACT,      /* 78,835 */
    FIGURE_ROUNDED,    /* 36.2 million: [36,150,000, 36,249,999] for counts; 19%: [18.5, 19.5) */
    FIGURE_FLOOR,      /* more than 18,400: [18,401, no limit]; at least 18,400: [18,400, no limit] */
    FIGURE_CEILING,    /* fewer than 10: [1, 9]; at most 10: [1, 10]: none is typed 0 */
    FIGURE_SUPPRESSED, /* known, and withheld: [0, no limit], as is the next */
    FIGURE_NOT_AVAILABLE,
    FIGURE_NOT_APPLICABLE, /* there is nothing that could be counted: no part of a sum */
    FIGURE_KINDS,
} FigureKind;

/* A true value somewhere in [least, most]; 'most' is open above where no_most. */
typedef struct Figure {
    FigureKind kind;
    const Measure *measure;
    Decimal least, most;
    bool no_most;
    Decimal stated; /* the number as typed, before its word: 36.2 of "36.2 million" */
    Magnitude magnitude;
    Phrase phrase;
    bool computed; /* from its parts; .mark is then that of the figures map */
    Mark mark;
} Figure;

/* Whether a number was typed: exact, rounded, a floor or a ceiling. */
bool figure_has_number(const Figure *f);
/* "exact", "not_available": what selectors of the wording and the dictionary's 'kinds' call it. */
Str figure_kind_word(FigureKind kind);
/* Types one scalar. False and a finding, which lists the forms accepted, where it is not a figure of this measure. */
bool figure_read(const Value *v, const Measure *measure, Figure *figure, Diag *d);
/* Running text: "78,835", "36.2 million", "more than 18,400", "fewer than 10", "19%", "suppressed". */
Str figure_long(const Figure *f, const Language *language, Arena *a);
/* Highlights and tables: "78,835", "36.2 million", "18,400+", "<10", "~500", "19%"; a dash where there is no number. */
Str figure_short(const Figure *f, const Language *language, Arena *a);
/* What a reader hears of that form, which few voices speak: "about 700" for "~700"; empty: what is printed. */
Str figure_said(const Figure *f, const Language *language, Arena *a);

/* What it says of the true value: "exactly 78,835", "36,150,000 to 36,249,999", "at least 18,401", "1 to 9". */
Str figure_meaning(const Figure *f, Arena *a);
/* "up 12% from 2022", "down 3 from 2022" where the base is under 20, "unchanged", "up from none"; empty where one of
   the two is not exact. 'before' may be NULL. */
Str figure_change(const Figure *now, const Figure *before, int year_before, const Language *language, Arena *a);
/* "12%", "less than 1%" of the whole; empty where one of the two is not exact. */
Str figure_share(const Figure *part, const Figure *whole, const Language *language, Arena *a);

/* ---- Years of figures: one range and one reader for options, folders, tables and files ---- */

enum {
    FIGURES_YEAR_FIRST = 1984, /* NCMEC was founded in it */
    FIGURES_YEAR_LAST = 2199,
};

int year_parse(Str text); /* "2023"; 0 for anything else */
/* The same; 0 after a finding. */
int year_read(Str text, DiagCode code, Mark at, Diag *d);

/* ---- Dataset: one jurisdiction's year, with the nation's ---- */

typedef enum DataStatus { STATUS_FINAL, STATUS_DRAFT } DataStatus;

typedef struct Note {
    Str text;           /* in English, else in the first language typed */
    const Value *value; /* as typed: see text_in() */
} Note;

/* A text that is typed once, in English, or for each language, as {en: ..., es: ...}: what a sheet in that language
   prints of it, in its own language, else in English, else in the first. '*own' is the language that it is in. */
const Value *text_in(const Value *typed, const Language *language, const Language **own);

/* What was corrected, of what it was, and why. */
typedef struct Revision {
    Date date;
    Figure was; /* and its measure */
    Note why;
    const Value *value;
} Revision;

/* A warning that is known and right. */
typedef struct Accept {
    DiagCode code;
    const Measure *measure; /* that it is about; NULL: none */
    Str why;
    Mark mark;
} Accept;

/* One typed file: <year>/CA.yaml or <year>/national.yaml. */
typedef struct FigureFile {
    const Source *source_file;
    bool is_extract; /* 'extract: true': what a sheet prints of a file, where what is missing was left out */
    int year;
    DataStatus status;
    bool sample;
    const Jurisdiction *jurisdiction; /* NULL: the nation's */
    Mark head;                        /* the file's first key */
    Mark state_mark, year_mark;
    Mark status_mark;
    Mark source_mark;          /* of the source, empty or not; where the key is missing that of the file's head */
    Str source;                /* "NCMEC California Data 2023"; may be empty, which lint_file() warns of */
    const Value *source_value; /* as typed, for text_in(); NULL where it is empty */
    bool has_as_of;            /* whether it was typed */
    Date as_of;                /* the year's end where it was not: it dates the file, and is never printed */
    bool is_revised;
    Date revised;              /* the day of the last correction */
    const Revision *revisions; /* by their days */
    size_t revision_count;
    const Note *notes;
    size_t note_count;
    const Accept *accepts;
    size_t accept_count;
    const Dictionary *dictionary; /* of its year */
    const Figure *figures;        /* one a measure, in the dictionary's order; FIGURE_ABSENT where out of scope */
    bool has_gaps;                /* it is a draft, and lacks figures without a finding */
} FigureFile;

/* For qsort() of pointers to files of states: by the state's code. */
int figures_order(const void *one, const void *other);

typedef struct Dataset {
    const Dictionary *dictionary;
    const Jurisdiction *jurisdiction;
    int year;
    const FigureFile *state, *nation;
    const FigureFile *state_before, *nation_before; /* of the year before; NULL where not at hand */
} Dataset;

/* Whose figures a file must hold, and what they are called. */
typedef struct FiguresAsked {
    const Dictionary *dictionary;
    const Jurisdictions *jurisdictions;
    const Jurisdiction *state; /* NULL: the nation */
    int year;
} FiguresAsked;

/* Reads one typed file as far as it can be read, with findings: NULL only where the tree is no map. A year or state
   other than asked for is a finding, as are unknown and missing keys, text where a figure belongs, parts that do not
   add up. A total left out whose parts are all exact is computed. */
const FigureFile *figures_read(const Value *root, const FiguresAsked *asked, Arena *a, Diag *d);
/* A figure a measure, all FIGURE_ABSENT: of a file that has none. */
Figure *figures_none(const Dictionary *dict, Arena *a);
/* The file with its figures in the order of another year's dictionary, for comparing them: those that it has not, or
   counts in another unit, are FIGURE_ABSENT. 'file' NULL: NULL. */
const FigureFile *figures_by(const FigureFile *file, const Dictionary *dict, Arena *a);
/* The year that a tree says it is of, or 0: none, or nothing that can be one, which figures_read() reports. */
int figures_year(const Value *root);
/* What must hold between the two files: at_most bounds. False after findings. */
bool dataset_check(const Dataset *data, Diag *d);
/* The file of the two that was revised last, whose day is the sheet's; NULL: neither was. */
const FigureFile *dataset_revised(const Dataset *data);
/* The day of the sheet: of the last revision, else what its figures are as of, else the year's end. */
Date dataset_date(const Dataset *data);

/* Whether a correction of the file says that a figure was 'was'. */
bool figures_tell(const FigureFile *file, const Figure *was, Arena *a);

/* The line by which the file accepts that warning about a figure of it, or about none (NULL); NULL: it does not. */
const Accept *accept_find(const FigureFile *file, DiagCode code, const Measure *about);
/* The same for the finding that is reported next. */
void accept_next(const FigureFile *file, DiagCode code, const Measure *about, Diag *d);
/* The codes that can be accepted; 'index' from 0. False behind the last. */
bool accept_code(size_t index, DiagCode *code);
/* "change team_adam_cases: program ended in 2024": a line as tables hold it. */
Str accept_text(const Accept *accept, Arena *a);

/* An edition of a state's sheets that went out: its figures as printed, and the nation's. */
typedef struct Released {
    const Jurisdiction *state; /* NULL: the nation's figures alone */
    uint32_t edition;
    size_t row;               /* the first of its rows in the ledger */
    Str file, day;            /* the first of its files, and its ModDate: "2023-12-31"; may be empty */
    Figure *figures, *nation; /* one a measure; FIGURE_ABSENT where it was not printed */
} Released;

/* Files that are looked at together: one sheet's state and the nation, or a year. */
typedef struct YearFigures {
    const Dictionary *dictionary;
    const FigureFile *nation; /* NULL: its figures are not known */
    const FigureFile *const *states;
    size_t count;
    bool is_whole;            /* all jurisdictions are among them */
    const unsigned *sides;    /* one a measure: whose figures the wordings speak of; NULL: all */
    const Released *released; /* earlier editions, for disclosure_find(): oldest first */
    size_t released_count;
} YearFigures;

/* The two files of a sheet alone. */
static inline YearFigures dataset_alone(const Dataset *data)
{
    return (YearFigures){.dictionary = data->dictionary, .nation = data->nation, .states = &data->state, .count = 1};
}

/* ---- Lint: what must or should hold beyond reading ------------------------------------------------------------------
   Errors are certainly wrong, for every value in the intervals; warnings are most probably not meant. */

/* One file: a missing source (of an extract it was perhaps not printed), a source of another state or year. */
void lint_file(const Jurisdictions *all, const FigureFile *file, Diag *d);
/* A file against the one of the year before: figures that changed more than tenfold, or to 0, or with each other. Of
   extracts nothing is said: they hold too few figures to tell which one stands out. */
void lint_change(const Dictionary *dict, const FigureFile *file, const FigureFile *before, Diag *d);
/* One year's states, in any order: their sums against the nation's ('nation' may be NULL), files alike throughout.
   False after an error. */
bool lint_year(const YearFigures *year, Arena *a, Diag *d);
/* Measures of the year that no sheet prints, nor anything that they are checked with or computed for. 'sides' has for
   each the scopes that are printed, and is spent. */
void lint_unprinted(const YearFigures *year, unsigned *sides, Diag *d);

/* ---- Disclosure: which values readers can tell of figures that are withheld ---- */

typedef enum Verdict { VERDICT_SAFE, VERDICT_FEW, VERDICT_KNOWN, VERDICT_UNPROVEN, VERDICT_CONTRADICTION } Verdict;

/* A figure that is suppressed or typed as a bound, no percentage. */
typedef struct Withheld {
    const FigureFile *file;
    const Figure *figure;
    Verdict verdict;
    int64_t least, most; /* the values that it can have, both possible; of the first three verdicts */
    bool no_most;
    int64_t needed; /* so many must remain */
    Str binds;      /* the figures that tell of it: "missing_total and us.missing_total"; may be empty */
} Withheld;

typedef struct Disclosure Disclosure;

/* Whether there is anything to judge: most years hold nothing that is withheld. */
bool disclosure_has_cause(const YearFigures *year);
/* What readers can tell where those files go out; NULL where there is no cause. The states may come in any order; the
   files outlive what is found. */
const Disclosure *disclosure_find(const YearFigures *year, Arena *a);
/* A file that is not final, among files that go out: what it withholds is to stay withheld, and nothing else in it is
   known. */
const FigureFile *disclosure_draft(const FigureFile *file, Arena *a);
/* Adds the states of 'all' that have no final figures, and the nation, as the last editions printed them: what went out
   is known, whatever became of the file. 'of': the year. */
void disclosure_complete(YearFigures *year, const Jurisdictions *all, int of, Arena *a);
/* State by state, by their codes; the nation's last. */
const Withheld *disclosure_items(const Disclosure *found, size_t *count);
/* Reports the findings, each with a remedy that is proven: those that the figures of one of the states (NULL: of the
   nation) take part in. 'found' may be NULL. */
void disclosure_report(const Disclosure *found, const Jurisdiction *const *states, size_t count, Diag *d);

/* Whether what a figure of the file was before, where 'revisions' print it, tells of a figure that is withheld: it can
   be the figure of now still, and stands in one rule with a withheld one or, with the states and the nation, may. */
bool disclosure_was_tells(const FigureFile *file, const Figure *was, Arena *a);

/* ---- Tables: the same figures in a spreadsheet ---- */

/* What a table says of one jurisdiction, as the tree of a file such as CA.yaml; marks point to cells. Keys that the
   table has no column for are not in it. An empty cell between figures is a figure without text, which its reader
   reports; but of a draft, and of a total whose parts may settle it, it is none. */
typedef struct TableSheet {
    const Jurisdiction *jurisdiction; /* NULL: the nation */
    int year;                         /* 0: its row says none, or none that can be one */
    const Value *root;
    const FigureFile *before; /* of one to be written: the year before's, for notes; NULL: none */
} TableSheet;

typedef struct Table {
    const Source *source;
    const TableSheet *sheets; /* in the table's order, those without a figure left out */
    size_t count;
    Str read_as;          /* "UTF-8, separated by commas" */
    bool has_status;      /* it says which are final */
    const Value **titles; /* texts above the headings, and the name of the workbook's sheet */
    size_t title_count;
} Table;

/* 'sheet' of a workbook; empty: the one that names a column of states in its first rows. A row a state (headings:
   state, keys or labels of figures) or a row a figure (headings: state, figure, value); also year, status, sample,
   source, as_of. Headings in any letter case. "N/A", "*", "<10" and their like become the words of a figure; whether it
   is one is for figures_read() to say. NULL after findings, which name cells. */
const Table *table_read(const Source *file, Str sheet, const Dictionaries *dicts, const Jurisdictions *all, Arena *a,
                        Diag *d);
/* False after findings: a title names years, and none of those that are asked for, or else of the rows. */
bool table_titles_check(const Table *table, const int *years, size_t count, Diag *d);
/* Reports states that have rows, but none of the years that are asked for, where others have. */
void table_lost_check(const Table *table, const int *years, size_t count, Diag *d);
/* Whether a file is a table: by the ending of its name (.csv, .tsv, .xlsx), or as it begins like a workbook. */
bool table_named(const char *path);
/* The table's sheet of a state (NULL: of the nation) and a year, or NULL; a row that says no year is of any. */
const TableSheet *table_find(const Table *table, const Jurisdiction *jurisdiction, int year);
bool sheet_is_of(const TableSheet *sheet, int year);
/* A table to be written, row by row; the first names the columns. */
typedef struct TableCell {
    Str text, note;
    bool is_number; /* in a workbook no text, though a figure is one */
} TableCell;

typedef struct TableCells {
    const TableCell *items;
    size_t columns, rows;
    bool is_list; /* made anew whenever asked for, so that one as it was made may be replaced */
} TableCells;

/* A row a sheet; a column for each key that any of them has, or, with 'asked_year', for each measure of that year, and
   for the source, day and notes. */
TableCells table_cells(const TableSheet *sheets, size_t count, int asked_year, const Dictionary *dict, Arena *a);
Str table_csv(const TableCells *cells, Arena *a);
/* The bytes of a workbook, with the notes; an empty Str after a finding. */
Str table_workbook(const TableCells *cells, Arena *a, Diag *d);
/* Whether a file is a workbook of a list, as no spreadsheet has saved it since. */
bool workbook_is_list(const char *path, Arena *a);

/* Notes, or accepted findings, as a cell of a table holds them, a line each. */
Str notes_text(const Value *list, Arena *a);

/* One cell more of a row: quoted where it must be, never a formula to a spreadsheet, always UTF-8. The row's end. */
void cell_put(Buf *out, Str text, bool first);
void row_end(Buf *out);

/* What editors check typed files by while they are typed: a JSON Schema (draft 7) for a state's file and the nation's,
   with labels and units as hover texts. */
Str schema_text(const Dictionary *dict, const Jurisdictions *all, Arena *a);
/* The same of the dictionary and of the jurisdictions. */
Str dictionary_schema(Arena *a);
Str jurisdictions_schema(Arena *a);

/* A copy of a tree of figures with what 'over' says in its place: figures one by one, all else key by key. Either may
   be NULL. */
const Value *tree_merge(const Value *under, const Value *over, Arena *a);
/* A scalar that was not typed; findings about it point to 'mark'. */
Value *scalar_new(Str text, Mark mark, Arena *a);
const Value *map_new(const Field *fields, size_t count, Mark mark, Arena *a); /* likewise; 'fields' are borrowed */

/* ---- What is published: what a sheet prints or decides by, and nothing else that was typed ---- */

/* What is used of one file of figures. */
typedef struct FileUse {
    bool *figures; /* one a measure, in the dictionary's order */
    bool status, sample, source, as_of, revised, notes, revisions;
} FileUse;

typedef struct DataUse {
    FileUse state, nation, state_before, nation_before;
} DataUse;

DataUse *data_use_new(const Dictionary *dict, Arena *a); /* nothing is used yet */

/* The trees below live as long as 'a', the dictionary and the jurisdictions. */

/* The file as far as it is used, with 'extract: true': figures_read() asks for nothing that it lacks and computes
   nothing, so that it says of each figure used what the file says, and nothing of the others. */
const Value *figures_extract(const FigureFile *file, const Dictionary *dict, const FileUse *use, Arena *a);
/* The measures chosen (one bool a measure), with the rules that name no other. 'kinds' is left out: it is for those who
   type. */
const Value *dictionary_extract(const Dictionary *dict, const bool *chosen, Arena *a);
/* The jurisdictions chosen likewise, with the words of a sheet's language and without the other names that they are
   found by. */
const Value *jurisdictions_extract(const Jurisdictions *all, const bool *chosen, const Language *language, Arena *a);

/* A tree as YAML without comments: block style, every text in double quotes on its own line. yaml_parse() reads the
   same tree back, and the same tree gives the same bytes, however it was typed. */
Str canonical_text(const Value *root, Arena *a);

Str data_versions(Arena *a);  /* for --version: "libyaml 0.2.5" */
Str table_versions(Arena *a); /* "libcsv 3.0.3" */
