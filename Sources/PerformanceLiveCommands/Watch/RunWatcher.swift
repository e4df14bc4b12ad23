import Foundation
import PerformanceLive
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import PerformanceWorkflows

/// Finds the run to show, goes on to the next one when it has ended, and reads it and those beside it.
struct RunWatcher {
  /// Between two looks for runs.
  private static let pause = Duration.seconds(1)

  private let requested: RequestedRun
  private let redRule: RedRule
  /// The run that is shown.
  private var shown: RunFeed?
  /// Further runs of the package that are under way.
  private var others: [RunFeed] = []
  private var newest: String?
  private var nextLook = ContinuousClock.now
  private var baselines: (run: String?, finder: ComparisonFinder?)?

  init(_ requested: RequestedRun, environment: [String: String]) {
    self.requested = requested
    redRule = RedRule(environment: environment)
  }

  /// The processes that lead the runs under way.
  var processes: Set<Int> { Set(feeds.compactMap(\.active.process)) }

  /// Whether the run that is shown has finished or broken off.
  var hasEnded: Bool { shown?.hasEnded ?? false }

  /// The run that is shown, and those beside it.
  private var feeds: [RunFeed] { [shown].compactMap { $0 } + others }

  /// Reads what has come, up to some time.
  /// - Parameter milliseconds: how long to wait for events of the run that is shown.
  /// - Returns: Whether something has changed.
  /// - Throws: ``InputError`` for a line that is no event.
  mutating func read(until end: ContinuousClock.Instant, waiting milliseconds: Int32 = 0) throws -> Bool {
    var hasChanged = false
    if ContinuousClock.now >= nextLook {
      hasChanged = poll()
      nextLook = .now + Self.pause
    }
    if try shown?.read(until: end, waiting: milliseconds) ?? false { hasChanged = true }
    for index in others.indices {
      if try others[index].read(until: end) { hasChanged = true }
    }
    return hasChanged
  }

  /// Adds the runs to a state.
  mutating func add(to state: inout DashboardState) {
    let (finder, redRule) = (finder, redRule)
    state.run = shown?.status(redRule: redRule, baselines: finder)
    state.newestRun = newest
    state.activeRuns = feeds.filter { !$0.hasEnded }.map(\.active)
      .sorted { $0.name > $1.name }
  }

  // MARK: - Finding runs

  private mutating func poll() -> Bool {
    switch requested {
    case .log(let log):
      guard shown == nil else { return false }
      shown = RunFeed(log)
    case .socket(let path):
      guard shown?.isOver ?? true, let source = try? SocketSource(path) else { return false }
      shown = RunFeed("unix:" + path, source)
    case .underWay(let package): return poll(in: package.state)
    }
    return true
  }

  private mutating func poll(in state: StateFolder) -> Bool {
    let logs = state.logsUnderWay
    let last = state.eventLogs.first?.deletingPathExtension().lastPathComponent
    var hasChanged = last != newest
    newest = last
    if shown?.isOver ?? true, let next = logs.first(where: { RunFeed.name(of: $0) != shown?.name }) {
      others.removeAll { $0.name == RunFeed.name(of: next) }
      shown = RunFeed(next)
      hasChanged = true
    }
    let names = Set(logs.map(RunFeed.name))
    hasChanged = hasChanged || others.contains { !names.contains($0.name) }
    others.removeAll { !names.contains($0.name) }
    for log in logs where feeds.allSatisfy({ $0.name != RunFeed.name(of: log) }) {
      others.append(RunFeed(log))
      hasChanged = true
    }
    return hasChanged
  }

  // MARK: - Baselines

  /// Finds the baselines of the shown run's machine once for each run. Where they cannot be read there is no threshold;
  /// the gate reports why.
  private var finder: ComparisonFinder? {
    mutating get {
      guard case .underWay(let package) = requested, let run = shown?.record, !run.sessions.isEmpty,
        let environment = run.start?.environment
      else { return nil }
      if let baselines, baselines.run == run.id { return baselines.finder }
      var loaded = BaselineStore.Loaded()
      let folder = BaselineStore.BaselineFolder(
        toolchain: environment.toolchain.folderName, machine: environment.machine.folderName)
      loaded.times = (try? package.baselines.documents(in: folder)) ?? []
      let finder = ComparisonFinder(loaded: loaded, environment: environment)
      baselines = (run.id, finder)
      return finder
    }
  }
}

extension RunFeed {
  /// The name of the run of a log.
  static func name(of log: URL) -> String { log.deletingPathExtension().lastPathComponent }

  /// Reads a log.
  init(_ log: URL) { self.init(Self.name(of: log), LogSource(log)) }
}
