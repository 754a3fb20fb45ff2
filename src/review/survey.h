/* Files of figures looked at together, without a sheet: each by itself, against the nation's, against the year before,
   in the wording, and a year's states beside each other. */
#ifndef NCMEC_SURVEY_H
#define NCMEC_SURVEY_H

#include "src/store/office.h"

/* What is only looked at for comparison (the nation's file, the year before) has its own findings left out: they belong
   to a survey of that file. */
typedef struct Survey Survey;

/* Findings go to 'd'. Lives as long as 'a'. */
Survey *survey_new(const Request *r, const Office *office, Arena *a, Diag *d);

/* A file to be read and checked. False where its name is of no state and not the nation's. */
bool survey_add(Survey *s, const char *path);
/* The rows of a table, each checked as a file. */
void survey_add_table(Survey *s, const char *path);
/* What a file would hold that is not written yet; NULL after findings, which keeps the file from being read.
   'has_gaps': it is a draft whose missing figures were filled in, so that the wording is not asked about it. */
void survey_add_figures(Survey *s, const char *path, const FigureFile *figures, bool has_gaps);
/* What is not checked itself, but stands beside what is: figures that were read (or NULL), and all other files of that
   year in the data folder. */
void survey_add_neighbor(Survey *s, const char *path, const FigureFile *figures, bool has_gaps);
void survey_add_neighbors(Survey *s, int year);

void survey_run(Survey *s);

size_t survey_count(const Survey *s); /* files and rows added */
size_t survey_rows(const Survey *s);
Str survey_files(const Survey *s); /* "read data/2023/CA.yaml\n" and so on: for -v */

#endif
