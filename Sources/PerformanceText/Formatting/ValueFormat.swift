import PerformanceRecords
import PerformanceStatistics

/// Formats values, changes and intervals for people.
package enum ValueFormat {
  /// A value of a metric with its unit: `12.3 ms`, `1.50 KiB`, `13`.
  ///
  /// Sampled quantities get three significant digits. Counts get all digits, because one more is a change.
  package static func text(_ value: Double, of metric: MetricDescription) -> String {
    guard value.isFinite else { return "not a number" }
    return metric.kind == .exact ? count(value, unit: metric.unit) : quantity(value, unit: metric.unit)
  }

  /// What stands for a change or a share that is no finite number.
  private static let unknown = "unknown"

  /// A change of a ratio as a percentage with one decimal: `+31.0 %`, `−50.0 %`, `±0 %`.
  package static func ratioChange(_ ratio: Double) -> String {
    guard (ratio * 100).isFinite else { return unknown }
    guard ratio != 1 else { return "±0 %" }
    return signed((ratio - 1) * 100, decimals: abs(ratio - 1) < 1 ? 1 : 0) + " %"
  }

  /// A change of a ratio as a whole percentage, for narrow columns: `+31 %`.
  package static func shortChange(_ ratio: Double) -> String {
    guard (ratio * 100).isFinite else { return unknown }
    return ratio == 1 ? "±0 %" : signed((ratio - 1) * 100, decimals: 0) + " %"
  }

  /// The change of a metric's value: as a ratio, or as the two counts where the baseline is 0, `0 → 3`.
  package static func change(from baseline: Double, to now: Double, of metric: MetricDescription) -> String {
    guard baseline != 0 else {
      return now == 0 ? "±0 %" : "\(text(baseline, of: metric)) → \(text(now, of: metric))"
    }
    return metric.kind == .exact ? ratioChange(now / baseline) : shortChange(now / baseline)
  }

  /// An interval of a ratio in whole percentages: `[+28 %, +35 %]`.
  package static func interval(_ interval: RatioInterval) -> String {
    "[\(shortChange(interval.lower)), \(shortChange(interval.upper))]"
  }

  /// The interval without signs and units, with its coverage, for a table: `[28, 35] 85 %`.
  package static func shortInterval(_ interval: RatioInterval) -> String {
    let ends = [interval.lower, interval.upper].map { Digits.fixed(($0 - 1) * 100, decimals: 0) }
    return "[\(ends.joined(separator: ", "))] \(share(interval.coverage))"
  }

  /// A share as a percentage: `20 %`, `0.5 %`.
  package static func share(_ share: Double) -> String {
    guard (share * 100).isFinite else { return unknown }
    let percent = share * 100
    return Digits.fixed(percent, decimals: abs(percent) < 10 && percent.rounded() != percent ? 1 : 0) + " %"
  }

  /// A tolerance: `20 %`, `2.00 ms`, `20 % or 2.00 ms`; `nil` where the metric has none.
  package static func tolerance(of metric: MetricDescription) -> String? {
    let relative = metric.tolerance.relative > 0 ? share(metric.tolerance.relative) : nil
    let absolute = metric.tolerance.absolute > 0 ? text(metric.tolerance.absolute, of: metric) : nil
    let parts = [relative, absolute].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " or ")
  }

  /// The smallest detectable slowdown, signed in the direction of worse: `+25 %`.
  package static func detectable(_ change: Double, direction: MetricDescription.Direction) -> String {
    shortChange(direction == .lowerIsBetter ? 1 + change : 1 - change)
  }

  /// A duration of a run: `7.2 s`, `2 min 5 s`.
  package static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "unknown time" }
    guard seconds >= 59.95 else { return Digits.fixed(seconds, decimals: 1) + " s" }
    let (minutes, rest) = Int(seconds.rounded()).quotientAndRemainder(dividingBy: 60)
    return "\(minutes) min" + (rest == 0 ? "" : " \(rest) s")
  }

  /// A number with the sign of a change: `+18 400`, `−2`, `±0`.
  static func signed(_ value: Double, decimals: Int) -> String {
    let text = Digits.fixed(value, decimals: decimals)
    if !text.contains(where: { ("1"..."9").contains($0) }) { return "±" + text }
    return value > 0 ? "+" + text : text
  }

  private static func count(_ value: Double, unit: MetricUnit) -> String {
    let number = value.rounded() == value ? Digits.fixed(value, decimals: 0) : Digits.fixed(value, decimals: 2)
    return unit == .count ? number : number + " " + unit.rawValue.shown(atMost: 20)
  }

  private static func quantity(_ value: Double, unit: MetricUnit) -> String {
    if unit == .count, value.rounded() == value { return Digits.fixed(value, decimals: 0) }
    if unit == .count { return Digits.significant(value) }
    if unit == .ratio { return Digits.significant(value * 100) + " %" }
    // Temperature sensors resolve whole degrees.
    if unit == .celsius { return Digits.fixed(value, decimals: 0) + " °C" }
    // Zero gets no prefix.
    if value == 0 { return "0 " + unit.rawValue.shown(atMost: 20) }
    let steps = UnitStep.steps(of: unit)
    let step = steps.last { step in
      // Most are too large, and a number far below 1 is not rounded up to it.
      abs(value) >= step.factor / 2 && Digits.rounded(abs(value) / step.factor) >= 1
    }
    guard let step = step ?? steps.first else {
      return Digits.significant(value) + " " + unit.rawValue.shown(atMost: 20)
    }
    return Digits.significant(value / step.factor) + " " + step.name
  }
}

/// A unit with a prefix.
private struct UnitStep {
  var factor: Double
  var name: String

  private static let nanoseconds = scaled(by: 1000, names: ["ns", "µs", "ms", "s"])
  private static let bytes = scaled(by: 1024, names: ["B", "KiB", "MiB", "GiB", "TiB"])
  private static let bytesPerSecond = scaled(by: 1000, names: ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"])
  private static let elementsPerSecond = scaled(
    by: 1000, names: ["elements/s", "k elements/s", "M elements/s", "G elements/s", "T elements/s"])
  private static let joules = scaled(by: 1000, from: 1e-9, names: ["nJ", "µJ", "mJ", "J", "kJ", "MJ"])
  private static let watts = scaled(by: 1000, from: 1e-3, names: ["mW", "W", "kW"])

  /// Steps in ascending order; empty for custom units, which get no prefix.
  static func steps(of unit: MetricUnit) -> [UnitStep] {
    switch unit {
    case .nanoseconds: nanoseconds
    case .bytes: bytes
    case .bytesPerSecond: bytesPerSecond
    case .elementsPerSecond: elementsPerSecond
    case .joules: joules
    case .watts: watts
    default: []
    }
  }

  private static func scaled(by base: Double, from smallest: Double = 1, names: [String]) -> [UnitStep] {
    var factor = smallest
    return names.map { name in
      defer { factor *= base }
      return UnitStep(factor: factor, name: name)
    }
  }
}
