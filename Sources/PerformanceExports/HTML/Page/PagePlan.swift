import PerformanceText

/// The parts of a page that its size allows.
///
/// Rows are never left out. Charts of benchmarks without a change are the first to go, then their tables, then their
/// sparklines; then the charts of the changes with the smallest effect.
struct PagePlan: Equatable {
  /// What the part about a benchmark has.
  enum Detail: Int, Comparable {
    case none, tables, charts

    static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }
  }

  /// The most bytes of a page: at three million, pages of other tools were felt to hang.
  static let mostBytes = 2_000_000

  /// What the parts about benchmarks without a change have.
  var others = Detail.charts
  /// Whether the rows of benchmarks without a change have sparklines.
  var hasSparklines = true
  /// The number of changed benchmarks with charts, the worst ones.
  var charts = Int.max
  /// The number of changed benchmarks with a part of their own, the worst ones.
  var tables = Int.max

  /// Whether benchmarks without a change have parts of their own.
  var hasPartsOfOthers: Bool { others > .none }

  /// The plans for benchmarks without a change, the most complete first.
  static let forOthers = [
    PagePlan(), PagePlan(others: .tables), PagePlan(others: .none), PagePlan(others: .none, hasSparklines: false),
  ]
  /// The page with nothing but its rows.
  static let least = PagePlan(others: .none, hasSparklines: false, charts: 0, tables: 0)

  /// The detail of a changed benchmark by its position among them.
  func detail(ofChanged index: Int) -> Detail { index < charts ? .charts : index < tables ? .tables : .none }

  /// The omitted parts, one sentence each.
  var notes: [String] {
    let limit = "the page would exceed \(Self.mostBytes / 1_000_000) MB"
    var missing: [String] = []
    if others < .charts { missing.append("the charts") }
    if others < .tables { missing.append("the tables") }
    if !hasSparklines { missing.append("the pictures of the last runs") }
    var notes =
      missing.isEmpty
      ? [] : ["Of benchmarks without a change \(missing.joined(separator: " and ")) are left out: \(limit)."]
    if charts < .max { notes.append("Only the \(charts) worst changes have charts: \(limit).") }
    if tables < .max { notes.append("Only the \(tables) worst changes have tables: \(limit).") }
    return notes
  }
}
