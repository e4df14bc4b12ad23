#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake.h"

enum { POWER = 300000, MEMORY_TEMPERATURE = 52, LAST_FIELD = 253, POWER_PERIOD = 100 };

static const struct fake_device *fake(cnvml_device device) { return (const struct fake_device *)device; }

static void set_uint32(cnvml_field_value *entry, uint64_t number) {
  entry->type = CNVML_VALUE_UINT32;
  entry->value.uint32 = (uint32_t)number;
}

static void set_uint64(cnvml_field_value *entry, uint64_t number) {
  entry->type = CNVML_VALUE_UINT64;
  entry->value.uint64 = number;
}

/// Reads what the script says of an entry, such as `u32 71`, `double 71.5` or `!3`.
static int32_t set_scripted(cnvml_field_value *entry, const char *text) {
  static const char *const types[] = {"double", "u32", "ulong", "u64", "i64", "i32", "u16"};
  if (text[0] == '!') return (int32_t)strtol(text + 1, NULL, 0);
  size_t length = strcspn(text, " ");
  // A type that no header names is possible, too: `type:9 1`.
  entry->type = strncmp(text, "type:", 5) == 0 ? (int32_t)strtol(text + 5, NULL, 0) : -1;
  for (int type = 0; type < 7; type++) {
    if (length == strlen(types[type]) && strncmp(text, types[type], length) == 0) entry->type = type;
  }
  const char *number = text + length;
  if (entry->type == CNVML_VALUE_DOUBLE) {
    entry->value.real = strtod(number, NULL);
  } else {
    entry->value.uint64 = strtoull(number, NULL, 0);
  }
  return CNVML_SUCCESS;
}

static int32_t set_built_in(const struct fake_device *device, cnvml_field_value *entry) {
  uint32_t field = entry->field;
  switch (field) {
    case 3: set_uint64(entry, fake_number(device, "ecc.corrected", 0)); return CNVML_SUCCESS;
    case 4: set_uint64(entry, fake_number(device, "ecc.uncorrected", 0)); return CNVML_SUCCESS;
    case 74: case 75: case 76: case 77: case 78: case 79: case 80: case 81: case 269: case 270: case 271:
      set_uint64(entry, fake_violation(device, field));
      return CNVML_SUCCESS;
    case 82: set_uint32(entry, fake_number(device, "temperature.memory", MEMORY_TEMPERATURE)); return CNVML_SUCCESS;
    case 94: set_uint32(entry, fake_number(device, "pcie.replays", 0)); return CNVML_SUCCESS;
    case 138: case 139:
      if (!fake_has(device, "nvlink.tx")) return CNVML_NOT_SUPPORTED;
      set_uint64(entry, fake_nvlink_kibibytes(device, field));
      return CNVML_SUCCESS;
    case 185: case 186:
      // The sensor has a value ten times a second, and the entry has the time of that value.
      entry->timestamp = entry->timestamp / (POWER_PERIOD * 1000) * (POWER_PERIOD * 1000);
      set_uint32(entry, fake_number(device, "power", POWER));
      return CNVML_SUCCESS;
    case 197: case 198: set_uint64(entry, fake_pcie_bytes(device, field)); return CNVML_SUCCESS;
    default: return CNVML_NOT_SUPPORTED;
  }
}

static void read_entry(const struct fake_device *device, cnvml_field_value *entry) {
  char key[32], text[FAKE_TEXT];
  snprintf(key, sizeof key, "field.%u", entry->field);
  fake_count_part(key);
  entry->timestamp = (int64_t)(fake_time() / 1000);
  entry->latency = 10;
  if (fake_has(device, key)) {
    fake_text(device, key, "", text);
    entry->code = set_scripted(entry, text);
  } else if (entry->field == 0 || entry->field > fake_number(device, "field.last", LAST_FIELD)) {
    entry->code = CNVML_INVALID_ARGUMENT;
  } else {
    entry->code = set_built_in(device, entry);
  }
}

/// Succeeds when an entry does; every entry has a code of its own. `field.last 196` is a driver that knows no later
/// ones.
int32_t nvmlDeviceGetFieldValues(cnvml_device device, int32_t count, cnvml_field_value *values) {
  FAKE_ENTER(device);
  if (count <= 0) return CNVML_INVALID_ARGUMENT;
  bool any = false;
  for (int32_t index = 0; index < count; index++) {
    read_entry(fake(device), &values[index]);
    any = any || values[index].code == CNVML_SUCCESS;
  }
  return any ? CNVML_SUCCESS : values[0].code;
}

/// `samples.gpu 10 20 30` are the percentages that are in the buffer, oldest first, a sixth of a second apart; there
/// is room for 100.
int32_t nvmlDeviceGetSamples(cnvml_device device, int32_t series, uint64_t last_seen, int32_t *type, uint32_t *count,
                             cnvml_sample *samples) {
  FAKE_ENTER(device);
  if (fake_is_divided(fake(device))) return CNVML_NOT_SUPPORTED;
  if (series != CNVML_SAMPLES_GPU_UTILIZATION && series != CNVML_SAMPLES_MEMORY_UTILIZATION) {
    return CNVML_INVALID_ARGUMENT;
  }
  *type = CNVML_VALUE_UINT32;
  char text[FAKE_TEXT];
  const char *key = series == CNVML_SAMPLES_GPU_UTILIZATION ? "samples.gpu" : "samples.memory";
  fake_text(fake(device), key, "", text);
  if (text[0] == 0) return CNVML_NOT_FOUND;
  if (samples == NULL) {
    *count = 100;
    return CNVML_SUCCESS;
  }
  uint64_t time = fake_number(fake(device), "samples.time", 5000000);
  uint32_t written = 0;
  char *rest = text;
  while (*rest != 0 && written < *count) {
    char *end;
    uint64_t value = strtoull(rest, &end, 10);
    if (end == rest) break;
    rest = end;
    if (time > last_seen) samples[written++] = (cnvml_sample){.timestamp = time, .value.uint32 = (uint32_t)value};
    time += 166667;
  }
  *count = written;
  return written == 0 ? CNVML_NOT_FOUND : CNVML_SUCCESS;
}

FAKE_SIGNATURE(nvmlDeviceGetFieldValues, cnvml_field_values);
FAKE_SIGNATURE(nvmlDeviceGetSamples, cnvml_samples);
