#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

// A test bundle that is started without `perftest` must give benchmarks the same labels as its children, whose hashing
// is fixed by a variable: labels may be descriptions of sets and dictionaries. The runtime has already read the
// variable when this runs, but no Swift code has hashed anything yet. Unoptimised builds measure nothing and keep their
// seeds, which unit tests may rely on.
#if defined(__linux__) && defined(__OPTIMIZE__)

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// `_swift_stdlib_Hashing_parameters` of libswiftCore, as its SwiftShims declare it.
typedef struct hashing_parameters {
  uint64_t seed0;
  uint64_t seed1;
  bool deterministic;
} hashing_parameters;

__attribute__((constructor)) static void fix_hashing(void) {
  hashing_parameters *parameters = dlsym(RTLD_DEFAULT, "_swift_stdlib_Hashing_parameters");
  if (parameters == NULL) return;
  *parameters = (hashing_parameters){.deterministic = true};
}

#endif
