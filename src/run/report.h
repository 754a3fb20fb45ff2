/* What became of many sheets, a sheet after the other: the list of --report and the summary. */
#pragma once

#include "workers.h"

typedef enum ReportForm { REPORT_NONE, REPORT_JSON, REPORT_CSV } ReportForm;

ReportForm report_form(const char *path, Diag *d); /* by the name's ending */

/* What a printer gets beside the files: a row each of those for the press that are there. */
typedef struct PrintOrder PrintOrder;

typedef struct OrderFile {
    const char *path;
    Flavor flavor;
    Str digest, states, language;
    bool is_draft, is_sample;
    uint32_t pages;
    const PressFacts *press;
} OrderFile;

/* NULL: the request asks for none; or after a finding about its name. */
PrintOrder *order_new(const Request *r, Str condition, Arena *a, Diag *d);
void order_add(PrintOrder *order, const OrderFile *file);
/* Nothing where no file was added. */
void order_write(PrintOrder *order, Diag *d); /* NULL is allowed */

typedef struct Tally Tally;

/* Keeps of a sheet only what the report or the summary will say of it. */
Tally *tally_new(const JobList *jobs, ReportForm form, PrintOrder *order, Arena *a);
/* In the order of the jobs; 'outcome' NULL: it was not reached. */
void tally_add(Tally *tally, size_t job, const Outcome *outcome);
bool tally_has_made(const Tally *tally); /* a file, now or before */
void tally_add_extras(Tally *tally, const Extras *extras);
Str tally_report(Tally *tally); /* once, when all are added */
void tally_print(const Tally *tally, uint32_t levels, int stopped, FILE *out);
ExitCode tally_end(Tally *tally); /* frees its scratch; the rest is the arena's */
