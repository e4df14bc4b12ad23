/// The newest part of a history. It ends with the newest run and not now: the same history has the same digest.
package enum TrendPeriod: Equatable, Sendable {
  /// The measurements of the last days.
  case days(Int)
  /// The newest revisions.
  case runs(Int)

  private static let secondsPerDay = 86_400.0

  /// The positions in the period; all of them where times are unknown.
  package func range(of axis: TrendAxis) -> Range<Int> {
    let count = axis.positions.count
    switch self {
    case .runs(let runs): return max(count - runs, 0)..<count
    case .days(let days):
      let newest = axis.positions.compactMap(\.time).max() ?? 0
      let begin = newest - Double(days) * Self.secondsPerDay
      return (axis.positions.firstIndex { $0.time ?? newest >= begin } ?? count)..<count
    }
  }
}
