/* What whole processes cost: runs a command many times and prints the mean and the least CPU milliseconds (user and
   system) and the largest resident memory in kilobytes. TARGET is removed before each run, so that each writes it.
   Usage: process RUNS TARGET COMMAND ARGUMENT... */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int runs = argc > 3 ? atoi(argv[1]) : 0;
    double sum = 0, least = 1e9;
    long memory = 0;
    for (int i = 0; i < runs; i++) {
        unlink(argv[2]);
        pid_t child = fork();
        if (child == 0) {
            execv(argv[3], argv + 3);
            _exit(127);
        }
        int status;
        struct rusage usage;
        if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
            return 1;
        double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                     (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
        sum += cpu;
        least = cpu < least ? cpu : least;
        memory = usage.ru_maxrss > memory ? usage.ru_maxrss : memory;
    }
    printf("%.2f %.2f %ld\n", sum / runs, least, memory);
    return runs == 0;
}
