/// Requests to Callgrind, after Valgrind's documentation of its client request mechanism; written independently, so
/// that no header of Valgrind is needed. Outside Valgrind a request is a few instructions without effect.
#ifndef CPERFORMANCECALLGRINDREQUESTS_H
#define CPERFORMANCECALLGRINDREQUESTS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#define PERF_HAS_CLIENT_REQUESTS 1
#else
#define PERF_HAS_CLIENT_REQUESTS 0
#endif

/// Request numbers: one of the core, and those of Callgrind, which begin at 'C' 'T' in the upper bytes.
enum {
  PERF_RUNNING_ON_VALGRIND = 0x1001,
  PERF_CALLGRIND_ZERO = 0x43540001,
  PERF_CALLGRIND_DUMP_AT = 0x43540003,
  PERF_CALLGRIND_START = 0x43540004,
  PERF_CALLGRIND_STOP = 0x43540005,
};

/// Makes a request with one argument. The instructions rotate a register once around, which no compiler emits;
/// Valgrind recognises them, and a processor does nothing.
static inline uint64_t perf_client_request(uint64_t request, uint64_t argument) {
#if PERF_HAS_CLIENT_REQUESTS
  volatile uint64_t block[6] = {request, argument, 0, 0, 0, 0};
#if defined(__x86_64__)
  uint64_t result = 0;
  __asm__ volatile(
      "rolq $3, %%rdi\n\trolq $13, %%rdi\n\trolq $61, %%rdi\n\trolq $51, %%rdi\n\t"
      "xchgq %%rbx, %%rbx"
      : "+d"(result)
      : "a"(&block[0])
      : "cc", "memory");
  return result;
#else
  register uint64_t result __asm__("x3") = 0;
  register volatile uint64_t *arguments __asm__("x4") = &block[0];
  __asm__ volatile(
      "ror x12, x12, #3\n\tror x12, x12, #13\n\tror x12, x12, #51\n\tror x12, x12, #61\n\t"
      "orr x10, x10, x10"
      : "+r"(result)
      : "r"(arguments)
      : "cc", "memory", "x12");
  return result;
#endif
#else
  (void)request;
  (void)argument;
  return 0;
#endif
}

/// Whether this process runs under Valgrind.
static inline bool perf_is_under_valgrind(void) { return perf_client_request(PERF_RUNNING_ON_VALGRIND, 0) > 0; }

/// Resets the costs since the last dump. With separate threads only those of the calling one, which may have worked
/// while another thread's window was open.
static inline void perf_callgrind_zero(void) { perf_client_request(PERF_CALLGRIND_ZERO, 0); }

/// Starts counting, added to the costs since the last dump.
static inline void perf_callgrind_start(void) { perf_client_request(PERF_CALLGRIND_START, 0); }

/// Stops counting.
static inline void perf_callgrind_stop(void) { perf_client_request(PERF_CALLGRIND_STOP, 0); }

/// Writes the costs to a separate file, which names `label` as its trigger, and resets them.
static inline void perf_callgrind_dump(const char *_Nonnull label) {
  perf_client_request(PERF_CALLGRIND_DUMP_AT, (uint64_t)(uintptr_t)label);
}

#ifdef __cplusplus
}
#endif

#endif
