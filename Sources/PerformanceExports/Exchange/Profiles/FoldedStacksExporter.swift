import PerformanceFlameGraphs
import PerformanceRecords

/// The profiles of a run as folded stacks, one line each, in the format of flame graph tools.
///
/// The log keeps the own instructions of each function and no calls: a stack is a benchmark and a function.
/// `perftest explain` writes stacks with all callers of one benchmark.
package enum FoldedStacksExporter: Exporter {
  package static let name = "folded"
  package static let abstract = "the instructions of each function of each benchmark as folded stacks"

  package static func text(of reported: ReportedRun) -> String {
    let stacks = reported.summary.record.profiles.flatMap { id, profile in
      profile.ownCosts.map { ([id.description, $0.name], $0.cost) }
    }
    return FoldedStacks(unit: .instructions, costs: Dictionary(stacks, uniquingKeysWith: +)).text
  }
}
