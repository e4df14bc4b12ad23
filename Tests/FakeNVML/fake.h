/// What the parts of the fake share.
#ifndef FAKE_H
#define FAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CNVML.h"

enum { FAKE_MAX_DEVICES = 8, FAKE_MAX_INSTANCES = 7, FAKE_TEXT = 512 };

/// What a device handle points at.
struct fake_device {
  /// The index of the board.
  int index;
  /// The index of the MIG instance on it; -1 is the board itself.
  int instance;
};

// script.c: what the script says at this moment.

/// The text of a key for a device, or for all when `device` is null; the fallback when the script has no such key.
void fake_text(const struct fake_device *device, const char *key, const char *fallback, char text[FAKE_TEXT]);
/// The number of a key; negative ones as two's complement.
uint64_t fake_number(const struct fake_device *device, const char *key, uint64_t fallback);
/// Whether the script has a key.
bool fake_has(const struct fake_device *device, const char *key);
/// The integral over time, in seconds, of the number of a key, from one time to another (nanoseconds). With bits, of 1
/// while the number has one of them.
double fake_integral(const struct fake_device *device, const char *key, uint64_t fallback, uint64_t bits, uint64_t from,
                     uint64_t to);

// calls.c: what every call does.

/// Nanoseconds since the fake was loaded, or as advanced by hand.
uint64_t fake_time(void);
/// Counts and logs a call, makes it wait or hang as scripted, and gives the code that it ends with; 0 is to go on.
int fake_enter(const char *symbol, const struct fake_device *device);
/// The same for a call that takes a device, which may be none, lost, or a MIG instance that the call is not for.
int fake_enter_device(const char *symbol, const struct fake_device *device);
/// The same for calls that NVML answers before it is initialised.
int fake_enter_uninitialised(const char *symbol);
/// Counts something that is asked for inside a call, such as `field.82`.
void fake_count_part(const char *name);
/// Notes when time begins and opens the log, once.
void fake_start(void);
/// Lets calls that hang see what the script says now.
void fake_script_changed(void);
/// Counts the starts and ends of the library; false when there is no start to end.
bool fake_count_init(int change);

/// Begins a function of NVML that takes a device.
#define FAKE_ENTER(device) \
  do { \
    int32_t fake_code = fake_enter_device(__func__, (const struct fake_device *)(device)); \
    if (fake_code != CNVML_SUCCESS) return fake_code; \
  } while (0)

/// Begins a function of NVML that takes none.
#define FAKE_ENTER_SYSTEM() \
  do { \
    int32_t fake_code = fake_enter(__func__, NULL); \
    if (fake_code != CNVML_SUCCESS) return fake_code; \
  } while (0)

/// Refuses to build when a function is not of the type that callers give it.
#define FAKE_SIGNATURE(symbol, type) \
  _Static_assert(__builtin_types_compatible_p(__typeof__(&symbol), type), #symbol " has another signature")

/// Fills a caller's buffer as NVML does: INSUFFICIENT_SIZE when it does not fit. `key.unterminated` leaves out the NUL.
int32_t fake_string(const struct fake_device *device, const char *key, const char *fallback, char *buffer,
                    uint32_t length);

// devices.c

/// Whether a call is for MIG instances too.
bool fake_is_for_instances(const char *symbol);
/// Whether a board is divided.
bool fake_is_divided(const struct fake_device *device);

// counters.c

/// Millijoules since the driver was loaded, as the counter shows them now.
uint64_t fake_energy(const struct fake_device *device);
/// Nanoseconds that a clock limit was in force (ids 74…81 of field values).
uint64_t fake_violation(const struct fake_device *device, unsigned field);
/// Bytes over PCIe (ids 197 and 198 of field values).
uint64_t fake_pcie_bytes(const struct fake_device *device, unsigned field);
/// KiB over NVLink (ids 138 and 139 of field values).
uint64_t fake_nvlink_kibibytes(const struct fake_device *device, unsigned field);

#endif
