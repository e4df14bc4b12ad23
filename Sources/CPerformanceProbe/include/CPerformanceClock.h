/// The clock of a process: the system's, or that of a script, which makes timing decisions in tests independent of the
/// machine.
#ifndef CPERFORMANCECLOCK_H
#define CPERFORMANCECLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The counters of a script, in nanoseconds. They are the content of the file that the environment variable
/// PERFTEST_CLOCK names; the process that starts a run creates the file, and all processes of the run map it.
///
/// The variable is internal, for tests of this package only.
typedef struct perf_script {
  /// The monotonic clock.
  uint64_t now;
  /// The clock of processor time, summed over all processes.
  uint64_t cpu;
  /// The time that threads have waited for a processor.
  uint64_t waited;
} perf_script;

/// Reads a clock as `clock_gettime` does; it is `clock_gettime` unless the process was started with a script.
///
/// Set before `main` and never after. The call goes through this pointer instead of the linker's table, so the window
/// of a measurement has the same code with both clocks, at no additional cost.
extern int (*_Nonnull perf_gettime)(clockid_t clock, struct timespec *_Nonnull time);

/// Nanoseconds of the monotonic clock (vDSO, no system call where the clock source allows it).
static inline uint64_t perf_now(void) {
  struct timespec time;
  perf_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/// Nanoseconds of CPU time, user and system, used by all threads of this process.
static inline uint64_t perf_cpu_now(void) {
  struct timespec time;
  perf_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/// Lets time pass: the thread sleeps, or the script's clock advances at once.
void perf_sleep(uint64_t nanoseconds);

/// The counters of the script; false where the process reads the system's clocks. No counter advances.
bool perf_script_read(perf_script *_Nonnull counters);

/// Advances time and processor time, as work does. Does nothing without a script.
void perf_script_work(uint64_t nanoseconds);

/// Advances the time that the thread waits for a processor. Does nothing without a script.
void perf_script_wait(uint64_t nanoseconds);

/// Why PERFTEST_CLOCK cannot be used: 0 where it can or is not set, `PERF_SCRIPT_TOO_SMALL`, or an errno. The process
/// reads the system's clocks then, and must not measure.
int perf_script_failure(void);

enum { PERF_SCRIPT_TOO_SMALL = -1 };

#ifdef __cplusplus
}
#endif

#endif
