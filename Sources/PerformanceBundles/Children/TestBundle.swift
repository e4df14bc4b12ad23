import CPerformanceProbe
import Foundation
import PerformanceRecords
import PerformanceSystem

/// A built test bundle that can be started to list its benchmarks or to measure one function.
///
/// Start and wait happen on the calling thread, which must live as long as the child: its end kills the child.
package struct TestBundle: Sendable {
  /// The file that is executed.
  package var executable: String
  /// The name the child sees as its own; Swift Testing finds its resources beside it.
  package var name: String
  /// Where answers and output go while a child runs.
  package var scratch: URL
  /// The environment of which children get what ``ChildEnvironment`` lets through, besides their order.
  package var environment: [String: String]
  /// The folder that children run in; this process's unless given.
  package var folder: URL?
  /// Where its files are while it does not run; `nil` where they are in place.
  package var files: ExchangedFolders?

  /// Where a source is that its user edits, of one that the compiler saw.
  package var location: @Sendable (CodeLocation) -> CodeLocation = { $0 }

  /// Seconds that a process may run without progress.
  package var deadline: Double
  /// What stands before the bundle's arguments where another program runs it, instead of its name.
  private var leading: [String]?
  /// Variables that the program needs which runs the bundle.
  private var tools: [String: String] = [:]
  /// The variables that functions have asked for.
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
    /// The bundle that is running now: a rebuilt file of the same name would be another one.
    package static func running(scratch: URL, deadline: Double) -> TestBundle? {
      TestBundle(
        executable: "/proc/self/exe", name: CommandLine.arguments.first ?? "bundle", scratch: scratch,
        environment: ProcessInfo.processInfo.environment, deadline: deadline)
    }
  #else
    /// Elsewhere a bundle is loaded by a helper of the system and cannot start itself.
    package static func running(scratch: URL, deadline: Double) -> TestBundle? { nil }
  #endif

  /// What became of a child that was to measure.
  package enum Outcome: Sendable {
    /// Its sessions: all of its cases have ended.
    case answered([BenchmarkSession])
    /// All of its cases have ended, and there is no session for a reason that is no failure.
    case empty(UnmeasuredFunction.Cause)
    /// The test is disabled: the run came to its end without entering its body, or the body cancelled its test.
    case disabled
    /// It gave no result.
    case failed(Failure)
    /// Nobody wants the result any more.
    case abandoned
  }

  /// A listing that gave nothing to go by.
  package struct ListingError: Error, CustomStringConvertible {
    package let description: String
  }

  /// The functions of performance suites that a selection has, in the order of their ids.
  /// - Throws: ``ListingError`` or ``InputError``.
  package func list(_ selection: TestSelection, isWanted: () -> Bool) throws -> [TestFunctionID] {
    try introduction(selection, isWanted: isWanted).functions
  }

  /// What a bundle that may be of another version of this package says of itself.
  package struct Introduction: Hashable, Sendable {
    /// The selected functions of performance suites, in the order of their ids.
    package var functions: [TestFunctionID]
    /// Its methodology; `nil` where it does not say it, as early versions of this package did not.
    package var methodology: Int?
    /// Lines of its answer that this version cannot read.
    package var unreadable: Int
    /// Those of its functions that their tests leave out of the counting pass.
    package var uncounted: Set<TestFunctionID> = []
  }

  /// The functions of performance suites that a selection has, and what the bundle is.
  /// - Throws: ``ListingError`` or ``InputError``.
  package func introduction(_ selection: TestSelection, isWanted: () -> Bool) throws -> Introduction {
    let run = try run(
      ChildRequest(task: .list, answer: answer), arguments: selection.arguments, seconds: 60, isWanted: isWanted)
    let answers = run.answers
    switch run.ending {
    case .exited(0), .exited(Self.nothingSelected): break
    default:
      throw ListingError(description: "the test bundle \(run.text) while listing its tests: \(tail(of: run.log))")
    }
    for case .refused(let error) in answers { throw error }
    let functions = answers.compactMap { answer in
      if case .function(let id) = answer { id } else { nil }
    }
    let methodologies = answers.compactMap { answer in
      if case .introduced(let methodology) = answer { methodology } else { nil }
    }
    let uncounted = answers.compactMap { answer in
      if case .uncounted(let id) = answer { id } else { nil }
    }
    return Introduction(
      functions: Set(functions).sorted { $0.description < $1.description }, methodology: methodologies.first,
      unreadable: MessageWriter.unreadable(in: answer), uncounted: Set(uncounted))
  }

  /// Every test function, whether or not it is one of a performance suite, selected or disabled.
  /// - Throws: ``ListingError`` or ``InputError``.
  package func allTests(isWanted: () -> Bool) throws -> TestListing {
    let run = try run(
      ChildRequest(task: .list, answer: answer), arguments: ["--list-tests"], seconds: 60, isWanted: isWanted)
    guard run.ending == .exited(0), let output = try? Data(contentsOf: run.log) else {
      throw ListingError(description: "the test bundle \(run.text) while listing all its tests: \(tail(of: run.log))")
    }
    return TestListing(output: String(decoding: output, as: UTF8.self))
  }

  /// Measures one function once in a process of its own.
  /// - Parameter metrics: the names of those that are read; `nil` for all that its test asks for.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func takeSession(
    _ function: TestFunctionID, iterations: [String: Int], slowdown: Double, metrics: [String]? = nil,
    isWanted: () -> Bool
  ) throws -> Outcome {
    var request = ChildRequest(task: .session, answer: answer, iterations: iterations, slowdown: slowdown)
    request.metrics = metrics
    return outcome(
      of: [function],
      try run(
        request, of: [function], arguments: ["--no-parallel", "--filter", function.filter], seconds: deadline,
        isWanted: isWanted))
  }

  /// Lets Callgrind count functions in a process of their own, which leaves its files in the scratch folder.
  ///
  /// Its answers say what it did before it ended, however it ended.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func count(
    _ functions: [TestFunctionID], iterations: Int, tool: CountingTool, threads: CountingTool.Threads, scratch: URL,
    isWanted: () -> Bool
  ) throws -> (outcome: Outcome, answers: [ChildMessage]) {
    var bundle = self
    bundle.scratch = scratch
    bundle.executable = tool.valgrind
    bundle.leading = tool.arguments(dumps: scratch, threads: threads)
    bundle.tools = CountingTool.environment(from: environment)
    let request = ChildRequest(task: .count, answer: bundle.answer, countedIterations: iterations)
    let run = try bundle.run(
      request, of: functions, arguments: ["--no-parallel"] + TestSelection(functions: functions).arguments,
      seconds: deadline, grace: Self.timeToDump, isWanted: isWanted)
    return (bundle.outcome(of: functions, run), run.answers)
  }

  /// Measures one function once while perf writes samples of its stacks to a file.
  /// - Parameter event: what perf takes a sample at, such as `cpu-clock`.
  /// - Throws: ``InputError`` when the scratch folder cannot be written.
  package func sample(
    _ function: TestFunctionID, perf: String, event: String, data: URL, isWanted: () -> Bool
  ) throws -> Outcome {
    var bundle = self
    bundle.executable = perf
    // Not a round number, or samples might keep step with what the code does.
    bundle.leading = [
      "perf", "record", "--quiet", "--event=\(event)", "--freq=1997", "--call-graph=fp", "--output=\(data.path)", "--",
      executable,
    ]
    return bundle.outcome(
      of: [function],
      try bundle.run(
        ChildRequest(task: .session, answer: bundle.answer), of: [function],
        arguments: ["--no-parallel", "--filter", function.filter], seconds: deadline, isWanted: isWanted))
  }

  /// Seconds in which Callgrind writes what it has counted when it is asked to end.
  private static let timeToDump = 10.0

  /// Seconds that loading the bundle may take besides: under Valgrind on a busy machine longer than a short deadline, and
  /// nothing of it is a function's doing.
  private static let timeToLoad = 60.0

  /// Swift Testing's exit status when a filter matches nothing (`EX_UNAVAILABLE`).
  private static let nothingSelected: Int32 = 69

  /// The file that children answer in.
  private var answer: URL { scratch.appendingPathComponent("answer.jsonl") }

  /// What a process left behind.
  private struct Run {
    var ending: ChildProcess.Ending
    var leftovers: ChildProcess.Leftovers
    var answers: [ChildMessage]
    var log: URL

    /// How it ended, and what it had left running.
    var text: String { ending.text + leftovers.text }
  }

  /// Runs a process, and once more where its function asks for variables that it was not given.
  private func run(
    _ request: ChildRequest, of functions: [TestFunctionID] = [], arguments: [String], seconds: Double,
    grace: Double = 0,
    isWanted: () -> Bool
  ) throws -> Run {
    // A variable of one function would be seen by the others: it is run by itself.
    guard functions.count == 1, let function = functions.first else {
      return try start(request, arguments: arguments, seconds: seconds, grace: grace, isWanted: isWanted)
    }
    var request = request
    request.variables = requests[function]
    let run = try start(request, arguments: arguments, seconds: seconds, grace: grace, isWanted: isWanted)
    for case .requested(function, let variables) in run.answers { requests.add(variables, of: function) }
    guard !requests[function].isSubset(of: request.variables) else { return run }
    request.variables = requests[function]
    return try start(request, arguments: arguments, seconds: seconds, grace: grace, isWanted: isWanted)
  }

  private func start(
    _ request: ChildRequest, arguments: [String], seconds: Double, grace: Double, isWanted: () -> Bool
  ) throws -> Run {
    let variables = try ChildEnvironment(from: environment, requested: request.variables).variables
      .merging(request.environment) { $1 }.merging(tools) { $1 }
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      try request.write()
    } catch {
      throw InputError.unwritable(scratch)
    }
    let log = scratch.appendingPathComponent("output.log")
    try? FileManager.default.removeItem(at: answer)
    func runChild() throws -> (ending: ChildProcess.Ending, leftovers: ChildProcess.Leftovers) {
      let child = try ChildProcess(
        executable, arguments: (leading ?? [name]) + ["--testing-library", "swift-testing"] + arguments,
        environment: variables, folder: folder, output: .file(log), descendants: .ended)
      // While the bundle is loaded there is no answer yet; a number that changes each time gives it the time for that.
      let begin = RunClock.seconds
      var asked = 0
      return child.waitForAll(seconds: seconds, grace: grace, isWanted: isWanted) {
        let length = Self.length(of: answer)
        guard length == 0, RunClock.seconds - begin < Self.timeToLoad else { return length }
        asked -= 1
        return asked
      }
    }
    let (ending, leftovers) = try files?.whileExchanged(runChild) ?? runChild()
    let answers = MessageWriter.answers(in: answer).map { $0.mapped(location) }
    return Run(ending: ending, leftovers: leftovers, answers: answers, log: log)
  }

  /// The bytes of a file; 0 while there is none.
  private static func length(of file: URL) -> Int {
    var status = stat()
    return stat(file.path, &status) == 0 ? Int(status.st_size) : 0
  }

  private func outcome(of functions: [TestFunctionID], _ run: Run) -> Outcome {
    let outcome = ChildReport(run.answers).outcome(
      of: functions, run.ending, run.answers, TestOutput(of: run.log), deadline: deadline)
    guard case .failed(var failure) = outcome, run.leftovers.count > 0 else { return outcome }
    failure.leftovers = LeftoverProcesses(count: run.leftovers.count, names: run.leftovers.names)
    return .failed(failure)
  }

  private func tail(of log: URL) -> String { TestOutput(of: log).tail }
}

extension ChildProcess.Leftovers {
  /// Continues a sentence about the process that left them; empty without any.
  fileprivate var text: String {
    switch count {
    case 0: ""
    case 1: ", and a process that it had started was ended (\(names))"
    default: ", and \(count) processes that it had started were ended (\(names))"
    }
  }
}
