#include <stdio.h>
#include <string.h>

#include "fake.h"

int32_t fake_string(const struct fake_device *device, const char *key, const char *fallback, char *buffer,
                    uint32_t length) {
  char text[FAKE_TEXT], unterminated[96];
  fake_text(device, key, fallback, text);
  snprintf(unterminated, sizeof unterminated, "%s.unterminated", key);
  if (fake_number(device, unterminated, 0) != 0) {
    memset(buffer, 'x', length);
    memcpy(buffer, text, strlen(text) < length ? strlen(text) : length);
    return CNVML_SUCCESS;
  }
  if (strlen(text) + 1 > length) return CNVML_INSUFFICIENT_SIZE;
  strcpy(buffer, text);
  return CNVML_SUCCESS;
}

int32_t nvmlInit_v2(void) {
  char message[FAKE_TEXT];
  fake_text(NULL, "init.message", "", message);
  if (message[0] != 0) fprintf(stderr, "%s\n", message);
  int32_t code = fake_enter_uninitialised(__func__);
  if (code == CNVML_SUCCESS) fake_count_init(1);
  return code;
}

int32_t nvmlShutdown(void) {
  int32_t code = fake_enter_uninitialised(__func__);
  if (code != CNVML_SUCCESS) return code;
  return fake_count_init(-1) ? CNVML_SUCCESS : CNVML_UNINITIALIZED;
}

int32_t nvmlSystemGetDriverVersion(char *text, uint32_t size) {
  FAKE_ENTER_SYSTEM();
  return fake_string(NULL, "driver", "580.65.06", text, size);
}

int32_t nvmlSystemGetNVMLVersion(char *text, uint32_t size) {
  FAKE_ENTER_SYSTEM();
  return fake_string(NULL, "nvml", "13.580.65.06", text, size);
}

int32_t nvmlSystemGetCudaDriverVersion(int32_t *version) {
  FAKE_ENTER_SYSTEM();
  *version = (int32_t)fake_number(NULL, "cuda", 13000);
  return CNVML_SUCCESS;
}

FAKE_SIGNATURE(nvmlInit_v2, cnvml_start);
FAKE_SIGNATURE(nvmlSystemGetDriverVersion, cnvml_system_text);
FAKE_SIGNATURE(nvmlSystemGetNVMLVersion, cnvml_system_text);
FAKE_SIGNATURE(nvmlSystemGetCudaDriverVersion, cnvml_system_int32);
