import PerformanceHistory
import PerformanceRecording
import PerformanceRecords
import PerformanceText

/// The numbers of one origin, a set of baselines or a run, in a form that can be compared with another's.
package struct RecordedNumbers: Sendable {
  /// The metrics of each benchmark.
  package private(set) var metrics: [BenchmarkID: [BaselineMetric]] = [:]
  /// The folder names of the toolchains.
  package private(set) var toolchains: Set<String> = []
  /// The folder names of the machine classes; empty where there are only counts.
  package private(set) var machines: Set<String> = []
  /// The methodologies; empty for a run, whose log has none.
  package private(set) var methodologies: Set<Int> = []
  /// The GPUs of GPU numbers, with their drivers; empty where there are none.
  package private(set) var gpus: Set<String> = []
  /// The run of the history; `nil` for files.
  package private(set) var run: ComparedRun?

  /// The numbers of baselines, which must be of one toolchain and at most one machine class.
  package init(documents: [BaselineDocument]) {
    for document in documents {
      toolchains.insert(document.toolchain)
      if let machine = document.machine { machines.insert(machine) }
      methodologies.insert(document.methodology)
      for benchmark in document.benchmarks { metrics[document.id(of: benchmark), default: []] += benchmark.metrics }
      gpus.formUnion(document.benchmarks.compactMap { $0.gpu?.boardAndDriver })
    }
  }

  /// The numbers of a run's sessions.
  package init(_ record: RunRecord) {
    if let environment = record.start?.environment {
      toolchains = [environment.toolchain.folderName]
      machines = [environment.machine.folderName]
    }
    for (id, sessions) in record.headSessions {
      metrics[id] = Self.metrics(of: sessions)
      gpus.formUnion(sessions.compactMap { $0.gpu?.environment.boardAndDriver })
    }
  }

  /// The numbers of a run of the history, from its rows. It has no tolerances.
  package init(_ run: HistoryRun, _ rows: [RunContents.Row]) {
    self.run = ComparedRun(run)
    if !run.toolchain.isEmpty { toolchains = [run.toolchain] }
    if !run.machine.isEmpty { machines = [run.machine] }
    // Only a run that judges shows which metrics it does not judge.
    let judges = rows.contains { $0.point.outcome != nil }
    for row in rows {
      var metric = BaselineMetric(row)
      metric.metric.isJudged = !judges || row.point.outcome != nil
      metrics[row.series.benchmark, default: []].append(metric)
    }
  }

  /// The metrics of fresh sessions of one benchmark, in the order of reading.
  package static func metrics(of sessions: [BenchmarkSession]) -> [BaselineMetric] {
    var names: Set<String> = []
    return sessions.flatMap(\.readings).map(\.metric).filter { names.insert($0.name).inserted }.compactMap { metric in
      BaselineUpdate.baseline(metric, sessions.compactMap { $0.reading(metric.name) })
    }
  }

  /// The documents of one toolchain and machine class: those of the first selection that has any.
  ///
  /// - Returns: All documents where they already agree; `nil` where no selection has any.
  package static func narrowed(_ documents: [BaselineDocument], to selections: [BaselineKey]) -> [BaselineDocument]? {
    let machines = Set(documents.compactMap(\.machine))
    guard Set(documents.map(\.toolchain)).count > 1 || machines.count > 1 else { return documents }
    return selections.lazy.map { selection in documents.filter(selection.holds) }.first { !$0.isEmpty }
  }
}

/// The key of baselines: a toolchain and a machine class.
package struct BaselineKey: Equatable, Sendable {
  /// The folder name of the toolchain.
  package var toolchain: String
  /// The folder name of the machine class; `nil` for counts only.
  package var machine: String?

  /// The key of a run.
  package init(_ environment: RunEnvironment) {
    toolchain = environment.toolchain.folderName
    machine = environment.machine.folderName
  }

  /// The key of numbers; `nil` unless they are of one toolchain and at most one machine class.
  package init?(of numbers: RecordedNumbers) {
    guard let toolchain = numbers.toolchains.first, numbers.toolchains.count == 1, numbers.machines.count < 2 else {
      return nil
    }
    self.toolchain = toolchain
    machine = numbers.machines.first
  }

  fileprivate func holds(_ document: BaselineDocument) -> Bool {
    document.toolchain == toolchain && (document.machine == nil || document.machine == machine)
  }
}
