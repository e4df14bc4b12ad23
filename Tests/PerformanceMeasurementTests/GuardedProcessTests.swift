import CPerformanceProbe
import Foundation
import PerformanceSystem
import PerformanceTestSupport
import Testing

#if os(Linux)
  @Suite("A child process with a guard over its descendants")
  struct GuardedProcessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Starts a shell script that writes the processes it starts to `$PIDS`.
    private func start(_ script: String) throws -> ChildProcess {
      try ChildProcess(
        "/bin/sh", arguments: ["sh", "-c", script],
        environment: ["PATH": "/bin:/usr/bin", "PIDS": folder.file("pids").path], output: .file(folder.file("output")),
        descendants: .ended)
    }

    private func run(
      _ script: String, seconds: Double = 600, isWanted: () -> Bool = { true }
    ) throws -> (ending: ChildProcess.Ending, leftovers: ChildProcess.Leftovers) {
      try start(script).waitForAll(seconds: seconds, isWanted: isWanted)
    }

    /// The processes that a script has written.
    private var written: [pid_t] {
      ((try? folder.text(of: "pids")) ?? "").split(separator: "\n").compactMap { pid_t($0) }
    }

    private func expectNothingLeft(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
      let processes = written
      #expect(processes.count == count, sourceLocation: sourceLocation)
      for process in processes { #expect(kill(process, 0) != 0 && errno == ESRCH, sourceLocation: sourceLocation) }
    }

    /// Whether a process has ended. One without a parent stays until the first process of the machine awaits it, which
    /// that of a container may never do.
    private static func isOver(_ process: pid_t) -> Bool {
      kill(process, 0) != 0 || SystemFile.read("/proc/\(process)/status")?.contains("State:\tZ") ?? true
    }

    /// Waits until a helper has been started, and has replaced the image of the shell.
    private func waitForHelper() throws {
      try Patience.block {
        written.first.map { SystemFile.read("/proc/\($0)/comm")?.hasPrefix("sleep") ?? false } ?? false
      }
    }

    @Test(
      "reports its exit status or its signal",
      arguments: [
        ("exit 0", .exited(0)), ("exit 3", .exited(3)), ("exit 255", .exited(255)), ("kill -9 $$", .signalled(SIGKILL)),
        ("kill -15 $$", .signalled(SIGTERM)), ("kill -6 $$", .signalled(SIGABRT)), ("kill -2 $$", .signalled(SIGINT)),
      ] as [(String, ChildProcess.Ending)])
    func ending(script: String, ending: ChildProcess.Ending) throws {
      let result = try run(script)
      #expect(result.ending == ending && result.leftovers == ChildProcess.Leftovers())
    }

    @Test("that cannot be started names its file")
    func missingExecutable() {
      #expect {
        _ = try ChildProcess(
          "/no/such/program", arguments: ["x"], environment: [:], output: .inherited, descendants: .ended
        ).process
      } throws: {
        "\($0)" == "cannot start /no/such/program: No such file or directory"
      }
    }

    @Test(
      "leaves no process, however its helpers detach themselves",
      arguments: [
        // A helper, one of a group of its own, one that ignores signals, and daemons after one and two forks. A shell that
        // started a helper may still be ending when its output is seen, and is then left over, too.
        ("sleep 600 & echo $! >> $PIDS", 1),
        ("sleep 600 & echo $! >> $PIDS; sleep 600 & echo $! >> $PIDS", 2),
        (
          "sh -c 'trap \"\" TERM HUP INT; echo $$ >> $PIDS; while :; do sleep 1; done' & until [ -s $PIDS ]; do :; done",
          2
        ),
        ("setsid sh -c 'echo $$ >> $PIDS; exec sleep 600' & until [ -s $PIDS ]; do :; done", 1),
        ("(setsid sh -c 'sleep 600 & echo $! >> $PIDS' &); until [ -s $PIDS ]; do :; done", 2),
        ("nohup sh -c '(setsid sleep 600 & echo $! >> $PIDS) &' & until [ -s $PIDS ]; do :; done", 3),
      ])
    func helpers(script: String, count: Int) throws {
      let result = try run(script)
      #expect(result.ending == .exited(0))
      #expect((1...count).contains(result.leftovers.count) && result.leftovers.names.contains("s"), "\(result)")
      for process in written { #expect(kill(process, 0) != 0 && errno == ESRCH) }
      #expect(!written.isEmpty)
    }

    @Test("counts each of many helpers once")
    func many() throws {
      let result = try run("i=0; while [ $i -lt 150 ]; do sleep 600 & i=$((i + 1)); done")
      #expect(result.leftovers.count == 150)
    }

    /// The end of a traced process is reported to its tracer first. Until then its parent waits in vain, as for a process
    /// that is stuck in a driver.
    @Test("reports what it left when a helper cannot be killed, before the guard ends")
    func stuck() throws {
      let (seize, detach) = (0x4206, 17)
      typealias Trace = @convention(c) (CInt, pid_t, Int, Int) -> Int
      let trace = unsafeBitCast(try #require(dlsym(nil, "ptrace")), to: Trace.self)
      let child = try start("sleep 600 & echo $! >> $PIDS; exec sleep 600")
      try waitForHelper()
      let traced = written[0]
      try #require(trace(CInt(seize), traced, 0, 0) == 0, "this process may not trace")
      let result = child.waitForAll(seconds: 0.2)
      #expect(result.ending == .timedOut && result.leftovers == ChildProcess.Leftovers(count: 1, names: "sleep"))
      var status: Int32 = 0
      waitpid(traced, &status, 0x4000_0000)
      _ = trace(CInt(detach), traced, 0, 0)
    }

    @Test("that ends its own helpers leaves none, awaited or not")
    func tidy() throws {
      #expect(try run("sleep 600 & kill $!; wait").leftovers.count == 0)
      // Each is over before the process is: one without a parent, and one that nobody awaits.
      let orphan = "(true & echo $! > $PIDS.orphan); q=$(cat $PIDS.orphan); "
      let over = "until ! [ -e /proc/$q ] || grep -q zombie /proc/$q/status; do sleep 0.01; done; "
      #expect(try run(orphan + over + "exec true").leftovers.count == 0)
      #expect(try run("sh -c 'exit 0' & q=$!; " + over + "exec true").leftovers.count == 0)
    }

    @Test("has its helpers killed when it exceeds its deadline, is cancelled or crashes")
    func endings() throws {
      let helper = "sleep 600 & echo $! >> $PIDS; "
      let child = try start(helper + "exec sleep 600")
      try waitForHelper()
      let late = child.waitForAll(seconds: 0.2)
      #expect(late.ending == .timedOut && late.leftovers == ChildProcess.Leftovers(count: 1, names: "sleep"))
      let unwanted = try run(helper + "exec sleep 600", isWanted: { written.count < 2 })
      #expect(unwanted.ending == .abandoned && unwanted.leftovers.count == 1)
      let crashed = try run(helper + "kill -11 $$")
      #expect(crashed.ending == .signalled(SIGSEGV) && crashed.leftovers.count == 1)
      expectNothingLeft(3)
    }

    @Test("is killed with all its helpers when its parent is killed")
    func parentDeath() async throws {
      let pids = folder.file("pids")
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = pids.path as String] in
        let child = try ChildProcess(
          "/bin/sh",
          arguments: ["sh", "-c", "echo $$ >> $PIDS; setsid sleep 600 & echo $! >> $PIDS; sleep 600"],
          environment: ["PATH": "/bin:/usr/bin", "PIDS": path], output: .file(.nowhere), descendants: .ended)
        let started = child.process
        try Patience.block {
          ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").filter(\.isNewline).count == 2
        }
        #expect(started > 0)
        kill(getpid(), SIGKILL)
      }
      try await Patience.wait { written.allSatisfy(Self.isOver) }
      #expect(written.count == 2)
    }

    @Test("has no terminal, and leads its own session and group")
    func session() throws {
      let result = try run("cat /proc/self/stat; exec 3</dev/tty && echo terminal")
      #expect(result.ending != .exited(0))
      let fields = try folder.text(of: "output").split(separator: " ")
      #expect(fields.count > 6 && fields[4] != "\(getpgrp())" && fields[4] == fields[5] && fields[6] == "0")
      #expect(try !folder.text(of: "output").contains("terminal"))
    }

    @Test("gets the terminal's signals from its guard", arguments: [SIGINT, SIGHUP, SIGQUIT])
    func terminalSignals(signal: Int32) throws {
      let child = try start("echo $$ >> $PIDS; exec sleep 600")
      try Patience.block { written.count == 1 }
      kill(child.process, signal)
      let result = child.waitForAll(seconds: 600)
      #expect(result.ending == .signalled(signal))
      expectNothingLeft(1)
    }

    // Whether a guard stops at all depends on the shell that the tests were started from.
    @Test("continues when its guard continues")
    func stops() throws {
      let child = try start("echo $$ >> $PIDS; while [ ! -e $PIDS.end ]; do sleep 0.01; done")
      try Patience.block { written.count == 1 }
      kill(child.process, SIGTSTP)
      kill(child.process, SIGCONT)
      try folder.write("", to: "pids.end")
      let result = child.waitForAll(seconds: 600)
      #expect(result.ending == .exited(0))
    }

    @Test("is killed when its guard is killed")
    func guardDeath() throws {
      let child = try start("echo $$ >> $PIDS; exec sleep 600")
      try Patience.block { written.count == 1 }
      kill(child.process, SIGKILL)
      let result = child.waitForAll(seconds: 600)
      #expect(result.ending == .signalled(SIGKILL))
      try Patience.block { written.allSatisfy(Self.isOver) }
    }

    @Test("holds no descriptor of its parent open")
    func descriptors() throws {
      var ends: [Int32] = [-1, -1]
      try #require(pipe(&ends) == 0)
      let child = try start("exec sleep 600")
      close(ends[1])
      var byte: UInt8 = 0
      // The end of the file: nobody else can write any more.
      #expect(read(ends[0], &byte, 1) == 0)
      close(ends[0])
      let result = child.waitForAll(seconds: 600, isWanted: { false })
      #expect(result.ending == .abandoned)
    }
  }
#endif
