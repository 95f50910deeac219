// Runs several programs in turn, again and again, and prints for each the median of its wall time
// in microseconds and of its minor page faults. In turn, so that what the machine does meanwhile
// meets them all alike.
//
// usage: race RUNS PROGRAM [ARGUMENT]... [-- PROGRAM [ARGUMENT]...]...
// The environment is empty, and standard output and error are /dev/null. A program that ends with
// another status than 0 ends the race with status 1.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { most_programs = 16, most_runs = 10000 };

static double wall[most_programs][most_runs];
static double faults[most_programs][most_runs];

static double microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int ascending(const void *left, const void *right) {
  double l = *(const double *)left;
  double r = *(const double *)right;
  return (l > r) - (l < r);
}

static double median(double *values, int count) {
  qsort(values, (size_t)count, sizeof *values, ascending);
  return values[count / 2];
}

int main(int argc, char **argv) {
  char **programs[most_programs];
  int count = 0;
  int runs = argc > 2 ? atoi(argv[1]) : 0;
  if (runs < 1 || runs > most_runs) return 1;
  programs[count++] = argv + 2;
  for (int i = 2; i < argc; i++) {
    if (strcmp(argv[i], "--") != 0) continue;
    if (count == most_programs) return 1;
    argv[i] = NULL;
    programs[count++] = argv + i + 1;
  }

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  char *environment[] = {NULL};

  for (int run = 0; run < runs; run++) {
    for (int i = 0; i < count; i++) {
      pid_t child;
      int status;
      struct rusage usage;
      double begin = microseconds();
      if (posix_spawn(&child, programs[i][0], &actions, NULL, programs[i], environment) != 0 ||
          wait4(child, &status, 0, &usage) != child || status != 0) {
        fprintf(stderr, "failed: %s\n", programs[i][0]);
        return 1;
      }
      wall[i][run] = microseconds() - begin;
      faults[i][run] = (double)usage.ru_minflt;
    }
  }
  for (int i = 0; i < count; i++) {
    printf("%.1f %.0f\n", median(wall[i], runs), median(faults[i], runs));
  }
  return 0;
}
