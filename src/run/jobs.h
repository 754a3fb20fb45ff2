/* Which sheets a run makes, and where each goes. */
#pragma once

#include "extras.h"
#include "src/sheet/sheet.h"
#include "targets.h"

/* The sheets of a run, and where the files of each go. */
typedef struct JobList {
    SheetList sheets;
    Str pattern; /* of targets, one a flavor */
    const Flavor *flavors;
    size_t file_count; /* of each sheet */
    TargetForm form;
    bool marks_press;    /* the pattern does not say what a file is for, so that of the press gets "-press" */
    bool sets_ending;    /* the pattern's ending is not each file's own: ".html" for the web */
    bool marks_language; /* nor which language it is in, so that those not in English get "-es" */
    Extras extras;
    const char *records;    /* the folder of accessibility records, with a slash */
    const SheetList *whole; /* of a part of a list: all of it, for links between its pages */
} JobList;

/* The sheets that --state, --year and --data choose. False after findings: an unknown state, a list that cannot be
   read, "all" where no state has figures, no year. Of "all", files that are passed over are warnings. */
bool sheets_select(const Request *r, Cache *cache, Arena *a, SheetList *list, Diag *d);
/* Gives list->sheets their targets by -o, a pattern. Without it the pattern is ncmec-{state}-{year}.pdf, of a proof
   with -draft after the year; a folder (ending in a slash) stands for that name in it. Both name the file for the
   press ncmec-CA-2023-press.pdf, and so does a pattern without {flavor} where there are two flavors. False after
   findings: an unknown placeholder, two files with one target, or what targets.h refuses. */
bool jobs_aim(JobList *list, const Request *r, Cache *cache, Arena *a, Diag *d);
/* The target of a job's file, of which there are list->file_count. */
const char *job_target(const JobList *list, size_t job, size_t file, Arena *a);
/* The target of such a file of any sheet. */
const char *sheet_target(const JobList *list, const SheetKey *key, size_t file, Arena *a);
/* Every count-th job from the index-th (from 1) on: a fixed share, on every machine. */
JobList jobs_share(const JobList *list, int index, int count, Arena *a);
/* Makes the folders of all targets. */
bool jobs_folders(const JobList *list, Diag *d);

TargetForm target_form(Output output); /* of what goes into a file; TARGET_ANY: a dump */
