/* "ncmec-pdf verify": whether a finished PDF agrees with its figures. */
#include "src/review/verify.h"

#include "command.h"
#include "src/base/file.h"
#include "src/store/folders.h"

int verify_run(const Request *asked, Arena *a, Diag *d)
{
    Request r = *asked;
    Diag *trial = diag_new(a);
    ExitCode found = EXIT_CODE_DONE;
    bool is_named = r.data_dir || (r.data_named && *r.data_named);
    Str text = {0};
    if (!r.operands.count)
        diag_error(d, DIAG_USAGE, nowhere, "name the PDFs to be verified, as in: ncmec-pdf verify ca.pdf");
    else if (folders_find(&r, program_path(a), a, is_named ? d : trial) || !is_named) {
        if (diag_errors(trial))
            r.folders.office = NULL; /* the office's own folder is not there to be asked */
        text = verify_files(&r, &found, a, d);
    }
    if (text.n)
        file_print(text, d);
    Str proves = STR("This proves that file and figures agree, not who made them: a signature says that.\n");
    int code = command_end(&r, text.n && found == EXIT_CODE_DONE ? proves : (Str){0}, d);
    return code == EXIT_CODE_DONE ? (int)found : code;
}
