import PerformanceHistory
import PerformanceRecords
import PerformanceText

extension HistoryPruning {
  /// The lines for the terminal: one for each tier, then the size of the index.
  package var lines: [String] {
    HistoryTier.allCases.map(line) + [closing]
  }

  private func line(_ tier: HistoryTier) -> String {
    let age = "\(tier.noun) older than \(Plural.text(retention.days(tier), "day"))"
    guard let removal = removals[tier], removal.runs > 0 else { return "\(age): none" }
    let runs = Plural.text(removal.runs, "run")
    return switch tier {
    case .samples, .points: "\(age): \(removal.rows) of \(runs), \(Self.size(removal.bytes))"
    case .verdicts: "\(age): \(runs) with \(Plural.text(removal.rows, "verdict")), \(Self.size(removal.bytes))"
    }
  }

  private var closing: String {
    guard !isEmpty else { return "nothing is old enough" }
    guard let sizes else { return "a prune removes about \(Self.size(bytes))" }
    return "removed; the index had \(Self.size(sizes.before)), and has \(Self.size(sizes.after))"
  }

  private static func size(_ bytes: Int) -> String {
    ValueFormat.text(Double(bytes), of: MetricDescription(name: "", unit: .bytes))
  }
}

extension HistoryTier {
  fileprivate var noun: String {
    switch self {
    case .samples: "samples"
    case .points: "results"
    case .verdicts: "runs"
    }
  }
}
