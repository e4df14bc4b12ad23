extension BaselineDocument: Codable {
  private enum Key: String, CodingKey {
    case schema, version, methodology, toolchain, machine, buildArguments, module, suite, benchmarks
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(schema: Self.schema, forKey: .schema, version: Self.version, forKey: .version)
    methodology = try container.decode(Int.self, forKey: .methodology)
    guard (1...Methodology.current).contains(methodology) else {
      throw DecodingError.dataCorruptedError(
        forKey: .methodology, in: container,
        debugDescription: "is \(methodology), this build knows 1…\(Methodology.current)")
    }
    toolchain = try container.decode(String.self, forKey: .toolchain)
    machine = try container.decodeIfPresent(String.self, forKey: .machine)
    buildArguments = try container.decodeIfPresent([String].self, forKey: .buildArguments) ?? []
    module = try container.decode(String.self, forKey: .module)
    suite = try container.decode([String].self, forKey: .suite)
    benchmarks = try container.decode([BaselineBenchmark].self, forKey: .benchmarks)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(methodology, forKey: .methodology)
    try container.encode(toolchain, forKey: .toolchain)
    try container.encodeIfPresent(machine, forKey: .machine)
    if !buildArguments.isEmpty { try container.encode(buildArguments, forKey: .buildArguments) }
    try container.encode(module, forKey: .module)
    try container.encode(suite, forKey: .suite)
    try container.encode(benchmarks, forKey: .benchmarks)
  }
}

extension BaselineBenchmark: Codable {
  private enum Key: String, CodingKey {
    case test, label, iterations, recorded, independent, loads, gpu, metrics, refused
    /// The key of files from before the other loops existed.
    case dependent = "control"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    test = try container.decode(String.self, forKey: .test)
    label = try container.decodeIfPresent(String.self, forKey: .label)
    iterations = try container.decode(Int.self, forKey: .iterations)
    guard iterations >= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .iterations, in: container, debugDescription: "is \(iterations), expected at least 1")
    }
    recorded = try container.decode(Provenance.self, forKey: .recorded)
    dependent = try Self.loop(.dependent, in: container)
    independent = try Self.loop(.independent, in: container)
    loads = try Self.loop(.loads, in: container)
    gpu = try container.decodeIfPresent(GPUEnvironment.self, forKey: .gpu)
    metrics = try container.decode([BaselineMetric].self, forKey: .metrics)
    refused = try container.decodeIfPresent([RefusedMetric].self, forKey: .refused) ?? []
  }

  /// The duration of a calibration loop.
  private static func loop(_ key: Key, in container: KeyedDecodingContainer<Key>) throws -> Double? {
    let time = try container.decodeIfPresent(Double.self, forKey: key)
    guard time.map((1...1e9).contains) ?? true else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "is not from 1 to 1e9 nanoseconds")
    }
    return time
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(test, forKey: .test)
    try container.encodeIfPresent(label, forKey: .label)
    try container.encode(iterations, forKey: .iterations)
    try container.encode(recorded, forKey: .recorded)
    try container.encodeIfPresent(dependent?.rounded5, forKey: .dependent)
    try container.encodeIfPresent(independent?.rounded5, forKey: .independent)
    try container.encodeIfPresent(loads?.rounded5, forKey: .loads)
    try container.encodeIfPresent(gpu, forKey: .gpu)
    try container.encode(metrics, forKey: .metrics)
    if !refused.isEmpty { try container.encode(refused, forKey: .refused) }
  }
}

extension BaselineMetric: Codable {
  private enum Key: String, CodingKey {
    case name, unit, direction, kind, tolerance, judged, gpu, relativeTo, instrument, count, sessions, detectable
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    metric = MetricDescription(
      name: try container.decode(String.self, forKey: .name),
      unit: try container.decode(MetricUnit.self, forKey: .unit),
      direction: try container.decode(MetricDescription.Direction.self, forKey: .direction),
      kind: try container.decode(MetricDescription.Kind.self, forKey: .kind),
      tolerance: try Self.tolerance(in: container),
      isJudged: try container.decodeIfPresent(Bool.self, forKey: .judged) ?? true,
      gpu: try Self.known(.gpu, in: container), relativeTo: try Self.known(.relativeTo, in: container))
    instrument = try container.decodeIfPresent(String.self, forKey: .instrument)
    switch metric.kind {
    case .exact:
      content = .exact(try container.decode(ExactBaseline.self, forKey: .count))
    case .sampled:
      content = .sampled(try Self.sessions(in: container, of: metric))
    }
    detectable = try container.decodeIfPresent(Double.self, forKey: .detectable)
    guard detectable.map({ $0 >= 0 }) ?? true else {
      throw DecodingError.dataCorruptedError(
        forKey: .detectable, in: container, debugDescription: "is below 0")
    }
  }

  private static func tolerance(in container: KeyedDecodingContainer<Key>) throws -> Tolerance {
    guard let tolerance = try container.decodeIfPresent(Tolerance.self, forKey: .tolerance) else { return .usual }
    guard tolerance.relative >= 0, tolerance.absolute >= 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .tolerance, in: container, debugDescription: "has a number below 0")
    }
    return tolerance
  }

  /// A value of an enumeration. An unknown one is refused: its numbers could not be judged.
  private static func known<Value: OpenEnumeration>(
    _ key: Key, in container: KeyedDecodingContainer<Key>
  ) throws -> Value? {
    guard let value = try container.decodeIfPresent(Value.self, forKey: key) else { return nil }
    guard Value.known.contains(value) else {
      let expected = Value.known.map { "'\($0.name)'" }.joined(separator: " or ")
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "is '\(value.name)', expected \(expected)")
    }
    return value
  }

  private static func sessions(
    in container: KeyedDecodingContainer<Key>, of metric: MetricDescription
  ) throws -> [SessionQuantiles] {
    let rows = try container.decode([[Double]].self, forKey: .sessions)
    guard !rows.isEmpty else {
      throw DecodingError.dataCorruptedError(forKey: .sessions, in: container, debugDescription: "has no session")
    }
    return try rows.enumerated().map { index, row in
      // A time of zero or less cannot be a ratio's base; custom numbers may be zero.
      guard let session = SessionQuantiles(values: row), row.allSatisfy({ $0 >= 0 }) else {
        throw DecodingError.dataCorruptedError(
          forKey: .sessions, in: container,
          debugDescription:
            "has in entry \(index) not \(SessionQuantiles.probabilities.count) ascending numbers from 0 up")
      }
      return session
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .name)
    try container.encode(metric.unit, forKey: .unit)
    try container.encode(metric.direction, forKey: .direction)
    try container.encode(metric.kind, forKey: .kind)
    if metric.tolerance != .usual { try container.encode(metric.tolerance, forKey: .tolerance) }
    if !metric.isJudged { try container.encode(false, forKey: .judged) }
    try container.encodeIfPresent(metric.gpu, forKey: .gpu)
    try container.encodeIfPresent(metric.relativeTo, forKey: .relativeTo)
    try container.encodeIfPresent(instrument, forKey: .instrument)
    try container.encodeIfPresent(detectable, forKey: .detectable)
    switch content {
    case .exact(let counts): try container.encode(counts, forKey: .count)
    case .sampled(let sessions): try container.encode(sessions.map { $0.values.map(\.rounded5) }, forKey: .sessions)
    }
  }
}

extension ExactBaseline: Codable {
  /// From one number where the count repeats, else from the lowest, the typical and the highest one.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Double.self) {
      self.init(lowest: count, typical: count, highest: count)
      return
    }
    guard let range = try? container.decode([Double].self), range.count == 3, range == range.sorted() else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "is not one number or three in ascending order")
    }
    self.init(lowest: range[0], typical: range[1], highest: range[2])
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if lowest == highest {
      try container.encode(typical)
    } else {
      try container.encode([lowest, typical, highest])
    }
  }
}

extension Double {
  /// The number rounded to five significant digits: more is noise, and would clutter a diff.
  var rounded5: Double {
    // Smaller numbers overflow the scale, and dividing infinity by 10 never ends.
    guard abs(self) > 1e-300, isFinite else { return self }
    var scale = 1.0
    while (abs(self) * scale) < 10_000 { scale *= 10 }
    while (abs(self) * scale) >= 100_000 { scale /= 10 }
    return scale >= 1 ? (self * scale).rounded() / scale : (self * scale).rounded() * (1 / scale).rounded()
  }
}
