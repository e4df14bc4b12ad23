/// Declarations shared by the files that start processes.
#ifndef PROCESSES_H
#define PROCESSES_H

#include "CPerformanceProbe.h"

/// Replaces this process, which must have been forked; writes errno to `failure` where it cannot. Never returns.
void perf_become(const perf_launch *launch, pid_t parent, int failure);

/// Closes all descriptors from this one on.
void perf_close_descriptors(int from);

/// Forks, runs `child` in the new process with a descriptor for an errno and another, given one, and waits until exec
/// has closed the former. Returns the process, or -errno.
pid_t perf_fork(const perf_launch *launch, void (*child)(const perf_launch *, pid_t parent, int failure, int other),
                int other);

#endif
