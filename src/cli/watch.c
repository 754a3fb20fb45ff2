/* "ncmec-pdf watch": makes the sheets again whenever a file that they were made from is saved. Each run is a child of
   its own, which tells over a pipe what it read; so a run that ends in any way ends alone, and memory does not grow
   with their number. inotify says when to look at those files, and a slow clock where it cannot, as on file systems
   that others change. */
#include "command.h"

#include "src/base/child.h"
#include "src/base/file.h"
#include "src/run/run.h"
#include "src/store/changes.h"
#include "src/store/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SETTLE_MS = 30,       /* without an event, before a run: the steps of an editor's save are less than 10 apart */
    SETTLE_MOST_MS = 500, /* a run begins then, though events go on or a file is still missing */
    LOOK_MS = 2000,       /* between two looks where inotify says nothing */
};

typedef struct Watch {
    const Request *request;
    sigset_t outside; /* the signals blocked before */
    int stop, inotify;
    bool is_stopped;
    Changes *changes;       /* of the last run */
    Arena *arena, *scratch; /* of 'changes'; of a moment */
} Watch;

/* Until one of the two has something to read, or the time is over; -1: none. False when the end is asked for. */
static bool wait_for(Watch *w, int fd, int milliseconds, bool *is_ready)
{
    struct pollfd polls[] = {{.fd = w->stop, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    bool failed = poll(polls, 2, milliseconds) < 0;
    w->is_stopped = w->is_stopped || (!failed && polls[0].revents);
    *is_ready = !failed && polls[1].revents;
    return !w->is_stopped;
}

/* ---- One run ---- */

static _Noreturn void child_run(const Watch *w, pid_t parent, int told, Arena *a, Diag *d)
{
    child_follow(parent, SIGTERM);
    sigprocmask(SIG_SETMASK, &w->outside, NULL);
    inputs_tell_to(told);
    exit(sheets_run(w->request, a, d));
}

/* Hears what the run reads, until it and its workers have ended. */
static void child_hear(Watch *w, pid_t child, int told)
{
    char part[16384];
    ssize_t n = 1;
    while (n != 0) {
        bool is_ready;
        if (!w->is_stopped && !wait_for(w, told, -1, &is_ready))
            kill(child, SIGTERM);
        if (!w->is_stopped && !is_ready)
            continue;
        n = read(told, part, sizeof part);
        if (n > 0)
            changes_hear(w->changes, (Str){part, (size_t)n});
        else if (n < 0 && errno != EINTR)
            break;
    }
}

/* The exit code of the run, as a shell has it; -1 where none can be started. */
static int run_once(Watch *w, Arena *a, Diag *d)
{
    int ends[2], status = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(ends[0]);
        child_run(w, parent, ends[1], a, d);
    }
    close(ends[1]);
    if (child > 0) {
        arena_reset(w->arena);
        w->changes = changes_new(w->arena);
        child_hear(w, child, ends[0]);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
    }
    close(ends[0]);
    return child < 0 ? -1 : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void run_say(const Watch *w, int code, int64_t took)
{
    if (!w->request->is_chatty || w->is_stopped)
        return;
    if (code)
        fprintf(stderr, "failed in %lld ms (exit code %d)", (long long)took, code);
    else
        fprintf(stderr, "done in %lld ms", (long long)took);
    fprintf(stderr, "; watching %zu files, Ctrl-C ends\n", changes_files(w->changes));
}

/* What was said before goes from a terminal; elsewhere a line parts the runs. */
static void run_begin(const Watch *w, const char *changed)
{
    if (w->request->is_terminal && w->request->style != DIAG_JSON)
        fputs("\x1b[2J\x1b[H", stderr);
    else if (w->request->is_chatty)
        fputc('\n', stderr);
    if (w->request->is_chatty)
        fprintf(stderr, "%s %s\n", str_shown(w->scratch, str_from(changed)).s,
                path_exists(changed) ? "has changed" : "is gone");
}

/* ---- Changes ---- */

static void events_drop(int inotify)
{
    char events[4096];
    while (inotify >= 0 && read(inotify, events, sizeof events) > 0) {
    }
}

/* What has changed, once it has settled; NULL: the end is asked for. */
static const char *change_wait(Watch *w)
{
    for (const char *changed = NULL; !w->is_stopped;) {
        bool is_gone, is_ready = true;
        const int64_t began = w->request->now();
        /* Asks first, then looks: what changes in between is an event. */
        do {
            events_drop(w->inotify);
            changes_watch(w->changes, w->inotify, w->scratch);
            changed = changes_find(w->changes, &is_gone, w->scratch);
        } while (changed && wait_for(w, w->inotify, SETTLE_MS, &is_ready) && (is_ready || is_gone) &&
                 w->request->now() - began < SETTLE_MOST_MS);
        if (changed && !w->is_stopped)
            return changed;
        wait_for(w, w->inotify, LOOK_MS, &is_ready);
    }
    return NULL;
}

static int watch_sheets(Watch *w, Arena *a, Diag *d)
{
    for (bool is_first = true;; is_first = false) {
        const int64_t began = w->request->now();
        const int code = run_once(w, a, d);
        if (code < 0) {
            diag_error(d, DIAG_INTERNAL, nowhere, "no run can be started: %s", strerror(errno));
            return command_end(w->request, (Str){0}, d);
        }
        if (is_first && code == EXIT_CODE_USAGE)
            return code;
        run_say(w, code, w->request->now() - began);
        const char *changed = change_wait(w);
        if (!changed)
            return EXIT_CODE_DONE;
        run_begin(w, changed);
    }
}

int watch_run(const Request *r, Arena *a, Diag *d)
{
    Watch w = {.request = r, .arena = arena_new(), .scratch = arena_new()};
    sigset_t stops;
    struct sigaction action;
    sigemptyset(&stops);
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        /* What the caller has it ignore (nohup) stays ignored, but not Ctrl-C, by which it ends: shells have all jobs
           of a script's background ignore that. */
        if (ending_signals[i] == SIGINT ||
            (sigaction(ending_signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN))
            sigaddset(&stops, ending_signals[i]);
    signals_hold(&w.outside);
    w.stop = signalfd(-1, &stops, SFD_CLOEXEC);
    w.inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    w.changes = changes_new(w.arena);
    if (w.stop < 0)
        diag_error(d, DIAG_INTERNAL, nowhere, "cannot wait for signals: %s", strerror(errno));
    int code = w.stop < 0 ? command_end(r, (Str){0}, d) : watch_sheets(&w, a, d);
    arena_free(w.arena);
    arena_free(w.scratch);
    return code;
}
