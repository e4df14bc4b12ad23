#ifndef CPERFORMANCETERMINAL_H
#define CPERFORMANCETERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

/// What restores a terminal.
struct perf_terminal {
  /// The file whose settings are changed; -1 for none.
  int keys;
  /// The file that is written to.
  int screen;
  /// The settings before and during the display.
  struct termios saved, used;
  /// What restores the screen.
  const char *text;
  size_t length;
};

/// Starts a process that restores a terminal when this process ends while it has it, even by SIGKILL.
///
/// `channel` becomes the descriptor for perf_terminal_taken. Returns the process, or minus an error number.
pid_t perf_terminal_guard(const struct perf_terminal *terminal, int *channel);

/// Reports that this process takes the terminal, or has given it back.
void perf_terminal_taken(int channel, bool is_taken);

#endif
