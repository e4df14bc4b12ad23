/// What counters were at earlier evaluations, so that their growth within hours is known.
package struct AlertCounters: Equatable, Sendable {
  /// A counter at a time.
  struct Reading: Equatable, Sendable {
    var time: Double
    var value: Double
  }

  /// The most readings that are kept of a counter: one in half an hour of a day.
  private static let most = 48

  private(set) var readings: [String: [Reading]] = [:]

  package init() {}

  /// Takes in a counter.
  /// - Returns: What it has grown by within the hours; `nil` at the first reading. A counter that fell began anew.
  mutating func increase(_ key: String, _ value: Double, at time: Double, hours: Int) -> Double? {
    let begin = time - Double(hours) * 3_600
    // Readings of the future are those of a clock that was wrong.
    var kept = (readings[key] ?? []).filter { $0.time > begin && $0.time < time }
    kept.append(Reading(time: time, value: value))
    defer { readings[key] = Self.thinned(kept, span: Double(hours) * 3_600) }
    guard kept.count > 1 else { return nil }
    return zip(kept, kept.dropFirst()).reduce(0) { sum, pair in
      sum + (pair.1.value >= pair.0.value ? pair.1.value - pair.0.value : pair.1.value)
    }
  }

  /// Without counters that nothing reads any more.
  mutating func keep(_ keys: Set<String>) { readings = readings.filter { keys.contains($0.key) } }

  /// Drops readings that are closer to the one before than an even distribution of ``most`` has them. The newest stays,
  /// and so do those on both sides of a new beginning of the counter: without the second, a counter that has grown beyond
  /// the first meanwhile would not have begun anew.
  private static func thinned(_ readings: [Reading], span: Double) -> [Reading] {
    guard readings.count > most else { return readings }
    var kept: [Reading] = []
    for (index, reading) in readings.enumerated() {
      let falls = index + 1 < readings.count && readings[index + 1].value < reading.value
      let hasFallen = index > 0 && reading.value < readings[index - 1].value
      let isNeeded = index + 1 == readings.count || falls || hasFallen
      if let last = kept.last, !isNeeded, reading.time - last.time < span / Double(most) { continue }
      kept.append(reading)
    }
    return kept.suffix(most * 4)
  }
}

extension AlertCounters: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    readings = try container.decode([String: [[Double]]].self).mapValues { pairs in
      try pairs.map { pair in
        guard pair.count == 2, pair[0].isFinite, pair[1].isFinite else {
          throw DecodingError.dataCorruptedError(in: container, debugDescription: "has a reading that is no pair")
        }
        return Reading(time: pair[0], value: pair[1])
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(readings.mapValues { $0.map { [$0.time, $0.value] } })
  }
}
