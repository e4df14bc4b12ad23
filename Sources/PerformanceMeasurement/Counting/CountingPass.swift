import Foundation
import PerformanceProcesses
import PerformanceProfiles
import PerformanceRecords
import PerformanceSystem
import PerformanceWindow
import Synchronization

/// Lets Callgrind count the instructions of benchmarks, in as many processes at a time as there are processors.
///
/// Counts do not mind company, so nothing but the machine's lock keeps them apart from measurements.
package struct CountingPass: Sendable {
  /// What became of a function that was to be counted.
  package enum Outcome: Sendable {
    /// Its benchmarks.
    case counted([CountedSession])
    /// Its body was never entered.
    case disabled
    /// It gave no counts, and why.
    case failed(String)
    /// Nobody wants the result any more.
    case abandoned
  }

  private let bundle: TestBundle
  private let tool: CountingTool
  private let instrument: String

  /// A pass with a bundle and the tool that runs its copy.
  package init(bundle: TestBundle, tool: CountingTool) {
    self.bundle = bundle
    self.tool = tool
    instrument = tool.instrument(cpuInformation: SystemFile.read("/proc/cpuinfo") ?? "")
  }

  /// Counts the functions of each group in one process.
  /// - Parameters:
  ///   - groups: the most expensive ones first, so that the processors end together.
  ///   - iterations: how many single iterations of each benchmark are counted, after one that is not.
  ///   - progress: told the number of functions done, from several threads.
  ///   - isWanted: asked while processes run.
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
      // A thread each, not a pool's: children die with the thread that started them.
      let thread = Thread {
        while let group = queue.next() {
          let scratch = bundle.scratch.appendingPathComponent("count-\(worker)")
          queue.note(Result { try count(group, iterations: iterations, scratch: scratch, isWanted: isWanted) })
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

  /// Counts functions in one process, and by themselves those that it says nothing of.
  private func count(
    _ functions: [TestFunctionID], iterations: Int, scratch: URL, isWanted: () -> Bool
  ) throws -> [TestFunctionID: Outcome] {
    var (ending, sessions) = try run(
      functions, iterations: iterations, threads: .separate, scratch: scratch, isWanted: isWanted)
    let asynchronous = sessions.filter(\.value.isAsynchronous).keys.sorted { $0.description < $1.description }
    if !asynchronous.isEmpty {
      // The costs of one thread are not theirs, whatever becomes of the second process.
      for function in asynchronous { sessions[function] = nil }
      let together = try run(
        asynchronous, iterations: iterations, threads: .together, scratch: scratch, isWanted: isWanted)
      sessions.merge(together.sessions) { $1 }
      ending = together.ending
    }
    if case .abandoned = ending { return Dictionary(uniqueKeysWithValues: functions.map { ($0, .abandoned) }) }
    guard functions.count > 1 else {
      return [functions[0]: sessions[functions[0]].map { .counted($0.counted) } ?? Self.outcome(of: ending)]
    }
    return try functions.reduce(into: [:]) { outcomes, function in
      if let sessions = sessions[function] {
        outcomes[function] = .counted(sessions.counted)
      } else {
        outcomes.merge(
          try count([function], iterations: iterations, scratch: scratch, isWanted: isWanted)
        ) { $1 }
      }
    }
  }

  /// What the benchmarks of one function gave.
  private struct FunctionSessions {
    var counted: [CountedSession] = []
    var isAsynchronous = false
  }

  private func run(
    _ functions: [TestFunctionID], iterations: Int, threads: CountingTool.Threads, scratch: URL, isWanted: () -> Bool
  ) throws -> (ending: TestBundle.Outcome, sessions: [TestFunctionID: FunctionSessions]) {
    defer { try? FileManager.default.removeItem(at: scratch) }
    let ending = try bundle.count(
      functions, iterations: iterations, tool: tool, threads: threads, scratch: scratch, isWanted: isWanted)
    guard case .answered(let answers) = ending else { return (ending, [:]) }
    let files = CallgrindFiles(in: scratch)
    var sessions: [TestFunctionID: FunctionSessions] = [:]
    for case .counted(let benchmark) in answers {
      let profiles = try benchmark.dumps.compactMap { try files.profile(labelled: $0) }
      guard let counted = CountedSession(benchmark, profiles: profiles, instrument: instrument) else { continue }
      sessions[benchmark.session.id.function, default: FunctionSessions()].counted.append(counted)
      if benchmark.isAsynchronous { sessions[benchmark.session.id.function]?.isAsynchronous = true }
    }
    return (ending, sessions)
  }

  private static func outcome(of ending: TestBundle.Outcome) -> Outcome {
    switch ending {
    case .answered: .failed("no 'measure' call was met under Callgrind")
    case .disabled: .disabled
    case .failed(_, let detail): .failed(detail)
    case .abandoned: .abandoned
    }
  }
}

/// The groups that are still to be counted, and what the others gave.
private final class CountingQueue: Sendable {
  private struct State {
    var waiting: ArraySlice<[TestFunctionID]>
    var outcomes: [TestFunctionID: CountingPass.Outcome] = [:]
    var error: (any Error)?
  }

  private let state: Mutex<State>

  init(_ groups: [[TestFunctionID]]) { state = Mutex(State(waiting: groups[...])) }

  func next() -> [TestFunctionID]? { state.withLock { $0.error == nil ? $0.waiting.popFirst() : nil } }

  func note(_ result: Result<[TestFunctionID: CountingPass.Outcome], any Error>) {
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
