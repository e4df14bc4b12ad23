#include "fake.h"

enum { POWER = 300000, ENERGY_QUANTUM = 100 };

/// The nearest whole number.
static uint64_t whole(double number) { return (uint64_t)(number + 0.5); }

/// The integral of the scripted power, in steps of the scripted quantum. `energy.reset 3000` begins anew at 3000 ms, as
/// a driver does that was loaded again.
uint64_t fake_energy(const struct fake_device *device) {
  uint64_t quantum = fake_number(device, "energy.quantum", ENERGY_QUANTUM) * 1000000u;
  uint64_t now = fake_time();
  uint64_t ticked = quantum == 0 ? now : now / quantum * quantum;
  uint64_t reset = fake_number(device, "energy.reset", 0) * 1000000u;
  bool is_reset = reset > 0 && now >= reset;
  double millijoules = fake_integral(device, "power", POWER, 0, is_reset ? reset : 0, ticked);
  return (is_reset ? 0 : fake_number(device, "energy.start", 0)) + whole(millijoules);
}

/// A clock limit's bits in the mask of reasons.
static uint64_t bits_of(unsigned field) {
  switch (field) {
    case 74: return 0x4;          // power
    case 75: return 0x20 | 0x40;  // thermal
    case 76: return 0x10;         // sync boost
    case 77: return 0x80;         // board limit
    case 78: return 0x1;          // low utilization
    case 80: return 0x2;          // application clocks
    case 81: return 0x1fe;        // anything below the base clocks
    case 269: return 0x20;        // software, thermal
    case 270: return 0x40;        // hardware, thermal
    case 271: return 0x80;        // hardware, power brake
    default: return 0;
  }
}

uint64_t fake_violation(const struct fake_device *device, unsigned field) {
  uint64_t bits = bits_of(field);
  if (bits == 0) return 0;
  return whole(fake_integral(device, "throttle", 0, bits, 0, fake_time()) * 1e9);
}

/// The counters start at `pcie.start` and wrap after `pcie.bits` bits; `pcie.tx` and `pcie.rx` are bytes per second.
uint64_t fake_pcie_bytes(const struct fake_device *device, unsigned field) {
  const char *key = field == 197 ? "pcie.tx" : "pcie.rx";
  double moved = fake_integral(device, key, 0, 0, 0, fake_time());
  uint64_t bytes = fake_number(device, "pcie.start", 0) + whole(moved);
  uint64_t bits = fake_number(device, "pcie.bits", 64);
  return bits >= 64 ? bytes : bytes & ((1ull << bits) - 1);
}

/// `nvlink.tx` and `nvlink.rx` are bytes per second over all links.
uint64_t fake_nvlink_kibibytes(const struct fake_device *device, unsigned field) {
  const char *key = field == 138 ? "nvlink.tx" : "nvlink.rx";
  return whole(fake_integral(device, key, 0, 0, 0, fake_time()) / 1024);
}
