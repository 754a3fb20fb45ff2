/* Which sheets a run makes, and where each goes. */
#ifndef NCMEC_JOBS_H
#define NCMEC_JOBS_H

#include "ncmec/data.h"
#include "options.h"

typedef struct Job {
    const Jurisdiction *state;
    int year;
    const char *target;
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
} JobList;

/* Where the figures are. */
typedef struct JobSource {
    const Jurisdictions *states;
    const char *office; /* the data folder, with a file a state */
    const Table *table; /* instead of that, with a row a state; NULL: none. A table may tell the year */
} JobSource;

/* The list that --state and --year choose, without targets. False after findings: an unknown state, a list that cannot
   be read, "all" where nobody has figures, no year. */
bool jobs_select(const Options *options, const JobSource *from, Arena *a, JobList *list, Diag *d);
/* The year of all rows of a table; 0 after a finding: none tells one, or they tell two. */
int table_year(const Table *table, Diag *d);
/* Gives each job its target by the pattern. False after findings: an unknown placeholder, or two jobs with the same
   target. 'pattern' NULL: ncmec-{state}-{year}.pdf, behind the year -draft for a proof and -press for the press; a
   folder (ending in a slash): that name in it. */
bool jobs_aim(JobList *list, const char *pattern, Flavor flavor, bool is_proof, Arena *a, Diag *d);
/* Every count-th job from the index-th (from 1) on: a fixed share, whatever the machine. */
JobList jobs_share(const JobList *list, int index, int count, Arena *a);
/* Makes the folders of all targets. */
bool jobs_folders(const JobList *list, Arena *a, Diag *d);
/* Each folder of a target once. */
const char *const *jobs_folder_list(const JobList *list, size_t *count, Arena *a);

Str job_label(const Job *job, Arena *a); /* "CA 2023" */

#endif
