import CPerformanceProbe
import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("A child process")
struct ChildProcessTests {
  /// Runs a shell script to its end.
  private static func end(
    of script: String, environment: [String: String] = [:], output: ChildProcess.Output = .file(.nowhere),
    seconds: Double = 600, isWanted: () -> Bool = { true }
  ) throws -> ChildProcess.Ending {
    try ChildProcess("/bin/sh", arguments: ["sh", "-c", script], environment: environment, output: output)
      .wait(seconds: seconds, isWanted: isWanted)
  }

  /// The output of a script.
  private static func output(of script: String, environment: [String: String] = ["PATH": "/bin:/usr/bin"]) throws
    -> String
  {
    let folder = try TemporaryFolder()
    let file = folder.file("output")
    #expect(try end(of: script, environment: environment, output: .file(file)) == .exited(0))
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test(
    "reports its exit status or its signal",
    arguments: [
      ("exit 0", .exited(0)), ("exit 3", .exited(3)), ("exit 255", .exited(255)), ("kill -9 $$", .signalled(SIGKILL)),
      ("kill -15 $$", .signalled(SIGTERM)), ("kill -6 $$", .signalled(SIGABRT)),
    ] as [(String, ChildProcess.Ending)])
  func ending(script: String, ending: ChildProcess.Ending) throws {
    #expect(try Self.end(of: script) == ending)
  }

  @Test("is killed at its deadline, even when it ignores signals")
  func deadline() throws {
    #expect(try Self.end(of: "trap '' TERM INT HUP; while :; do sleep 0.01; done", seconds: 0.05) == .timedOut)
  }

  @Test("is not killed while it makes progress, however long that takes")
  func progress() throws {
    let folder = try TemporaryFolder()
    var reached = 0
    let child = try ChildProcess(
      "/bin/sh", arguments: ["sh", "-c", "while [ ! -e \"$FILE\" ]; do sleep 0.01; done"],
      environment: ["PATH": "/bin:/usr/bin", "FILE": folder.file("end").path], output: .file(.nowhere))
    let ending = child.wait(seconds: 0.1, isWanted: { true }) {
      reached += 1
      if reached == 5 { _ = try? folder.write("", to: "end") }
      return reached
    }
    #expect(ending == .exited(0) && reached >= 5)
  }

  @Test("is killed when it is cancelled")
  func cancelled() throws {
    var asked = 0
    let ending = try Self.end(of: "exec sleep 600") {
      asked += 1
      return asked < 2
    }
    #expect(ending == .abandoned)
    #expect(asked == 2)
  }

  @Test("writes both streams into a new file")
  func outputFile() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("output")
    try Data(String(repeating: "old", count: 100).utf8).write(to: file)
    #expect(try Self.end(of: "echo one; echo two >&2; echo three", output: .file(file)) == .exited(0))
    #expect(try String(contentsOf: file, encoding: .utf8) == "one\ntwo\nthree\n")
  }

  @Test(
    "that cannot be started names its file",
    arguments: [
      ("/no/such/program", "No such file or directory"), ("/etc", "Permission denied"),
      (#filePath, "Permission denied"),
    ])
  func missingExecutable(executable: String, problem: String) throws {
    do {
      let child = try ChildProcess(executable, arguments: ["x"], environment: [:], output: .inherited)
      let process = child.process
      Issue.record("started as \(process)")
    } catch let error as ChildProcess.LaunchError {
      #expect("\(error)" == "cannot start \(executable): \(problem)")
    }
  }

  @Test("whose output file cannot be made names that file")
  func unwritableOutput() throws {
    #expect {
      _ = try Self.end(of: "exit 0", output: .file(URL(fileURLWithPath: "/no/such/folder/output")))
    } throws: {
      "\($0)".contains("/no/such/folder/output: No such file or directory")
    }
  }

  @Test("gets the given environment and no other variables")
  func environment() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("output")
    let environment = ["A": "1 2", "B": "x=y", "C": "", "D": "é\tü"]
    let child = try ChildProcess("/usr/bin/env", arguments: ["env"], environment: environment, output: .file(file))
    let ending = child.wait(seconds: 600)
    #expect(ending == .exited(0))
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(lines.sorted() == ["A=1 2", "B=x=y", "C=", "D=é\tü"])
  }

  @Test("receives its arguments unchanged")
  func arguments() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("output")
    let child = try ChildProcess(
      "/bin/sh", arguments: ["own name", "-c", "printf '%s|' \"$0\" \"$@\"", "zero", "", "a b", "*"], environment: [:],
      output: .file(file))
    let ending = child.wait(seconds: 600)
    #expect(ending == .exited(0))
    #expect(try String(contentsOf: file, encoding: .utf8) == "zero||a b|*|")
  }

  @Test("is started as soon as nobody can write its program any more")
  func writtenProgram() throws {
    let folder = try TemporaryFolder()
    let program = try folder.writeProgram("#!/bin/sh\nexit 7\n", to: "program")
    let descriptor = open(program.path, O_WRONLY | O_CLOEXEC)
    #expect(descriptor >= 0)
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.2)
      close(descriptor)
    }
    let child = try ChildProcess(program.path, arguments: ["program"], environment: [:], output: .file(.nowhere))
    let ending = child.wait(seconds: 600)
    #expect(ending == .exited(7))
  }

  @Test("has an empty standard input")
  func standardInput() throws {
    #expect(try Self.output(of: "cat; readlink /proc/self/fd/0") == "/dev/null\n")
  }

  @Test("inherits no descriptor but the standard streams")
  func descriptors() throws {
    let descriptors = (0..<5).map { _ in open("/dev/null", O_RDONLY) }  // without O_CLOEXEC
    defer { descriptors.forEach { close($0) } }
    let high = fcntl(descriptors[0], F_DUPFD, 400)
    defer { close(high) }
    #expect(high >= 400)
    // 3 is the folder that is listed.
    #expect(try Self.output(of: "exec /bin/ls /proc/self/fd") == "0\n1\n2\n3\n")
  }

  @Test("has no signal blocked or ignored that would end it")
  func signals() throws {
    for signal in [SIGINT, SIGTERM, SIGPIPE] {
      #expect(try Self.end(of: "kill -\(signal) $$; exit 9") == .signalled(signal))
    }
  }

  @Test("gets its variables in the order of their names")
  func order() throws {
    let names = (0..<40).map { "V\($0 * 7_919 % 97)" }
    let folder = try TemporaryFolder()
    let child = try ChildProcess(
      "/usr/bin/env", arguments: ["env"], environment: Dictionary(names.map { ($0, "x") }, uniquingKeysWith: { $1 }),
      output: .file(folder.file("output")))
    let ending = child.wait(seconds: 600)
    #expect(ending == .exited(0))
    let text = try folder.text(of: "output")
    let found = text.split(separator: "\n").map { String($0.prefix { $0 != "=" }) }.filter { $0.hasPrefix("V") }
    #expect(found == found.sorted() && found.count == names.count)
  }

  @Test("stays in the process group of its parent, where Ctrl-C reaches it")
  func processGroup() throws {
    let fields = try Self.output(of: "cat /proc/self/stat").split(separator: " ")
    #expect(fields.count > 4 && fields[4] == "\(getpgrp())")
  }

  private static func startSleeping() throws -> pid_t {
    try ChildProcess(
      "/bin/sh", arguments: ["sh", "-c", "exec sleep 600"], environment: ["PATH": "/bin"], output: .file(.nowhere)
    ).process
  }

  @Test("dies with the thread that started it")
  func parentDeath() throws {
    let started = Mutex<pid_t>(0)
    let thread = Thread {
      let process = (try? Self.startSleeping()) ?? -1
      started.withLock { $0 = process }
    }
    thread.start()
    try Patience.block { started.withLock { $0 } != 0 }
    let process = started.withLock { $0 }
    try #require(process > 0)
    var status: Int32 = 0
    let hasEnded = perf_wait(process, 600_000, &status) == 1
    #expect(hasEnded)
    #expect(status & 0x7f == SIGKILL)
    if !hasEnded { kill(process, SIGKILL) }
  }

  @Test("that other code has already awaited counts as ended")
  func reapedElsewhere() throws {
    let child = try ChildProcess("/bin/sh", arguments: ["sh", "-c", "exit 0"], environment: [:], output: .inherited)
    var status: Int32 = 0
    let hasEnded = perf_wait(child.process, 600_000, &status)
    #expect(hasEnded == 1)
    let ending = child.wait(seconds: 600)
    #expect(ending == .exited(-1))
  }
}
