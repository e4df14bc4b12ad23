import PerformanceRecords
import PerformanceSystem

/// A run as one JSON document, for other tools.
package struct RunReport: Encodable, Sendable {
  /// The value of `schema` in the document.
  package static let schema = "swift-performance-testing/run"
  /// The version of the document's schema.
  package static let version = 2

  private let schema = Self.schema
  private let version = Self.version
  private let mode: String?
  private let filters: [String]
  private let against: String?
  /// How times were judged; absent where none were measured.
  private let times: String?
  private let environment: RunEnvironment?
  private let isFinished: Bool
  private let exitStatus: Int32
  private let seconds: Double
  private let benchmarks: Int
  private let counts: [String: Int]
  private let verdicts: [Entry]
  private let testFailure: String?
  private let warnings: [Warning]
  private let unusedAcceptances: [Unused]
  /// Budgets of the checked-in file without effect; absent where each has one.
  private let unusedBudgets: [UnusedBudget]?
  /// The commits that confirmed regressions came with; `nil` without any.
  private let rollbackRecommended: [RollbackRecommendation]?
  /// The packages outside of the repository that both compared builds had, whose changes were not compared; `nil` without
  /// any.
  private let outside: [String]?
  /// The GPUs of the sessions; `nil` when no session read one.
  private let gpus: [GPUSummary]?

  private struct Entry: Encodable {
    let isRed: Bool
    let text: String
    let verdict: Verdict
  }

  private struct Warning: Encodable {
    let subject: Verdict.Subject
    let text: String
  }

  private struct Unused: Encodable {
    let acceptance: UnusedAcceptance
    let text: String
  }

  package init(_ summary: RunSummary) {
    mode = summary.start?.mode
    filters = summary.start?.configuration.filters ?? []
    against = summary.start?.configuration.against
    times = JudgedTimes(summary: summary).line
    environment = summary.environment
    isFinished = summary.record.isFinished
    exitStatus = summary.exitStatus.rawValue
    seconds = summary.record.seconds
    benchmarks = summary.benchmarks.count
    counts = Dictionary(uniqueKeysWithValues: summary.counts.map { ($0.key.name, $0.value) })
    verdicts = summary.verdicts.map { Entry(isRed: summary.isRed($0), text: $0.sentence, verdict: $0) }
    testFailure = summary.testFailure
    warnings =
      summary.unmeasured.map { Warning(subject: .function($0.function), text: $0.cause.text) }
      + summary.record.warnings.map { Warning(subject: .benchmark($0.benchmark), text: $0.warning.text) }
    unusedAcceptances = summary.record.unusedAcceptances.map { Unused(acceptance: $0, text: $0.text) }
    unusedBudgets = summary.record.unusedBudgets.isEmpty ? nil : summary.record.unusedBudgets
    let rollbacks = RollbackRecommendation.all(summary.verdicts, of: summary.start?.provenance)
    rollbackRecommended = rollbacks.isEmpty ? nil : rollbacks
    let outside = summary.record.packagesOutside
    self.outside = outside.isEmpty ? nil : outside
    let gpus = summary.gpus
    self.gpus = gpus.isEmpty ? nil : gpus
  }

  /// The document as text.
  package func text() throws -> String { String(decoding: try PrettyJSON.encode(self), as: UTF8.self) }
}
