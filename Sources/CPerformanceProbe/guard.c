#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPerformanceProbe.h"
#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>

// Processes that are left running must be found by the guard: it is the reaper of all descendants, so that those whose
// parents ended, also in other groups and sessions, become its children.
//
// The guard is forked from a process with many threads and never calls exec: it may only use async-signal-safe
// functions.

/// A part of `/proc/PID/stat`; the numbers after it are not needed.
typedef struct process_state {
  pid_t parent;
  pid_t group;
  char state;
  char name[16];
} process_state;

static bool read_state(pid_t process, process_state *result) {
  char path[32] = "/proc/", digits[12], text[512];
  int length = 0;
  for (pid_t rest = process; rest > 0; rest /= 10) digits[length++] = (char)('0' + rest % 10);
  size_t end = strlen(path);
  while (length > 0) path[end++] = digits[--length];
  memcpy(path + end, "/stat", 6);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return false;
  text[count] = 0;
  // "PID (NAME) S PARENT GROUP …"; the name may have parentheses and spaces of its own.
  char *begin = strchr(text, '('), *close = strrchr(text, ')');
  if (begin == NULL || close == NULL || close < begin || close + 4 > text + count) return false;
  size_t name = (size_t)(close - begin - 1);
  if (name >= sizeof result->name) name = sizeof result->name - 1;
  memcpy(result->name, begin + 1, name);
  result->name[name] = 0;
  result->state = close[2];
  char *rest = close + 4;
  result->parent = (pid_t)strtol(rest, &rest, 10);
  result->group = (pid_t)strtol(rest, NULL, 10);
  return true;
}

/// Appends a name to those of an ending, after a comma.
static void add_name(perf_ending *ending, const char *name) {
  size_t used = strlen(ending->names), length = strlen(name);
  if (used + length + 3 > sizeof ending->names) return;
  if (used > 0) {
    memcpy(ending->names + used, ", ", 2);
    used += 2;
  }
  memcpy(ending->names + used, name, length + 1);
}

// The process ids that were found running, one bit each: the kernel's greatest is 2^22.
enum { process_ids = 1 << 22 };
static uint64_t found_running[process_ids / 64];

/// Whether a process is found for the first time.
static bool is_new(pid_t process) {
  if (process >= process_ids) return true;
  uint64_t *bits = &found_running[process / 64], bit = (uint64_t)1 << (process % 64);
  bool is_new = (*bits & bit) == 0;
  *bits |= bit;
  return is_new;
}

/// Kills the living children of this process and the members of the group. Returns how many were not found before.
static int kill_all(pid_t group, perf_ending *ending) {
  struct entry {
    uint64_t inode;
    int64_t offset;
    unsigned short length;
    unsigned char type;
    char name[];
  };
  pid_t own = getpid();
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    kill(-group, SIGKILL);
    return 0;
  }
  int more = 0;
  char buffer[4096] __attribute__((aligned(8)));
  long count;
  while ((count = syscall(SYS_getdents64, folder, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < count;) {
      struct entry *entry = (struct entry *)(buffer + at);
      at += entry->length;
      pid_t process = (pid_t)strtol(entry->name, NULL, 10);
      process_state state;
      if (process <= 0 || process == own || !read_state(process, &state)) continue;
      if ((state.parent != own && state.group != group) || state.state == 'Z' || state.state == 'X') continue;
      if (kill(process, SIGKILL) != 0 || !is_new(process)) continue;
      add_name(ending, state.name);
      more += 1;
    }
  }
  close(folder);
  return more;
}

// The seconds that the guard waits for killed processes: half of its parent's limit.
static const time_t patience = 5;

/// Ends processes that were left running, and waits for their end within a limit: a process that is stuck in a driver,
/// or traced by another process, stays.
static void end_the_rest(pid_t group, perf_ending *ending) {
  const long shortest = 1000000, longest = 64000000;
  struct timespec pause = {.tv_nsec = shortest}, now, end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_sec += patience;
  do {
    pid_t reaped;
    while ((reaped = waitpid(-1, NULL, WNOHANG)) > 0) {}
    if (reaped < 0) break;  // without a child there is no descendant: theirs became children when they ended
    int more = kill_all(group, ending);
    ending->left_over += more;
    // The children of killed processes are found in the next round; searching them reads the state of every process.
    if (more > 0) pause.tv_nsec = shortest;
    nanosleep(&pause, NULL);
    if (pause.tv_nsec < longest) pause.tv_nsec *= 2;
    clock_gettime(CLOCK_MONOTONIC, &now);
  } while (now.tv_sec < end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec));
}

static void send_to_group(pid_t group, int number) { kill(-group, number); }

/// Stops the process while this one is stopped; without job control the kernel ignores terminal stops.
static void stop_together(pid_t group) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  send_to_group(group, SIGSTOP);
  raise(SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &stop, NULL);
  sigprocmask(SIG_BLOCK, &stop, NULL);
  send_to_group(group, SIGCONT);
}

/// Waits for the process's end, and forwards the signals of the terminal, whose foreground it is not in.
static int watch(pid_t process, const sigset_t *signals) {
  for (;;) {
    int number = sigwaitinfo(signals, NULL);
    int status = 0;
    switch (number) {
      case SIGCHLD: {
        pid_t ended;
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
          if (ended == process) return status;
        }
        break;
      }
      case SIGUSR1: kill(process, SIGTERM); break;
      case SIGTERM: kill(process, SIGKILL); break;  // what the parent's end is reported by, too
      case SIGTSTP: stop_together(process); break;
      case SIGINT:
      case SIGHUP:
      case SIGQUIT:
      case SIGCONT: send_to_group(process, number); break;
      default: break;
    }
  }
}

/// The course of the guard: starts the process, waits for its end, ends its descendants, reports both.
static void guard(const perf_launch *launch, pid_t parent, int failure, int result) {
  sigset_t signals;
  sigemptyset(&signals);
  const int watched[] = {SIGCHLD, SIGTERM, SIGUSR1, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT};
  for (size_t index = 0; index < sizeof watched / sizeof *watched; index++) {
    sigaddset(&signals, watched[index]);
    signal(watched[index], SIG_DFL);  // one that is ignored is never waited for
  }
  sigprocmask(SIG_BLOCK, &signals, NULL);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(127);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_NAME, "perftest-guard");
  pid_t own = getpid();
  pid_t process = fork();
  if (process == 0) perf_become(launch, own, failure);
  if (process < 0) {
    int reason = errno;
    ssize_t ignored = write(failure, &reason, sizeof reason);
    (void)ignored;
    _exit(127);
  }
  // No lock and no pipe of the parent may be held open from here.
  if (dup2(result, STDIN_FILENO) < 0) _exit(127);
  perf_close_descriptors(STDIN_FILENO + 1);
  fcntl(STDIN_FILENO, F_SETFD, FD_CLOEXEC);
  perf_ending ending;
  memset(&ending, 0, sizeof ending);
  ending.status = watch(process, &signals);
  end_the_rest(process, &ending);
  ssize_t ignored = write(STDIN_FILENO, &ending, sizeof ending);
  (void)ignored;
  _exit(0);
}

pid_t perf_spawn_guarded(const perf_launch *launch, int *result) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  perf_launch own = *launch;
  own.leads_session = true;
  own.death_signal = SIGKILL;
  pid_t process = perf_fork(&own, guard, ends[1]);
  close(ends[1]);
  if (process > 0) {
    *result = ends[0];
  } else {
    close(ends[0]);
  }
  return process;
}

#else

pid_t perf_spawn_guarded(const perf_launch *launch, int *result) {
  // Without a reaper only the group can be ended, which the caller does.
  perf_launch own = *launch;
  own.leads_session = true;
  *result = -1;
  return perf_spawn(&own);
}

#endif

bool perf_read_ending(int result, perf_ending *ending) {
  ssize_t count;
  do count = read(result, ending, sizeof *ending);
  while (count < 0 && errno == EINTR);
  if (count != (ssize_t)sizeof *ending) return false;
  ending->names[sizeof ending->names - 1] = 0;
  return true;
}
