import PerformanceRecords

extension Verdict {
  /// Whether its number was compared with that of a baseline or of another build. Budgets and growths need neither.
  package var isCompared: Bool { baseline != nil && now != nil && budget == nil && growth == nil }
}
