import PerformanceRecords

extension Recording {
  /// The number and the names of benchmarks whose instructions differ between processes; empty without counts.
  var spreadLines: [String] {
    let counts = sessions.compactMapValues { sessions -> Set<Double>? in
      let values = sessions.compactMap { $0.reading(CountedMetric.instructions) }.flatMap(\.values)
      return values.isEmpty ? nil : Set(values)
    }
    guard !counts.isEmpty else { return [] }
    let varying = counts.filter { $0.value.count > 1 }.keys.sorted()
    let share: Double = Double(100 * varying.count) / Double(counts.count)
    let head =
      "instructions of \(varying.count) of \(counts.count) benchmarks (\(Int(share.rounded())) %) differ from process to process"
    guard !varying.isEmpty else { return [head] }
    return [head + "; they are judged with their spread:"]
      + varying.map { "    " + $0.shortDescription.printable(atMost: 160) }
  }
}
