import Foundation
import PerformanceAlerts
import PerformanceExports
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceMetrics
import PerformanceOperations
import PerformanceRecords
import PerformanceReportCommands
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Reads what alerts are about: metrics of the run, the machine and the log, and facts of the history.
struct AlertInputReader {
  /// The runs that the newest one is compared with, to see whether its environment is a new one.
  private static let earlierRuns = 20
  /// The runs of a branch whose results are compared.
  private static let comparedRuns = 10

  private let opened: OpenedAlerts
  private let arguments: Arguments
  private var input: AlertInput

  private init(_ opened: OpenedAlerts, _ arguments: Arguments) {
    (self.opened, self.arguments) = (opened, arguments)
    input = AlertInput(time: opened.now, sources: [.machine, .runs, .baselines])
  }

  /// The input of an evaluation now.
  static func input(_ opened: OpenedAlerts, _ arguments: Arguments) -> AlertInput {
    var reader = AlertInputReader(opened, arguments)
    reader.addMetrics()
    reader.addRun()
    reader.addHistory()
    reader.addBaselines()
    reader.addObjectives()
    return reader.input
  }

  private mutating func addMetrics() {
    let collector = MetricCollector(MetricSources(opened.package, in: opened.context))
    // The kernel's clock of processor time is too coarse for less.
    Thread.sleep(forTimeInterval: MetricCollector.shortestPeriod)
    let families = collector.families()
    input.add(families)
    if families.contains(where: { $0.name == "perf_log_events" }) { input.sources.insert(.log) }
    for problem in collector.problems { opened.context.output.error("warning: \(problem.text)") }
  }

  // MARK: - The newest run

  private mutating func addRun() {
    let active = Set(ActiveRuns(logs: opened.package.state.eventLogs).runs.map(\.name))
    let ended = opened.package.state.eventLogs.first {
      !active.contains($0.deletingPathExtension().lastPathComponent)
    }
    guard let ended, let record = try? RunRecord(log: ended) else { return }
    input.sources.insert(.run)
    input.run = record.id
    for verdict in record.verdicts {
      let id = verdict.subject.id
      let labels = ["bench": id.description, "suite": MonitoringLabels.suite(id.module, id.suite)]
      switch verdict.outcome {
      case .overBudget:
        input.add(.overBudget, labels.merging(["metric": verdict.metric?.name ?? ""]) { $1 }, 1)
      case .missing: input.add(.missing, labels, 1)
      default: break
      }
    }
  }

  // MARK: - The history

  private mutating func addHistory() {
    let store = HistoryStore(state: opened.package.state)
    do {
      let (runs, outcomes, series) = try store.read { reader in
        (try reader.runs(), try reader.outcomes(), try reader.series(of: nil).count)
      }
      input.sources.insert(.history)
      input.add(.series, [:], Double(series))
      let gates = runs.filter { $0.slowdown == 1 && $0.isFinished }
      addEnvironment(of: gates)
      addAlternations(of: gates.filter { $0.mode == "gate" }, outcomes)
      input.add(
        .historyProblems, [:],
        Double(store.messages.count(where: Self.isProblem) + (try store.check()?.count ?? 0)))
      addDrift()
      try addForecasts(store)
    } catch {
      opened.context.output.error(
        "warning: alerts about the history were not evaluated: \("\(error)".printable(atMost: 400))")
    }
  }

  private static func isProblem(_ message: HistoryMessage) -> Bool {
    switch message {
    case .movedAside, .notWritten, .notRead, .unsynchronizedLog: true
    case .noLibrary, .unreadableLog, .sameRun, .shorterLog, .notShrunk: false
    }
  }

  private mutating func addEnvironment(of runs: [HistoryRun]) {
    guard let newest = runs.last else { return }
    let earlier = runs.dropLast().suffix(Self.earlierRuns)
    guard !earlier.isEmpty else { return }
    for (kind, name) in [("machine", \HistoryRun.machine), ("toolchain", \HistoryRun.toolchain)]
    where !earlier.contains(where: { $0[keyPath: name] == newest[keyPath: name] }) {
      input.add(.newEnvironment, ["kind": kind, "name": newest[keyPath: name]], 1)
    }
  }

  private mutating func addAlternations(of runs: [HistoryRun], _ outcomes: [String: [Verdict.Outcome: Int]]) {
    for (branch, runs) in Dictionary(grouping: runs, by: { $0.provenance.branch ?? "" }) {
      let results = runs.suffix(Self.comparedRuns).map { HistoryTotals.Result($0, outcomes[$0.name] ?? [:]) }
      let changes = zip(results, results.dropFirst()).count { $0 != $1 }
      input.add(.alternations, ["branch": branch], Double(changes))
    }
  }

  private mutating func addDrift() {
    guard let history = try? ReportedRunReader(arguments, in: opened.context).run().history else { return }
    for row in history.digest.rows {
      guard row.group == .drifting, case .drift(let trend, _) = row.content, let id = trend.benchmark else { continue }
      input.add(.drift, Self.labels(of: id, trend.metric.name), row.severity - 1)
    }
  }

  private mutating func addForecasts(_ store: HistoryStore) throws {
    // Of several limits of a metric the first one to be crossed counts; one that is exceeded has a rule of its own.
    var runs: [[String: String]: Int] = [:]
    for entry in try BudgetForecasts(arguments, in: opened.context).entries where entry.forecast.runs > 0 {
      guard let id = entry.trend.benchmark else { continue }
      let labels = Self.labels(of: id, entry.trend.metric.name)
      runs[labels] = min(runs[labels] ?? .max, entry.forecast.runs)
    }
    for (labels, count) in runs { input.add(.budgetCrossing, labels, Double(count)) }
    let capacity = try CapacityReader(opened.package, opened.settings).forecasts(of: store, now: input.time)
    for forecast in capacity {
      guard let crossing = forecast.crossing, crossing.distance > 0 else { continue }
      let seconds = crossing.distance * CapacityForecast.secondsPerWeek
      input.add(.capacityCrossing, ["subject": forecast.subject.text], seconds)
    }
  }

  private static func labels(of id: BenchmarkID, _ metric: String) -> [String: String] {
    ["bench": id.description, "suite": MonitoringLabels.suite(id.module, id.suite), "metric": metric]
  }

  // MARK: - Promises

  private mutating func addObjectives() {
    do {
      let promised = try ObjectiveFile(in: opened.package.baselines.folder).read()
      if !promised.objectives.isEmpty || !promised.invariants.isEmpty {
        let reading = try ObjectiveReading(arguments, in: opened.context, now: input.time)
        _ = reading.keptDocument()
        for standing in reading.standings { add(standing) }
        for standing in reading.invariantStandings where standing.isBroken {
          input.add(.invariantBroken, ["invariant": standing.invariant.id], 1)
        }
      }
      input.sources.insert(.objectives)
    } catch {
      opened.context.output.error("warning: alerts are without the objectives: \("\(error)".printable(atMost: 400))")
    }
  }

  private mutating func add(_ standing: ObjectiveStanding) {
    let labels = ["objective": standing.objective.id]
    // Among few events a single bad one spends the whole budget.
    if standing.budget.count.bad >= 2 {
      input.add(.objectiveRemaining, labels, standing.budget.remaining)
      for level in standing.budget.crossedLevels {
        input.add(.objectiveCrossed, labels.merging(["left": ValueFormat.share(level)]) { $1 }, 1)
      }
    }
    for urgency in Set(standing.rates.firing.map(\.window.severity.rawValue)) {
      input.add(.objectiveBurning, labels.merging(["urgency": urgency]) { $1 }, 1)
    }
  }

  // MARK: - Checked-in files

  private mutating func addBaselines() {
    let baselines = opened.package.baselines
    var problems = 0
    for folder in (try? baselines.folders()) ?? [] {
      do { _ = try baselines.documents(in: folder) } catch { problems += 1 }
    }
    let readers: [() throws -> Void] = [
      { _ = try baselines.acceptances.read() }, { _ = try BudgetFile(in: baselines.folder).read() },
      { _ = try HistorySettingsFile(in: baselines.folder).read() },
    ]
    for read in readers { do { try read() } catch { problems += 1 } }
    input.add(.baselineProblems, [:], Double(problems))
  }
}
