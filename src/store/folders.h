/* Where the program finds its files. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/request.h"

#define MEASURES_NAME "measures.yaml"
#define JURISDICTIONS_NAME "jurisdictions.yaml"
#define THEME_NAME "themes/ncmec.yaml"
#define SCHEMA_NAME "figures.schema.json"

/* Finds the office's data folder, which the request may name, and those shipped with the program, whose path has links
   resolved (NULL: not known). False and a finding where a named folder is missing or none is found. Paths live in 'a'.
 */
bool folders_find(Request *r, const char *program, Arena *a, Diag *d);

/* The first of names[] that the office's folder has, else the shipped one; else the office's place for the last name,
   for reading it to fail there. */
const char *shared_path(const Folders *folders, const char *const *names, size_t count, Arena *a);

/* The wording of a year: its own, or else the one of all years. */
const char *template_path(const Folders *folders, int year, const Language *language, Arena *a);
/* The same for any wording; 'stem' is its name without its ending. Year 0: that of all years. In English, or without a
   language, the name says none. */
const char *wording_path(const Folders *folders, const char *stem, int year, const Language *language, Arena *a);

/* The hyphenation dictionary of a language, of the shipped folder or of the system's usual ones; NULL where there is
   none. Never the office's own: a damaged one crashes libhyphen. */
const char *hyphenation_path(const Folders *folders, const Language *language, Arena *a);

/* Where a wording is in a data folder: "2023/templates/fact-sheet.es.yaml"; year 0: that of all years. */
const char *wording_name(int year, Str named, Arena *a);

/* The real path of the running program, or NULL. */
const char *program_path(Arena *a);

/* ---- What a data folder holds ---- */

bool is_folder(const char *path);
bool is_data_folder(const char *path, Arena *a); /* whether it holds anything that a data folder is known by */
Str path_cut(Str *path);                         /* takes the last name off a path */
/* The folder that a file is in: "." where its path names none. */
const char *path_folder(const char *path, Arena *a);
bool path_same(const char *one, const char *other); /* both are there, and are one file or folder */
bool path_exists(const char *path);                 /* of any kind; a dangling link exists */

typedef struct NameList {
    Str *items; /* sorted */
    size_t count, capacity;
} NameList;

NameList names_sorted(NameList names);
/* Every name in a folder; none where there is no folder. Finding, unless 'd' is NULL: it cannot be read. */
NameList folder_names(const char *folder, Arena *a, Diag *d);
/* Hash of the names that look like years or typed files: other files in the folder, and copies that editors keep, leave
   it as it is. */
int64_t names_hash(const NameList *names, Arena *a);

/* Where the figures of a state (NULL: of the nation) are: spelled here alone. 'data_folder' empty: the current one. */
const char *figures_path(Str data_folder, const Jurisdiction *state, int year, Arena *a);
/* The same by the file's name without its ending: "CA", or that of the nation. */
#define NATION_STEM "national"
Str figures_stem(const Jurisdiction *state);
const char *figures_path_of(Str data_folder, Str name, int year, Arena *a);

/* "fact-sheet.es": what names of wordings in that language begin with. */
const char *wording_stem(const char *stem, const Language *language, Arena *a);

/* The files that a sheet is made from, but for those that all sheets share: figures, those of the year before,
   dictionary, wording, silhouette, whether they are there or not. Returns how many. */
enum { SHEET_PATHS = 7 };
size_t sheet_paths(const Folders *from, int year, const Jurisdiction *state, const Language *language,
                   const char *paths[SHEET_PATHS], Arena *a);

/* What the program takes the file of this name in a data folder for, the name being seen from there ("2023/CA.yaml"):
   "a state's figures", "the theme" and so on; NULL: for nothing. */
const char *data_name_use(Str name);
#define DATA_STATEMENT_USE "what testers signed"
#define DATA_SCHEMA_USE "the schema of typed files" /* of which it reads the name alone */
