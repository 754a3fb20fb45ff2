/* "ncmec-pdf diff": what differs between two editions. */
#include "src/review/diff.h"

#include "command.h"
#include "src/run/targets.h"
#include "src/store/folders.h"

int diff_run(const Request *r, Arena *a, Diag *d)
{
    static const TargetForm forms[] = {
        [OUTPUT_EXPLAIN_TABLE] = TARGET_TEXT,
        [OUTPUT_EXPLAIN_CSV] = TARGET_DIFFERENCES,
        [OUTPUT_EXPLAIN_JSON] = TARGET_DIFFERENCES_JSON,
    };
    Differences found = {0};
    Str target = str_from(r->target ? r->target : "");
    Output form = r->output != OUTPUT_PDF          ? r->output
                  : str_ends(target, STR(".csv"))  ? OUTPUT_EXPLAIN_CSV
                  : str_ends(target, STR(".json")) ? OUTPUT_EXPLAIN_JSON
                                                   : OUTPUT_EXPLAIN_TABLE;
    if (str_ends(target, STR(".xlsx")))
        diag_error(d, DIAG_USAGE, nowhere,
                   "'%s' would be a workbook, and diff makes none; take a name that ends in .csv, which a spreadsheet "
                   "opens, in .json or in .txt",
                   r->target);
    else if (diff_find(r, program_path(a), form, &found, a, d))
        target_write(r, r->revisions ? TARGET_ANY : forms[form], false, found.text, a, d);
    int code = command_end(r, found.summary, d);
    return code == EXIT_CODE_DONE && found.count ? EXIT_CODE_DIFFERENT : code;
}
