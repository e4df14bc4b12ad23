#include <stdlib.h>

#include "fake.h"

struct cnvml_event_set_state {
  const struct fake_device *device;
  /// The number of the script's Xids that were reported or happened before.
  int seen;
};

static const struct fake_device *fake(cnvml_device device) { return (const struct fake_device *)device; }

/// The Xids until now: `xid 0 @1000 79 @2000 79 31` is one after a second and another one later. Gives how many there
/// are, and the number at a place.
static int read_xids(const struct fake_device *device, int place, uint64_t *xid) {
  char text[FAKE_TEXT];
  fake_text(device, "xid", "", text);
  int count = 0;
  char *rest = text;
  for (;;) {
    char *end;
    uint64_t number = strtoull(rest, &end, 10);
    if (end == rest || number == 0) return count;
    if (count == place) *xid = number;
    count++;
    rest = end;
  }
}

int32_t nvmlEventSetCreate(cnvml_event_set *set) {
  FAKE_ENTER_SYSTEM();
  *set = calloc(1, sizeof **set);
  return *set == NULL ? CNVML_MEMORY : CNVML_SUCCESS;
}

int32_t nvmlEventSetFree(cnvml_event_set set) {
  FAKE_ENTER_SYSTEM();
  free(set);
  return CNVML_SUCCESS;
}

int32_t nvmlDeviceRegisterEvents(cnvml_device device, uint64_t events, cnvml_event_set set) {
  FAKE_ENTER(device);
  if (set == NULL || events == 0) return CNVML_INVALID_ARGUMENT;
  uint64_t xid;
  set->device = fake(device);
  set->seen = read_xids(fake(device), -1, &xid);
  return CNVML_SUCCESS;
}

/// Does not wait: what has not happened yet has not happened in time.
int32_t nvmlEventSetWait_v2(cnvml_event_set set, cnvml_event *event, uint32_t patience) {
  FAKE_ENTER_SYSTEM();
  (void)patience;
  uint64_t xid = 0;
  if (set == NULL || set->device == NULL) return CNVML_INVALID_ARGUMENT;
  if (read_xids(set->device, set->seen, &xid) <= set->seen) return CNVML_TIMEOUT;
  set->seen++;
  *event = (cnvml_event){.device = (cnvml_device)set->device, .type = CNVML_EVENT_XID, .data = xid};
  return CNVML_SUCCESS;
}

FAKE_SIGNATURE(nvmlEventSetCreate, cnvml_event_set_create);
FAKE_SIGNATURE(nvmlEventSetFree, cnvml_event_set_free);
FAKE_SIGNATURE(nvmlDeviceRegisterEvents, cnvml_register_events);
FAKE_SIGNATURE(nvmlEventSetWait_v2, cnvml_event_set_wait);
