import PerformanceRecords

/// A benchmark, or a test function with all of its benchmarks, that got another name and keeps its series.
package struct HistoryRename: Equatable, Sendable {
  /// The name of before. Where neither name has a label, both are functions, and the labels of benchmarks stay.
  package var old: BenchmarkID
  /// The name since then.
  package var new: BenchmarkID

  package init(from old: BenchmarkID, to new: BenchmarkID) {
    self.old = old
    self.new = new
  }

  /// Whether it is about a function with all of its benchmarks.
  package var isOfFunction: Bool { old.label == nil && new.label == nil }

  /// Whether both rename the same benchmark.
  package func overlaps(_ other: HistoryRename) -> Bool {
    newName(of: other.old) != nil || other.newName(of: old) != nil
  }

  /// The new name of a benchmark; `nil` for one that is not renamed.
  func newName(of id: BenchmarkID) -> BenchmarkID? { Self.name(of: id, from: old, to: new, isOfFunction) }

  /// The old name of a benchmark; `nil` for one that had no other.
  func oldName(of id: BenchmarkID) -> BenchmarkID? { Self.name(of: id, from: new, to: old, isOfFunction) }

  private static func name(
    of id: BenchmarkID, from first: BenchmarkID, to second: BenchmarkID, _ isOfFunction: Bool
  ) -> BenchmarkID? {
    guard isOfFunction else { return id == first ? second : nil }
    guard id.function == first.function else { return nil }
    var renamed = second
    renamed.label = id.label
    return renamed
  }
}
