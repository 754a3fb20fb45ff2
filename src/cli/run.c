/* Runs what is asked for: who obeys each command. */
#include "command.h"

#include "src/base/file.h"
#include "src/run/run.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"

static int version_run(const Request *r, Arena *a, Diag *d)
{
    Str libraries = library_versions(a);
    const char *commit = *NCMEC_COMMIT ? " (commit " NCMEC_COMMIT ")" : "";
    file_print(str_printf(a, NCMEC_PRODUCER "%s\n%.*s\n", commit, STR_ARG(libraries)), d);
    return command_end(r, (Str){0}, d);
}

static int demo_run(const Request *r, Arena *a, Diag *d)
{
    int code = sheets_run(r, a, d);
    if (code == EXIT_CODE_DONE && r->is_chatty)
        fputs("next: 'ncmec-pdf new --state CA --year 2024' makes files for your own figures;\n"
              "'ncmec-pdf new wording' and 'ncmec-pdf new theme' copy wording and look, to be changed\n",
              stderr);
    return code;
}

static int (*const runs[COMMAND_COUNT])(const Request *r, Arena *a, Diag *d) = {
    [COMMAND_SHEET] = sheets_run,        [COMMAND_WATCH] = watch_run,
    [COMMAND_CHECK] = check_command,     [COMMAND_DIFF] = diff_run,
    [COMMAND_VERIFY] = verify_run,       [COMMAND_RELEASE] = release_run,
    [COMMAND_LIST] = list_run,           [COMMAND_PACKET] = packet_run,
    [COMMAND_DEMO] = demo_run,           [COMMAND_EXPLAIN] = explain_run,
    [COMMAND_STATEMENT] = statement_run, [COMMAND_IMPORT] = import_run,
    [COMMAND_EXPORT] = export_run,       [COMMAND_NEW] = new_run,
    [COMMAND_SCHEMA] = schema_run,       [COMMAND_HELP] = help_run,
    [COMMAND_VERSION] = version_run,
};

/* A run that fails for warnings alone says so, last and under --quiet too. */
static int strict_say(const Request *r, int code, Arena *a)
{
    Diag *d = diag_new(a);
    CommandId id = command_id(r->command);
    bool makes = id == COMMAND_SHEET || id == COMMAND_WATCH || id == COMMAND_PACKET;
    if (code != EXIT_CODE_STRICT)
        return code;
    diag_error(d, DIAG_STRICT, nowhere, "under --strict a warning counts as an error%s",
               makes                  ? "; no sheet with one is written"
               : id == COMMAND_IMPORT ? "; nothing is written"
                                      : "");
    diag_print(d, stderr, r->style);
    return code;
}

int command_run(Request *r, Arena *a, Diag *d)
{
    if (r->help)
        return help_run(r, a, d);
    if (r->version)
        return version_run(r, a, d);
    if (r->completions)
        return completions_run(r, a, d);
    if (r->man)
        return manual_run(r, a, d);
    if (r->folder_kind == FOLDER_NONE || r->explain || folders_find(r, program_path(a), a, d))
        return strict_say(r, runs[command_id(r->command)](r, a, d), a);
    return command_end(r, (Str){0}, d);
}
