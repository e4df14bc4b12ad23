#include "fake.h"

enum { MEMORY_TOTAL_MIB = 143771, MEMORY_RESERVED_MIB = 600, MEMORY_USED_MIB = 1000, POWER = 300000 };

static const struct fake_device *fake(cnvml_device device) { return (const struct fake_device *)device; }

/// A function that gives one number, which stands in the script under a key.
#define GAUGE(symbol, signature, type, key, fallback) \
  int32_t symbol(cnvml_device device, type *value) { \
    FAKE_ENTER(device); \
    *value = (type)fake_number(fake(device), key, fallback); \
    return CNVML_SUCCESS; \
  } \
  FAKE_SIGNATURE(symbol, signature)

GAUGE(nvmlDeviceGetArchitecture, cnvml_uint32, uint32_t, "architecture", CNVML_ARCHITECTURE_HOPPER);
GAUGE(nvmlDeviceGetPowerUsage, cnvml_uint32, uint32_t, "power", POWER);
GAUGE(nvmlDeviceGetEnforcedPowerLimit, cnvml_uint32, uint32_t, "power.limit", 700000);
GAUGE(nvmlDeviceGetPowerManagementDefaultLimit, cnvml_uint32, uint32_t, "power.limit.default", 700000);
GAUGE(nvmlDeviceGetCurrPcieLinkGeneration, cnvml_uint32, uint32_t, "pcie.generation", 5);
GAUGE(nvmlDeviceGetCurrPcieLinkWidth, cnvml_uint32, uint32_t, "pcie.width", 16);
GAUGE(nvmlDeviceGetPcieReplayCounter, cnvml_uint32, uint32_t, "pcie.replays", 0);
GAUGE(nvmlDeviceGetPersistenceMode, cnvml_int32, int32_t, "persistence", 1);
GAUGE(nvmlDeviceGetVirtualizationMode, cnvml_int32, int32_t, "virtualization", CNVML_VIRTUALIZATION_NONE);
GAUGE(nvmlDeviceGetPerformanceState, cnvml_int32, int32_t, "pstate", 0);
GAUGE(nvmlDeviceGetCurrentClocksEventReasons, cnvml_uint64, uint64_t, "throttle", 0);
GAUGE(nvmlDeviceGetCurrentClocksThrottleReasons, cnvml_uint64, uint64_t, "throttle", 0);

/// What nobody may call beside a measurement: it takes 20 ms in the driver.
int32_t nvmlDeviceGetPcieThroughput(cnvml_device device, int32_t counter, uint32_t *value) {
  FAKE_ENTER(device);
  (void)counter;
  *value = 0;
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetTotalEnergyConsumption(cnvml_device device, uint64_t *energy) {
  FAKE_ENTER(device);
  *energy = fake_energy(fake(device));
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetTemperature(cnvml_device device, int32_t sensor, uint32_t *degrees) {
  FAKE_ENTER(device);
  if (sensor != CNVML_TEMPERATURE_GPU) return CNVML_INVALID_ARGUMENT;
  *degrees = (uint32_t)fake_number(fake(device), "temperature", 45);
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetTemperatureV(cnvml_device device, cnvml_temperature *temperature) {
  FAKE_ENTER(device);
  if (temperature->version != 0x0100000c) return CNVML_ARGUMENT_VERSION_MISMATCH;
  if (temperature->sensor != CNVML_TEMPERATURE_GPU) return CNVML_INVALID_ARGUMENT;
  temperature->degrees = (int32_t)fake_number(fake(device), "temperature", 45);
  return CNVML_SUCCESS;
}

static int32_t clock_of(cnvml_device device, const char *const keys[4], const uint64_t fallbacks[4], int32_t kind,
                        uint32_t *megahertz) {
  if (kind < 0 || kind > 3) return CNVML_INVALID_ARGUMENT;
  *megahertz = (uint32_t)fake_number(fake(device), keys[kind], fallbacks[kind]);
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetClockInfo(cnvml_device device, int32_t kind, uint32_t *megahertz) {
  FAKE_ENTER(device);
  static const char *const keys[] = {"clock.graphics", "clock.sm", "clock.memory", "clock.video"};
  return clock_of(device, keys, (const uint64_t[]){1980, 1980, 3201, 1500}, kind, megahertz);
}

int32_t nvmlDeviceGetMaxClockInfo(cnvml_device device, int32_t kind, uint32_t *megahertz) {
  FAKE_ENTER(device);
  static const char *const keys[] = {"clock.graphics.max", "clock.sm.max", "clock.memory.max", "clock.video.max"};
  return clock_of(device, keys, (const uint64_t[]){1980, 1980, 3201, 1545}, kind, megahertz);
}

/// Utilization is not known of a board that is divided.
int32_t nvmlDeviceGetUtilizationRates(cnvml_device device, cnvml_utilization *utilization) {
  FAKE_ENTER(device);
  if (fake_is_divided(fake(device))) return CNVML_NOT_SUPPORTED;
  utilization->gpu = (uint32_t)fake_number(fake(device), "utilization", 97);
  utilization->memory = (uint32_t)fake_number(fake(device), "utilization.memory", 42);
  return CNVML_SUCCESS;
}

static uint64_t bytes(cnvml_device device, const char *key, uint64_t mebibytes) {
  return fake_number(fake(device), key, mebibytes << 20);
}

/// What the driver reserves counts as used here.
int32_t nvmlDeviceGetMemoryInfo(cnvml_device device, cnvml_memory *memory) {
  FAKE_ENTER(device);
  memory->total = bytes(device, "memory.total", MEMORY_TOTAL_MIB);
  memory->used = bytes(device, "memory.used", MEMORY_USED_MIB) + bytes(device, "memory.reserved", MEMORY_RESERVED_MIB);
  memory->free = memory->total < memory->used ? 0 : memory->total - memory->used;
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetMemoryInfo_v2(cnvml_device device, cnvml_memory_v2 *memory) {
  FAKE_ENTER(device);
  if (memory->version != 0x02000028) return CNVML_ARGUMENT_VERSION_MISMATCH;
  memory->total = bytes(device, "memory.total", MEMORY_TOTAL_MIB);
  memory->reserved = bytes(device, "memory.reserved", MEMORY_RESERVED_MIB);
  memory->used = bytes(device, "memory.used", MEMORY_USED_MIB);
  uint64_t taken = memory->used + memory->reserved;
  memory->free = memory->total < taken ? 0 : memory->total - taken;
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetEccMode(cnvml_device device, int32_t *current, int32_t *pending) {
  FAKE_ENTER(device);
  *current = *pending = (int32_t)fake_number(fake(device), "ecc", 1);
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetTotalEccErrors(cnvml_device device, int32_t error, int32_t counter, uint64_t *count) {
  FAKE_ENTER(device);
  if (error < 0 || error > 1 || counter < 0 || counter > 1) return CNVML_INVALID_ARGUMENT;
  static const char *const keys[2][2] = {
      {"ecc.corrected", "ecc.corrected.aggregate"}, {"ecc.uncorrected", "ecc.uncorrected.aggregate"}};
  *count = fake_number(fake(device), keys[error][counter], 0);
  return CNVML_SUCCESS;
}

FAKE_SIGNATURE(nvmlDeviceGetTotalEnergyConsumption, cnvml_uint64);
FAKE_SIGNATURE(nvmlDeviceGetTemperature, cnvml_uint32_of_kind);
FAKE_SIGNATURE(nvmlDeviceGetTemperatureV, cnvml_temperature_get);
FAKE_SIGNATURE(nvmlDeviceGetClockInfo, cnvml_uint32_of_kind);
FAKE_SIGNATURE(nvmlDeviceGetMaxClockInfo, cnvml_uint32_of_kind);
FAKE_SIGNATURE(nvmlDeviceGetUtilizationRates, cnvml_utilization_get);
FAKE_SIGNATURE(nvmlDeviceGetMemoryInfo, cnvml_memory_get);
FAKE_SIGNATURE(nvmlDeviceGetMemoryInfo_v2, cnvml_memory_v2_get);
FAKE_SIGNATURE(nvmlDeviceGetEccMode, cnvml_two_int32);
FAKE_SIGNATURE(nvmlDeviceGetTotalEccErrors, cnvml_ecc_errors);
