import PerformanceSystem

/// Families that every reader of OpenMetrics accepts together.
package struct MetricExposition: Sendable {
  /// The families, in the order of the document.
  package let families: [MetricFamily]

  /// Checks families by the rules of OpenMetrics 1.0, which are stricter than those of Prometheus.
  ///
  /// - Throws: ``InputError`` for an invalid name, a unit that the name lacks, a value of another kind, two families or
  ///   two series of one name, and times out of order. Readers differ in these: some take two series of one name.
  package init(_ families: [MetricFamily]) throws(InputError) {
    self.families = families
    var names: Set<String> = []
    for family in families {
      try Self.check(family)
      for suffix in [""] + family.kind.suffixes where !names.insert(family.name + suffix).inserted {
        throw Self.error(family, "has a name that another family has as well: \(family.name + suffix)")
      }
    }
  }

  private static func check(_ family: MetricFamily) throws(InputError) {
    guard isName(family.name) else { throw error(family, "is no name of a metric") }
    if let unit = family.unit {
      guard family.kind != .info, family.kind != .stateset else { throw error(family, "may have no unit") }
      guard family.name.hasSuffix("_" + unit) else { throw error(family, "does not end in its unit, \(unit)") }
    }
    var all = Set<[MetricLabel]>(minimumCapacity: family.series.count)
    for series in family.series {
      try check(series, of: family)
      guard all.insert(series.labels).inserted else { throw error(family, "has two series of one name") }
    }
  }

  private static func check(_ series: MetricSeries, of family: MetricFamily) throws(InputError) {
    var previous: String?
    for label in series.labels {
      guard isName(label.name), !label.name.hasPrefix("__"), label.name != family.kind.reservedLabel(of: family) else {
        throw error(family, "has a label that is no name: \(label.name.printable(atMost: 60))")
      }
      guard previous != label.name else { throw error(family, "has the label \(label.name) twice in one series") }
      previous = label.name
    }
    guard isValid(series.content, of: family.kind) else {
      throw error(family, "has a value that a \(family.kind) cannot have")
    }
  }

  private static func isValid(_ content: MetricSeries.Content, of kind: MetricFamily.Kind) -> Bool {
    switch (kind, content) {
    case (.gauge, .number(_, let exemplar)): exemplar == nil
    case (.counter, .number(let value, _)): value >= 0
    case (.info, .number(let value, let exemplar)): value == 1 && exemplar == nil
    case (.gauge, .timed(let numbers)): isInOrder(numbers)
    case (.counter, .timed(let numbers)): isInOrder(numbers) && numbers.allSatisfy { $0.value >= 0 }
    case (.histogram, .histogram(let histogram)):
      histogram.bounds.allSatisfy { $0.isFinite && $0 >= 0 } && histogram.sum >= 0
        && zip(histogram.bounds, histogram.bounds.dropFirst()).allSatisfy { $0 < $1 }
    case (.stateset, .states(let states)): Set(states.map(\.name)).count == states.count
    default: false
    }
  }

  private static func isInOrder(_ numbers: [TimedNumber]) -> Bool {
    numbers.allSatisfy(\.time.isFinite) && zip(numbers, numbers.dropFirst()).allSatisfy { $0.time < $1.time }
  }

  /// Whether a text is `[a-zA-Z_][a-zA-Z0-9_]*`; colons are for recording rules.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  private static func error(_ family: MetricFamily, _ problem: String) -> InputError {
    InputError(
      file: "the metric '\(family.name.printable(atMost: 100))'", problem: problem,
      remedy: "Report this as an error of perftest, with the event log.")
  }
}

extension MetricFamily.Kind {
  /// What the names of samples may have behind the name of the family.
  fileprivate var suffixes: [String] {
    switch self {
    case .counter: ["_total", "_created"]
    case .gauge, .stateset: []
    case .histogram: ["_bucket", "_count", "_sum", "_created"]
    case .info: ["_info"]
    }
  }

  /// The label that an encoder adds to the series.
  fileprivate func reservedLabel(of family: MetricFamily) -> String? {
    switch self {
    case .histogram: "le"
    case .stateset: family.name
    case .counter, .gauge, .info: nil
    }
  }
}
