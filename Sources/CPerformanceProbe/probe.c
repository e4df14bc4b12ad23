#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPerformanceProbe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

static uint64_t nanoseconds(struct timeval time) {
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_usec * 1000u;
}

perf_usage perf_usage_now(void) {
  struct rusage usage;
  perf_usage result;
  memset(&result, 0, sizeof result);
  if (getrusage(RUSAGE_SELF, &usage) != 0) return result;
  result.user_nanoseconds = nanoseconds(usage.ru_utime);
  result.system_nanoseconds = nanoseconds(usage.ru_stime);
  result.voluntary_switches = (uint64_t)usage.ru_nvcsw;
  result.involuntary_switches = (uint64_t)usage.ru_nivcsw;
  result.minor_faults = (uint64_t)usage.ru_minflt;
  result.major_faults = (uint64_t)usage.ru_majflt;
  return result;
}

static const perf_counter_source *registered_source;

void perf_register_counter_source(const perf_counter_source *source) { registered_source = source; }

const perf_counter_source *perf_registered_counter_source(void) { return registered_source; }

#if defined(__linux__)
// Weak: defined in bundles that link PerformanceGPU.
extern const void *performance_gpu_support(void) __attribute__((weak));

const void *perf_gpu_support(void) {
  return performance_gpu_support == NULL ? NULL : performance_gpu_support();
}
#else
const void *perf_gpu_support(void) { return NULL; }
#endif

bool perf_hypervisor(char signature[13]) {
  memset(signature, 0, 13);
#if defined(__x86_64__)
  uint32_t eax = 1, ebx = 0, ecx = 0, edx = 0;
  __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
  if ((ecx & (1u << 31)) == 0) return false;  // "hypervisor present", reserved for hypervisors by Intel and AMD
  eax = 0x40000000u;
  ecx = 0;
  __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
  memcpy(signature, &ebx, 4);
  memcpy(signature + 4, &ecx, 4);
  memcpy(signature + 8, &edx, 4);
  return true;
#else
  return false;
#endif
}

const char *perf_glibc_version(void) {
#if defined(__GLIBC__)
  return gnu_get_libc_version();
#else
  return "";
#endif
}

const char *perf_compiler_version(void) { return __VERSION__; }

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define PERF_SANITIZED 1
#endif
#endif

bool perf_is_sanitized(void) {
#ifdef PERF_SANITIZED
  return true;
#else
  return false;
#endif
}

#if defined(__linux__)
static void call_handler(int status, void *handler) { ((void (*)(int))handler)(status); }
#endif

void perf_at_exit(void (*handler)(int status)) {
#if defined(__linux__)
  on_exit(call_handler, (void *)handler);
#else
  (void)handler;
#endif
}

#if defined(__GLIBC__)
static const char *exit_marker;
static const char *exit_exception;
static int exit_status;

static bool has(const char *text, size_t length, const char *part) {
  return part != NULL && memmem(text, length, part, strlen(part)) != NULL;
}

static ssize_t write_watching(void *descriptor, const char *text, size_t length) {
  if (has(text, length, exit_marker) && !has(text, length, exit_exception)) _exit(exit_status);
  ssize_t written = write((int)(intptr_t)descriptor, text, length);
  return written < 0 ? 0 : written;  // 0 is how a cookie function says that it failed
}

static FILE *watched(int descriptor) {
  cookie_io_functions_t functions = {.write = write_watching};
  FILE *stream = fopencookie((void *)(intptr_t)descriptor, "w", functions);
  if (stream != NULL) setvbuf(stream, NULL, _IONBF, 0);
  return stream;
}
#endif

bool perf_exit_when_written(const char *marker, const char *exception, int status) {
#if defined(__GLIBC__)
  exit_marker = strdup(marker);
  exit_exception = exception == NULL ? NULL : strdup(exception);
  exit_status = status;
  FILE *output = watched(STDOUT_FILENO);
  FILE *error = watched(STDERR_FILENO);
  if (exit_marker == NULL || output == NULL || error == NULL) return false;
  stdout = output;  // glibc documents its standard streams as variables that may be set
  stderr = error;
  return true;
#else
  (void)marker;
  (void)exception;
  (void)status;
  return false;
#endif
}
