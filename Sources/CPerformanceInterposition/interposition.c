#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPerformanceInterposition.h"
#include "CPerformanceProbe.h"

const int perf_interposition_linked = 1;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define PERF_SANITIZED 1  // the sanitizer owns malloc
#endif
#endif

#if defined(__linux__) && defined(__GLIBC__) && !defined(PERF_SANITIZED)

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

// Process-wide and relaxed: a body may allocate on any thread, and only the sum at the window's end is read.
static _Atomic bool counting;
static _Atomic uint64_t allocations, frees, allocated_bytes, objects, retains, releases;
static _Atomic int64_t live_bytes;

static inline bool is_counting(void) { return atomic_load_explicit(&counting, memory_order_relaxed); }

static inline void add(_Atomic uint64_t *counter, uint64_t amount) {
  atomic_fetch_add_explicit(counter, amount, memory_order_relaxed);
}

// Swift's arrays use the allocator's whole chunk, and the C library returns 16 bytes more where the remainder of a
// chunk is too small for another one: the same code then grows its arrays at other lengths. With chunks in multiples of
// 32 bytes the remainder is never too small, so that Callgrind counts the same in every process.
static bool rounds_sizes;

__attribute__((constructor)) static void round_sizes_under_valgrind(void) { rounds_sizes = perf_is_under_valgrind(); }

static inline size_t rounded(size_t size) {
  if (__builtin_expect(!rounds_sizes, 1) || size > SIZE_MAX - 64) return size;
  return ((size + sizeof(size_t) + 31) & ~(size_t)31) - sizeof(size_t);
}

static inline void *counted(void *pointer, size_t size) {
  if (pointer != NULL && is_counting()) {
    add(&allocations, 1);
    add(&allocated_bytes, size);
    atomic_fetch_add_explicit(&live_bytes, (int64_t)malloc_usable_size(pointer), memory_order_relaxed);
  }
  return pointer;
}

static inline void count_free(void *pointer) {
  if (pointer == NULL || !is_counting()) return;
  add(&frees, 1);
  atomic_fetch_sub_explicit(&live_bytes, (int64_t)malloc_usable_size(pointer), memory_order_relaxed);
}

void *malloc(size_t size) { return counted(__libc_malloc(rounded(size)), size); }

void *calloc(size_t count, size_t size) {
  size_t product;
  if (__builtin_mul_overflow(count, size, &product)) return __libc_calloc(count, size);
  return counted(__libc_calloc(1, rounded(product)), product);
}

void *realloc(void *old, size_t size) {
  if (!is_counting()) return __libc_realloc(old, size == 0 ? 0 : rounded(size));
  size_t before = old != NULL ? malloc_usable_size(old) : 0;
  void *result = __libc_realloc(old, size == 0 ? 0 : rounded(size));
  if (result != NULL) {
    if (old != NULL) add(&frees, 1);
    add(&allocations, 1);
    add(&allocated_bytes, size);
    int64_t growth = (int64_t)malloc_usable_size(result) - (int64_t)before;
    atomic_fetch_add_explicit(&live_bytes, growth, memory_order_relaxed);
  } else if (size == 0 && old != NULL) {  // glibc frees then, and answers NULL
    add(&frees, 1);
    atomic_fetch_sub_explicit(&live_bytes, (int64_t)before, memory_order_relaxed);
  }
  return result;
}

void free(void *pointer) {
  count_free(pointer);
  __libc_free(pointer);
}

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, rounded(size)), size); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  void *pointer = memalign(alignment, size);
  if (pointer == NULL) return ENOMEM;
  *result = pointer;
  return 0;
}

// The runtime's functions use the plain C convention on x86-64 and arm64 Linux (read off the IR of Swift 6.3).
typedef void *(*retain_function)(void *);
typedef void *(*retain_n_function)(void *, uint32_t);
typedef void (*release_function)(void *);
typedef void (*release_n_function)(void *, uint32_t);
typedef void *(*allocate_function)(const void *, size_t, size_t);

// Resolved on first use: the runtime's own initialisers run before any constructor of ours.
#define FORWARDED(type, name)                                                  \
  static _Atomic(type) real_##name;                                            \
  static inline type next_##name(void) {                                       \
    type function = atomic_load_explicit(&real_##name, memory_order_relaxed);  \
    if (__builtin_expect(function == NULL, 0)) {                               \
      function = (type)dlsym(RTLD_NEXT, #name);                                \
      atomic_store_explicit(&real_##name, function, memory_order_relaxed);     \
    }                                                                          \
    return function;                                                           \
  }

#define COUNTED_RETAIN(name)                                                   \
  FORWARDED(retain_function, name)                                             \
  void *name(void *object) {                                                   \
    if (is_counting()) add(&retains, 1);                                       \
    return next_##name()(object);                                              \
  }

#define COUNTED_RETAIN_N(name)                                                 \
  FORWARDED(retain_n_function, name)                                           \
  void *name(void *object, uint32_t count) {                                   \
    if (is_counting()) add(&retains, count);                                   \
    return next_##name()(object, count);                                       \
  }

#define COUNTED_RELEASE(name)                                                  \
  FORWARDED(release_function, name)                                            \
  void name(void *object) {                                                    \
    if (is_counting()) add(&releases, 1);                                      \
    next_##name()(object);                                                     \
  }

#define COUNTED_RELEASE_N(name)                                                \
  FORWARDED(release_n_function, name)                                          \
  void name(void *object, uint32_t count) {                                    \
    if (is_counting()) add(&releases, count);                                  \
    next_##name()(object, count);                                              \
  }

COUNTED_RETAIN(swift_retain)
COUNTED_RETAIN(swift_bridgeObjectRetain)
COUNTED_RETAIN_N(swift_retain_n)
COUNTED_RETAIN_N(swift_bridgeObjectRetain_n)
COUNTED_RELEASE(swift_release)
COUNTED_RELEASE(swift_bridgeObjectRelease)
COUNTED_RELEASE_N(swift_release_n)
COUNTED_RELEASE_N(swift_bridgeObjectRelease_n)

FORWARDED(allocate_function, swift_allocObject)
void *swift_allocObject(const void *metadata, size_t size, size_t alignment_mask) {
  if (is_counting()) add(&objects, 1);
  return next_swift_allocObject()(metadata, size, alignment_mask);
}

static void start(void) {
  _Atomic uint64_t *counters[] = {&allocations, &frees, &allocated_bytes, &objects, &retains, &releases};
  for (size_t index = 0; index < sizeof counters / sizeof *counters; index++)
    atomic_store_explicit(counters[index], 0, memory_order_relaxed);
  atomic_store_explicit(&live_bytes, 0, memory_order_relaxed);
  atomic_store(&counting, true);
}

static perf_counts stop(void) {
  atomic_store(&counting, false);
  perf_counts counts = {
      .allocations = atomic_load(&allocations),
      .frees = atomic_load(&frees),
      .allocated_bytes = atomic_load(&allocated_bytes),
      .live_bytes = atomic_load(&live_bytes),
      .objects = atomic_load(&objects),
      .retains = atomic_load(&retains),
      .releases = atomic_load(&releases),
  };
  return counts;
}

static const perf_counter_source source = {.start = start, .stop = stop};

__attribute__((constructor)) static void register_source(void) { perf_register_counter_source(&source); }

#endif
