/// The sizes and offsets that NVML's library expects, which were the same in 17 headers from 11.4 to 13.3. There is no
/// code here: a compiler with another layout of structures refuses to build.
#include "CNVML.h"

#include <stddef.h>

#define OFFSET(type, member, expected) \
  _Static_assert(offsetof(type, member) == (expected), #type "." #member " lies elsewhere")
#define SIZE(type, expected) _Static_assert(sizeof(type) == (expected), #type " has another size")

SIZE(cnvml_pci_info, 68);
OFFSET(cnvml_pci_info, legacy_bus_id, 0);
OFFSET(cnvml_pci_info, domain, 16);
OFFSET(cnvml_pci_info, bus, 20);
OFFSET(cnvml_pci_info, device, 24);
OFFSET(cnvml_pci_info, device_id, 28);
OFFSET(cnvml_pci_info, subsystem_id, 32);
OFFSET(cnvml_pci_info, bus_id, 36);

SIZE(cnvml_utilization, 8);
OFFSET(cnvml_utilization, gpu, 0);
OFFSET(cnvml_utilization, memory, 4);

SIZE(cnvml_memory, 24);
OFFSET(cnvml_memory, total, 0);
OFFSET(cnvml_memory, free, 8);
OFFSET(cnvml_memory, used, 16);

SIZE(cnvml_memory_v2, 40);
OFFSET(cnvml_memory_v2, version, 0);
OFFSET(cnvml_memory_v2, total, 8);
OFFSET(cnvml_memory_v2, reserved, 16);
OFFSET(cnvml_memory_v2, free, 24);
OFFSET(cnvml_memory_v2, used, 32);
_Static_assert(CNVML_MEMORY_V2_VERSION == 0x02000028, "the version word of nvmlMemory_v2_t");

SIZE(cnvml_temperature, 12);
OFFSET(cnvml_temperature, version, 0);
OFFSET(cnvml_temperature, sensor, 4);
OFFSET(cnvml_temperature, degrees, 8);
_Static_assert(CNVML_TEMPERATURE_VERSION == 0x0100000C, "the version word of nvmlTemperature_v1_t");

SIZE(cnvml_value, 8);

SIZE(cnvml_field_value, 40);
OFFSET(cnvml_field_value, field, 0);
OFFSET(cnvml_field_value, scope, 4);
OFFSET(cnvml_field_value, timestamp, 8);
OFFSET(cnvml_field_value, latency, 16);
OFFSET(cnvml_field_value, type, 24);
OFFSET(cnvml_field_value, code, 28);
OFFSET(cnvml_field_value, value, 32);

SIZE(cnvml_sample, 16);
OFFSET(cnvml_sample, timestamp, 0);
OFFSET(cnvml_sample, value, 8);

SIZE(cnvml_process_v1, 16);
OFFSET(cnvml_process_v1, pid, 0);
OFFSET(cnvml_process_v1, used_memory, 8);

SIZE(cnvml_process_v2, 24);
OFFSET(cnvml_process_v2, pid, 0);
OFFSET(cnvml_process_v2, used_memory, 8);
OFFSET(cnvml_process_v2, gpu_instance, 16);
OFFSET(cnvml_process_v2, compute_instance, 20);

SIZE(cnvml_process_detail, 32);
OFFSET(cnvml_process_detail, pid, 0);
OFFSET(cnvml_process_detail, used_memory, 8);
OFFSET(cnvml_process_detail, gpu_instance, 16);
OFFSET(cnvml_process_detail, compute_instance, 20);
OFFSET(cnvml_process_detail, used_protected_memory, 24);

SIZE(cnvml_event, 32);
OFFSET(cnvml_event, device, 0);
OFFSET(cnvml_event, type, 8);
OFFSET(cnvml_event, data, 16);
OFFSET(cnvml_event, gpu_instance, 24);
OFFSET(cnvml_event, compute_instance, 28);

SIZE(cnvml_gpm_support, 8);
OFFSET(cnvml_gpm_support, version, 0);
OFFSET(cnvml_gpm_support, is_supported, 4);

SIZE(cnvml_gpm_metric, 40);
OFFSET(cnvml_gpm_metric, metric, 0);
OFFSET(cnvml_gpm_metric, code, 4);
OFFSET(cnvml_gpm_metric, value, 8);
OFFSET(cnvml_gpm_metric, short_name, 16);

SIZE(cnvml_gpm_metrics, 24);
OFFSET(cnvml_gpm_metrics, version, 0);
OFFSET(cnvml_gpm_metrics, count, 4);
OFFSET(cnvml_gpm_metrics, first, 8);
OFFSET(cnvml_gpm_metrics, second, 16);
