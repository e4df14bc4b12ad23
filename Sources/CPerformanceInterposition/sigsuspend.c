#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#if defined(__linux__)
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/// As sigsuspend(2), with a copy of the mask.
///
/// libdispatch passes a mask in read-only memory. Valgrind writes to the mask of this call, which ends the process with
/// a fault as soon as a thread of libdispatch becomes idle.
int sigsuspend(const sigset_t *mask) {
  uint64_t kernel_mask = 0;  // the kernel's mask has 64 signals, that of the C library 1024
  memcpy(&kernel_mask, mask, sizeof kernel_mask);
  return (int)syscall(SYS_rt_sigsuspend, &kernel_mask, sizeof kernel_mask);
}
#endif
