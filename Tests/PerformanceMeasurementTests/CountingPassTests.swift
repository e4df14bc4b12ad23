import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Synchronization
import Testing

@Suite("A counting pass")
struct CountingPassTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let a = TestFunctionID(module: "M", suite: ["S"], test: "a()")
  private static let b = TestFunctionID(module: "M", suite: ["S"], test: "b()")
  private static let c = TestFunctionID(module: "M", suite: ["S"], test: "c()")

  private static func id(of function: TestFunctionID) -> BenchmarkID {
    BenchmarkID(module: function.module, suite: function.suite, test: function.test)
  }

  /// A pass whose Valgrind does what a shell script says.
  /// - Parameter deadline: seconds without progress; a slow and busy machine may need some for any step.
  private func pass(
    _ scenario: String, simulatesCaches: Bool = false, deadline: Double = 600,
    location: @escaping @Sendable (CodeLocation) -> CodeLocation = { $0 }
  ) -> CountingPass {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/valgrind.sh")
    var bundle = TestBundle(
      executable: "/bin/false", name: "bundle", scratch: folder.file("scratch"),
      environment: [
        "PERFTEST_ENVIRONMENT": "SCENARIO,SYNC,ASYNC,FOUR,ENTERED,COMPLETED,THREW,IN_A,IN_B,IN_C,BEGAN_B,OF_C,RUNS",
        "VALGRIND_LIB": "/x/valgrind",
        "PATH": "/bin:/usr/bin", "SCENARIO": scenario, "SYNC": Self.line(Self.a, ["one", "two"]),
        "ASYNC": Self.line(Self.b, ["three"], isAsynchronous: true), "ENTERED": Self.text(.entered),
        "COMPLETED": Self.text(.completed(Self.a)) + "\n" + Self.text(.completed(Self.b)) + "\n"
          + Self.text(.completed(Self.c)),
        "THREW": Self.text(.threw("no such table", iterations: nil)), "IN_A": Self.text(.function(Self.a)),
        "IN_B": Self.text(.function(Self.b)), "IN_C": Self.text(.function(Self.c)),
        "BEGAN_B": Self.text(.measuring(Self.id(of: Self.b), Example.location)), "OF_C": Self.line(Self.c, ["four"]),
        "RUNS": folder.file("runs").path, "FOUR": Self.line(Self.a, ["one"], iterations: 4),
      ], deadline: deadline)
    bundle.location = location
    return CountingPass(
      bundle: bundle,
      tool: CountingTool(
        valgrind: script.path, version: "3.99", bundle: "/x/bundle.counted", simulatesCaches: simulatesCaches,
        scope: .only))
  }

  private static func text(_ message: ChildMessage) -> String {
    (try? JSONEncoder().encode(message)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func line(
    _ function: TestFunctionID, _ dumps: [String], iterations: Int? = nil, isAsynchronous: Bool = false
  ) -> String {
    let session = BenchmarkSession(
      id: id(of: function), location: Example.location, iterations: 1,
      readings: MetricGroup.counted.definitions.map { MetricReading($0.description, values: []) })
    return text(
      .counted(
        CountedBenchmark(session: session, dumps: dumps, iterations: iterations, isAsynchronous: isAsynchronous)))
  }

  private func count(
    _ scenario: String, _ groups: [[TestFunctionID]] = [[a]], deadline: Double = 600
  ) throws -> [TestFunctionID: CountingPass.Outcome] {
    try pass(scenario, deadline: deadline).count(groups, iterations: 2, progress: { _ in }, isWanted: { true })
  }

  private func values(_ outcome: CountingPass.Outcome?) -> [String: [Double]]? {
    guard case .counted(let sessions) = outcome else { return nil }
    return sessions.flatMap(\.session.readings).reduce(into: [:]) { $0[$1.metric.name] = $1.values }
  }

  @Test("sums the files of the labels, and adds the C library to the total alone")
  func values() throws {
    let outcomes = try count(#"dump two 200; dump one 100; dump other 1; echo "$COMPLETED" >> $A; echo "$SYNC" >> $A"#)
    #expect(values(outcomes[Self.a]) == ["instructions": [100, 200], "instructions.total": [107, 207]])
    guard case .counted(let sessions) = outcomes[Self.a] else { return }
    #expect(sessions.first?.session.reading("instructions")?.instrument?.hasPrefix("valgrind-3.99") == true)
    #expect(sessions.first?.profile.functions.map(\.name) == ["body", "malloc"])
  }

  @Test("leaves out a file without costs or with those of the C library alone, and reports a benchmark without others")
  func emptyFile() throws {
    let report = #"echo "$COMPLETED" >> $A; echo "$SYNC" >> $A"#
    let one = try count("dump one 100; empty two; " + report)
    #expect(values(one[Self.a]) == ["instructions": [100], "instructions.total": [107]])
    let ofLibrary = try count("dump one 100; dump two 0; " + report)
    #expect(values(ofLibrary[Self.a]) == ["instructions": [100], "instructions.total": [107]])
    guard case .failed? = try count("empty one; empty two; " + report)[Self.a] else {
      Issue.record("A benchmark without counts is no failure.")
      return
    }
  }

  @Test("divides the costs of iterations that were counted together")
  func iterations() throws {
    let outcomes = try count(#"dump one 400; echo "$COMPLETED" >> $A; echo "$FOUR" >> $A"#)
    #expect(values(outcomes[Self.a]) == ["instructions": [100], "instructions.total": [101]])
  }

  @Test("names the source that the user edits when a copy of it was compiled")
  func location() throws {
    let scenario = #"dump one 100; dump two 200; echo "$COMPLETED" >> $A; echo "$SYNC" >> $A"#
    let outcomes = try pass(
      scenario,
      location: { location in
        var location = location
        location.filePath = "/checkout" + location.filePath
        return location
      }
    ).count([[Self.a]], iterations: 2, progress: { _ in }, isWanted: { true })
    guard case .counted(let sessions) = outcomes[Self.a] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(sessions.map(\.session.location.filePath) == ["/checkout" + Example.location.filePath])
  }

  @Test("counts an asynchronous function in a second process, over all threads")
  func asynchronous() throws {
    let scenario = #"""
      echo "$ENTERED" >> $A
      if [ $THREADS = yes ]; then dump three 5; else dump three 50; fi
      echo "$ASYNC" >> $A
      echo "$COMPLETED" >> $A
      """#
    #expect(values(try count(scenario, [[Self.b]])[Self.b])?["instructions"] == [50])
  }

  @Test("has no counts of an asynchronous function whose second process fails")
  func asynchronousFailure() throws {
    let scenario = #"""
      echo "$ENTERED" >> $A
      if [ $THREADS = no ]; then echo gone; kill -11 $$; fi
      dump three 5
      echo "$ASYNC" >> $A
      echo "$COMPLETED" >> $A
      """#
    guard case .failed(let failure) = try count(scenario, [[Self.b]])[Self.b] else {
      Issue.record("it did not fail")
      return
    }
    #expect(failure.text.hasSuffix("(Segmentation fault): gone"))
  }

  @Test("finds the label of a dump after a very long command line")
  func longCommand() throws {
    let scenario = #"""
      LONG=$(head -c 200000 /dev/zero | tr '\0' x)
      dump one 100 "cmd: $LONG"; echo "$COMPLETED" >> $A; echo "$SYNC" >> $A
      """#
    #expect(values(try count(scenario)[Self.a])?["instructions"] == [100])
  }

  @Test("counts a function alone when a process with several functions has no counts of it")
  func alone() throws {
    // With both functions only a() answers, as if b() had ended the process.
    let scenario = #"""
      echo "$ENTERED" >> $A
      case "$(cat $SELECTION)" in
        *'a\\('*'b\\('*) dump one 1; echo "$SYNC" >> $A; kill -11 $$ ;;
        *'a\\('*) dump one 10; dump two 10; echo "$SYNC" >> $A; echo "$COMPLETED" >> $A ;;
        *) echo gone; kill -11 $$ ;;
      esac
      """#
    let outcomes = try count(scenario, [[Self.a, Self.b]])
    #expect(values(outcomes[Self.a])?["instructions"] == [10, 10])
    guard case .failed(let failure) = outcomes[Self.b] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(failure.text == "the test bundle was ended by signal 11 (Segmentation fault): gone")
  }

  /// The outcome of a function that did not end.
  private func stopped(_ outcome: CountingPass.Outcome?) throws -> StoppedCount {
    guard case .stopped(let stopped) = outcome else {
      Issue.record("\(String(describing: outcome))")
      throw CancellationError()
    }
    return stopped
  }

  /// How many processes were started.
  private func runs() throws -> Int {
    try String(contentsOf: folder.file("runs"), encoding: .utf8).split(separator: "\n").count
  }

  /// The first process hangs in b(), the next one has c() alone.
  private static let hangsInB = #"""
    echo run >> $RUNS
    case "$(cat $SELECTION)" in
      *'b\\('*) dump one 10; dump two 10; printf '%s\n' "$ENTERED" "$IN_A" "$SYNC" "$ENTERED" "$IN_B" "$BEGAN_B" >> $A; hang 5000 ;;
      *) dump four 30; printf '%s\n' "$ENTERED" "$IN_C" "$OF_C" "$COMPLETED" >> $A ;;
    esac
    """#

  @Test("keeps the counts before a function that hangs, starts that once, and counts the rest without it")
  func hang() throws {
    let outcomes = try count(Self.hangsInB, [[Self.a, Self.b, Self.c]], deadline: 2)
    #expect(values(outcomes[Self.a])?["instructions"] == [10, 10])
    #expect(values(outcomes[Self.c])?["instructions"] == [30])
    let stopped = try stopped(outcomes[Self.b])
    #expect(stopped.failure.text.hasPrefix("a case of the function did not end within 2 s") && stopped.seconds == 2)
    #expect(stopped.unfinished?.session.id == Self.id(of: Self.b))
    #expect(stopped.unfinished?.session.reading("instructions")?.values == [5000])
    #expect(try runs() == 2)
  }

  @Test("starts each of two functions that hang once")
  func twoHangs() throws {
    let scenario = #"""
      echo run >> $RUNS
      case "$(cat $SELECTION)" in
        *'a\\('*) printf '%s\n' "$ENTERED" "$IN_A" >> $A; hang ;;
        *'b\\('*) printf '%s\n' "$ENTERED" "$IN_B" "$BEGAN_B" >> $A; hang ;;
        *) dump four 30; printf '%s\n' "$ENTERED" "$IN_C" "$OF_C" "$COMPLETED" >> $A ;;
      esac
      """#
    let outcomes = try count(scenario, [[Self.a, Self.b, Self.c]], deadline: 2)
    #expect(try stopped(outcomes[Self.a]).unfinished == nil)
    #expect(try stopped(outcomes[Self.b]).unfinished == nil)
    #expect(values(outcomes[Self.c])?["instructions"] == [30])
    #expect(try runs() == 3)
  }

  @Test("keeps the cases of a function that ended before the one that hangs")
  func hangInOneCase() throws {
    let scenario = #"""
      echo run >> $RUNS; dump four 30
      printf '%s\n' "$ENTERED" "$IN_C" "$OF_C" "$ENTERED" "$IN_C" >> $A; hang 7
      """#
    let stopped = try stopped(try count(scenario, [[Self.c]], deadline: 2)[Self.c])
    #expect(stopped.counted.map { $0.session.reading("instructions")?.values } == [[30]])
    // Which benchmark the case has is not known before its `measure` call.
    #expect(stopped.unfinished == nil)
    #expect(try runs() == 1)
  }

  @Test("stops at once when no function of a group was entered in time")
  func nothingEntered() throws {
    let outcomes = try count(#"echo run >> $RUNS; echo "$ENTERED" >> $A; hang"#, [[Self.a, Self.b]], deadline: 2)
    for function in [Self.a, Self.b] {
      guard case .failed(let failure) = outcomes[function] else {
        Issue.record("\(outcomes)")
        continue
      }
      #expect(failure.text.hasPrefix("a case of the function did not end"))
    }
    #expect(try runs() == 1)
  }

  @Test(
    "gives the reason for missing counts",
    arguments: [
      (#"echo "$ENTERED" >> $A; echo "$COMPLETED" >> $A"#, "no 'measure' call was reached"),
      (
        #"echo "$ENTERED" >> $A"#,
        "it ended its process (exit status 0) before its result was complete"
      ),
      (#"echo "$COMPLETED" >> $A; echo "$SYNC" >> $A"#, "no 'measure' call was reached"),
      (#"echo "$COMPLETED" >> $A; echo "$THREW" >> $A; exit 1"#, "no such table"),
      (
        "echo 'unhandled instruction bytes'; exit 1",
        "it ended its process (exit status 1) before its result was complete: unhandled instruction bytes"
      ),
    ])
  func failures(scenario: String, expected: String) throws {
    guard case .failed(let failure) = try count(scenario)[Self.a] else {
      Issue.record("it did not fail")
      return
    }
    #expect(failure.text == expected)
  }

  @Test("reports a function as disabled when its body was not entered")
  func disabled() throws {
    guard case .disabled = try count("echo 'Test run with 0 tests passed after 0.1 seconds.'")[Self.a] else {
      Issue.record("it is not disabled")
      return
    }
  }

  @Test("names a Callgrind file that cannot be read, and removes its own files")
  func brokenFile() throws {
    #expect {
      _ = try count(#"dump one x; echo "$COMPLETED" >> $A; echo "$SYNC" >> $A"#)
    } throws: {
      ($0 as? InputError)?.description.contains("callgrind.out.77.1") == true
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("scratch").path).isEmpty)
  }

  @Test("runs the copy of the bundle under Callgrind, with instrumentation off at the start and pinned routines")
  func command() throws {
    let seen = folder.file("seen")
    let selected = folder.file("selected")
    _ = try count(
      #"""
      { printf '%s\n' "$@"; env; cat "${A%/*}/order.json"; } > \#(seen.path)
      cp "$SELECTION" \#(selected.path)
      """#)
    let lines = try String(contentsOf: seen, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(
      Set(lines).isSuperset(of: [
        "--tool=callgrind", "--instr-atstart=no", "--separate-threads=yes", "/x/bundle.counted",
        "PERFTEST_CHILD=count", "VALGRIND_LIB=/x/valgrind", "SWIFT_DETERMINISTIC_HASHING=1",
      ]))
    let selection = try TestSelection(arguments: ["--configuration-path", selected.path])
    #expect(selection.filters == [#"^M\.S/a\(\)/"#] && selection.skips.isEmpty)
    #expect(lines.contains { $0.hasPrefix("GLIBC_TUNABLES=glibc.cpu.hwcaps=-") })
    #expect(lines.contains { $0.contains(#""countedIterations":2"#) })
    #expect(!lines.contains("--cache-sim=yes"))
  }

  @Test("reports progress up to the number of functions")
  func progress() throws {
    let reported = Mutex<[Int]>([])
    _ = try pass("exit 0").count(
      [[Self.a], [Self.b]], iterations: 1, progress: { done in reported.withLock { $0.append(done) } },
      isWanted: { true })
    #expect(reported.withLock { $0.max() } == 2)
  }

  @Test("stops when it is cancelled")
  func cancelled() throws {
    let outcomes = try pass("exec sleep 600").count(
      [[Self.a]], iterations: 1, progress: { _ in }, isWanted: { false })
    guard case .abandoned = outcomes[Self.a] else {
      Issue.record("\(outcomes)")
      return
    }
  }

  @Test("names Valgrind's version and the simulated processor")
  func instrument() {
    let tool = CountingTool(valgrind: "v", version: "3.19.0", bundle: "b", simulatesCaches: false, scope: .only)
    #expect(tool.instrument(cpuInformation: "flags\t\t: fpu avx avx2 sse4_2 avx512f\n") == "valgrind-3.19.0-avx2")
    #expect(tool.instrument(cpuInformation: "flags\t\t: fpu sse4_2\n") == "valgrind-3.19.0-sse4_2")
    #expect(tool.instrument(cpuInformation: "nonsense") == "valgrind-3.19.0")
  }
}
