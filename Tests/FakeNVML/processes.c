#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake.h"

static const struct fake_device *fake(cnvml_device device) { return (const struct fake_device *)device; }

/// Reads `pid:bytes`, or `self:bytes` for this process; all ones is memory that is not known.
static char *read_process(char *text, cnvml_process_detail *process) {
  memset(process, 0, sizeof *process);
  while (*text == ' ') text++;
  if (*text == 0) return NULL;
  process->pid = strncmp(text, "self", 4) == 0 ? (uint32_t)getpid() : (uint32_t)strtoul(text, NULL, 10);
  char *colon = strchr(text, ':');
  char *end = text + strcspn(text, " ");
  process->used_memory = colon == NULL || colon > end ? UINT64_MAX : strtoull(colon + 1, NULL, 0);
  process->gpu_instance = process->compute_instance = UINT32_MAX;
  return end;
}

/// Lists processes in elements of a size; all sizes begin with the same members.
static int32_t list(cnvml_device device, const char *key, size_t size, uint32_t *count, void *processes) {
  char text[FAKE_TEXT];
  fake_text(fake(device), key, "", text);
  uint32_t number = 0;
  cnvml_process_detail process;
  for (char *rest = text; (rest = read_process(rest, &process)) != NULL;) {
    if (processes != NULL && number < *count) memcpy((char *)processes + number * size, &process, size);
    number++;
  }
  bool fits = number == 0 || (processes != NULL && number <= *count);
  *count = number;
  return fits ? CNVML_SUCCESS : CNVML_INSUFFICIENT_SIZE;
}

/// Drivers 535.43 to 535.86 have elements of 32 bytes in the third version: `processes.size 32`.
static size_t size_of_third(cnvml_device device) {
  return fake_number(fake(device), "processes.size", sizeof(cnvml_process_v2));
}

#define PROCESSES(symbol, key, size) \
  int32_t symbol(cnvml_device device, uint32_t *count, void *processes) { \
    FAKE_ENTER(device); \
    return list(device, key, size, count, processes); \
  } \
  FAKE_SIGNATURE(symbol, cnvml_processes)

PROCESSES(nvmlDeviceGetComputeRunningProcesses, "processes", sizeof(cnvml_process_v1));
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, "processes", sizeof(cnvml_process_v2));
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, "processes", size_of_third(device));
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses, "processes.graphics", sizeof(cnvml_process_v1));
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2, "processes.graphics", sizeof(cnvml_process_v2));
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3, "processes.graphics", size_of_third(device));

// Drivers with elements of 32 bytes are identified by exporting these functions.

int32_t nvmlDeviceGetConfComputeMemSizeInfo(cnvml_device device, void *info) {
  FAKE_ENTER(device);
  (void)info;
  return CNVML_NOT_SUPPORTED;
}

int32_t nvmlDeviceGetRunningProcessDetailList(cnvml_device device, void *processes) {
  FAKE_ENTER(device);
  (void)processes;
  return CNVML_NOT_SUPPORTED;
}
