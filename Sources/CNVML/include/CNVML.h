/// Declarations of NVML's functions, written independently from facts: names, numbers, sizes and offsets, as in the
/// headers of NVML 11.4 to 13.3 and in the drivers 470 to 610. No header of NVIDIA is needed to build, and nothing here
/// is called: the functions are looked up at run time by the names beside their types.
///
/// All enumerations of NVML are 4-byte signed integers. The sizes and offsets are asserted in layout.c.
#ifndef CNVML_H
#define CNVML_H

#include <stdint.h>

// MARK: - Handles

/// A GPU or a MIG instance; valid while the library is initialised.
typedef struct cnvml_device_state *cnvml_device;
/// A set of events that a process waits for.
typedef struct cnvml_event_set_state *cnvml_event_set;
/// The counters of GPU performance monitoring (GPM) at one time.
typedef struct cnvml_gpm_sample_state *cnvml_gpm_sample;

// MARK: - Return codes

enum {
  CNVML_SUCCESS = 0,
  CNVML_UNINITIALIZED = 1,
  CNVML_INVALID_ARGUMENT = 2,
  CNVML_NOT_SUPPORTED = 3,
  CNVML_NO_PERMISSION = 4,
  CNVML_ALREADY_INITIALIZED = 5,
  CNVML_NOT_FOUND = 6,
  CNVML_INSUFFICIENT_SIZE = 7,
  CNVML_INSUFFICIENT_POWER = 8,
  CNVML_DRIVER_NOT_LOADED = 9,
  CNVML_TIMEOUT = 10,
  CNVML_IRQ_ISSUE = 11,
  CNVML_LIBRARY_NOT_FOUND = 12,
  CNVML_FUNCTION_NOT_FOUND = 13,
  CNVML_CORRUPTED_INFOROM = 14,
  CNVML_GPU_IS_LOST = 15,
  CNVML_RESET_REQUIRED = 16,
  CNVML_OPERATING_SYSTEM = 17,
  CNVML_LIB_RM_VERSION_MISMATCH = 18,
  CNVML_IN_USE = 19,
  CNVML_MEMORY = 20,
  CNVML_NO_DATA = 21,
  CNVML_VGPU_ECC_NOT_SUPPORTED = 22,
  CNVML_INSUFFICIENT_RESOURCES = 23,
  CNVML_FREQ_NOT_SUPPORTED = 24,
  CNVML_ARGUMENT_VERSION_MISMATCH = 25,
  CNVML_DEPRECATED = 26,
  CNVML_NOT_READY = 27,
  CNVML_GPU_NOT_FOUND = 28,
  CNVML_INVALID_STATE = 29,
  CNVML_RESET_TYPE_NOT_SUPPORTED = 30,
  CNVML_UNKNOWN = 999,
};

// MARK: - Enumerations

/// Clocks of `nvmlDeviceGetClockInfo` and `nvmlDeviceGetMaxClockInfo`.
enum {
  CNVML_CLOCK_GRAPHICS = 0,
  CNVML_CLOCK_SM = 1,
  CNVML_CLOCK_MEMORY = 2,
  CNVML_CLOCK_VIDEO = 3,
};

/// The one sensor of `nvmlDeviceGetTemperature` and `nvmlDeviceGetTemperatureV`.
enum { CNVML_TEMPERATURE_GPU = 0 };

/// The result of `nvmlDeviceGetPerformanceState` for an unknown state; P0 to P15 are 0 to 15.
enum { CNVML_PERFORMANCE_STATE_UNKNOWN = 32 };

/// Architectures of `nvmlDeviceGetArchitecture`.
enum {
  CNVML_ARCHITECTURE_KEPLER = 2,
  CNVML_ARCHITECTURE_MAXWELL = 3,
  CNVML_ARCHITECTURE_PASCAL = 4,
  CNVML_ARCHITECTURE_VOLTA = 5,
  CNVML_ARCHITECTURE_TURING = 6,
  CNVML_ARCHITECTURE_AMPERE = 7,
  CNVML_ARCHITECTURE_ADA = 8,
  CNVML_ARCHITECTURE_HOPPER = 9,
  CNVML_ARCHITECTURE_BLACKWELL = 10,
  CNVML_ARCHITECTURE_RUBIN = 13,
};

/// Modes of `nvmlDeviceGetVirtualizationMode`.
enum {
  CNVML_VIRTUALIZATION_NONE = 0,
  CNVML_VIRTUALIZATION_PASSTHROUGH = 1,
  CNVML_VIRTUALIZATION_VGPU = 2,
  CNVML_VIRTUALIZATION_HOST_VGPU = 3,
  CNVML_VIRTUALIZATION_HOST_VSGA = 4,
};

/// Errors and counters of `nvmlDeviceGetTotalEccErrors`.
enum { CNVML_ECC_CORRECTED = 0, CNVML_ECC_UNCORRECTED = 1 };
enum { CNVML_ECC_VOLATILE = 0, CNVML_ECC_AGGREGATE = 1 };

/// Bits of the reasons for lowered clocks.
enum {
  CNVML_REASON_GPU_IDLE = 0x1,
  CNVML_REASON_APPLICATION_CLOCKS = 0x2,
  CNVML_REASON_SW_POWER_CAP = 0x4,
  CNVML_REASON_HW_SLOWDOWN = 0x8,
  CNVML_REASON_SYNC_BOOST = 0x10,
  CNVML_REASON_SW_THERMAL = 0x20,
  CNVML_REASON_HW_THERMAL = 0x40,
  CNVML_REASON_HW_POWER_BRAKE = 0x80,
  CNVML_REASON_DISPLAY_CLOCKS = 0x100,
};

/// Events of `nvmlDeviceRegisterEvents`: only the one that reports an Xid.
enum { CNVML_EVENT_XID = 0x8 };

/// Types of the values in fields and samples.
enum {
  CNVML_VALUE_DOUBLE = 0,
  CNVML_VALUE_UINT32 = 1,
  CNVML_VALUE_ULONG = 2,
  CNVML_VALUE_UINT64 = 3,
  CNVML_VALUE_INT64 = 4,
  CNVML_VALUE_INT32 = 5,
  CNVML_VALUE_UINT16 = 6,
};

/// Series of `nvmlDeviceGetSamples`.
enum {
  CNVML_SAMPLES_GPU_UTILIZATION = 1,
  CNVML_SAMPLES_MEMORY_UTILIZATION = 2,
};

/// Fields of `nvmlDeviceGetFieldValues`. Only numbers up to 198 mean the same in all drivers: 251 to 253 changed their
/// meaning within the 575 and 580 series, and 269 to 271 have this meaning since driver 590.
enum {
  CNVML_FIELD_ECC_VOLATILE_CORRECTED = 3,
  CNVML_FIELD_ECC_VOLATILE_UNCORRECTED = 4,
  CNVML_FIELD_VIOLATION_POWER = 74,
  CNVML_FIELD_VIOLATION_THERMAL = 75,
  CNVML_FIELD_VIOLATION_SYNC_BOOST = 76,
  CNVML_FIELD_VIOLATION_BOARD_LIMIT = 77,
  CNVML_FIELD_VIOLATION_LOW_UTILIZATION = 78,
  CNVML_FIELD_VIOLATION_RELIABILITY = 79,
  CNVML_FIELD_MEMORY_TEMPERATURE = 82,
  CNVML_FIELD_PCIE_REPLAYS = 94,
  CNVML_FIELD_NVLINK_TX = 138,
  CNVML_FIELD_NVLINK_RX = 139,
  CNVML_FIELD_POWER_AVERAGE = 185,
  CNVML_FIELD_POWER_INSTANT = 186,
  CNVML_FIELD_PCIE_TX = 197,
  CNVML_FIELD_PCIE_RX = 198,
  CNVML_FIELD_SW_THERMAL_TIME = 269,
  CNVML_FIELD_HW_THERMAL_TIME = 270,
  CNVML_FIELD_HW_POWER_BRAKE_TIME = 271,
};

/// Metrics of `nvmlGpmMetricsGet`.
enum {
  CNVML_GPM_GRAPHICS_UTILIZATION = 1,
  CNVML_GPM_SM_UTILIZATION = 2,
  CNVML_GPM_SM_OCCUPANCY = 3,
  CNVML_GPM_TENSOR_UTILIZATION = 5,
  CNVML_GPM_DRAM_UTILIZATION = 10,
};

// MARK: - Structures

/// `nvmlPciInfo_t`, which carries no version word.
typedef struct cnvml_pci_info {
  char legacy_bus_id[16];
  uint32_t domain;
  uint32_t bus;
  uint32_t device;
  uint32_t device_id;
  uint32_t subsystem_id;
  char bus_id[32];
} cnvml_pci_info;

/// `nvmlUtilization_t`, in per cent.
typedef struct cnvml_utilization {
  uint32_t gpu;
  uint32_t memory;
} cnvml_utilization;

/// `nvmlMemory_t`, in bytes.
typedef struct cnvml_memory {
  uint64_t total;
  uint64_t free;
  uint64_t used;
} cnvml_memory;

/// `nvmlMemory_v2_t`, in bytes.
typedef struct cnvml_memory_v2 {
  uint32_t version;
  uint64_t total;
  uint64_t reserved;
  uint64_t free;
  uint64_t used;
} cnvml_memory_v2;

/// `nvmlTemperature_v1_t`, in degrees Celsius.
typedef struct cnvml_temperature {
  uint32_t version;
  int32_t sensor;
  int32_t degrees;
} cnvml_temperature;

/// The value of a field or a sample; the type beside it selects the member.
typedef union cnvml_value {
  double real;
  int32_t int32;
  uint32_t uint32;
  unsigned long ulong;
  uint64_t uint64;
  int64_t int64;
  uint16_t uint16;
} cnvml_value;

/// `nvmlFieldValue_t`. The time stamp is that of the reading, in microseconds.
typedef struct cnvml_field_value {
  uint32_t field;
  uint32_t scope;
  int64_t timestamp;
  int64_t latency;
  int32_t type;
  int32_t code;
  cnvml_value value;
} cnvml_field_value;

/// `nvmlSample_t`. Time stamps are in microseconds of a clock that can only be compared with itself.
typedef struct cnvml_sample {
  uint64_t timestamp;
  cnvml_value value;
} cnvml_sample;

/// `nvmlProcessInfo_v1_t`.
typedef struct cnvml_process_v1 {
  uint32_t pid;
  uint64_t used_memory;
} cnvml_process_v1;

/// `nvmlProcessInfo_v2_t`, and `nvmlProcessInfo_t` of the third version of the lists.
typedef struct cnvml_process_v2 {
  uint32_t pid;
  uint64_t used_memory;
  uint32_t gpu_instance;
  uint32_t compute_instance;
} cnvml_process_v2;

/// `nvmlProcessDetail_v1_t`; drivers 535.43 to 535.86 also fill the third version of the lists with it.
typedef struct cnvml_process_detail {
  uint32_t pid;
  uint64_t used_memory;
  uint32_t gpu_instance;
  uint32_t compute_instance;
  uint64_t used_protected_memory;
} cnvml_process_detail;

/// `nvmlEventData_t`. The data of an Xid event is its number.
typedef struct cnvml_event {
  cnvml_device _Nullable device;
  uint64_t type;
  uint64_t data;
  uint32_t gpu_instance;
  uint32_t compute_instance;
} cnvml_event;

/// `nvmlGpmSupport_t`.
typedef struct cnvml_gpm_support {
  uint32_t version;
  uint32_t is_supported;
} cnvml_gpm_support;

/// `nvmlGpmMetric_t`.
typedef struct cnvml_gpm_metric {
  uint32_t metric;
  int32_t code;
  double value;
  const char *_Nullable short_name;
  const char *_Nullable long_name;
  const char *_Nullable unit;
} cnvml_gpm_metric;

/// The part before the metrics in `nvmlGpmMetricsGet_t`. Their number was raised twice without a new version, so a
/// caller reserves zeroed room for `CNVML_GPM_METRICS_ROOM` of them after this.
typedef struct cnvml_gpm_metrics {
  uint32_t version;
  uint32_t count;
  cnvml_gpm_sample _Nullable first;
  cnvml_gpm_sample _Nullable second;
} cnvml_gpm_metrics;

// MARK: - Version words and sizes

enum {
  /// Versioned structures contain their size and, in the upper byte, their version.
  CNVML_MEMORY_V2_VERSION = (int)(sizeof(cnvml_memory_v2) | 2u << 24),
  CNVML_TEMPERATURE_VERSION = (int)(sizeof(cnvml_temperature) | 1u << 24),
  /// The structures of GPM contain a plain number instead.
  CNVML_GPM_VERSION = 1,
  CNVML_GPM_METRICS_ROOM = 512,
  /// Room for every text: the newest headers require 96 bytes for names and UUIDs, less for all others.
  CNVML_TEXT_SIZE = 96,
};

// MARK: - Functions, by their parameters

/// `nvmlInit_v2`.
typedef int32_t (*cnvml_start)(void);
/// `nvmlSystemGetDriverVersion`, `nvmlSystemGetNVMLVersion`.
typedef int32_t (*cnvml_system_text)(char *_Nonnull text, uint32_t size);
/// `nvmlSystemGetCudaDriverVersion`.
typedef int32_t (*cnvml_system_int32)(int32_t *_Nonnull value);
/// `nvmlDeviceGetCount_v2`.
typedef int32_t (*cnvml_system_uint32)(uint32_t *_Nonnull value);

/// `nvmlDeviceGetHandleByIndex_v2`.
typedef int32_t (*cnvml_device_at_index)(uint32_t index, cnvml_device _Nullable *_Nonnull device);
/// `nvmlDeviceGetHandleByUUID`, `nvmlDeviceGetHandleByPciBusId_v2`.
typedef int32_t (*cnvml_device_named)(const char *_Nonnull name, cnvml_device _Nullable *_Nonnull device);
/// `nvmlDeviceGetDeviceHandleFromMigDeviceHandle`.
typedef int32_t (*cnvml_device_of_device)(cnvml_device _Nullable device, cnvml_device _Nullable *_Nonnull other);
/// `nvmlDeviceGetMigDeviceHandleByIndex`.
typedef int32_t (*cnvml_device_in_device)(
    cnvml_device _Nullable device, uint32_t index, cnvml_device _Nullable *_Nonnull other);

/// `nvmlDeviceGetName`, `nvmlDeviceGetUUID`, `nvmlDeviceGetVbiosVersion`.
typedef int32_t (*cnvml_text)(cnvml_device _Nullable device, char *_Nonnull text, uint32_t size);
/// `nvmlDeviceGetIndex`, `nvmlDeviceGetArchitecture`, `nvmlDeviceGetPowerUsage`, `nvmlDeviceGetEnforcedPowerLimit`,
/// `nvmlDeviceGetCurrPcieLinkGeneration`, `nvmlDeviceGetCurrPcieLinkWidth`, `nvmlDeviceGetPcieReplayCounter`,
/// `nvmlDeviceGetMaxMigDeviceCount`, `nvmlDeviceIsMigDeviceHandle`, `nvmlDeviceGetGpuInstanceId`.
typedef int32_t (*cnvml_uint32)(cnvml_device _Nullable device, uint32_t *_Nonnull value);
/// `nvmlDeviceGetPersistenceMode`, `nvmlDeviceGetVirtualizationMode`, `nvmlDeviceGetPerformanceState`.
typedef int32_t (*cnvml_int32)(cnvml_device _Nullable device, int32_t *_Nonnull value);
/// `nvmlDeviceGetTotalEnergyConsumption`, `nvmlDeviceGetCurrentClocksEventReasons`,
/// `nvmlDeviceGetCurrentClocksThrottleReasons`.
typedef int32_t (*cnvml_uint64)(cnvml_device _Nullable device, uint64_t *_Nonnull value);
/// `nvmlDeviceGetClockInfo`, `nvmlDeviceGetMaxClockInfo`, `nvmlDeviceGetTemperature`.
typedef int32_t (*cnvml_uint32_of_kind)(cnvml_device _Nullable device, int32_t kind, uint32_t *_Nonnull value);
/// `nvmlDeviceGetMigMode`: the current and the pending mode.
typedef int32_t (*cnvml_two_uint32)(
    cnvml_device _Nullable device, uint32_t *_Nonnull current, uint32_t *_Nonnull pending);
/// `nvmlDeviceGetEccMode`: the current and the pending mode.
typedef int32_t (*cnvml_two_int32)(cnvml_device _Nullable device, int32_t *_Nonnull current, int32_t *_Nonnull pending);

/// `nvmlDeviceGetPciInfo_v3`.
typedef int32_t (*cnvml_pci)(cnvml_device _Nullable device, cnvml_pci_info *_Nonnull info);
/// `nvmlDeviceGetMemoryInfo`.
typedef int32_t (*cnvml_memory_get)(cnvml_device _Nullable device, cnvml_memory *_Nonnull memory);
/// `nvmlDeviceGetMemoryInfo_v2`.
typedef int32_t (*cnvml_memory_v2_get)(cnvml_device _Nullable device, cnvml_memory_v2 *_Nonnull memory);
/// `nvmlDeviceGetUtilizationRates`.
typedef int32_t (*cnvml_utilization_get)(cnvml_device _Nullable device, cnvml_utilization *_Nonnull utilization);
/// `nvmlDeviceGetTemperatureV`.
typedef int32_t (*cnvml_temperature_get)(cnvml_device _Nullable device, cnvml_temperature *_Nonnull temperature);
/// `nvmlDeviceGetTotalEccErrors`.
typedef int32_t (*cnvml_ecc_errors)(
    cnvml_device _Nullable device, int32_t error, int32_t counter, uint64_t *_Nonnull count);
/// `nvmlDeviceGetFieldValues`.
typedef int32_t (*cnvml_field_values)(cnvml_device _Nullable device, int32_t count, cnvml_field_value *_Nonnull values);
/// `nvmlDeviceGetSamples`; without a buffer it returns the number of samples to make room for.
typedef int32_t (*cnvml_samples)(
    cnvml_device _Nullable device, int32_t series, uint64_t last_seen, int32_t *_Nonnull type, uint32_t *_Nonnull count,
    cnvml_sample *_Nullable samples);
/// `nvmlDeviceGet{Compute,Graphics}RunningProcesses`, `_v2` and `_v3`, whose elements differ.
typedef int32_t (*cnvml_processes)(cnvml_device _Nullable device, uint32_t *_Nonnull count, void *_Nullable processes);

/// `nvmlGpmQueryDeviceSupport`.
typedef int32_t (*cnvml_gpm_query)(cnvml_device _Nullable device, cnvml_gpm_support *_Nonnull support);
/// `nvmlGpmSampleAlloc`.
typedef int32_t (*cnvml_gpm_alloc)(cnvml_gpm_sample _Nullable *_Nonnull sample);
/// `nvmlGpmSampleFree`.
typedef int32_t (*cnvml_gpm_free)(cnvml_gpm_sample _Nullable sample);
/// `nvmlGpmSampleGet`.
typedef int32_t (*cnvml_gpm_get)(cnvml_device _Nullable device, cnvml_gpm_sample _Nullable sample);
/// `nvmlGpmMigSampleGet`.
typedef int32_t (*cnvml_gpm_get_instance)(
    cnvml_device _Nullable device, uint32_t gpu_instance, cnvml_gpm_sample _Nullable sample);
/// `nvmlGpmMetricsGet`.
typedef int32_t (*cnvml_gpm_metrics_get)(cnvml_gpm_metrics *_Nonnull metrics);

/// `nvmlEventSetCreate`.
typedef int32_t (*cnvml_event_set_create)(cnvml_event_set _Nullable *_Nonnull set);
/// `nvmlEventSetFree`.
typedef int32_t (*cnvml_event_set_free)(cnvml_event_set _Nullable set);
/// `nvmlEventSetWait_v2`; the time-out is in milliseconds.
typedef int32_t (*cnvml_event_set_wait)(cnvml_event_set _Nullable set, cnvml_event *_Nonnull event, uint32_t patience);
/// `nvmlDeviceRegisterEvents`.
typedef int32_t (*cnvml_register_events)(cnvml_device _Nullable device, uint64_t events, cnvml_event_set _Nullable set);

#endif
