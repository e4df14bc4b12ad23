import PerformanceRecords
import PerformanceSystem

/// Names, units and values of the text format of Go's benchmarks (design/14313-benchmark-format).
///
/// Fields are separated by white space, and each record is a line.
package enum GoText {
  /// The name of a benchmark: `BenchmarkCatalog/decode()/10_items-2`.
  ///
  /// It begins with an upper-case letter, and ends with the number of processors, because readers take any number at
  /// its end for that.
  package static func name(_ components: [String], processors: Int) -> String {
    let path = components.map(field).joined(separator: "/")
    return "Benchmark\(capitalised(path))-\(processors)"
  }

  /// The unit of a metric, in which the names of Go's own metrics are used for the same quantities.
  package static func unit(of metric: MetricDescription) -> String {
    switch (metric.name, metric.unit) {
    case (MetricDescription.wallClock, .nanoseconds): "ns/op"
    case ("allocations", .count): "allocs/op"
    case ("allocatedBytes", .bytes): "B/op"
    case (MetricDescription.throughput, .bytesPerSecond): "MB/s"
    case (_, .count): field(metric.name) + "/op"
    case (_, .nanoseconds), (_, .bytes), (_, .joules): "\(field(metric.name))-\(metric.unit.rawValue)/op"
    default: "\(field(metric.name))-\(field(metric.unit.rawValue))"
    }
  }

  /// A value in the unit of its metric.
  static func value(_ value: Double, of metric: MetricDescription) -> String {
    let isRate = metric.name == MetricDescription.throughput && metric.unit == .bytesPerSecond
    return (isRate ? value / 1e6 : value).written
  }

  /// A line with a key, which begins with a lower-case letter, and a value; `nil` without a value.
  static func configuration(_ key: String, _ value: String?) -> String? {
    value.flatMap { $0.isEmpty ? nil : "\(key): \($0.printable)" }
  }

  /// A text without white space.
  private static func field(_ text: String) -> String {
    let text = text.printable
    guard text.unicodeScalars.contains(where: \.properties.isWhitespace) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isWhitespace ? "_" : $0 }))
  }

  private static func capitalised(_ path: String) -> String {
    guard let first = path.unicodeScalars.first else { return "Suite" }
    if first.properties.generalCategory == .uppercaseLetter { return path }
    let upper = first.properties.uppercaseMapping.unicodeScalars
    guard let capital = upper.first, upper.count == 1, capital.properties.generalCategory == .uppercaseLetter else {
      return "Suite/" + path
    }
    return String(capital) + String(String.UnicodeScalarView(path.unicodeScalars.dropFirst()))
  }
}
