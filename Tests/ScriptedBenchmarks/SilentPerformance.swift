import Foundation
import PerformanceTesting
import Testing

/// A benchmark that gives no number in each of many ways, as the line `silent WAY [NUMBER [FILE]]` of the work says.
@Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
struct SilentPerformance {
  private let way = SilentWay(Work.current.words("silent"))
  private let cost = Work.current.cost("silent.time")

  @Test func silent() async throws {
    way.before()
    if way.name == "no-measure" { return }
    if way.name == "swallowed" { return swallow() }
    if way.name == "detached" { return await Task.detached { _ = measureDetached() }.value }
    let count = way.name == "no-iteration" ? 0 : 1
    for _ in 0..<count { try measured() }
    try way.after()
  }

  /// A test of the suite that is no benchmark.
  @Test func helper() { #expect(Work.current.words("silent") != ["helper"]) }

  @Test(arguments: 0..<Work.current.number("cases", default: 2))
  func each(number: Int) {
    let result = measure { cost.spend() }
    guard way.name != "gone-in" || way.number != number else { return }
    result.record(CustomMetric("lines", value: 10, unit: .count, kind: .exact))
  }

  private func measured() throws {
    var iteration = 0
    let processes = way.processes
    let result = try measure(setup: { way.inSetup() }) { (input: inout Int) in
      cost.spend()
      iteration += 1
      try way.inBody(iteration, processes: processes)
      return input
    }
    way.record(in: result)
  }

  private func swallow() { _ = try? measure { throw Broken() } }
}

/// A suite whose budget nobody can check without Valgrind.
@Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
struct BudgetedPerformance {
  @Test(.budget(.instructions, maximum: 1_000)) func counted() {
    let cost = Work.current.cost("counted")
    measure { cost.spend() }
  }
}

/// A suite with a trait of its own, which may end the process before any test begins.
@Suite(.performance, EndingTrait(), .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
struct TraitedPerformance {
  @Test func traited() {
    let cost = Work.current.cost("traited")
    measure { cost.spend() }
  }
}

struct EndingTrait: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func prepare(for test: Test) async throws {
    if Work.current.words("silent") == ["exit-in-prepare"] { exit(0) }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    if Work.current.words("silent") == ["exit-in-scope"] { exit(0) }
    try await body()
  }
}

private func measureDetached() -> Int {
  measure { 1 }
  return 1
}

/// The further effects of `silent()`.
struct SilentWay: Sendable {
  let name: String?
  let number: Int
  private let file: String?

  init(_ words: [String]) {
    name = words.first
    number = words.dropFirst().first.flatMap { Int($0) } ?? 1
    file = words.dropFirst(2).first
  }

  /// Whether this is the process that measures nothing itself.
  private var isOnlyHere: Bool { ProcessInfo.processInfo.environment["PERFTEST_CHILD"] == nil }

  func before() {
    switch name {
    case "exit-before": exit(0)
    case "endless-before": hang()
    case "daemon-here": if isOnlyHere { startDaemon() }
    case "expect-before": #expect(number == 0, "the fixture is whole")
    case "process":
      // One byte for each process, so that the last one knows that it is.
      guard let file, !isOnlyHere, let handle = FileHandle(forWritingAtPath: file) else { return }
      _ = try? handle.seekToEnd()
      try? handle.write(contentsOf: Data("x".utf8))
    default: break
    }
  }

  func inSetup() -> Int {
    switch name {
    case "exit-in-setup": exit(0)
    case "endless-in-setup": hang()
    case "issue-in-setup": Issue.record("no input")
    default: break
    }
    return 1
  }

  func inBody(_ iteration: Int, processes: Int) throws {
    guard let name else { return }
    switch name {
    case "exit": exit(Int32(number == 1 ? 0 : number))
    case "_exit": _exit(Int32(number))
    case "quick_exit": quick_exit(0)
    case "exec": become("/bin/true")
    case "kill": kill(getpid(), SIGKILL)
    case "expect-then-exit":
      #expect(iteration == 0, "seen before")
      exit(0)
    case "expect": #expect(iteration != number, "seen before")
    case "expect-from": #expect(iteration < number)
    case "require": try #require(iteration != number)
    case "issue": if iteration == number { Issue.record("planted") }
    case "throw": if iteration == number { throw Broken() }
    case "known": withKnownIssue { #expect(iteration == 0) }
    case "warning": Issue.record("only a warning", severity: .warning)
    case "cancel": try Test.cancel("not today")
    case "process": if processes == number { Issue.record("the last process") }
    case "exit-here": if isOnlyHere { exit(0) }
    case "_exit-here": if isOnlyHere { _exit(0) }
    case "endless-here": if isOnlyHere { hang() }
    case "endless-case": hang()
    default: break
    }
  }

  func record(in result: BenchmarkResult) {
    switch name {
    case "nan": result.record(CustomMetric("lines", value: .nan, unit: .count))
    case "infinite": result.record(CustomMetric("lines", value: .infinity, unit: .count))
    case "negative": result.record(CustomMetric("lines", value: -1, unit: .count))
    default: break
    }
  }

  func after() throws {
    switch name {
    case "exit-after": exit(0)
    case "exit-in-thread":
      Thread { exit(0) }.start()
      sleep(600)
    case "endless-after": hang()
    case "endless-at-exit": atexit { hang() }
    case "exit-at-exit": atexit { _exit(3) }
    case "abort-at-exit": atexit { abort() }
    case "abort-in-deinit": _ = Aborting()
    case "expect-after": #expect(isOnlyHere, "too much is cached")
    case "require-after": try #require(number == 0)
    default: break
    }
  }

  /// Starts a process that goes on, and writes its id to the file.
  private func startDaemon() {
    guard let file else { return }
    // Not by Foundation, which waits until nobody has a descriptor of its own open any more.
    system("setsid sleep 600 > /dev/null 2>&1 & echo $! > \(file)")
  }

  /// How many processes have left a byte in the file.
  var processes: Int { file.flatMap { try? Data(contentsOf: URL(fileURLWithPath: $0)).count } ?? 0 }
}

private final class Aborting {
  deinit { abort() }
}

/// Lets the process be another program.
private func become(_ program: String) {
  var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
  execv(program, &arguments)
}
