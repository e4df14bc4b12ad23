import Foundation
import PerformanceExports

/// Families in a form that a reader in another language can compare with what it parsed: one line a sample, each text as
/// the hexadecimal digits of its UTF-8 and each number as those of its bits.
enum MetricDump {
  static func lines(of families: [MetricFamily]) -> [String] {
    families.flatMap { family in family.series.flatMap { lines(of: $0, family) } }.sorted()
  }

  private static func lines(of series: MetricSeries, _ family: MetricFamily) -> [String] {
    func line(_ suffix: String, _ more: [MetricLabel], _ value: Double, time: Double? = nil) -> String {
      let labels = (series.labels + more).map { "\(hex($0.name))=\(hex($0.value))" }.sorted().joined(separator: ",")
      let bits = String(value.bitPattern, radix: 16)
      return "\(family.name)\(suffix) \(labels) \(bits)" + (time.map { " \(Int(($0 * 1000).rounded()))" } ?? "")
    }
    switch series.content {
    case .number(let value, _):
      return [line(family.kind == .counter ? "_total" : family.kind == .info ? "_info" : "", [], value)]
    case .timed(let numbers): return numbers.map { line("", [], $0.value, time: $0.time) }
    case .states(let states): return states.map { line("", [MetricLabel(family.name, $0.name)], $0.holds ? 1 : 0) }
    case .histogram(let histogram):
      let sums = histogram.counts.indices.map { histogram.counts[0...$0].reduce(0, +) }
      // A reader has the text of a bound as a number again.
      let buckets = zip(histogram.bounds + [.infinity], sums).map { bound, sum in
        let text = bound == .infinity ? "+Inf" : "\(bound)"
        return line("_bucket", [MetricLabel("le", text)], Double(sum))
      }
      return buckets + [line("_count", [], Double(histogram.count)), line("_sum", [], histogram.sum)]
    }
  }

  static func hex(_ text: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
