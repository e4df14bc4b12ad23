#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FakeNVML.h"
#include "fake.h"

struct entry {
  char key[96];
  char value[FAKE_TEXT];
};

static struct entry entries[256];
static int entry_count = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/// The entry of a key; the lock is held.
static struct entry *find(const char *key) {
  for (int index = 0; index < entry_count; index++) {
    if (strcmp(entries[index].key, key) == 0) return &entries[index];
  }
  return NULL;
}

static bool add_line(const char *line, size_t length) {
  while (length > 0 && (*line == ' ' || *line == '\t')) line++, length--;
  while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\r')) length--;
  if (length == 0 || *line == '#') return true;
  const char *space = memchr(line, ' ', length);
  size_t key_length = space == NULL ? length : (size_t)(space - line);
  if (space == NULL || key_length >= sizeof entries[0].key) return false;
  while (*space == ' ') space++;
  size_t value_length = length - (size_t)(space - line);
  if (value_length >= sizeof entries[0].value) return false;

  char key[sizeof entries[0].key] = {0};
  memcpy(key, line, key_length);
  struct entry *entry = find(key);
  if (entry == NULL) {
    if (entry_count == (int)(sizeof entries / sizeof entries[0])) return false;
    entry = &entries[entry_count++];
    memcpy(entry->key, key, sizeof key);
  }
  memcpy(entry->value, space, value_length);
  entry->value[value_length] = 0;
  return true;
}

int fake_nvml_script(const char *text) {
  fake_start();
  pthread_mutex_lock(&lock);
  int bad = 0;
  for (int number = 1; bad == 0 && *text != 0; number++) {
    size_t length = strcspn(text, "\n");
    if (!add_line(text, length)) bad = number;
    text += length;
    if (*text == '\n') text++;
  }
  pthread_mutex_unlock(&lock);
  fake_script_changed();
  return bad;
}

/// The whole value of a key for a board and else for all boards, or for an instance and else for all instances; the
/// lock is held.
static const char *value_of(const struct fake_device *device, const char *key) {
  char own[160], common[160];
  bool is_instance = device != NULL && device->instance >= 0;
  snprintf(common, sizeof common, "%s%s", is_instance ? "mig." : "", key);
  if (is_instance) {
    snprintf(own, sizeof own, "gpu%d.mig%d.%s", device->index, device->instance, key);
  } else {
    snprintf(own, sizeof own, "gpu%d.%s", device == NULL ? 0 : device->index, key);
  }
  struct entry *entry = device == NULL ? NULL : find(own);
  if (entry == NULL) entry = find(common);
  return entry == NULL ? NULL : entry->value;
}

/// A part of a value that holds from one time to another, in nanoseconds.
struct segment {
  const char *text;
  size_t length;
  uint64_t start, end;
};

/// Reads the segment at `text`, and gives the text after it; null at the end.
static const char *read_segment(const char *text, uint64_t start, struct segment *segment) {
  *segment = (struct segment){.text = text, .start = start, .end = UINT64_MAX};
  const char *at = *text == '@' ? text : strstr(text, " @");
  segment->length = at == NULL ? strlen(text) : (size_t)(at - text);
  if (at == NULL) return NULL;
  at += *at == ' ' ? 2 : 1;
  char *rest;
  segment->end = strtoull(at, &rest, 10) * 1000000u;
  while (*rest == ' ') rest++;
  return rest;
}

void fake_text(const struct fake_device *device, const char *key, const char *fallback, char text[FAKE_TEXT]) {
  uint64_t now = fake_time();
  pthread_mutex_lock(&lock);
  const char *rest = value_of(device, key);
  if (rest == NULL) {
    snprintf(text, FAKE_TEXT, "%s", fallback);
  } else {
    struct segment segment;
    uint64_t start = 0;
    do {
      rest = read_segment(rest, start, &segment);
      start = segment.end;
    } while (rest != NULL && now >= segment.end);
    snprintf(text, FAKE_TEXT, "%.*s", (int)segment.length, segment.text);
  }
  pthread_mutex_unlock(&lock);
}

uint64_t fake_number(const struct fake_device *device, const char *key, uint64_t fallback) {
  char text[FAKE_TEXT];
  fake_text(device, key, "", text);
  return text[0] == 0 ? fallback : strtoull(text, NULL, 0);
}

bool fake_has(const struct fake_device *device, const char *key) {
  pthread_mutex_lock(&lock);
  bool has = value_of(device, key) != NULL;
  pthread_mutex_unlock(&lock);
  return has;
}

static double weight(uint64_t number, uint64_t bits) {
  if (bits == 0) return (double)number;
  return (number & bits) != 0 ? 1 : 0;
}

double fake_integral(const struct fake_device *device, const char *key, uint64_t fallback, uint64_t bits, uint64_t from,
                     uint64_t to) {
  if (to <= from) return 0;
  pthread_mutex_lock(&lock);
  const char *rest = value_of(device, key);
  double sum = 0;
  if (rest == NULL) {
    sum = weight(fallback, bits) * (double)(to - from) / 1e9;
  } else {
    struct segment segment;
    uint64_t start = 0;
    do {
      rest = read_segment(rest, start, &segment);
      uint64_t low = segment.start > from ? segment.start : from;
      uint64_t high = segment.end < to ? segment.end : to;
      if (high > low) sum += weight(strtoull(segment.text, NULL, 0), bits) * (double)(high - low) / 1e9;
      start = segment.end;
    } while (rest != NULL);
  }
  pthread_mutex_unlock(&lock);
  return sum;
}
