import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("A test bundle that is started")
struct TestBundleTests {
  private let folder: TemporaryFolder

  /// The location of another call.
  private static let second: CodeLocation = {
    var location = Example.location
    location.line = 20
    return location
  }()

  init() throws { folder = try TemporaryFolder() }

  /// A bundle that does what a shell script says; `$A` is the file of its messages.
  private func bundle(_ scenario: String) -> TestBundle {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/bundle.sh")
    return TestBundle(
      executable: script.path, name: "bundle", scratch: folder.file("scratch"),
      environment: [
        "PERFTEST_ENVIRONMENT": "SCENARIO,ENTERED,COMPLETED,MEASURING,ISSUE,DETACHED,NAN,END,THREW,SESSION,DUPLICATE,"
          + "OTHERS,SHARED,FUNCTION_A,FUNCTION_B,REQUESTED,NOT_FIRST",
        "REQUESTED": line(.requested(Example.id.function, variables: ["ASKED", "ABSENT"])), "ASKED": "for",
        "PATH": "/bin:/usr/bin",
        "SCENARIO": #"A=$PERFTEST_CHILD_ANSWER; send() { printf '%s\n' "$@" >> $A; }; "# + scenario,
        "PERFTEST_MODE": "record",
        "ENTERED": line(.entered), "COMPLETED": line(.completed(Example.id.function)),
        "MEASURING": line(.measuring(Example.id, Example.location)),
        "ISSUE": line(.issue(RecordedIssue(benchmark: Example.id, iterations: 4...7, text: "1 == 2"))),
        "DETACHED": line(.detached(Example.location)),
        "NOT_FIRST": line(.notFirst(Example.location)),
        "NAN": line(.notANumber(Example.id, metric: "hits", value: "nan")),
        "END": "Test run with 1 test in 1 suite passed after 0.001 seconds.",
        "THREW": line(.threw("no such table", iterations: nil)),
        "SESSION": line(
          .session(BenchmarkSession(id: Example.id, location: Example.location, iterations: 3, readings: []))),
        "DUPLICATE": line(.duplicate(Example.id, first: Example.location, second: Example.location)),
        "OTHERS": line(.duplicate(Example.id, first: Example.location, second: Self.second)),
        "SHARED": line(.sharedLabel(BenchmarkID(Example.id.function, label: "5"), Example.location)),
        "FUNCTION_A": line(.function(TestFunctionID(module: "M", suite: [], test: "a()"))),
        "FUNCTION_B": line(.function(TestFunctionID(module: "M", suite: [], test: "b()"))),
      ])
  }

  private func line(_ message: ChildMessage) -> String {
    (try? JSONEncoder().encode(message)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private func outcome(_ scenario: String, isWanted: () -> Bool = { true }) throws -> String {
    let outcome = try bundle(scenario).takeSession(
      Example.id.function, iterations: [Example.id.description: 9], slowdown: PlantedSlowdown(.time, factor: 2),
      isWanted: isWanted)
    switch outcome {
    case .measured(let sessions): return "measured \(sessions.count)"
    case .empty(let cause): return "empty: \(cause.name)"
    case .disabled: return "disabled"
    case .abandoned: return "abandoned"
    case .failed(let failure): return "\(failure.reason.name): \(failure.text)"
    }
  }

  @Test(
    "has an outcome from its messages and its end",
    arguments: [
      (#"send "$ENTERED" "$SESSION" "$COMPLETED""#, "measured 1"),
      (#"send "$ENTERED" "$COMPLETED"; printf '%s' "$SESSION" >> $A"#, "empty: notReached"),
      (#"echo "$END""#, "disabled"),
      (#"send "$ENTERED" "$THREW" "$COMPLETED"; exit 1"#, "threw: no such table"),
      // A body that cancels its test.
      (#"send "$ENTERED" "$THREW" "$COMPLETED""#, "disabled"),
      (#"send "$ENTERED" "$SESSION" "$THREW" "$COMPLETED""#, "measured 1"),
      // An expectation on the numbers of this session.
      (#"send "$ENTERED" "$SESSION" "$COMPLETED"; exit 1"#, "measured 1"),
      // No cases, and no call.
      (#"send "$COMPLETED""#, "empty: notReached"),
      (#"send "$ENTERED" "$COMPLETED""#, "empty: notReached"),
      ("exit 0", "endedItself: it ended its process (exit status 0) before its result was complete"),
      (
        #"echo '◇ Test x started.'; echo own; send "$ENTERED" "$SESSION""#,
        "endedItself: it ended its process (exit status 0) before its result was complete: own"
      ),
      (
        #"send "$ENTERED" "$MEASURING"; exit 3"#,
        "endedItself: it ended its process (exit status 3) before its result was complete, "
          + "in the 'measure' call at CatalogTests/Catalog.swift:12"
      ),
      (
        #"send "$ENTERED" "$MEASURING" "$ISSUE""#,
        "endedItself: it ended its process (exit status 0) before its result was complete, "
          + "in the 'measure' call at CatalogTests/Catalog.swift:12: in one of iterations 4 to 7: 1 == 2"
      ),
      (
        #"send "$ENTERED" "$MEASURING" "$SESSION" "$COMPLETED"; exit 3"#,
        "endedItself: it ended its process (exit status 3) after its result"
      ),
      (
        #"send "$ENTERED" "$MEASURING" "$ISSUE" "$COMPLETED"; exit 1"#,
        "expectationFailed: in one of iterations 4 to 7: 1 == 2"
      ),
      (
        #"send "$ENTERED" "$MEASURING" "$COMPLETED""#,
        "noResult: its 'measure' call ended without a result, and the test went on"
      ),
      (
        #"send "$ENTERED" "$SESSION" "$DETACHED" "$COMPLETED""#,
        "noResult: the 'measure' call at CatalogTests/Catalog.swift:12 is in a detached task or a thread of its own, "
          + "which does not know its test; call it in the test's own task"
      ),
      (
        #"send "$ENTERED" "$SESSION" "$NOT_FIRST" "$SESSION" "$COMPLETED""#,
        "noResult: '.coldStart' measures the first call of a process, and the 'measure' call at "
          + "CatalogTests/Catalog.swift:12 comes after another one; give each a test function of its own, without arguments"
      ),
      (
        #"send "$ENTERED" "$SESSION" "$NAN" "$COMPLETED""#,
        "notANumber: the test recorded nan as 'hits', which is not a number from 0 up"
      ),
      (
        #"echo "$DUPLICATE" >> $A"#,
        "duplicateID: the 'measure' call at CatalogTests/Catalog.swift:12 was reached twice with the id "
          + #"'CatalogTests.Catalog/decode()'; give it another label each time, such as measure("\(size)")"#
      ),
      (
        #"send "$OTHERS" "$SHARED""#,
        "duplicateID: two 'measure' calls have the id 'CatalogTests.Catalog/decode()': "
          + "CatalogTests/Catalog.swift:12 and CatalogTests/Catalog.swift:20; give each a label of its own"
      ),
      (
        #"send "$SHARED" "$DUPLICATE""#,
        "duplicateID: two of its cases have the label '5' at CatalogTests/Catalog.swift:12, so a baseline could belong to "
          + "either; give the argument's type a 'testDescription' that distinguishes them, pass a label to 'measure', or "
          + "remove the repeated argument"
      ),
      (
        #"for i in 1 2 3 4 5 6; do echo line $i; done; echo "$END"; exit 1"#,
        "threw: the test failed: line 3 | line 4 | line 5 | line 6 | "
          + "Test run with 1 test in 1 suite passed after 0.001 seconds."
      ),
      (
        #"echo 'x recorded an issue: y'; echo '  ↳ the sentence'; echo after; send "$COMPLETED"; exit 1"#,
        "threw: the test failed: x recorded an issue: y the sentence"
      ),
      (
        #"echo out of luck; send "$COMPLETED"; exit 69"#,
        "noResult: the test bundle ended with status 69: out of luck"
      ),
      ("echo oh; kill -11 $$", "crashed: the test bundle was ended by signal 11 (Segmentation fault): oh"),
      (
        "echo '◇ Test run started.'; echo '↳ Testing Library Version: 6'; kill -11 $$",
        "crashed: the test bundle was ended by signal 11 (Segmentation fault)"
      ),
      (
        #"echo "$SESSION" >> $A; echo 'Fatal error: index' >&2; kill -5 $$"#,
        "crashed: the test bundle was ended by signal 5 (Trace/breakpoint trap): Fatal error: index"
      ),
    ])
  func takeSession(scenario: String, expected: String) throws {
    #expect(try outcome(scenario) == expected)
  }

  @Test("ignores messages of an earlier child")
  func earlierMessages() throws {
    #expect(try outcome(#"send "$COMPLETED""#) == "empty: notReached")
    #expect(try outcome(#"echo "$END""#) == "disabled")
  }

  @Test("is cancelled when its result is no longer needed")
  func cancelled() throws {
    #expect(try outcome("exec sleep 600", isWanted: { false }) == "abandoned")
  }

  @Test("gets its request, its name and the one function to run")
  func request() throws {
    let output = folder.file("scratch/output.log")
    _ = try outcome(#"printf '%s\n' "$@"; env"#)
    let text = try String(contentsOf: output, encoding: .utf8)
    let lines = Set(text.split(separator: "\n").map(String.init))
    #expect(
      lines.isSuperset(of: [
        "--testing-library", "swift-testing", "--no-parallel", "--configuration-path", "PERFTEST_CHILD=session",
        "SWIFT_DETERMINISTIC_HASHING=1",
      ]))
    #expect(!text.contains("PERFTEST_MODE"))
    let selection = try TestSelection(arguments: ["--configuration-path", folder.file("scratch/selection.json").path])
    #expect(selection == TestSelection(filters: [Example.id.function.filter]))
    let request = try folder.text(of: "scratch/order.json")
    #expect(request.contains(#""CatalogTests.Catalog\/decode()":9"#) && request.contains(#""slowdown":2"#))
  }

  @Test("is started a second time when its function requests variables, and with them from then on")
  func requested() throws {
    let starts = folder.file("starts")
    let bundle = bundle(
      #"""
      echo "${ASKED-unset} ${ABSENT-unset}" >> \#(starts.path)
      if [ "$ASKED" ]; then send "$ENTERED" "$COMPLETED"; else echo "$REQUESTED" >> $A; fi
      """#)
    for _ in 0..<2 {
      let outcome = try bundle.takeSession(Example.id.function, iterations: [:], slowdown: .none, isWanted: { true })
      guard case .empty = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    #expect(try folder.text(of: "starts") == "unset unset\nfor unset\nfor unset\n")
  }

  @Test("that requests a variable that is not set is started twice and no more")
  func missingVariable() throws {
    let starts = folder.file("starts")
    _ = try bundle("echo start >> \(starts.path); " + #"echo "$REQUESTED" >> $A"#).takeSession(
      Example.id.function, iterations: [:], slowdown: .none, isWanted: { true })
    #expect(try folder.text(of: "starts") == "start\nstart\n")
  }

  @Test(
    "that leaves processes running reports their number and names",
    arguments: [
      (
        "start sleep 600; echo oh; kill -11 $$", "crashed: the test bundle was ended by signal 11 (Segmentation fault)",
        1
      ),
      ("start sleep 600; start sleep 600; exit 3", "endedItself: it ended its process (exit status 3)", 2),
      (
        // Its time begins with its first message.
        "start setsid sleep 600; start sleep 600; echo \"$ENTERED\" >> $A; exec sleep 600",
        "timedOut: a case of the function did not end", 2
      ),
    ])
  func leftovers(scenario: String, beginning: String, count: Int) throws {
    // A started process has the name of the shell until it has replaced its image.
    let start = #"start() { "$@" & until [ "$(cat /proc/$!/comm)" = sleep ]; do :; done; }; "#
    var bundle = bundle(start + scenario)
    bundle.deadline = beginning.hasPrefix("timedOut") ? 0.5 : 600
    let outcome = try bundle.takeSession(Example.id.function, iterations: [:], slowdown: .none, isWanted: { true })
    guard case .failed(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let text = "\(failure.reason.name): \(failure.text)"
    let one = ", and a process that it had started was ended (sleep)"
    let two = ", and 2 processes that it had started were ended (sleep, sleep)"
    #expect(text.hasPrefix(beginning) && text.contains(count == 1 ? one : two), "\(text)")
  }

  @Test("lists its functions once each, in the order of their ids")
  func list() throws {
    let scenario = #"echo "$FUNCTION_B" >> $A; echo "$FUNCTION_A" >> $A; echo "$FUNCTION_B" >> $A"#
    let functions = try bundle(scenario).list(TestSelection(), isWanted: { true })
    #expect(functions.map(\.description) == ["M.a()", "M.b()"])
  }

  @Test("lists nothing when nothing is selected")
  func emptyList() throws {
    #expect(try bundle("exit 69").list(TestSelection(filters: ["x"]), isWanted: { true }).isEmpty)
  }

  @Test("lists all its tests with the output of Swift Testing")
  func allTests() throws {
    let scenario = #"printf '%s\n' 'M.S/a()' 'M.`raw (x)`/b(_:)' 'M.twice()/F.swift:3:4' "$@""#
    let tests = try bundle(scenario).allTests(isWanted: { true })
    func has(_ suite: [String], _ test: String) -> Bool {
      tests.has(TestFunctionID(module: "M", suite: suite, test: test))
    }
    #expect(has(["S"], "a()") && has(["`raw (x)`"], "b(_:)") && has([], "twice()"))
    #expect(!has([], "a()") && !has(["S"], "a") && !has(["S"], "b(_:)") && !has([], "twice"))
    #expect(
      try String(contentsOf: folder.file("scratch/output.log"), encoding: .utf8)
        .hasSuffix("--testing-library\nswift-testing\n--list-tests\n"))
  }

  @Test("distinguishes functions that would start from disabled ones, by the status of its process")
  func starting() throws {
    func function(_ test: String) -> TestFunctionID { TestFunctionID(module: "M", suite: ["S"], test: test) }
    let (ordinary, off, listed) = (function("ordinary()"), function("off()"), function("listed()"))
    let scenario =
      #"echo "$PERFTEST_CHILD $3" >> "$A"; cat "$5" >> "$A"; "#
      + #"grep -q listed "$5" || exit 1; grep -q ordinary "$5" && exit \#(TestBundle.testStarted); echo "$END""#
    func starting(_ functions: Set<TestFunctionID>) throws -> Set<TestFunctionID> {
      try bundle(scenario).starting(functions, besides: listed, isWanted: { true })
    }
    #expect(try starting([ordinary, off]) == [ordinary])
    #expect(try starting([ordinary]) == [ordinary] && starting([off]) == [] && starting([]) == [])
    _ = try starting([off])
    #expect(try folder.text(of: "scratch/messages.jsonl").hasPrefix("start --no-parallel\n"))
    // Without a listed function a 'measure' call ends the process in the same way.
    let alone = bundle(#"grep -q ordinary "$5" && exit \#(TestBundle.testStarted); echo "$END""#)
    #expect(try alone.starting([ordinary, off], besides: nil, isWanted: { true }) == [ordinary])
    // Any other end is no evidence of a start.
    for end in ["exit 0", "exit 1", "kill -9 $$"] {
      #expect(try bundle(end).starting([ordinary], besides: listed, isWanted: { true }).isEmpty, "\(end)")
    }
  }

  @Test("that cannot list all its tests gives the reason")
  func failingListOfAll() {
    #expect {
      try bundle("echo broken; exit 1").allTests(isWanted: { true })
    } throws: {
      "\($0)".contains("the test bundle ended with status 1 while listing its tests: broken")
    }
  }

  @Test("passes the selection on when it lists")
  func selection() throws {
    let selection = TestSelection(filters: ["a b", "^c"], skips: ["d"])
    _ = try bundle(#"printf '%s\n' "$@" $PERFTEST_CHILD"#).list(selection, isWanted: { true })
    let lines = try folder.text(of: "scratch/output.log").split(separator: "\n").map(String.init)
    #expect(lines.count == 5 && lines.last == "list")
    #expect(try TestSelection(arguments: lines) == selection)
  }

  @Test("gets no argument that grows with the selection")
  func longSelection() throws {
    let functions = (1...40_000).map { number in
      TestFunctionID(
        module: "StorePerformance", suite: [], test: "aBenchmarkWithANameThatLeavesNothingOut\(number)(of:with:and:)")
    }
    let selection = TestSelection(functions: functions)
    #expect(selection.filters.reduce(0) { $0 + $1.utf8.count } > 2 << 20)
    _ = try bundle(#"printf '%s\n' "$@""#).list(selection, isWanted: { true })
    let arguments = try folder.text(of: "scratch/output.log")
    #expect(arguments.utf8.count < 4_096)
    #expect(try TestSelection(arguments: arguments.split(separator: "\n").map(String.init)) == selection)
  }

  @Test(
    "that cannot list its tests gives the reason",
    arguments: [
      ("echo broken; exit 1", "ended with status 1 while listing its tests: broken"),
      ("kill -9 $$", "was ended by signal 9 (Killed)"),
    ])
  func failingList(scenario: String, text: String) {
    #expect {
      try bundle(scenario).list(TestSelection(), isWanted: { true })
    } throws: {
      $0 is ListingError && "\($0)".contains(text)
    }
  }

  @Test("whose scratch folder cannot be made names it")
  func unwritableScratch() {
    var bundle = bundle("exit 0")
    bundle.scratch = URL(fileURLWithPath: "/proc/nothing/here")
    let error = #expect(throws: InputError.self) {
      try bundle.takeSession(Example.id.function, iterations: [:], slowdown: .none, isWanted: { true })
    }
    #expect(error?.file.contains("/proc/nothing/here") == true)
  }

  @Test("that does not exist names its file")
  func missingExecutable() {
    var bundle = bundle("exit 0")
    bundle.executable = "/no/such/bundle"
    #expect {
      try bundle.takeSession(Example.id.function, iterations: [:], slowdown: .none, isWanted: { true })
    } throws: {
      "\($0)".contains("/no/such/bundle")
    }
  }

  @Test("that is running is started by its process, not by the path of its file")
  func running() {
    #if os(Linux)
      #expect(TestBundle.running(scratch: folder.url, deadline: 1)?.executable == "/proc/self/exe")
    #else
      #expect(TestBundle.running(scratch: folder.url, deadline: 1) == nil)
    #endif
  }
}
