/* The workers of a run: forked from the loaded cache, fed by a pipe each, heard by another. An idle worker is handed
   the next order at once and one more to begin with while its outcome is read; so it is known at any moment which sheet
   a worker was at, and a death costs that sheet alone: the order waiting behind it goes to somebody else. Workers get
   SIGTERM when the driver dies, however it dies. */
#include "batch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUEUE = 2, TICK_MS = 200, SIGNAL_BASE = 128 };

typedef struct Worker {
    pid_t pid; /* 0: none */
    int orders, outcomes;
    Order queue[QUEUE]; /* the first is the one it is at */
    size_t queued;
    Buf in;
} Worker;

struct Crew {
    const WorkerPlan *plan;
    Order order; /* with the next job */
    size_t count, done;
    Order *again; /* orders that a dead worker had waiting */
    size_t again_count, again_capacity;
    Worker *workers;
    size_t worker_count;
    CrewHooks hooks;
    sigset_t outside; /* the signals blocked before */
    sigset_t stops;   /* those that ask for the end: not what the caller has it ignore */
    Arena *arena;
};

static const Mark nowhere;

/* ---- Signals -------------------------------------------------------------------------------------------------------
 */

static volatile sig_atomic_t stop_number;

static void on_stop(int number)
{
    stop_number = number;
}

static const int stop_signals[] = {SIGHUP, SIGINT, SIGTERM};
enum { STOP_SIGNALS = sizeof stop_signals / sizeof *stop_signals };

/* From here on they come in ppoll() alone, or are asked for. */
static void signals_take(Crew *crew, struct sigaction *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigemptyset(&crew->stops);
    struct sigaction action = {.sa_handler = on_stop};
    sigemptyset(&action.sa_mask);
    stop_number = 0;
    for (size_t i = 0; i < STOP_SIGNALS; i++)
        sigaddset(&held, stop_signals[i]);
    sigprocmask(SIG_BLOCK, &held, &crew->outside);
    for (size_t i = 0; i < STOP_SIGNALS; i++) {
        sigaction(stop_signals[i], NULL, &before[i]);
        if (before[i].sa_handler == SIG_IGN)
            continue;
        sigaction(stop_signals[i], &action, NULL);
        sigaddset(&crew->stops, stop_signals[i]);
    }
}

/* Whether the end was asked for. ppoll() lets no signal in while workers are heard, and from a terminal they get the
   same signal: their end is no failure then. */
static bool is_stopped(const Crew *crew)
{
    const struct timespec no_time = {0};
    int number = stop_number ? 0 : sigtimedwait(&crew->stops, NULL, &no_time);
    if (number > 0)
        stop_number = number;
    return stop_number != 0;
}

static void signals_return(const Crew *crew, const struct sigaction *before)
{
    for (size_t i = 0; i < STOP_SIGNALS; i++)
        sigaction(stop_signals[i], &before[i], NULL);
    sigprocmask(SIG_SETMASK, &crew->outside, NULL);
}

/* ---- Workers -------------------------------------------------------------------------------------------------------
 */

static bool pipes_open(int orders[2], int outcomes[2])
{
    if (pipe2(orders, O_CLOEXEC) != 0)
        return false;
    if (pipe2(outcomes, O_CLOEXEC) == 0)
        return true;
    int failed = errno;
    close(orders[0]);
    close(orders[1]);
    errno = failed;
    return false;
}

static _Noreturn void worker_begin(const Crew *crew, pid_t driver, int orders, int outcomes)
{
    /* A worker that held the ends of others would keep them from seeing the end. */
    for (size_t i = 0; i < crew->worker_count; i++)
        if (crew->workers[i].pid) {
            close(crew->workers[i].orders);
            close(crew->workers[i].outcomes);
        }
    file_signals();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != driver)
        _exit(EXIT_CODE_DONE);
    sigprocmask(SIG_SETMASK, &crew->outside, NULL);
    worker_run(crew->plan, orders, outcomes);
}

static bool worker_start(Crew *crew, Worker *worker)
{
    int orders[2], outcomes[2];
    if (!pipes_open(orders, outcomes))
        return false;
    pid_t driver = getpid(), pid = fork();
    int failed = errno;
    if (pid == 0) {
        close(orders[1]);
        close(outcomes[0]);
        worker_begin(crew, driver, orders[0], outcomes[1]);
    }
    close(orders[0]);
    close(outcomes[1]);
    if (pid < 0) {
        close(orders[1]);
        close(outcomes[0]);
        errno = failed;
        return false;
    }
    worker->pid = pid;
    worker->orders = orders[1];
    worker->outcomes = outcomes[0];
    worker->queued = 0;
    worker->in.n = 0;
    return true;
}

static bool is_order_left(const Crew *crew)
{
    return crew->again_count || crew->order.job < crew->count;
}

static Order order_next(Crew *crew)
{
    if (crew->again_count)
        return crew->again[--crew->again_count];
    Order next = crew->order;
    crew->order.job++;
    return next;
}

static void order_return(Crew *crew, Order order)
{
    ARENA_ROOM(crew->arena, crew->again, crew->again_count, crew->again_capacity);
    crew->again[crew->again_count++] = order;
}

static void orders_close(Worker *worker)
{
    if (worker->orders >= 0)
        close(worker->orders);
    worker->orders = -1;
}

/* Gives it as many orders as it may hold, up to 'most'; with nothing left to do it is let go. */
static void worker_feed(Crew *crew, Worker *worker, size_t most)
{
    while (worker->pid && worker->orders >= 0 && worker->queued < most && is_order_left(crew)) {
        const Order order = order_next(crew);
        worker->queue[worker->queued++] = order;
        /* A pipe takes so few bytes whole or not at all. Then the worker, where it is not dead, is to end when it has
           made what it was told before; either is seen on the other pipe. */
        if (!pipe_write(worker->orders, (Str){(const char *)&order, sizeof order})) {
            orders_close(worker);
            return;
        }
    }
    if (worker->pid && worker->queued == 0)
        orders_close(worker);
}

static void order_done(Crew *crew, Str message)
{
    crew->done++;
    crew->hooks.done(crew->hooks.context, message);
}

/* The sheet that a dead worker was at. */
static void order_bury(Crew *crew, Order order, int status)
{
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str label = job_label(&crew->plan->jobs->items[order.job], a);
    if (WIFSIGNALED(status))
        diag_error(d, DIAG_INTERNAL, nowhere, "%.*s: the worker that made it was ended by SIG%s (signal %d)",
                   STR_ARG(label), sigabbrev_np(WTERMSIG(status)), WTERMSIG(status));
    else if (WEXITSTATUS(status) > SIGNAL_BASE)
        diag_error(d, DIAG_INTERNAL, nowhere, "%.*s: the worker that made it was ended by SIG%s (signal %d)",
                   STR_ARG(label), sigabbrev_np(WEXITSTATUS(status) - SIGNAL_BASE), WEXITSTATUS(status) - SIGNAL_BASE);
    else if (WEXITSTATUS(status) == 0)
        diag_error(d, DIAG_INTERNAL, nowhere, "%.*s: the worker that was to make it was not told", STR_ARG(label));
    else
        diag_error(d, DIAG_INTERNAL, nowhere, "%.*s: the worker that made it ended with exit code %d", STR_ARG(label),
                   WEXITSTATUS(status));
    Outcome outcome = outcome_failed(crew->plan, d, a);
    order_done(crew, outcome_pack(&outcome, order.job, a));
    arena_free(a);
}

static int worker_reap(Worker *worker)
{
    int status = 0;
    orders_close(worker);
    close(worker->outcomes);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {
    }
    worker->pid = 0;
    return status;
}

static void worker_ended(Crew *crew, Worker *worker)
{
    int status = worker_reap(worker);
    if (worker->queued && !is_stopped(crew))
        order_bury(crew, worker->queue[0], status);
    for (size_t i = worker->queued; i-- > 1;)
        order_return(crew, worker->queue[i]);
    worker->queued = 0;
}

static void outcomes_take(Crew *crew, Worker *worker)
{
    Str in = buf_str(&worker->in);
    size_t at = 0, size;
    while ((size = outcome_size(str_slice(in, at, in.n)))) {
        worker->queued--;
        memmove(worker->queue, worker->queue + 1, worker->queued * sizeof *worker->queue);
        order_done(crew, str_slice(in, at, at + size));
        at += size;
    }
    worker->in.n -= at;
    if (at && worker->in.n)
        memmove(worker->in.s, worker->in.s + at, worker->in.n);
}

/* False when there is nothing more to come. */
static bool worker_hear(Crew *crew, Worker *worker)
{
    char part[16384];
    ssize_t n = read(worker->outcomes, part, sizeof part);
    if (n < 0 && errno == EINTR)
        return true;
    if (n <= 0)
        return false;
    buf_put(&worker->in, (Str){part, (size_t)n});
    outcomes_take(crew, worker);
    return true;
}

/* ---- The loop ------------------------------------------------------------------------------------------------------
 */

/* What they have written is heard to the end. Where they are stopped, the sheets they were at stay undone. */
static void workers_end(Crew *crew, bool stop)
{
    for (size_t i = 0; i < crew->worker_count; i++) {
        Worker *worker = &crew->workers[i];
        if (!worker->pid)
            continue;
        if (stop)
            kill(worker->pid, SIGTERM);
        orders_close(worker);
    }
    for (size_t i = 0; i < crew->worker_count; i++) {
        Worker *worker = &crew->workers[i];
        while (worker->pid && worker_hear(crew, worker)) {
        }
        if (worker->pid)
            worker_reap(worker);
    }
}

/* Starts workers where there is more to do than hands; false where there is no hand at all. */
static bool workers_start(Crew *crew, Diag *d)
{
    size_t living = 0;
    for (size_t i = 0; i < crew->worker_count; i++) {
        Worker *worker = &crew->workers[i];
        if (!worker->pid && is_order_left(crew) && worker_start(crew, worker))
            worker_feed(crew, worker, 1);
        living += worker->pid != 0;
    }
    return living || diag_error(d, DIAG_INTERNAL, nowhere, "no worker can be started: %s", strerror(errno));
}

static void workers_wait(Crew *crew, struct pollfd *polls)
{
    for (size_t i = 0; i < crew->worker_count; i++)
        polls[i] = (struct pollfd){.fd = crew->workers[i].pid ? crew->workers[i].outcomes : -1, .events = POLLIN};
    const struct timespec tick = {.tv_nsec = TICK_MS * 1000000L};
    if (ppoll(polls, crew->worker_count, &tick, &crew->outside) < 0)
        for (size_t i = 0; i < crew->worker_count; i++)
            polls[i].revents = 0;
    crew->hooks.tick(crew->hooks.context);
}

bool crew_work(const WorkerPlan *plan, Order order, int workers, CrewHooks hooks, int *stopped, Arena *a, Diag *d)
{
    size_t count = plan->jobs->count;
    Crew crew = {.plan = plan, .order = order, .count = count, .hooks = hooks, .arena = a};
    crew.order.job = 0;
    crew.worker_count = (size_t)workers < count ? (size_t)workers : count;
    crew.workers = ARENA_ARRAY(a, Worker, crew.worker_count);
    for (size_t i = 0; i < crew.worker_count; i++)
        crew.workers[i].in.arena = a;
    struct pollfd *polls = ARENA_ARRAY(a, struct pollfd, crew.worker_count);
    struct sigaction before[STOP_SIGNALS];
    signals_take(&crew, before);
    bool fine = true;
    while (fine && crew.done < count && !is_stopped(&crew)) {
        fine = workers_start(&crew, d);
        for (size_t i = 0; fine && i < crew.worker_count; i++)
            worker_feed(&crew, &crew.workers[i], QUEUE);
        if (fine)
            workers_wait(&crew, polls);
        for (size_t i = 0; fine && !stop_number && i < crew.worker_count; i++)
            if (polls[i].revents && !worker_hear(&crew, &crew.workers[i]))
                worker_ended(&crew, &crew.workers[i]);
    }
    workers_end(&crew, stop_number != 0);
    signals_return(&crew, before);
    *stopped = stop_number;
    return fine;
}
