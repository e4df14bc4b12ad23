/// The exact null distribution of the Mann–Whitney U statistic, without ties.
package enum MannWhitney {
  /// The probabilities of U = 0 … first·second when both samples come from one distribution.
  ///
  /// Counts the arrangements with the recurrence of Mann and Whitney (1947),
  /// `c(m, n, u) = c(m − 1, n, u − n) + c(m, n − 1, u)`, in probabilities rather than counts so that nothing overflows.
  /// Cost is O(m²·n²); meant for sessions (tens), not for samples (thousands).
  package static func distribution(first: Int, second: Int) -> [Double] {
    guard first > 0, second > 0 else { return [1] }
    // row[j] is the distribution for (i, j) observations; one row is kept.
    var row = [[Double]](repeating: [1], count: second + 1)
    for i in 1...first {
      for j in 1...second {
        let total = Double(i + j)
        var current = [Double](repeating: 0, count: i * j + 1)
        // The largest observation belongs to the first sample and exceeds all j of the second ...
        for (u, probability) in row[j].enumerated() { current[u + j] += probability * Double(i) / total }
        // ... or to the second sample, and adds nothing.
        for (u, probability) in row[j - 1].enumerated() { current[u] += probability * Double(j) / total }
        row[j] = current
      }
      row[0] = [1]
    }
    return row[second]
  }
}
