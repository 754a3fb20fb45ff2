/* Where is what, and what does it hold? Every file of figures, table, wording and theme is found here, read once and
   kept with its findings. Reading never stops at a finding: whoever asks gets what could be read, and decides which
   findings to show:

       const StoreFile *file = store_figures(store, state, 2023);      NULL for the state: the nation's
       diag_take(d, file->findings);
       if (file->figures) ...                                          as far as they can be read

   What the store hands out lives as long as the store, but files of states only until store_drop(). */
#pragma once

#include "ncmec/data.h"
#include "ncmec/request.h"
#include "src/base/file.h"
#include "src/store/folders.h"
#include "src/store/list.h"

/* A file of figures, or a row of a table. */
typedef struct StoreFile {
    const char *path; /* of a row its table's */
    bool exists;
    bool is_row;
    bool is_new;               /* what a file would hold that is not written yet */
    bool is_misplaced;         /* its name or its folder says another state or year than its text */
    const Value *root;         /* NULL: missing, or not to be read */
    const FigureFile *figures; /* as far as they can be read; NULL: not even whose they are, or of which year */
    const Diag *findings;
    struct {
        bool is_known;
        const Jurisdiction *state; /* NULL: the nation */
        int year;                  /* 0: not asked */
    } asked;                       /* what the text must agree with; otherwise with the path */
    bool in_year;                  /* its folder is a year's, in this one */
    Str data_folder;
    uint32_t round; /* the store's, when it was last asked for */
} StoreFile;

enum { YEARS_MAX = FIGURES_YEAR_LAST - FIGURES_YEAR_FIRST + 1 };

typedef struct YearList {
    const int *items; /* ascending */
    size_t count;
} YearList;

/* Puts a year among others in their order, each once; there is room for it. Result: how many they are then. */
size_t year_insert(int *years, size_t count, int year);

typedef struct Store {
    const Request *request;
    const Dictionary *dictionary; /* of years that have none of their own; NULL after findings, as the next one */
    const Jurisdictions *jurisdictions;
    Arena *arena; /* what is kept */
    Arena *files; /* what goes by store_drop(); the same until its first call */
    Arena *texts; /* likewise, what findings point into: the texts of 'files' */
    /* The rest is private. */
    struct StoreSet *kept, *passing;
    struct StoreText *shared; /* wording, themes, tables */
    size_t shared_count, shared_capacity;
    const char *dictionary_path;
    const char *dictionary_paths[FIGURES_YEAR_LAST - FIGURES_YEAR_FIRST + 1]; /* of the years that were asked for */
    const char **read;                                                        /* for -v */
    size_t read_count, read_capacity, read_first;
    uint32_t round;
    struct Ledger *ledger; /* NULL: not read yet */
    struct {
        const struct Ledger *ledger; /* of so many rows */
        size_t rows, count;
        int year;
        const Released *items;
        Diag *findings;
    } released;                /* the editions that were asked for last */
    int made_years[YEARS_MAX]; /* by store_lock_to_change() */
    size_t made_count;
    bool made_office; /* likewise */
} Store;

/* Reads dictionary and jurisdictions. Never NULL. */
Store *store_open(const Request *request, Arena *a, Diag *d);
/* The dictionary that a year's figures are read by: its own, or else the one of all years, as of
   year 0. NULL after findings. */
const Dictionary *store_dictionary(Store *s, int year, Diag *d);
void store_close(Store *s); /* after store_drop(); NULL is allowed */
/* Before each of many sheets: forgets the files of states. 'texts_too': nothing points into their texts any more. */
void store_drop(Store *s, bool texts_too);
/* The same, but in a run in many languages, which asks again, what is read is kept up to a bound. */
void store_next(Store *s);

/* Files that a sheet is made from, for -v: those read before store_share() are every sheet's, the others until
 * store_drop().
 */
void store_note(Store *s, const char *path); /* read elsewhere: a font, a profile */
void store_share(Store *s);

/* ---- Figures ---- */

/* data/YEAR/STATE.yaml of the office. */
const StoreFile *store_figures(Store *s, const Jurisdiction *state, int year);
/* A file wherever it is. What is asked (NULL, 0: nothing) must agree with what it says. */
const StoreFile *store_file(Store *s, const char *path, const Jurisdiction *asked, int asked_year);
/* The file of 'state' and 'year' in the same data folder as 'file', where that is in a year's; else the office's.
 */
const StoreFile *store_beside(Store *s, const StoreFile *file, const Jurisdiction *state, int year);
/* 'file' with what 'over' says in its place. 'asked_year' as above; 'may_lack': what a draft lacks is no finding. */
const StoreFile *store_overlay(Store *s, const StoreFile *file, const Value *over, int asked_year, bool may_lack);
/* From now on whoever asks for that path gets this. */
void store_replace(Store *s, const StoreFile *file);
/* Its figures for comparing others with: NULL where there are none, or where they are of another state or year. What
   was found in them is told as warnings, but nothing of a draft; 'd' NULL: not told. */
const FigureFile *store_compared(const StoreFile *file, const Jurisdiction *state, int year, Diag *d);
/* The figures of the year before 'year', compared so, in the order of that year's dictionary; those beside 'file', as
   in store_beside(), or, where it is NULL, the office's. */
const FigureFile *store_before(Store *s, const StoreFile *file, const Jurisdiction *state, int year, Diag *d);

/* No other process changes a year's folder while this one reads it, or reads it while this one changes it: until its
   end. False where others have it. Reading a file asks by itself; who lists many asks before, and who will change files
   asks before it reads them. Years are locked in their order, each after the one before it, with which it is compared:
   so no two runs wait for each other. */
bool store_lock_to_read(const Store *s, const int *years, size_t count, Diag *d);
bool store_lock_to_change(Store *s, const int *years, size_t count, Diag *d); /* makes the folders that are missing */
void store_unmake(const Store *s); /* removes those folders again that are still empty */
/* The schema that a year's files point to, seen from there: of its own dictionary where it has one. */
const char *store_schema(Store *s, int year);
/* Writes it where it is missing: its path; else NULL. */
const char *store_schema_write(Store *s, int year, Diag *d);

/* ---- Tables ---- */

/* Read once; NULL after findings. */
const Table *store_table(Store *s, const char *path, Diag *d);
/* The years of its rows, ascending: all, or those of --year; a row that says none is of the one of --year. None after a
   finding. */
YearList store_table_years(Store *s, const Table *table, Diag *d);
/* The same where there must be one; 0 after a finding. */
int store_table_year(Store *s, const Table *table, Diag *d);
const StoreFile *store_row(Store *s, const Table *table, const TableSheet *row, int year);

/* ---- What there is (years.c) ---- */

YearList store_years(Store *s, Diag *d);
bool store_year_is_begun(const Store *s, int year); /* its folder holds more than wording and dictionary */
bool store_has(const Store *s, const Jurisdiction *state, int year);
/* The states with figures of a year, in the order of the jurisdictions. Findings: files that are passed over, such as
   ca.yml or California.yaml. */
StateChoice store_states(Store *s, int year, Diag *d);
/* Findings: wordings of those years, and of all, that are passed over, such as fact-sheet.fr.yaml. */
void store_wordings_passed(const Store *s, YearList years, Diag *d);
/* Whether it is read without an error, and goes out. */
bool store_is_final(const StoreFile *file);
/* The figures as they count where others go out: of what is not final those that it withholds; NULL: there are none. */
const FigureFile *store_judged(const StoreFile *file, Arena *a);
/* False where no figure of the year's states (of the table's, or of the office's files) or of the nation is withheld,
   nor to be withheld: a look at the lines of the texts, for a fiftieth of what reading them takes. */
bool store_may_withhold(Store *s, const Table *table, int year);
void store_report_none(const Store *s, int year, Diag *d); /* that a year has no figures at all */
/* Reports that a state or the nation has no figures of a year, and what there is. */
void store_report_missing(Store *s, const StoreFile *file, const Jurisdiction *state, int year, DiagCode code, Diag *d);

/* ---- Wording, theme and what else a data folder holds ---- */

/* Read once; NULL after findings. */
/* 'language' NULL: that of the wording without a tag in its name. */
const Value *store_wording(Store *s, int year, const Language *language, Diag *d);
/* In which languages a run asks for the wording of a year: those of --language, for "all" those that have one, else the
   one NULL. Returns how many. */
size_t store_languages(Store *s, int year, const Language *languages[LANGUAGES_MAX]);
/* Those that have one. */
size_t store_all_languages(Store *s, int year, const Language *languages[LANGUAGES_MAX]);
/* Year 0: of many years. */
const Value *store_packet_wording(Store *s, int year, const Language *language, Diag *d);
/* --theme, which is a name or a path, or "ncmec". */
const Value *store_theme(Store *s, const char *given, Diag *d);
/* The one that another theme's 'base' names, never that theme itself: an office's ncmec.yaml is based on the shipped.
 */
const Value *store_theme_base(Store *s, const Value *base, Diag *d);
NameList store_themes(Store *s, const char *asking); /* their names; 'asking': the file of one that asks, or NULL */
const Value *store_statement(Store *s, Diag *d);     /* of testers; NULL without a finding: the office has none */
Str store_theme_name(const Source *theme);
bool store_theme_is_shipped(const Store *s, const Source *theme); /* with the program, and not as the office's own */
const char *store_theme_folder(const Store *s, const Source *theme, Arena *a); /* where the files are that it names */
const Source *store_silhouette(Store *s, const Jurisdiction *state, Diag *d);
/* One digest of all states' silhouettes, as 'sha256sum *.path | sha256sum' tells it in their folder. */
Str store_silhouettes(Store *s, Arena *a);
const char *store_profile(Store *s, Str name);
const char *store_fonts(Store *s); /* the office's folder of them, which may be missing */
