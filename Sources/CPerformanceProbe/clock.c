#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPerformanceClock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int (*perf_gettime)(clockid_t clock, struct timespec *time) = clock_gettime;

static perf_script *script;
static int failure;

// The advance of a counter by each read, which ends loops that wait for the clock.
static const uint64_t step = 20;

static const uint64_t second = 1000000000u;

static uint64_t advance(uint64_t *counter, uint64_t nanoseconds) {
  return __atomic_add_fetch(counter, nanoseconds, __ATOMIC_RELAXED);
}

static int scripted_gettime(clockid_t clock, struct timespec *time) {
  uint64_t *counter = clock == CLOCK_PROCESS_CPUTIME_ID ? &script->cpu : &script->now;
  uint64_t nanoseconds = advance(counter, step);
  time->tv_sec = (time_t)(nanoseconds / second);
  time->tv_nsec = (long)(nanoseconds % second);
  return 0;
}

static int open_script(const char *path) {
  int descriptor = open(path, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return errno;
  struct stat status;
  int reason = 0;
  if (fstat(descriptor, &status) != 0) {
    reason = errno;
  } else if (status.st_size < (off_t)sizeof(perf_script)) {
    reason = PERF_SCRIPT_TOO_SMALL;
  } else {
    void *counters = mmap(NULL, sizeof(perf_script), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (counters == MAP_FAILED) reason = errno;
    else script = counters;
  }
  close(descriptor);
  return reason;
}

__attribute__((constructor)) static void choose_clock(void) {
  const char *path = getenv("PERFTEST_CLOCK");
  if (path == NULL || *path == '\0') return;
  failure = open_script(path);
  if (failure == 0) perf_gettime = scripted_gettime;
}

int perf_script_failure(void) { return failure; }

bool perf_script_read(perf_script *counters) {
  if (script == NULL) return false;
  counters->now = __atomic_load_n(&script->now, __ATOMIC_RELAXED);
  counters->cpu = __atomic_load_n(&script->cpu, __ATOMIC_RELAXED);
  counters->waited = __atomic_load_n(&script->waited, __ATOMIC_RELAXED);
  return true;
}

void perf_script_work(uint64_t nanoseconds) {
  if (script == NULL) return;
  advance(&script->now, nanoseconds);
  advance(&script->cpu, nanoseconds);
}

void perf_script_wait(uint64_t nanoseconds) {
  if (script == NULL) return;
  advance(&script->now, nanoseconds);
  advance(&script->waited, nanoseconds);
}

void perf_sleep(uint64_t nanoseconds) {
  if (script != NULL) {
    advance(&script->now, nanoseconds);
    return;
  }
  struct timespec left = {.tv_sec = (time_t)(nanoseconds / second), .tv_nsec = (long)(nanoseconds % second)};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}
