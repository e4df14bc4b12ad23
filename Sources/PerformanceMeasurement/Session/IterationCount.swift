/// The number of iterations of a sample.
enum IterationCount {
  /// The planned number, unless the body has become so slow that a sample of it would take too long; else as many as fit
  /// into a sample.
  /// - Parameters:
  ///   - planned: the number of the baseline or of an earlier session; `nil` for none.
  ///   - fastest: the shortest time of an iteration in the warm-up, in nanoseconds.
  static func selected(planned: Int?, fastest: Double) -> Int {
    let fitting = max(Int((SessionSettings.sampleLength / fastest).rounded()), 1)
    guard let planned, planned > 0, planned <= fitting * 16 else { return fitting }
    return planned
  }
}
