#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPerformanceTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool equal(const struct termios *first, const struct termios *second) {
  return first->c_iflag == second->c_iflag && first->c_oflag == second->c_oflag && first->c_cflag == second->c_cflag &&
         first->c_lflag == second->c_lflag && memcmp(first->c_cc, second->c_cc, sizeof first->c_cc) == 0;
}

// Runs in a fork of a program with threads: only async-signal-safe calls are allowed here.
static void stand_guard(const struct perf_terminal *terminal, int channel) {
  // A file of the parent that stayed open here would look open to its readers.
  for (int descriptor = 0; descriptor < 1024; descriptor++) {
    if (descriptor != channel && descriptor != terminal->keys && descriptor != terminal->screen) close(descriptor);
  }
  bool is_taken = false;
  for (;;) {
    char byte = 0;
    ssize_t count = read(channel, &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    is_taken = byte != 0;
  }
  if (!is_taken) _exit(0);
  struct termios now;
  // A shell that was faster has settings of its own.
  if (terminal->keys >= 0 && tcgetattr(terminal->keys, &now) == 0 && equal(&now, &terminal->used)) {
    tcsetattr(terminal->keys, TCSANOW, &terminal->saved);
  }
  ssize_t ignored = write(terminal->screen, terminal->text, terminal->length);
  (void)ignored;
  _exit(0);
}

pid_t perf_terminal_guard(const struct perf_terminal *terminal, int *channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -errno;
  for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  // Signals of the terminal reach both processes. Blocked before the fork, none can come too early; those that would
  // stop a process in the background from restoring the settings are among them.
  sigset_t all, old;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &old);
  pid_t process = fork();
  if (process == 0) {
    close(ends[0]);
    stand_guard(terminal, ends[1]);
  }
  int failure = process < 0 ? errno : 0;
  sigprocmask(SIG_SETMASK, &old, NULL);
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    return -failure;
  }
  *channel = ends[0];
  return process;
}

void perf_terminal_taken(int channel, bool is_taken) {
  char byte = is_taken;
  ssize_t ignored = write(channel, &byte, 1);
  (void)ignored;
}
