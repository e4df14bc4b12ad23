#include <stdio.h>
#include <stdlib.h>

#include "fake.h"

struct cnvml_gpm_sample_state {
  const struct fake_device *device;
  uint64_t time;
};

static const struct fake_device *fake(cnvml_device device) { return (const struct fake_device *)device; }

int32_t nvmlGpmQueryDeviceSupport(cnvml_device device, cnvml_gpm_support *support) {
  FAKE_ENTER(device);
  if (support->version != 1) return CNVML_ARGUMENT_VERSION_MISMATCH;
  support->is_supported = (uint32_t)fake_number(fake(device), "gpm", 1);
  return CNVML_SUCCESS;
}

int32_t nvmlGpmSampleAlloc(cnvml_gpm_sample *sample) {
  FAKE_ENTER_SYSTEM();
  *sample = calloc(1, sizeof **sample);
  return *sample == NULL ? CNVML_MEMORY : CNVML_SUCCESS;
}

int32_t nvmlGpmSampleFree(cnvml_gpm_sample sample) {
  FAKE_ENTER_SYSTEM();
  free(sample);
  return CNVML_SUCCESS;
}

static int32_t take(const struct fake_device *device, cnvml_gpm_sample sample) {
  if (sample == NULL) return CNVML_INVALID_ARGUMENT;
  *sample = (struct cnvml_gpm_sample_state){.device = device, .time = fake_time()};
  return CNVML_SUCCESS;
}

int32_t nvmlGpmSampleGet(cnvml_device device, cnvml_gpm_sample sample) {
  FAKE_ENTER(device);
  return take(fake(device), sample);
}

int32_t nvmlGpmMigSampleGet(cnvml_device device, uint32_t gpu_instance, cnvml_gpm_sample sample) {
  FAKE_ENTER(device);
  (void)gpu_instance;
  return take(fake(device), sample);
}

/// The mean of the percentages that the script has under `gpm.2` and so on; metrics that it has none of are not
/// supported.
int32_t nvmlGpmMetricsGet(cnvml_gpm_metrics *metrics) {
  FAKE_ENTER_SYSTEM();
  if (metrics->version != 1) return CNVML_ARGUMENT_VERSION_MISMATCH;
  if (metrics->first == NULL || metrics->second == NULL) return CNVML_INVALID_ARGUMENT;
  cnvml_gpm_metric *entries = (cnvml_gpm_metric *)(metrics + 1);
  uint64_t from = metrics->first->time, to = metrics->second->time;
  for (uint32_t index = 0; index < metrics->count; index++) {
    char key[32];
    snprintf(key, sizeof key, "gpm.%u", entries[index].metric);
    bool has = fake_has(metrics->first->device, key);
    entries[index].code = has ? CNVML_SUCCESS : CNVML_NOT_SUPPORTED;
    double seconds = (double)(to - from) / 1e9;
    entries[index].value = fake_integral(metrics->first->device, key, 0, 0, from, to) / seconds;
  }
  return CNVML_SUCCESS;
}

FAKE_SIGNATURE(nvmlGpmQueryDeviceSupport, cnvml_gpm_query);
FAKE_SIGNATURE(nvmlGpmSampleAlloc, cnvml_gpm_alloc);
FAKE_SIGNATURE(nvmlGpmSampleFree, cnvml_gpm_free);
FAKE_SIGNATURE(nvmlGpmSampleGet, cnvml_gpm_get);
FAKE_SIGNATURE(nvmlGpmMigSampleGet, cnvml_gpm_get_instance);
FAKE_SIGNATURE(nvmlGpmMetricsGet, cnvml_gpm_metrics_get);
