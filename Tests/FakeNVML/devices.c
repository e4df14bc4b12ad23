#include <stdio.h>
#include <string.h>

#include "fake.h"

/// The boards, and behind them the instances on each.
static struct fake_device devices[FAKE_MAX_DEVICES][1 + FAKE_MAX_INSTANCES];

__attribute__((constructor)) static void number_devices(void) {
  for (int index = 0; index < FAKE_MAX_DEVICES; index++) {
    for (int instance = -1; instance < FAKE_MAX_INSTANCES; instance++) {
      devices[index][1 + instance] = (struct fake_device){.index = index, .instance = instance};
    }
  }
}

static const struct fake_device *fake(cnvml_device device) { return (const struct fake_device *)device; }

static uint32_t device_count(void) {
  uint64_t count = fake_number(NULL, "count", 1);
  return count > FAKE_MAX_DEVICES ? FAKE_MAX_DEVICES : (uint32_t)count;
}

static uint32_t instance_count(const struct fake_device *device) {
  uint64_t count = fake_number(device, "mig.instances", 0);
  return count > FAKE_MAX_INSTANCES ? FAKE_MAX_INSTANCES : (uint32_t)count;
}

bool fake_is_divided(const struct fake_device *device) { return fake_number(device, "mig", 0) != 0; }

bool fake_is_for_instances(const char *symbol) {
  static const char *const symbols[] = {
      "nvmlDeviceGetName",
      "nvmlDeviceGetUUID",
      "nvmlDeviceGetMemoryInfo",
      "nvmlDeviceGetMemoryInfo_v2",
      "nvmlDeviceGetComputeRunningProcesses",
      "nvmlDeviceGetComputeRunningProcesses_v2",
      "nvmlDeviceGetComputeRunningProcesses_v3",
      "nvmlDeviceIsMigDeviceHandle",
      "nvmlDeviceGetDeviceHandleFromMigDeviceHandle",
      "nvmlDeviceGetGpuInstanceId",
      "nvmlDeviceGetIndex",
  };
  for (size_t index = 0; index < sizeof symbols / sizeof symbols[0]; index++) {
    if (strcmp(symbols[index], symbol) == 0) return true;
  }
  return false;
}

static int32_t text_of_uuid(const struct fake_device *device, char *text, uint32_t size) {
  char fallback[64];
  if (device->instance < 0) {
    snprintf(fallback, sizeof fallback, "GPU-%08x-5f4e-4d3c-2b1a-0123456789ab", 0xa0000000u + (unsigned)device->index);
  } else {
    snprintf(fallback, sizeof fallback, "MIG-%08x-5f4e-4d3c-2b1a-0123456789%02x", 0xa0000000u + (unsigned)device->index,
             (unsigned)device->instance);
  }
  return fake_string(device, "uuid", fallback, text, size);
}

static void text_of_bus_id(const struct fake_device *device, char text[FAKE_TEXT]) {
  char fallback[32];
  snprintf(fallback, sizeof fallback, "00000000:%02X:00.0", 0x19 + 0x10 * device->index);
  fake_text(device, "bus", fallback, text);
}

// MARK: - Handles

int32_t nvmlDeviceGetCount_v2(uint32_t *count) {
  FAKE_ENTER_SYSTEM();
  *count = device_count();
  return CNVML_SUCCESS;
}

/// `gpu1.handle 4`: the device is counted, and may not be opened.
static int32_t open_device(const struct fake_device *device, cnvml_device *handle) {
  int32_t code = (int32_t)fake_number(device, "handle", CNVML_SUCCESS);
  if (code == CNVML_SUCCESS) *handle = (cnvml_device)device;
  return code;
}

int32_t nvmlDeviceGetHandleByIndex_v2(uint32_t index, cnvml_device *handle) {
  FAKE_ENTER_SYSTEM();
  if (index >= device_count()) return CNVML_INVALID_ARGUMENT;
  return open_device(&devices[index][0], handle);
}

int32_t nvmlDeviceGetHandleByUUID(const char *name, cnvml_device *handle) {
  FAKE_ENTER_SYSTEM();
  for (uint32_t index = 0; index < device_count(); index++) {
    uint32_t instances = fake_is_divided(&devices[index][0]) ? instance_count(&devices[index][0]) : 0;
    for (uint32_t place = 0; place <= instances; place++) {
      char uuid[FAKE_TEXT];
      text_of_uuid(&devices[index][place], uuid, sizeof uuid);
      if (strcmp(uuid, name) == 0) return open_device(&devices[index][place], handle);
    }
  }
  return CNVML_NOT_FOUND;
}

int32_t nvmlDeviceGetHandleByPciBusId_v2(const char *name, cnvml_device *handle) {
  FAKE_ENTER_SYSTEM();
  for (uint32_t index = 0; index < device_count(); index++) {
    char bus[FAKE_TEXT];
    text_of_bus_id(&devices[index][0], bus);
    // Both "00000000:65:00.0" and "0000:65:00.0" are accepted.
    if (strcmp(bus, name) == 0 || strcmp(bus + 4, name) == 0) return open_device(&devices[index][0], handle);
  }
  return CNVML_NOT_FOUND;
}

// MARK: - MIG

int32_t nvmlDeviceGetMigMode(cnvml_device device, uint32_t *current, uint32_t *pending) {
  FAKE_ENTER(device);
  if (!fake_has(fake(device), "mig")) return CNVML_NOT_SUPPORTED;
  *current = *pending = fake_is_divided(fake(device));
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetMaxMigDeviceCount(cnvml_device device, uint32_t *count) {
  FAKE_ENTER(device);
  *count = FAKE_MAX_INSTANCES;
  return CNVML_SUCCESS;
}

/// The instances lie at the upper places: `mig.instances 2` are those at 5 and 6, and the places before are empty.
int32_t nvmlDeviceGetMigDeviceHandleByIndex(cnvml_device device, uint32_t index, cnvml_device *handle) {
  FAKE_ENTER(device);
  if (index >= FAKE_MAX_INSTANCES) return CNVML_INVALID_ARGUMENT;
  uint32_t empty = FAKE_MAX_INSTANCES - instance_count(fake(device));
  if (!fake_is_divided(fake(device)) || index < empty) return CNVML_NOT_FOUND;
  *handle = (cnvml_device)&devices[fake(device)->index][1 + index - empty];
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceIsMigDeviceHandle(cnvml_device device, uint32_t *is) {
  FAKE_ENTER(device);
  *is = fake(device)->instance >= 0;
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetDeviceHandleFromMigDeviceHandle(cnvml_device device, cnvml_device *board) {
  FAKE_ENTER(device);
  if (fake(device)->instance < 0) return CNVML_INVALID_ARGUMENT;
  *board = (cnvml_device)&devices[fake(device)->index][0];
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetGpuInstanceId(cnvml_device device, uint32_t *identifier) {
  FAKE_ENTER(device);
  if (fake(device)->instance < 0) return CNVML_INVALID_ARGUMENT;
  *identifier = 1 + (uint32_t)fake(device)->instance;
  return CNVML_SUCCESS;
}

// MARK: - Identity

int32_t nvmlDeviceGetName(cnvml_device device, char *text, uint32_t size) {
  FAKE_ENTER(device);
  return fake_string(
      fake(device), "name", fake(device)->instance < 0 ? "NVIDIA H200" : "NVIDIA H200 MIG 3g.71gb", text, size);
}

int32_t nvmlDeviceGetUUID(cnvml_device device, char *text, uint32_t size) {
  FAKE_ENTER(device);
  return text_of_uuid(fake(device), text, size);
}

int32_t nvmlDeviceGetVbiosVersion(cnvml_device device, char *text, uint32_t size) {
  FAKE_ENTER(device);
  return fake_string(fake(device), "vbios", "96.00.A5.00.01", text, size);
}

int32_t nvmlDeviceGetIndex(cnvml_device device, uint32_t *index) {
  FAKE_ENTER(device);
  *index = (uint32_t)(fake(device)->instance < 0 ? fake(device)->index : fake(device)->instance);
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceGetPciInfo_v3(cnvml_device device, cnvml_pci_info *info) {
  FAKE_ENTER(device);
  char bus[FAKE_TEXT];
  text_of_bus_id(fake(device), bus);
  memset(info, 0, sizeof *info);
  snprintf(info->bus_id, sizeof info->bus_id, "%s", bus);
  snprintf(info->legacy_bus_id, sizeof info->legacy_bus_id, "%s", bus + 4);
  unsigned domain = 0, number = 0, place = 0;
  sscanf(bus, "%x:%x:%x", &domain, &number, &place);
  info->domain = domain;
  info->bus = number;
  info->device = place;
  info->device_id = 0x233510de;
  return CNVML_SUCCESS;
}

FAKE_SIGNATURE(nvmlDeviceGetCount_v2, cnvml_system_uint32);
FAKE_SIGNATURE(nvmlDeviceGetHandleByIndex_v2, cnvml_device_at_index);
FAKE_SIGNATURE(nvmlDeviceGetHandleByUUID, cnvml_device_named);
FAKE_SIGNATURE(nvmlDeviceGetHandleByPciBusId_v2, cnvml_device_named);
FAKE_SIGNATURE(nvmlDeviceGetMigMode, cnvml_two_uint32);
FAKE_SIGNATURE(nvmlDeviceGetMaxMigDeviceCount, cnvml_uint32);
FAKE_SIGNATURE(nvmlDeviceGetMigDeviceHandleByIndex, cnvml_device_in_device);
FAKE_SIGNATURE(nvmlDeviceIsMigDeviceHandle, cnvml_uint32);
FAKE_SIGNATURE(nvmlDeviceGetDeviceHandleFromMigDeviceHandle, cnvml_device_of_device);
FAKE_SIGNATURE(nvmlDeviceGetGpuInstanceId, cnvml_uint32);
FAKE_SIGNATURE(nvmlDeviceGetName, cnvml_text);
FAKE_SIGNATURE(nvmlDeviceGetUUID, cnvml_text);
FAKE_SIGNATURE(nvmlDeviceGetVbiosVersion, cnvml_text);
FAKE_SIGNATURE(nvmlDeviceGetIndex, cnvml_uint32);
FAKE_SIGNATURE(nvmlDeviceGetPciInfo_v3, cnvml_pci);
