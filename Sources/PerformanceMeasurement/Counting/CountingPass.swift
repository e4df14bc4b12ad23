import Foundation
import PerformanceBundles
import PerformanceProfiles
import PerformanceRecords
import PerformanceSystem
import PerformanceWindow
import Synchronization

/// Counts the instructions of benchmarks with Callgrind, in as many processes at a time as there are processors.
///
/// Counts do not depend on the load, so only the machine's lock separates them from measurements.
package struct CountingPass: Sendable {
  /// The result of counting a function.
  package indirect enum Outcome: Sendable {
    /// Its benchmarks.
    case counted([CountedSession])
    /// Its body was never entered.
    case disabled
    /// It gave no counts.
    case failed(Failure)
    /// It did not end in time and must not be started again.
    case stopped(StoppedCount)
    /// The run was ended before the result.
    case abandoned
  }

  private let bundle: TestBundle
  private let tool: CountingTool
  private let instrument: String
  private let slowdown: PlantedSlowdown
  private let deadline: @Sendable (TestFunctionID) -> Double

  /// Creates a pass for a bundle and a tool that runs its copy.
  /// - Parameters:
  ///   - slowdown: the planted slowdown.
  ///   - deadline: seconds that a function may run without progress; by default the deadline of the bundle.
  package init(
    bundle: TestBundle, tool: CountingTool, slowdown: PlantedSlowdown = .none,
    deadline: (@Sendable (TestFunctionID) -> Double)? = nil
  ) {
    self.bundle = bundle
    self.slowdown = slowdown
    self.deadline = deadline ?? { _ in bundle.deadline }
    self.tool = tool
    instrument = tool.instrument(cpuInformation: SystemFile.read("/proc/cpuinfo") ?? "")
  }

  /// Counts the functions of each group in one process.
  /// - Parameters:
  ///   - groups: the most expensive ones first, so that the processors finish together.
  ///   - iterations: the number of counted iterations of each benchmark, after a warm-up iteration.
  ///   - progress: called with the number of finished functions, from several threads.
  ///   - isWanted: polled while processes run.
  /// - Throws: ``InputError`` when the scratch folder cannot be used.
  package func count(
    _ groups: [[TestFunctionID]], iterations: Int, progress: @escaping @Sendable (Int) -> Void,
    isWanted: @escaping @Sendable () -> Bool
  ) throws -> [TestFunctionID: Outcome] {
    let queue = CountingQueue(groups)
    let workers = min(ProcessInfo.processInfo.activeProcessorCount, groups.count)
    let finished = DispatchGroup()
    for worker in 0..<workers {
      finished.enter()
      // A dedicated thread each, since children die with the thread that started them.
      let thread = Thread {
        while let group = queue.next() {
          let scratch = bundle.scratch.appendingPathComponent("count-\(worker)")
          queue.record(Result { try count(group, iterations: iterations, scratch: scratch, isWanted: isWanted) })
          progress(queue.done)
        }
        finished.leave()
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
    finished.wait()
    return try queue.outcomes()
  }

  /// Counts functions in one process, and those without a result in further ones.
  ///
  /// A function that does not end is started once: the counts before it are kept, the rest is counted without it.
  private func count(
    _ functions: [TestFunctionID], iterations: Int, scratch: URL, isWanted: () -> Bool
  ) throws -> [TestFunctionID: Outcome] {
    let (processes, isAbandoned) = try processes(
      functions, iterations: iterations, scratch: scratch, isWanted: isWanted)
    if isAbandoned { return Dictionary(uniqueKeysWithValues: functions.map { ($0, .abandoned) }) }
    var outcomes: [TestFunctionID: Outcome] = [:]
    for process in processes {
      outcomes.merge(process.sessions.mapValues { .counted($0.counted) }) { $1 }
      if let (function, stopped) = process.stopped { outcomes[function] = .stopped(stopped) }
    }
    let left = functions.filter { outcomes[$0] == nil }
    guard let ending = processes.last?.ending, !left.isEmpty else { return outcomes }
    func merge(_ group: [TestFunctionID]) throws {
      outcomes.merge(try count(group, iterations: iterations, scratch: scratch, isWanted: isWanted)) { $1 }
    }
    if outcomes.contains(where: { $0.value.isStopped }) {
      try merge(left)
    } else if functions.count == 1 || ending.isTimeOut {
      // A process that reached no function in time would not reach one in a second attempt.
      for function in left { outcomes[function] = Self.outcome(of: ending) }
    } else {
      for function in left { try merge([function]) }
    }
    return outcomes
  }

  /// The results of the benchmarks of one function.
  private struct FunctionSessions {
    var counted: [CountedSession] = []
    var isAsynchronous = false
  }

  /// The results of one process.
  private struct CountedProcess {
    var ending: TestBundle.Outcome
    var sessions: [TestFunctionID: FunctionSessions] = [:]
    var stopped: (TestFunctionID, StoppedCount)?
  }

  /// A process for the functions, and another one for those that prove asynchronous: the costs of one thread are not
  /// theirs, whatever the result of the second process.
  private func processes(
    _ functions: [TestFunctionID], iterations: Int, scratch: URL, isWanted: () -> Bool
  ) throws -> (processes: [CountedProcess], isAbandoned: Bool) {
    var first = try run(functions, iterations: iterations, threads: .separate, scratch: scratch, isWanted: isWanted)
    let asynchronous = first.sessions.filter(\.value.isAsynchronous).keys.sorted { $0.description < $1.description }
    for function in asynchronous { first.sessions[function] = nil }
    var processes = [first]
    if !asynchronous.isEmpty {
      processes.append(
        try run(asynchronous, iterations: iterations, threads: .together, scratch: scratch, isWanted: isWanted))
    }
    return (processes, processes.contains { if case .abandoned = $0.ending { true } else { false } })
  }

  private func run(
    _ functions: [TestFunctionID], iterations: Int, threads: CountingTool.Threads, scratch: URL, isWanted: () -> Bool
  ) throws -> CountedProcess {
    defer { try? FileManager.default.removeItem(at: scratch) }
    var bundle = bundle
    bundle.deadline = functions.map(deadline).max() ?? bundle.deadline
    let (ending, messages) = try bundle.count(
      functions, iterations: iterations, slowdown: slowdown, tool: tool, threads: threads, scratch: scratch,
      isWanted: isWanted)
    var process = CountedProcess(ending: ending)
    guard ending.isAnswer || ending.isTimeOut else { return process }
    let files = CallgrindFiles(in: scratch)
    for case .counted(let benchmark) in messages {
      let profiles = try benchmark.dumps.compactMap { try files.profile(labelled: $0) }
      guard let counted = CountedSession(benchmark, profiles: profiles, instrument: instrument) else { continue }
      process.sessions[benchmark.session.id.function, default: FunctionSessions()].counted.append(counted)
      if benchmark.isAsynchronous { process.sessions[benchmark.session.id.function]?.isAsynchronous = true }
    }
    guard case .failed(let failure) = ending, failure.reason == .timedOut, let last = Self.lastEntered(messages),
      functions.contains(last.function)
    else { return process }
    let sessions = process.sessions.removeValue(forKey: last.function) ?? FunctionSessions()
    let counted = sessions.isAsynchronous && threads == .separate ? [] : sessions.counted
    let partial = last.begun.flatMap { id, location in
      files.unfinished.flatMap { CountedSession(unfinished: $0, of: id, at: location, instrument: instrument) }
    }
    process.stopped = (
      last.function,
      StoppedCount(failure: failure, seconds: bundle.deadline, counted: counted, unfinished: partial)
    )
    return process
  }

  /// The last entered function, and its benchmark that began without a result; `nil` where none was entered.
  private static func lastEntered(
    _ messages: [ChildMessage]
  ) -> (function: TestFunctionID, begun: (BenchmarkID, CodeLocation)?)? {
    var last: TestFunctionID?
    var begun: (BenchmarkID, CodeLocation)?
    for message in messages {
      switch message {
      case .function(let function): (last, begun) = (function, nil)
      case .measuring(let id, let location): begun = (id, location)
      case .counted: begun = nil
      default: continue
      }
    }
    return last.map { ($0, begun) }
  }

  private static func outcome(of ending: TestBundle.Outcome) -> Outcome {
    switch ending {
    case .measured, .empty: .failed(Failure(.noCall))
    case .disabled: .disabled
    case .failed(let failure): .failed(failure)
    case .abandoned: .abandoned
    }
  }
}

extension CountingPass.Outcome {
  fileprivate var isStopped: Bool {
    if case .stopped = self { true } else { false }
  }
}

extension TestBundle.Outcome {
  fileprivate var isAnswer: Bool {
    switch self {
    case .measured, .empty: true
    case .disabled, .failed, .abandoned: false
    }
  }

  fileprivate var isTimeOut: Bool {
    if case .failed(let failure) = self { failure.reason == .timedOut } else { false }
  }
}

/// The groups still to be counted, and the results of the others.
private final class CountingQueue: Sendable {
  private struct State {
    var waiting: ArraySlice<[TestFunctionID]>
    var outcomes: [TestFunctionID: CountingPass.Outcome] = [:]
    var error: (any Error)?
  }

  private let state: Mutex<State>

  init(_ groups: [[TestFunctionID]]) { state = Mutex(State(waiting: groups[...])) }

  func next() -> [TestFunctionID]? { state.withLock { $0.error == nil ? $0.waiting.popFirst() : nil } }

  func record(_ result: Result<[TestFunctionID: CountingPass.Outcome], any Error>) {
    state.withLock { state in
      switch result {
      case .success(let outcomes): state.outcomes.merge(outcomes) { $1 }
      case .failure(let error): state.error = state.error ?? error
      }
    }
  }

  var done: Int { state.withLock(\.outcomes.count) }

  func outcomes() throws -> [TestFunctionID: CountingPass.Outcome] {
    try state.withLock { state in
      if let error = state.error { throw error }
      return state.outcomes
    }
  }
}
