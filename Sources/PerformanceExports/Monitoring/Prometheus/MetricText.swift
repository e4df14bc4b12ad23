/// Metrics as text, in one of the two syntaxes that Prometheus reads.
///
/// The format 0.0.4 of Prometheus (`prometheus/docs`, exposition_formats.md) has no times here, since neither a
/// Pushgateway nor a textfile collector takes any, and no exemplars, units, info or statesets.
package struct MetricText {
  /// A syntax.
  package enum Syntax {
    /// The text format 0.0.4 of Prometheus.
    case prometheus
    /// OpenMetrics 1.0.
    case openMetrics
  }

  /// The text so far.
  private(set) var text = ""
  private let syntax: Syntax
  /// The lines of a series.
  private var lines: [UInt8] = []
  /// The ends of the lines of the series before, by the positions of their samples.
  private var endings: [(time: Double, text: [UInt8])] = []

  private init(_ syntax: Syntax) { self.syntax = syntax }

  /// The document of an exposition.
  package static func document(_ exposition: MetricExposition, in syntax: Syntax) -> String {
    var writer = MetricText(syntax)
    writer.text.reserveCapacity(exposition.families.reduce(0) { $0 + $1.leastLength })
    for family in exposition.families { writer.write(family) }
    if syntax == .openMetrics { writer.text += "# EOF\n" }
    return writer.text
  }

  private mutating func write(_ family: MetricFamily) {
    writeMetadata(of: family)
    for series in family.series {
      switch series.content {
      case .number(let value, let exemplar): write(value, exemplar, of: series, family)
      case .timed(let numbers): write(numbers, of: series, family)
      case .histogram(let histogram): write(histogram, of: series, family)
      case .states(let states): write(states, of: series, family)
      }
    }
  }

  /// Prometheus names the type of the samples, OpenMetrics that of the family.
  private mutating func writeMetadata(of family: MetricFamily) {
    switch syntax {
    case .openMetrics:
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      if let unit = family.unit { text += "# UNIT \(family.name) \(unit)\n" }
      text += "# HELP \(family.name) \(Self.escaped(family.help))\n"
    case .prometheus:
      let name = family.name + (family.kind == .counter || family.kind == .info ? family.kind.suffix : "")
      let type = family.kind == .info || family.kind == .stateset ? "gauge" : family.kind.rawValue
      text += "# HELP \(name) \(Self.escaped(family.help, quotes: false))\n# TYPE \(name) \(type)\n"
    }
  }

  // MARK: - Samples

  private mutating func write(
    _ value: Double, _ exemplar: MetricExemplar?, of series: MetricSeries, _ family: MetricFamily
  ) {
    text += Self.name(family.name + family.kind.suffix, series.labels)
    text += MetricNumber.text(value)
    write(exemplar)
    text += "\n"
  }

  /// A history has a million samples: what those of a series or of a time have in common is made once.
  private mutating func write(_ numbers: [TimedNumber], of series: MetricSeries, _ family: MetricFamily) {
    let name = [UInt8](Self.name(family.name + family.kind.suffix, series.labels).utf8)
    lines.removeAll(keepingCapacity: true)
    for (index, number) in (syntax == .prometheus ? numbers.suffix(1) : numbers[...]).enumerated() {
      lines += name
      MetricNumber.write(number.value, to: &lines)
      if syntax == .openMetrics { lines += ending(number.time, at: index) } else { lines.append(UInt8(ascii: "\n")) }
    }
    text += String(decoding: lines, as: UTF8.self)
  }

  /// A time as the end of a line. Most series have samples at the same times.
  private mutating func ending(_ time: Double, at index: Int) -> [UInt8] {
    if index < endings.count, endings[index].time == time { return endings[index].text }
    let ending = (time: time, text: [UInt8](" \(MetricNumber.time(time))\n".utf8))
    if index < endings.count { endings[index] = ending } else { endings.append(ending) }
    return ending.text
  }

  private mutating func write(_ histogram: MetricHistogram, of series: MetricSeries, _ family: MetricFamily) {
    var count = 0
    for (index, bound) in (histogram.bounds + [.infinity]).enumerated() {
      count += histogram.counts[index]
      text += Self.name(family.name + "_bucket", series.labels + [MetricLabel("le", MetricNumber.bound(bound))])
      text += String(count)
      write(histogram.exemplars[index])
      text += "\n"
    }
    text += Self.name(family.name + "_count", series.labels) + String(count) + "\n"
    text += Self.name(family.name + "_sum", series.labels) + MetricNumber.text(histogram.sum) + "\n"
  }

  private mutating func write(_ states: [MetricState], of series: MetricSeries, _ family: MetricFamily) {
    for state in states {
      text +=
        Self.name(family.name, series.labels + [MetricLabel(family.name, state.name)]) + (state.holds ? "1\n" : "0\n")
    }
  }

  private mutating func write(_ exemplar: MetricExemplar?) {
    guard syntax == .openMetrics, let exemplar else { return }
    text += " # " + Self.name("", exemplar.labels) + MetricNumber.text(exemplar.value) + " "
    text += MetricNumber.time(exemplar.time)
  }

  /// A name with its labels and the space behind them.
  private static func name(_ name: String, _ labels: [MetricLabel]) -> String {
    guard !labels.isEmpty || name.isEmpty else { return name + " " }
    return name + "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "} "
  }

  // MARK: - Escaping

  /// Text in quotes, and help: a backslash, a line feed and a quote are escaped, and nothing else is.
  /// - Parameter quotes: whether quotes are; not in the help of the format 0.0.4.
  static func escaped(_ text: String, quotes: Bool = true) -> String {
    let special: (UInt8) -> Bool = {
      $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") || (quotes && $0 == UInt8(ascii: "\""))
    }
    guard text.utf8.contains(where: special) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 8)
    for byte in text.utf8 {
      guard special(byte) else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: "n") : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension MetricFamily {
  /// About the bytes of its samples, so that the text of a large history is not copied again and again.
  fileprivate var leastLength: Int {
    series.reduce(0) { sum, series in
      guard case .timed(let numbers) = series.content else { return sum }
      let labels = series.labels.reduce(name.utf8.count + 36) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
      return sum + labels * numbers.count
    }
  }
}

extension MetricFamily.Kind {
  /// What the name of a sample has behind the name of the family.
  fileprivate var suffix: String {
    switch self {
    case .counter: "_total"
    case .info: "_info"
    case .gauge, .histogram, .stateset: ""
    }
  }
}
