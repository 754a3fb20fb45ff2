/* Where files go, and whether they may go there: asked for all targets of a run before it makes anything. */
#pragma once

#include "ncmec/request.h"
#include "src/base/file.h"

typedef struct SheetKey SheetKey;

/* What a target will hold. */
typedef enum TargetForm {
    TARGET_ANY, /* a dump, which has no ending of its own */
    TARGET_PDF,
    TARGET_SHEET, /* a PDF, where the name's ending may ask for a web page too */
    TARGET_WEB,
    TARGET_INDEX, /* of web pages, as the next two */
    TARGET_DATASET,
    TARGET_STYLE,
    TARGET_CSV,
    TARGET_WORKBOOK,
    TARGET_JSON,
    TARGET_SCHEMA, /* JSON too, and the only one that may be figures.schema.json of the data folder */
    TARGET_TEXT,
    TARGET_SIGN_OFF,  /* as a page */
    TARGET_SIGN_BOOK, /* as a workbook */
    TARGET_RECORD,    /* of accessibility, in the folder of --statements */
    TARGET_STATEMENT, /* of accessibility, as a page ... */
    TARGET_OPENACR,   /* ... as data ... */
    TARGET_TO_SIGN,   /* ... and the lines that testers fill in */
    TARGET_LIST,      /* of figures: what explain makes */
    TARGET_DIFFERENCES,
    TARGET_DIFFERENCES_JSON,
    TARGET_REPORT,
    TARGET_ORDER, /* for a printer */
    TARGET_FORMS
} TargetForm;

typedef struct TargetName {
    const char *path;
    const char *option; /* that names it: "-o", "--report" */
    TargetForm form;
} TargetName;

/* What targets are held against: what the options name, what was read so far, the names that the data folder keeps. */
typedef struct Guard Guard;

Guard *guard_new(const Request *r, Arena *a);

/* False and a finding (exit code 2) where the target is a file that this run reads, has a name by which the program
   would read it, or is a file that no earlier run can have made. */
bool target_name_check(Guard *guard, const TargetName *target, Arena *scratch, Diag *d);
/* The same where it ends like something that it will not hold. */
bool target_ending_check(const TargetName *target, Diag *d);
/* Equal for two names of one file. Lives in 'scratch', or is 'path'. */
Str target_key(Guard *guard, const char *path, Arena *scratch);
/* The same for a few targets, which must also be different files; "-" is always right. */
bool targets_check(Guard *guard, const TargetName *targets, size_t count, Diag *d);
/* The path by which a sheet will read a target that was asked about, or NULL; '*number' says which, counted from 0.
   A sheet's own files are read when it is made, so this is to be asked before for each of them. */
const char *target_of_sheet(Guard *guard, const SheetKey *sheet, uint32_t *number, Arena *scratch);
/* A finding about two names of one file; always false. */
bool targets_clash(const TargetName *one, const TargetName *other, Diag *d);

/* Says of a target whose new file could not be made that the old one is still there; "" where none is. */
const char *target_old_text(const Request *r, const char *path, Arena *a);

/* Whether -o names a workbook. */
bool target_is_workbook(const Request *r);
bool target_is_table(const Request *r); /* that, or with commas, by the name of -o */
/* A command's own output: into -o FILE, else to standard output. A file that a person may have filled in ('is_filled')
   is replaced only with --force. */
void target_write(const Request *r, TargetForm form, bool is_filled, Str bytes, Arena *a, Diag *d);
