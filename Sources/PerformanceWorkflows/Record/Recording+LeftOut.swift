import PerformanceRecords
import PerformanceText

extension Recording {
  /// What was selected and gave no number though nothing is wrong with it, by name.
  var leftOutLines: [String] {
    let names = disabled.map { BenchmarkID($0).shortDescription.printable(atMost: 160) }
    let off =
      names.isEmpty
      ? [] : ["\(names.count) disabled, what is on file of it stays: " + names.joined(separator: ", ")]
    return off
      + unmeasured.map { "\(BenchmarkID($0.function).shortDescription.printable(atMost: 160)): \($0.cause.text)" }
  }
}
