/// Counts allocations and reference counting by defining the functions that perform them: on Linux the test bundle is
/// the main executable, so its definitions are found before those of libc and the Swift runtime.
///
/// Forwarding target of each: `__libc_malloc` & co. for the allocator (glibc), `dlsym(RTLD_NEXT)` for the runtime.
/// Nothing is exported to Swift: the counts are registered with `perf_register_counter_source`.
#ifndef CPERFORMANCEINTERPOSITION_H
#define CPERFORMANCEINTERPOSITION_H

/// Referenced by the importing module, so that the linker keeps this object.
extern const int perf_interposition_linked;

#endif
