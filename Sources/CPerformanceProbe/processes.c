#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPerformanceProbe.h"
#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

void perf_close_descriptors(int from) {
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, (unsigned)from, ~0u, 0u) == 0) return;
#endif
  long limit = sysconf(_SC_OPEN_MAX);
  if (limit < 0 || limit > 65536) limit = 65536;
  for (int descriptor = from; descriptor < limit; descriptor++) close(descriptor);
}

// Starts a program; returns where the system refuses. It does so (ETXTBSY) while the program's file is open for writing
// anywhere: also after its writer has closed it, in a process that was forked before and has not called exec yet.
static void execute(const perf_launch *launch) {
  for (int attempt = 0; attempt < 1000; attempt++) {
    execve(launch->executable, launch->arguments, launch->environment);
    if (errno != ETXTBSY) return;
    poll(NULL, 0, 10);  // milliseconds; nanosleep is not among the calls that are safe here
  }
  errno = ETXTBSY;
}

// Runs between fork and exec: only async-signal-safe calls are allowed here.
void perf_become(const perf_launch *launch, pid_t parent, int failure) {
#if defined(__linux__)
  if (launch->death_signal != 0) {
    prctl(PR_SET_PDEATHSIG, launch->death_signal);
    if (getppid() != parent) _exit(127);  // the parent died before the request took effect
  }
#else
  (void)parent;
#endif
  if (launch->leads_session) setsid();
  const int usual[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGPIPE};
  for (size_t index = 0; index < sizeof usual / sizeof *usual; index++) signal(usual[index], SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // Moved away from 0 to 3 first: with a standard stream closed, any of these may have its number.
  int output = launch->output, error = launch->error;
  failure = fcntl(failure, F_DUPFD_CLOEXEC, 4);
  if (output >= 0) output = fcntl(output, F_DUPFD_CLOEXEC, 4);
  if (error >= 0) error = fcntl(error, F_DUPFD_CLOEXEC, 4);
  int null = open("/dev/null", O_RDWR);
  if (null > 0) dup2(null, STDIN_FILENO);
  if (output >= 0) dup2(output, STDOUT_FILENO);
  if (error >= 0) dup2(error, STDERR_FILENO);
  dup2(failure, 3);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  perf_close_descriptors(4);
  if (launch->folder == NULL || chdir(launch->folder) == 0) execute(launch);
  int reason = errno;
  ssize_t ignored = write(3, &reason, sizeof reason);
  (void)ignored;
  _exit(127);
}

void perf_die_with_parent(void) {
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

pid_t perf_fork(const perf_launch *launch, void (*child)(const perf_launch *, pid_t, int, int), int other) {
  // Inherited as ignored (a supervisor may do so), the kernel would reap the child and its status would be lost.
  struct sigaction action;
  if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN) signal(SIGCHLD, SIG_DFL);
  int report[2];
#if defined(__linux__)
  // Not pipe and fcntl: a process that another thread starts between the two would inherit the end for writing, and the
  // read below would wait for the end of that process.
  if (pipe2(report, O_CLOEXEC) != 0) return -errno;
#else
  if (pipe(report) != 0) return -errno;
  fcntl(report[0], F_SETFD, FD_CLOEXEC);
  fcntl(report[1], F_SETFD, FD_CLOEXEC);
#endif
  pid_t parent = getpid();
  pid_t process = fork();
  if (process == 0) child(launch, parent, report[1], other);
  int failure = process < 0 ? errno : 0;
  close(report[1]);
  if (process > 0) {
    int reason = 0;
    ssize_t length;
    do length = read(report[0], &reason, sizeof reason);
    while (length < 0 && errno == EINTR);
    if (length == (ssize_t)sizeof reason) {  // exec failed; nothing ran
      waitpid(process, NULL, 0);
      failure = reason;
    }
  }
  close(report[0]);
  return failure != 0 ? -failure : process;
}

static void become(const perf_launch *launch, pid_t parent, int failure, int other) {
  (void)other;
  perf_become(launch, parent, failure);
}

pid_t perf_spawn(const perf_launch *launch) { return perf_fork(launch, become, -1); }

static int reap(pid_t process, int options, int *status) {
  for (;;) {
    pid_t ended = waitpid(process, status, options);
    if (ended == process) return 1;
    if (ended == 0) return 0;
    if (errno != EINTR) return -errno;
  }
}

int perf_wait(pid_t process, int milliseconds, int *status) {
#if defined(__linux__) && defined(SYS_pidfd_open)
  int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
  if (descriptor >= 0) {
    struct pollfd end = {.fd = descriptor, .events = POLLIN, .revents = 0};
    poll(&end, 1, milliseconds);
    close(descriptor);
    return reap(process, WNOHANG, status);
  }
#endif
  // Kernels before 5.3 and other systems: a coarse poll, which a measurement hardly feels.
  for (int waited = 0;; waited += 5) {
    int ended = reap(process, WNOHANG, status);
    if (ended != 0 || waited >= milliseconds) return ended;
    usleep(5000);
  }
}

int perf_try_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : -errno; }

int perf_exchange(const char *first, const char *second) {
#if defined(__linux__) && defined(SYS_renameat2)
  const unsigned exchange = 2;  // RENAME_EXCHANGE
  return syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, exchange) == 0 ? 0 : -errno;
#else
  (void)first;
  (void)second;
  return -ENOSYS;
#endif
}
