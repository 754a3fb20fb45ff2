/* Which sheets a run makes, and where each goes. */
#ifndef NCMEC_JOBS_H
#define NCMEC_JOBS_H

#include "ncmec/request.h"
#include "src/store/store.h"

typedef struct Job {
    const Jurisdiction *state;
    int year;
} Job;

/* States of one year that "all" leaves out, since they have no figures. */
typedef struct Missing {
    int year;
    Str states; /* "AK, AL" */
} Missing;

typedef struct JobList {
    const Job *items; /* year by year, states in the order typed; of "all" in the jurisdictions' */
    size_t count;
    const int *years; /* as typed, or a table's own */
    size_t year_count;
    const Missing *missing;
    size_t missing_count;
    /* Where each job's files go, one a flavor. */
    Str pattern;
    const Flavor *flavors;
    size_t flavor_count;
    bool marks_press; /* the pattern does not say what a file is for, so that of the press gets "-press" */
} JobList;

/* The list that --state and --year choose, without targets. False after findings: an unknown state, a list that cannot
   be read, "all" where nobody has figures, no year. Of "all", files that
   are passed over are warnings. */
bool jobs_select(const Request *r, Store *store, Arena *a, JobList *list, Diag *d);
/* Gives the jobs their targets by -o, a pattern; each gets a file for each of --for, of which none is the default
   flavor. False after findings: an unknown placeholder, or two files with the same target. Without -o the pattern is
   ncmec-{state}-{year}.pdf, of a proof with -draft behind the year; a folder (ending in a slash) stands for that name
   in it. Both name the file for the press ncmec-CA-2023-press.pdf, and so does a pattern without {flavor} where there
   are two flavors. Targets that targets.h refuses are findings too. */
bool jobs_aim(JobList *list, const Request *r, Arena *a, Diag *d);
/* The target of a job's file, of which there are list->flavor_count. */
const char *job_target(const JobList *list, size_t job, size_t file, Arena *a);
/* Every count-th job from the index-th (from 1) on: a fixed share, whatever the machine. */
JobList jobs_share(const JobList *list, int index, int count, Arena *a);
/* Makes the folders of all targets. */
bool jobs_folders(const JobList *list, Diag *d);

/* "no figures of 2023: AK, AL": a line a year. */
void jobs_missing_put(const JobList *list, Buf *lines);

Str job_label(const Job *job, Arena *a); /* "CA 2023" */
const char *flavor_word(Flavor flavor);  /* "default", "screen", "press" */
bool flavor_is_press(Flavor flavor);
Str press_path(Str path, Arena *a); /* "ca.pdf" becomes "ca-press.pdf" */

#endif
