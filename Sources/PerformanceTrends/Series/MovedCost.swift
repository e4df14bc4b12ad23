/// Costs that moved from some rows of a suite to others at one time, while their sum did not change.
///
/// Such as a function that another benchmark calls now, or a renamed one: no regression of the whole (cost shift, as in
/// FBDetect 2024).
package struct MovedCost: Equatable, Sendable {
  /// The change of a row. Positions are on an axis that the rows have in common, such as that of the revisions.
  package struct Row: Equatable, Sendable {
    package var name: String
    package var position: Int
    package var before: Double
    package var after: Double

    package init(name: String, position: Int, before: Double, after: Double) {
      self.name = name
      self.position = position
      self.before = before
      self.after = after
    }

    fileprivate var difference: Double { after - before }
  }

  /// The rows that cost less since then, the largest difference first.
  package var lighter: [Row]
  /// The rows that cost more since then, the largest difference first.
  package var heavier: [Row]
  /// By how much the sum changed: at most a quarter of what moved.
  package var remainder: Double

  /// The positions of changes that belong together: as far apart as a change's position is uncertain.
  private static let reach = ChangeRules.reach

  /// Finds the times at which costs moved.
  ///
  /// - Parameter rows: the changes of all rows of one suite and one metric, in any order. Rows without a change add nothing
  ///   to the difference of the sums.
  package static func all(in rows: [Row]) -> [MovedCost] {
    let finite = rows.filter { $0.difference.isFinite && $0.difference != 0 }
    let ordered = finite.sorted { $0.position != $1.position ? $0.position < $1.position : $0.name < $1.name }
    var groups: [[Row]] = []
    for row in ordered {
      if let first = groups.last?.first, row.position - first.position <= reach {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups.compactMap(Self.init)
  }

  private init?(_ rows: [Row]) {
    lighter = rows.filter { $0.difference < 0 }.sorted { $0.difference < $1.difference }
    heavier = rows.filter { $0.difference > 0 }.sorted { $0.difference > $1.difference }
    let lost = lighter.reduce(0) { $0 - $1.difference }
    let gained = heavier.reduce(0) { $0 + $1.difference }
    remainder = gained - lost
    // Where all rows change alike, one of the two is 0, and the remainder is not.
    guard abs(remainder) <= ChangeRules.away * min(lost, gained) else { return nil }
  }
}
