import PerformanceRecords

/// The change of a benchmark's cost by function.
package struct ProfileDifference: Equatable, Sendable {
  /// One function on both sides.
  package struct Row: Equatable, Sendable {
    /// The function.
    package var name: String
    /// Its old cost; `nil` when the old profile does not list it.
    package var old: BenchmarkProfile.Cost?
    /// Its new cost; `nil` when the new profile does not list it.
    package var new: BenchmarkProfile.Cost?

    package init(name: String, old: BenchmarkProfile.Cost?, new: BenchmarkProfile.Cost?) {
      self.name = name
      self.old = old
      self.new = new
    }

    /// The change of its own instructions.
    package var change: Int { (new?.own ?? 0) - (old?.own ?? 0) }
  }

  /// The functions, the greatest change first, and of equal changes the greatest cost.
  package var rows: [Row]
  /// The change of all functions that neither side lists.
  package var rest: Int
  /// All instructions of the old side.
  package var oldTotal: Int
  /// All instructions of the new side.
  package var newTotal: Int

  /// The difference of two profiles; the changes of all rows and of the rest add up to the change of the totals.
  package init(old: BenchmarkProfile, new: BenchmarkProfile) {
    rows = Set(old.functions.keys).union(new.functions.keys).map { name in
      Row(name: name, old: old.functions[name], new: new.functions[name])
    }.sorted(by: Self.isBefore)
    rest = new.rest - old.rest
    (oldTotal, newTotal) = (old.total, new.total)
  }

  /// The change of all instructions.
  package var change: Int { newTotal - oldTotal }

  /// The functions that explain the change: the greatest changes, no more than `count`, none below a tenth of the first.
  package func causes(atMost count: Int) -> [Row] {
    let smallest = max((rows.first?.change.magnitude ?? 0) / 10, 1)
    return Array(rows.prefix(count).prefix { $0.change.magnitude >= smallest })
  }

  private static func isBefore(_ first: Row, _ second: Row) -> Bool {
    if first.change.magnitude != second.change.magnitude { return first.change.magnitude > second.change.magnitude }
    let costs = [first, second].map { max($0.old?.own ?? 0, $0.new?.own ?? 0) }
    return costs[0] != costs[1] ? costs[0] > costs[1] : first.name < second.name
  }
}
