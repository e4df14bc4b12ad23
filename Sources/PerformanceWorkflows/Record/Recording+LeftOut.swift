import PerformanceRecords
import PerformanceText

extension Recording {
  /// The selected functions without a number and without a failure, by name.
  var leftOutLines: [String] {
    let names = disabled.map { BenchmarkID($0).shortDescription.printable(atMost: 160) }
    let off =
      names.isEmpty
      ? [] : ["\(names.count) disabled, baselines unchanged: " + names.joined(separator: ", ")]
    return off
      + unmeasured.map { "\(BenchmarkID($0.function).shortDescription.printable(atMost: 160)): \($0.cause.text)" }
  }
}
