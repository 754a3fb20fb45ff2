/* How long sheets take when everything they share is loaded: one cache renders the same sheet again and again. Prints
   milliseconds of CPU a sheet and what a sheet takes of memory. Usage: bench SHEETS */
#include "src/sheet/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double cpu_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static long resident_kilobytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int main(int argc, char **argv)
{
    int sheets = argc > 1 ? atoi(argv[1]) : 1000;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    static const Request request = {.folders = {"data", .shipped_data = "data", .shipped_fonts = "fonts"},
                                    .years = {2023},
                                    .year_count = 1,
                                    .output = OUTPUT_PDF,
                                    .flavors = {FLAVOR_DEFAULT},
                                    .flavor_count = 1};
    Cache *cache = cache_new(&request, a, d);
    SheetKey key = {.state = cache ? jurisdiction_find(cache->store->jurisdictions, STR("CA")) : NULL, .year = 2023};
    Sheet sheet = {0};
    if (!cache || !sheet_make(cache, &request, key, 0, &sheet, d)) {
        diag_print(d, stderr, DIAG_PLAIN);
        return 1;
    }
    long before = resident_kilobytes();
    double start = cpu_milliseconds();
    for (int i = 0; i < sheets; i++)
        if (!sheet_make(cache, &request, key, 0, &sheet, d))
            return 1;
    double each = (cpu_milliseconds() - start) / sheets;
    printf("%.3f %ld\n", each, resident_kilobytes() - before);
    cache_free(cache);
    arena_free(a);
    return 0;
}
