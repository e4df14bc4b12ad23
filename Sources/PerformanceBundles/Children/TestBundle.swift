import CPerformanceProbe
import Foundation
import PerformanceRecords
import PerformanceSystem

/// A built test bundle that can list its benchmarks and measure them in child processes.
///
/// Starting and waiting happen on the calling thread, which must live as long as the child: its end kills the child.
package struct TestBundle: Sendable {
  /// The file that is executed.
  package var executable: String
  /// The name that the child sees as its own; Swift Testing finds its resources beside it.
  package var name: String
  /// The folder for messages and output while a child runs.
  package var scratch: URL
  /// The environment from which ``ChildEnvironment`` derives that of children.
  package var environment: [String: String]
  /// The working folder of children; by default that of this process.
  package var folder: URL?
  /// The exchange of folders while it runs; `nil` where its files are already there.
  package var files: ExchangedFolders?

  /// Maps the source location that the compiler saw to the file that the user edits.
  package var location: @Sendable (CodeLocation) -> CodeLocation = { $0 }

  /// Seconds that a process may run without progress.
  package var deadline: Double
  /// The arguments before the bundle's own if another program runs it, instead of its name.
  private var leading: [String]?
  /// Additional variables of the program that runs the bundle.
  private var tools: [String: String] = [:]
  /// The variables that functions have requested.
  private let requests = VariableRequests()

  package init(
    executable: String, name: String, scratch: URL, environment: [String: String], folder: URL? = nil,
    files: ExchangedFolders? = nil, deadline: Double = 120
  ) {
    self.executable = executable
    self.name = name
    self.scratch = scratch
    self.environment = environment
    self.folder = folder
    self.files = files
    self.deadline = deadline
  }

  #if os(Linux)
    /// The bundle of this process: a rebuilt file of the same name would be another one.
    package static func running(scratch: URL, deadline: Double) -> TestBundle? {
      TestBundle(
        executable: "/proc/self/exe", name: CommandLine.arguments.first ?? "bundle", scratch: scratch,
        environment: ProcessInfo.processInfo.environment, deadline: deadline)
    }
  #else
    /// Elsewhere a system helper loads the bundle, which cannot start itself.
    package static func running(scratch: URL, deadline: Double) -> TestBundle? { nil }
  #endif

  /// The result of a measuring child.
  package enum Outcome: Sendable {
    /// Its sessions; all of its cases have ended.
    case measured([BenchmarkSession])
    /// All of its cases have ended without a session, for a reason that is not a failure.
    case empty(UnmeasuredFunction.Cause)
    /// The test is disabled: the run finished without entering its body, or the body cancelled its test.
    case disabled
    /// It gave no result.
    case failed(Failure)
    /// The caller no longer needs the result.
    case abandoned
  }

  /// The functions of performance suites in a selection, in the order of their ids.
  /// - Throws: ``ListingError`` or ``InputError``.
  package func list(_ selection: TestSelection, isWanted: () -> Bool) throws -> [TestFunctionID] {
    try introduction(selection, isWanted: isWanted).functions
  }

  /// The introduction of a bundle, possibly of another version of this package.
  package struct Introduction: Equatable, Sendable {
    /// The selected functions of performance suites, in the order of their ids.
    package var functions: [TestFunctionID]
    /// Its methodology; `nil` where it does not report one, as early versions of this package.
    package var methodology: Int?
    /// The number of messages that this version cannot read.
    package var unreadable: Int
    /// The functions that their tests exclude from the counting pass.
    package var uncounted: Set<TestFunctionID> = []
    /// The functions whose first call is counted, each in a process of its own.
    package var countedAlone: Set<TestFunctionID> = []
  }

  /// The introduction, with the functions of performance suites in a selection.
  /// - Throws: ``ListingError`` or ``InputError``.
  package func introduction(_ selection: TestSelection, isWanted: () -> Bool) throws -> Introduction {
    let run = try run(
      ChildRequest(task: .list, messages: messagesFile), selection: selection, seconds: 60, isWanted: isWanted)
    let messages = run.messages
    switch run.ending {
    case .exited(0), .exited(Self.nothingSelected): break
    default:
      throw listingError(run)
    }
    for case .refused(let error) in messages { throw error }
    let functions = messages.compactMap { message in
      if case .function(let id) = message { id } else { nil }
    }
    let methodologies = messages.compactMap { message in
      if case .introduced(let methodology) = message { methodology } else { nil }
    }
    let uncounted = messages.compactMap { message in
      if case .uncounted(let id) = message { id } else { nil }
    }
    let countedAlone = messages.compactMap { message in
      if case .countedAlone(let id) = message { id } else { nil }
    }
    return Introduction(
      functions: Set(functions).sorted { $0.description < $1.description }, methodology: methodologies.first,
      unreadable: MessageWriter.unreadable(in: messagesFile), uncounted: Set(uncounted),
      countedAlone: Set(countedAlone))
  }

  /// All test functions, including disabled and unselected ones and those of other suites.
  /// - Throws: ``ListingError`` or ``InputError``.
  package func allTests(isWanted: () -> Bool) throws -> TestListing {
    let run = try run(
      ChildRequest(task: .list, messages: messagesFile), flags: ["--list-tests"], seconds: 60, isWanted: isWanted)
    guard run.ending == .exited(0), let output = try? Data(contentsOf: run.log) else {
      throw listingError(run)
    }
    return TestListing(output: String(decoding: output, as: UTF8.self))
  }

  /// The status of a process that ended because a test started.
  package static let testStarted: Int32 = 93

  /// Of functions that are in the bundle and not listed for measuring, those that Swift Testing would run. Their suite
  /// has no `.performance`; the others are disabled.
  /// - Parameter listed: a function that is listed, whose trait lets the process end before the first body; `nil` where
  ///   the bundle has none: then a body runs, up to its first `measure` call.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func starting(
    _ functions: Set<TestFunctionID>, besides listed: TestFunctionID?, isWanted: () -> Bool
  ) throws -> Set<TestFunctionID> {
    func hasStart(_ functions: Set<TestFunctionID>) throws -> Bool {
      let run = try self.run(
        ChildRequest(task: .start, messages: messagesFile),
        selection: TestSelection(functions: functions.union([listed].compactMap { $0 })), flags: Self.inTurn,
        seconds: 60, isWanted: isWanted)
      return run.ending == .exited(Self.testStarted)
    }
    // Mostly they are disabled, which one process shows.
    guard !functions.isEmpty, try hasStart(functions) else { return [] }
    return functions.count == 1 ? functions : try functions.filter { try hasStart([$0]) }
  }

  /// Measures one function once in its own process.
  /// - Parameters:
  ///   - metrics: the names of the metrics to read; `nil` for all that its test selects.
  ///   - deadline: seconds that it may run without progress; by default the deadline of the bundle.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func takeSession(
    _ function: TestFunctionID, iterations: [String: Int], slowdown: PlantedSlowdown = .none,
    metrics: [String]? = nil, deadline: Double? = nil, isWanted: () -> Bool
  ) throws -> Outcome {
    var request = ChildRequest(task: .session, messages: messagesFile, iterations: iterations, slowdown: slowdown)
    request.metrics = metrics
    return outcome(
      of: [function],
      try run(
        request, of: [function], selection: TestSelection(functions: [function]), flags: Self.inTurn,
        seconds: deadline ?? self.deadline, isWanted: isWanted))
  }

  /// Counts functions under Callgrind in their own process, which leaves its files in the scratch folder.
  ///
  /// The messages report its results before its end, however it ended.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func count(
    _ functions: [TestFunctionID], iterations: Int, slowdown: PlantedSlowdown = .none, tool: CountingTool,
    threads: CountingTool.Threads, scratch: URL, isWanted: () -> Bool
  ) throws -> (outcome: Outcome, messages: [ChildMessage]) {
    var bundle = self
    bundle.scratch = scratch
    bundle.executable = tool.valgrind
    bundle.leading = tool.arguments(dumps: scratch, threads: threads)
    bundle.tools = CountingTool.environment(from: environment)
    let request = ChildRequest(
      task: .count, messages: bundle.messagesFile, slowdown: slowdown, countedIterations: iterations)
    let run = try bundle.run(
      request, of: functions, selection: TestSelection(functions: functions), flags: Self.inTurn, seconds: deadline,
      grace: Self.timeToDump, isWanted: isWanted)
    return (bundle.outcome(of: functions, run), run.messages)
  }

  /// Measures one function once while perf samples its stacks into a file.
  /// - Parameter event: the event that perf samples at, such as `cpu-clock`.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func sample(
    _ function: TestFunctionID, perf: String, event: String, data: URL, isWanted: () -> Bool
  ) throws -> Outcome {
    var bundle = self
    bundle.executable = perf
    // Not a round number: samples might be synchronous with the code.
    bundle.leading = [
      "perf", "record", "--quiet", "--event=\(event)", "--freq=1997", "--call-graph=fp", "--output=\(data.path)", "--",
      executable,
    ]
    return bundle.outcome(
      of: [function],
      try bundle.run(
        ChildRequest(task: .session, messages: bundle.messagesFile), of: [function],
        selection: TestSelection(functions: [function]), flags: Self.inTurn, seconds: deadline, isWanted: isWanted))
  }

  /// Runs tests and their cases one after the other.
  private static let inTurn = ["--no-parallel"]

  /// Seconds for Callgrind to write its counts when it is asked to end.
  private static let timeToDump = 10.0

  /// Additional seconds for loading the bundle: under Valgrind on a busy machine this takes longer than a short
  /// deadline, independent of the functions.
  private static let timeToLoad = 60.0

  /// Swift Testing's exit status when a filter matches nothing (`EX_UNAVAILABLE`).
  private static let nothingSelected: Int32 = 69

  /// The file for the messages of children.
  private var messagesFile: URL { scratch.appendingPathComponent("messages.jsonl") }

  /// The results of a process.
  private struct Run {
    var ending: ChildProcess.Ending
    /// The processes that it left running; `nil` where there are none.
    var leftovers: LeftoverProcesses?
    var messages: [ChildMessage]
    var log: URL
    /// The seconds that it could run without progress.
    var deadline: Double
  }

  /// Runs a process, and again where its function requests variables that it did not get.
  private func run(
    _ request: ChildRequest, of functions: [TestFunctionID] = [], selection: TestSelection = TestSelection(),
    flags: [String] = [], seconds: Double, grace: Double = 0, isWanted: () -> Bool
  ) throws -> Run {
    func start(_ request: ChildRequest) throws -> Run {
      try self.start(
        request, selection: selection, flags: flags, seconds: seconds, grace: grace, isWanted: isWanted)
    }
    // Variables of one function must not reach others, so only a single function can have them.
    guard functions.count == 1, let function = functions.first else {
      return try start(request)
    }
    var request = request
    request.variables = requests[function]
    let run = try start(request)
    for case .requested(function, let variables) in run.messages { requests.add(variables, of: function) }
    guard !requests[function].isSubset(of: request.variables) else { return run }
    request.variables = requests[function]
    return try start(request)
  }

  private func start(
    _ request: ChildRequest, selection: TestSelection, flags: [String], seconds: Double, grace: Double,
    isWanted: () -> Bool
  ) throws -> Run {
    let variables = try ChildEnvironment(from: environment, requested: request.variables).variables
      .merging(request.environment) { $1 }.merging(tools) { $1 }
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      try request.write()
    } catch {
      throw InputError.unwritable(scratch)
    }
    let arguments = flags + (try selection.arguments(in: scratch.appendingPathComponent("selection.json")))
    let log = scratch.appendingPathComponent("output.log")
    try? FileManager.default.removeItem(at: messagesFile)
    func runChild() throws -> (ending: ChildProcess.Ending, leftovers: ChildProcess.Leftovers) {
      let child = try ChildProcess(
        executable, arguments: (leading ?? [name]) + ["--testing-library", "swift-testing"] + arguments,
        environment: variables, folder: folder, output: .file(log), descendants: .ended)
      // There are no messages while the bundle loads; a changing number grants it the time.
      let begin = RunClock.seconds
      var asked = 0
      return child.waitForAll(seconds: seconds, grace: grace, isWanted: isWanted) {
        let length = Self.length(of: messagesFile)
        guard length == 0, RunClock.seconds - begin < Self.timeToLoad else { return length }
        asked -= 1
        return asked
      }
    }
    let (ending, leftovers) = try files?.whileExchanged(runChild) ?? runChild()
    let messages = MessageWriter.messages(in: messagesFile).map { $0.mapped(location) }
    return Run(ending: ending, leftovers: LeftoverProcesses(leftovers), messages: messages, log: log, deadline: seconds)
  }

  /// The bytes of a file; 0 while it does not exist.
  private static func length(of file: URL) -> Int {
    var status = stat()
    return stat(file.path, &status) == 0 ? Int(status.st_size) : 0
  }

  private func outcome(of functions: [TestFunctionID], _ run: Run) -> Outcome {
    let outcome = ChildReport(run.messages).outcome(
      of: functions, run.ending, run.messages, TestOutput(of: run.log), deadline: run.deadline)
    guard case .failed(var failure) = outcome, let leftovers = run.leftovers else { return outcome }
    failure.leftovers = leftovers
    return .failed(failure)
  }

  private func listingError(_ run: Run) -> ListingError {
    ListingError(ending: run.ending, leftovers: run.leftovers, output: TestOutput(of: run.log).tail)
  }
}

extension LeftoverProcesses {
  /// The processes that a child left running; `nil` where there are none.
  fileprivate init?(_ leftovers: ChildProcess.Leftovers) {
    guard leftovers.count > 0 else { return nil }
    self.init(count: leftovers.count, names: leftovers.names)
  }
}
