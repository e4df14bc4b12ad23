import Foundation
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The file of budgets")
struct BudgetFileTests {
  private func problem(_ budget: String, in folder: TemporaryFolder) throws -> String {
    let file = BudgetFile(in: folder.url)
    let text = #"{"schema":"swift-performance-testing/budgets","version":1,"budgets":[\#(budget)]}"#
    try Data(text.utf8).write(to: file.url)
    do {
      _ = try file.read()
      return ""
    } catch let error as InputError {
      return "\(error)"
    }
  }

  @Test("Budgets are read as they were written")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let budgets = [
      BudgetRule(id: "a", benchmark: BenchmarkPattern("M.*"), metric: "allocations", limit: 5),
      BudgetRule(
        id: "b", benchmark: BenchmarkPattern("*"), metric: "wallClock", statistic: .p99, limit: 1e6,
        severity: .warning, owner: "store", note: "seen at start"),
      BudgetRule(id: "c", benchmark: BenchmarkPattern("*"), metric: "wallClock", statistic: .p90, percent: 25),
    ]
    try BudgetFile(in: folder.url).write(budgets)
    #expect(try BudgetFile(in: folder.url).read() == budgets)
    #expect(SettingsSchema(of: BudgetFile(in: folder.url).url) == .budgets)
  }

  private static let mistakes: [(String, [String])] = [
    (#"{"id":"a","benchmark":"*","metric":"m"}"#, ["limit", "percent"]),
    (#"{"id":"a","benchmark":"*","metric":"m","limit":1,"max":2}"#, ["max", "is unknown", "percent, severity, owner"]),
    (#"{"id":"a","benchmark":"*","metric":"m","limit":1,"statistic":"p51"}"#, ["statistic", "p51", "p50, p90"]),
    (#"{"id":"a","benchmark":"*","metric":"m","percent":1,"statistic":"p99"}"#, ["baselines do not have", "minimum"]),
    (#"{"id":"a","benchmark":"*","metric":"m","limit":1,"severity":"bad"}"#, ["severity", "critical, warning"]),
    (#"{"id":"a b","benchmark":"*","metric":"m","limit":1}"#, ["budgets[0].id", "a b"]),
    (#"{"id":"a","benchmark":"","metric":"m","limit":1}"#, ["benchmark", "is empty"]),
    (
      #"{"id":"a","benchmark":"*","metric":"m","limit":1},{"id":"a","benchmark":"*","metric":"n","limit":1}"#,
      ["the id 'a' twice"]
    ),
  ]

  @Test("A mistake is an error with the file, the key and what is allowed", arguments: mistakes)
  func refused(budget: String, words: [String]) throws {
    let problem = try problem(budget, in: try TemporaryFolder())
    for word in words + ["budgets.json"] { #expect(problem.contains(word), "\(problem)") }
  }

  @Test("This package has at least ninety budgets over its own benchmarks, and each matches one")
  func shipped() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let store = BaselineStore(folder: root.appendingPathComponent("baselines"))
    let recorded = try store.folders().flatMap { try store.documents(in: $0) }.ids
    let budgets = try BudgetFile(in: store.folder).read().map { BudgetMatches($0, in: recorded) }
    #expect(budgets.count >= 90)
    #expect(budgets.filter(\.benchmarks.isEmpty).map(\.rule.id) == [])
    // A limit on a time would be exceeded by a slower machine.
    let metrics = Set(budgets.map(\.rule.metric))
    #expect(metrics.isSubset(of: ["instructions", "allocations", "allocatedBytes"]))
  }
}
