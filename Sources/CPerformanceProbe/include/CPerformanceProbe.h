/// Functions that the measuring code needs and Swift cannot express: a consumer that the optimiser cannot analyse,
/// inlined clock reads, snapshots of process accounting, and a process launch that dies with its parent.
#ifndef CPERFORMANCEPROBE_H
#define CPERFORMANCEPROBE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "CPerformanceCallgrindRequests.h"
#include "CPerformanceClock.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Marks the memory at `pointer` as read: the optimiser must compute it.
static inline void perf_consume(const void *_Nullable pointer) {
  __asm__ volatile("" : : "r"(pointer) : "memory");
}

/// Marks the memory at `pointer` as changed: the optimiser must assume any content.
static inline void perf_launder(void *_Nonnull pointer) {
  __asm__ volatile("" : "+r"(pointer) : : "memory");
}

/// The resource usage of this process, as returned by `getrusage(RUSAGE_SELF)`.
typedef struct perf_usage {
  uint64_t user_nanoseconds;
  uint64_t system_nanoseconds;
  uint64_t voluntary_switches;
  uint64_t involuntary_switches;
  uint64_t minor_faults;
  uint64_t major_faults;
} perf_usage;

perf_usage perf_usage_now(void);

/// Counts of allocations and reference counting inside a window.
typedef struct perf_counts {
  uint64_t allocations;
  uint64_t frees;
  uint64_t allocated_bytes;
  int64_t live_bytes;
  uint64_t objects;
  uint64_t retains;
  uint64_t releases;
} perf_counts;

/// The source of the counts, registered by CPerformanceInterposition when it is linked and usable.
typedef struct perf_counter_source {
  void (*_Nonnull start)(void);
  perf_counts (*_Nonnull stop)(void);
} perf_counter_source;

void perf_register_counter_source(const perf_counter_source *_Nonnull source);
const perf_counter_source *_Nullable perf_registered_counter_source(void);

/// The support object of PerformanceGPU in a bundle that links it, an object of Swift; NULL in every other bundle.
const void *_Nullable perf_gpu_support(void);

/// A process to start.
typedef struct perf_launch {
  const char *_Nonnull executable;
  char *_Nullable const *_Nonnull arguments;
  char *_Nullable const *_Nonnull environment;
  /// Its working folder; by default that of this process.
  const char *_Nullable folder;
  /// Descriptors of its standard output and error; a negative one keeps that of this process.
  int output, error;
  /// The signal it gets when the calling *thread* ends (Linux); 0 for none.
  int death_signal;
  /// Whether it leads a session without a terminal, and so its own process group.
  bool leads_session;
} perf_launch;

/// Starts a process, with an empty standard input and every descriptor but the standard ones closed. Returns the process
/// id, or -errno.
///
/// Uses fork and exec: posix_spawn has no parent-death signal, and Foundation.Process moves the child out of the
/// terminal's process group, where it survives Ctrl-C.
pid_t perf_spawn(const perf_launch *_Nonnull launch);

/// The ending of a guarded process.
typedef struct perf_ending {
  /// The status of wait(2).
  int status;
  /// The number of processes that it left running, which were killed.
  int left_over;
  /// Their names, truncated to the buffer.
  char names[128];
} perf_ending;

/// Starts a process in its own session behind a guard (Linux), a process that kills the other one's leftovers when it
/// ends, when the calling thread does, and when the guard gets SIGTERM. SIGUSR1 makes the guard ask the process to end.
/// SIGINT, SIGHUP, SIGQUIT and terminal stops are forwarded. Returns the guard's process id, or -errno; `result` is a
/// descriptor to read the ending from when the guard has ended, -1 without a guard, where the process is the started
/// one.
pid_t perf_spawn_guarded(const perf_launch *_Nonnull launch, int *_Nonnull result);

/// Reads an ending; false where the guard was killed before its report.
bool perf_read_ending(int result, perf_ending *_Nonnull ending);

/// Waits until the process ends or `milliseconds` have passed. Returns 1 and sets `status` when it has ended, 0 on
/// time-out, -errno otherwise. Sleeps in the kernel where possible (pidfd, Linux 5.3), else polls every 5 ms.
int perf_wait(pid_t process, int milliseconds, int *_Nonnull status);

/// Exclusive advisory lock of an open file: 0 when taken, -errno otherwise (-EWOULDBLOCK when held elsewhere).
int perf_try_lock(int descriptor);

/// Exchanges the names of two files or folders of one file system in one step. Returns 0, or -errno where the kernel or
/// the file system cannot do it.
int perf_exchange(const char *_Nonnull first, const char *_Nonnull second);

/// Hypervisor signature of CPUID leaf 0x40000000 into `signature` (13 bytes); false when there is none.
bool perf_hypervisor(char signature[_Nonnull 13]);

/// The version of glibc, such as "2.36"; empty with another C library.
const char *_Nonnull perf_glibc_version(void);

/// The version of the compiler that built this, with the revision of its sources: "Clang 21.0.0 (https://… 11673e66…)".
const char *_Nonnull perf_compiler_version(void);

/// Whether this code was compiled for a sanitizer, which owns the allocator and slows every access.
bool perf_is_sanitized(void);

/// Makes the kernel kill this process when its parent ends (Linux): an intermediate tool, such as perf, does not pass
/// on its own setting.
void perf_die_with_parent(void);

/// Registers `handler` to run at exit with the exit status (Linux `on_exit`; elsewhere it is never called).
void perf_at_exit(void (*_Nonnull handler)(int status));

/// A demangled Swift name, to be freed with free(); NULL for a name that is not Swift's. Part of libswiftCore, which
/// has no Swift interface to it; `flags` must be 0.
char *_Nullable swift_demangle(const char *_Nonnull name, size_t length, char *_Nullable buffer,
                               size_t *_Nullable buffer_size, uint32_t flags);

/// Ends the process with `status` as soon as anything containing `marker`, and not `exception`, is written to the C
/// streams stdout or stderr. Earlier output is unaffected. Returns false where the C library does not support it.
bool perf_exit_when_written(const char *_Nonnull marker, const char *_Nullable exception, int status);

#ifdef __cplusplus
}
#endif

#endif
