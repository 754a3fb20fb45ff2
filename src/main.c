/* The program: command line, environment, exit codes, and what it says about itself. All work is the library's. */
#include "ncmec/ncmec.h"
#include "src/base/file.h"
#include "src/cli/options.h"
#include "src/run/batch.h"
#include "src/run/targets.h"
#include "src/store/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct Run {
    Options options;
    Arena *arena;
    Diag *diag;
    int batch_code; /* of a run of many sheets, which reports by itself */
} Run;

/* A closed descriptor 0, 1 or 2 would be given to the next file opened, and messages would go into it. */
static void streams_open(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", O_RDONLY) == -1)
            _exit(EXIT_CODE_INTERNAL);
}

/* ---- What is said --------------------------------------------------------------------------------------------------
 */

static DiagStyle diag_style(const Run *run)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (run->options.json)
        return DIAG_JSON;
    bool colored = isatty(STDERR_FILENO) && !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0;
    return colored ? DIAG_COLOR : DIAG_PLAIN;
}

static bool is_chatty(const Run *run)
{
    return !run->options.quiet && !run->options.json;
}

static void say_files(const Run *run, const NcmecEngine *engine)
{
    size_t count;
    const Str *files = ncmec_files(engine, &count);
    for (size_t i = 0; i < count && run->options.verbose && is_chatty(run); i++)
        fprintf(stderr, "read %.*s\n", STR_ARG(files[i]));
}

static void say_result(const Run *run, const char *target, const NcmecSheet *sheet, Str bytes, FileResult result)
{
    if (!is_chatty(run) || result == FILE_FAILED)
        return;
    if (sheet->page_count)
        fprintf(stderr, "%s: %u pages, %zu bytes%s\n", target, sheet->page_count, bytes.n,
                result == FILE_UNCHANGED ? ", unchanged" : "");
    else
        fprintf(stderr, "%s: %zu bytes%s\n", target, bytes.n, result == FILE_UNCHANGED ? ", unchanged" : "");
}

/* ---- What is done --------------------------------------------------------------------------------------------------
 */

static void bytes_write(const Run *run, const NcmecSheet *sheet, const char *target, Str bytes)
{
    if (strcmp(target, "-") == 0)
        file_print(bytes, run->diag);
    else
        say_result(run, target, sheet, bytes,
                   file_write_synced(target, bytes, run->options.no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, run->arena,
                                     run->diag));
}

/* As -o has it, else by the sheet's name. What is for the press says so in its name, unless -o names that file alone.
 */
static const char *part_target(const Run *run, const NcmecSheet *sheet, Flavor flavor)
{
    const char *typed = run->options.target;
    Str path = typed ? str_from(typed) : str_printf(run->arena, "%.*s.pdf", STR_ARG(sheet->name));
    bool is_marked = flavor_is_press(flavor) && (!typed || sheet->part_count > 1);
    return str_terminated(run->arena, is_marked ? press_path(path, run->arena) : path);
}

static TargetForm form_of(NcmecOutput output)
{
    switch (output) {
    case NCMEC_PDF:
    case NCMEC_FIT:
        break;
    case NCMEC_DUMP_DOCUMENT:
    case NCMEC_DUMP_PAGES:
    case NCMEC_DUMP_TAGS:
    case NCMEC_DUMP_THEME:
    case NCMEC_DUMP_MARKDOWN:
        return TARGET_ANY;
    case NCMEC_EXPLAIN_TABLE:
        return TARGET_TEXT;
    case NCMEC_EXPLAIN_CSV:
        return TARGET_CSV;
    case NCMEC_EXPLAIN_JSON:
        return TARGET_JSON;
    }
    return TARGET_PDF;
}

static void sheet_write(const Run *run, const NcmecJob *job, const NcmecSheet *sheet)
{
    const Options *o = &run->options;
    TargetName targets[NCMEC_FLAVORS_MAX] = {{o->target ? o->target : "-", "-o", form_of(o->output)}};
    for (size_t i = 0; i < sheet->part_count; i++)
        targets[i] = (TargetName){part_target(run, sheet, sheet->parts[i].flavor), "-o", TARGET_PDF};
    size_t count = sheet->part_count ? sheet->part_count : 1;
    if (!targets_check(guard_new(o, &job->folders, run->arena), targets, count, run->diag) ||
        diag_exit(run->diag, o->strict) != EXIT_CODE_DONE)
        return;
    for (size_t i = 0; i < count; i++)
        bytes_write(run, sheet, targets[i].path, sheet->part_count ? sheet->parts[i].bytes : sheet->bytes);
}

static bool job_make(const Run *run, NcmecJob *job)
{
    const Options *o = &run->options;
    *job = (NcmecJob){.state = o->state,
                      .year = o->year,
                      .data_file = o->data_file,
                      .template_file = o->template_file,
                      .theme_file = o->theme_file,
                      .output = o->output,
                      .draft = o->draft,
                      .sets = o->sets,
                      .set_count = o->set_count,
                      .flavor_count = o->flavor_count};
    memcpy(job->flavors, o->flavors, sizeof job->flavors);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    job->has_date = epoch != NULL;
    FolderHints hints = {o->data_dir, getenv("NCMEC_PDF_DATA"), program_path(run->arena)};
    bool dated = !epoch || epoch_parse(epoch, &job->date, run->diag);
    bool found = folders_find(&hints, &job->folders, run->arena, run->diag);
    return dated && found;
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void batch_make(Run *run, const NcmecJob *job)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const char *terminal = getenv("TERM");
    Batch batch = {
        .options = &run->options,
        .base = *job,
        .workers = processors < 1                     ? 1
                   : processors > OPTIONS_WORKERS_MAX ? OPTIONS_WORKERS_MAX
                                                      : (int)processors,
        .style = diag_style(run),
        .terminal = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0,
        .now = milliseconds,
    };
    run->batch_code = batch_run(&batch, run->arena, run->diag);
}

static void sheet_make(Run *run)
{
    NcmecJob job;
    if (!job_make(run, &job)) {
        diag_print(run->diag, stderr, diag_style(run));
        return;
    }
    if (options_are_batch(&run->options)) {
        batch_make(run, &job);
        return;
    }
    NcmecEngine *engine = ncmec_engine_new(&job, run->arena, run->diag);
    NcmecSheet sheet = {0};
    bool made = engine && ncmec_render(engine, &job, &sheet, run->diag);
    if (engine)
        say_files(run, engine);
    if (made)
        sheet_write(run, &job, &sheet);
    /* While the texts that findings point into are there. */
    diag_print(run->diag, stderr, diag_style(run));
    ncmec_engine_free(engine);
}

static void command_run(const Run *run)
{
    const Options *o = &run->options;
    Invocation invocation = {.options = o, .arena = run->arena, .diag = run->diag};
    FolderHints hints = {o->data_dir, getenv("NCMEC_PDF_DATA"), program_path(run->arena)};
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    invocation.has_date = epoch != NULL;
    if (epoch && !epoch_parse(epoch, &invocation.date, run->diag)) {
        diag_print(run->diag, stderr, diag_style(run));
        return;
    }
    if (!o->command->needs_folders || o->explain || folders_find(&hints, &invocation.folders, run->arena, run->diag))
        o->command->run(&invocation);
    diag_print(run->diag, stderr, diag_style(run));
    ncmec_engine_free(invocation.engine);
    if (is_chatty(run))
        fprintf(stderr, "%.*s", STR_ARG(invocation.said));
}

static Str version_text(Arena *a)
{
    return str_printf(a, "ncmec-pdf %s\n%.*s\n", NCMEC_VERSION, STR_ARG(ncmec_versions(a)));
}

int main(int argc, char **argv)
{
    streams_open();
    file_signals();
    Run run = {.arena = arena_new()};
    run.diag = diag_new(run.arena);
    bool understood = options_parse(argc, argv, &run.options, run.diag);
    bool makes_sheet = false;
    if (understood && run.options.help)
        file_print(str_from(run.options.command ? run.options.command->help : options_help), run.diag);
    else if (understood && run.options.version)
        file_print(version_text(run.arena), run.diag);
    else
        makes_sheet = understood;
    if (makes_sheet && run.options.command && run.options.command->run)
        command_run(&run);
    else if (makes_sheet)
        sheet_make(&run);
    else
        diag_print(run.diag, stderr, diag_style(&run));
    ExitCode code = diag_exit(run.diag, run.options.strict);
    arena_free(run.arena);
    return run.batch_code ? run.batch_code : (int)code;
}
