import PerformanceRecords

/// A unit as other tools write it: `ns/op`, `MB/s`, `ms`, `iter/sec`.
package struct ImportedUnit: Equatable, Sendable {
  /// What to multiply a value by to have it in the base unit.
  package var factor: Double
  /// The base unit.
  package var base: MetricUnit
  /// Which way is better; `nil` where the unit does not say it.
  package var direction: MetricDescription.Direction?

  /// Reads a unit; an unknown one is its own base.
  package init(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let amount = parts.first ?? ""
    if parts.count == 1 || Self.iterations.contains(parts[1]) {
      if let nanoseconds = Self.nanoseconds[amount] {
        (factor, base, direction) = (nanoseconds, .nanoseconds, .lowerIsBetter)
        return
      }
      if let bytes = Self.bytes[amount] {
        (factor, base, direction) = (bytes, .bytes, .lowerIsBetter)
        return
      }
    } else if let nanoseconds = Self.nanoseconds[parts[1]] {
      let perSecond = 1e9 / nanoseconds
      direction = .higherIsBetter
      if let bytes = Self.bytes[amount] {
        (factor, base) = (bytes * perSecond, .bytesPerSecond)
      } else {
        (factor, base) = (perSecond, MetricUnit(amount + "/s"))
      }
      return
    }
    (factor, base, direction) = (1, text.isEmpty ? .count : MetricUnit(text), nil)
  }

  /// Whether the unit is that of a time.
  package var isTime: Bool { base == .nanoseconds }

  /// The nanoseconds of a unit of time; `nil` for another unit.
  static func nanoseconds(of unit: String) -> Double? { nanoseconds[unit] }

  /// What one iteration is called.
  private static let iterations: Set<String> = ["op", "iter", "iteration", "op.", "ops"]

  private static let nanoseconds: [String: Double] = [
    "ps": 1e-3, "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "sec": 1e9, "secs": 1e9, "second": 1e9,
    "seconds": 1e9, "min": 60e9,
  ]

  private static let bytes: [String: Double] = [
    "B": 1, "byte": 1, "bytes": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1024, "MiB": 1_048_576,
    "GiB": 1_073_741_824,
  ]
}
