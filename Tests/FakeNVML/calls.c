#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "FakeNVML.h"
#include "fake.h"

struct count {
  char symbol[80];
  uint64_t calls;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct count counts[256];
static uint64_t all_calls = 0;
static uint64_t device_calls[FAKE_MAX_DEVICES];
static int inits = 0;
static int hanging = 0;
static bool is_released = false;
static uint64_t changes = 0;
static uint64_t origin = 0;
static uint64_t advanced = 0;
static int log_file = -1;

static uint64_t monotonic(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/// Reads the script of the environment; runs before any other call, so the once it belongs to is done by then.
static void read_environment(void) {
  origin = monotonic();
  const char *path = getenv("FAKE_NVML_LOG");
  if (path != NULL) log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

__attribute__((constructor)) static void load(void) {
  fake_start();
  const char *path = getenv("FAKE_NVML_SCRIPT");
  FILE *file = path == NULL ? NULL : fopen(path, "r");
  if (path == NULL) return;
  static char text[65536];
  size_t length = file == NULL ? 0 : fread(text, 1, sizeof text - 1, file);
  text[length] = 0;
  int bad = fake_nvml_script(text);
  if (file == NULL) fprintf(stderr, "FAKE_NVML_SCRIPT: %s cannot be read\n", path);
  if (bad != 0) fprintf(stderr, "FAKE_NVML_SCRIPT: line %d of %s is not `key value`\n", bad, path);
  if (file != NULL) fclose(file);
}

void fake_start(void) { pthread_once(&once, read_environment); }

uint64_t fake_nvml_calls(const char *symbol) {
  pthread_mutex_lock(&lock);
  uint64_t calls = symbol[0] == 0 ? all_calls : 0;
  for (size_t index = 0; index < sizeof counts / sizeof counts[0]; index++) {
    if (symbol[0] != 0 && strcmp(counts[index].symbol, symbol) == 0) calls = counts[index].calls;
  }
  pthread_mutex_unlock(&lock);
  return calls;
}

void fake_nvml_advance(uint64_t milliseconds) {
  pthread_mutex_lock(&lock);
  advanced += milliseconds * 1000000u;
  pthread_mutex_unlock(&lock);
}

void fake_nvml_release(void) {
  pthread_mutex_lock(&lock);
  is_released = true;
  pthread_cond_broadcast(&released);
  pthread_mutex_unlock(&lock);
}

void fake_script_changed(void) {
  pthread_mutex_lock(&lock);
  changes++;
  pthread_cond_broadcast(&released);
  pthread_mutex_unlock(&lock);
}

int fake_nvml_hanging(void) {
  pthread_mutex_lock(&lock);
  int count = hanging;
  pthread_mutex_unlock(&lock);
  return count;
}

uint64_t fake_time(void) {
  fake_start();
  pthread_mutex_lock(&lock);
  uint64_t manual = advanced;
  uint64_t counted = all_calls * 1000000u;
  pthread_mutex_unlock(&lock);
  // The keys are whole ones, `clock manual`; asking for a value would ask for the time again.
  if (fake_has(NULL, "clock.calls")) return counted;
  return fake_has(NULL, "clock") ? manual : monotonic() - origin;
}

bool fake_count_init(int change) {
  pthread_mutex_lock(&lock);
  bool can = inits + change >= 0;
  if (can) inits += change;
  pthread_mutex_unlock(&lock);
  return can;
}

/// Counts a name; the lock is held.
static void count_name(const char *name) {
  size_t index = 0;
  while (counts[index].symbol[0] != 0 && strcmp(counts[index].symbol, name) != 0) index++;
  strncpy(counts[index].symbol, name, sizeof counts[index].symbol - 1);
  counts[index].calls++;
}

/// Counts a call; gives how many calls this device has had with it.
static uint64_t count(const char *symbol, const struct fake_device *device) {
  pthread_mutex_lock(&lock);
  all_calls++;
  count_name(symbol);
  uint64_t calls = device == NULL ? 0 : ++device_calls[device->index];
  pthread_mutex_unlock(&lock);
  return calls;
}

void fake_count_part(const char *name) {
  pthread_mutex_lock(&lock);
  count_name(name);
  pthread_mutex_unlock(&lock);
}

static void write_log(const char *symbol, const struct fake_device *device) {
  if (log_file < 0) return;
  char line[160];
  int length = snprintf(
      line, sizeof line, "%llu %s %d\n", (unsigned long long)monotonic(), symbol, device == NULL ? -1 : device->index);
  // One write: lines of several processes do not mix in a file that is appended to.
  if (write(log_file, line, (size_t)length) < 0) log_file = -1;
}

static uint64_t number_for(const char *prefix, const char *symbol, const struct fake_device *device) {
  char key[128];
  snprintf(key, sizeof key, "%s.%s", prefix, symbol);
  return fake_number(device, key, 0);
}

/// Waits until calls are released, or until the script no longer says that this one hangs.
static void hang(const char *symbol, const struct fake_device *device) {
  pthread_mutex_lock(&lock);
  hanging++;
  while (!is_released) {
    uint64_t seen = changes;
    pthread_mutex_unlock(&lock);  // reading the script takes this lock
    bool goes_on = number_for("hang", symbol, device) == 0;
    pthread_mutex_lock(&lock);
    if (goes_on) break;
    if (seen == changes && !is_released) pthread_cond_wait(&released, &lock);
  }
  hanging--;
  pthread_mutex_unlock(&lock);
}

/// Counts and logs a call, and waits or hangs.
static uint64_t begin(const char *symbol, const struct fake_device *device) {
  fake_start();
  uint64_t calls = count(symbol, device);
  write_log(symbol, device);
  uint64_t delay = number_for("delay", symbol, device);
  if (delay > 0) usleep((useconds_t)(delay * 1000));
  if (number_for("hang", symbol, device) != 0) hang(symbol, device);
  return calls;
}

static bool is_initialised(void) {
  pthread_mutex_lock(&lock);
  bool is = inits > 0;
  pthread_mutex_unlock(&lock);
  return is;
}

int fake_enter_uninitialised(const char *symbol) {
  begin(symbol, NULL);
  return (int)number_for("return", symbol, NULL);
}

int fake_enter(const char *symbol, const struct fake_device *device) {
  begin(symbol, device);
  if (!is_initialised()) return CNVML_UNINITIALIZED;
  return (int)number_for("return", symbol, device);
}

int fake_enter_device(const char *symbol, const struct fake_device *device) {
  uint64_t calls = begin(symbol, device);
  if (!is_initialised()) return CNVML_UNINITIALIZED;
  if (device == NULL) return CNVML_INVALID_ARGUMENT;
  int code = (int)number_for("return", symbol, device);
  if (code != CNVML_SUCCESS) return code;
  if (fake_has(device, "lost.after") && calls > fake_number(device, "lost.after", 0)) return CNVML_GPU_IS_LOST;
  if (device->instance >= 0 && !fake_is_for_instances(symbol)) return CNVML_NOT_SUPPORTED;
  return (int)fake_number(device, "return", 0);
}
