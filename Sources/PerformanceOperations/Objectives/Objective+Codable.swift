import PerformanceRecords

extension Objective: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case id, note, owner, target, period, sliceTarget, indicator, gating
  }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    func refuse(_ key: Key, _ problem: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: problem)
    }
    let target = try container.decode(Double.self, forKey: .target)
    guard target > 0, target < 1 else {
      throw refuse(
        .target,
        "is \(target), expected more than 0 and less than 1; what must never happen is one of the 'invariants'")
    }
    let share = try container.decodeIfPresent(Double.self, forKey: .sliceTarget)
    guard share.map({ $0 > 0 && $0 <= 1 }) ?? true else { throw refuse(.sliceTarget, "is not above 0 and up to 1") }
    self.init(
      id: try Self.id(try container.decode(String.self, forKey: .id)) { refuse(.id, $0) },
      note: try container.decodeIfPresent(String.self, forKey: .note),
      owner: try container.decodeIfPresent(String.self, forKey: .owner), target: target,
      period: try container.decodeIfPresent(ObjectivePeriod.self, forKey: .period) ?? .usual,
      method: share.map { .slices(target: $0) } ?? .occurrences,
      indicator: try container.decode(Indicator.self, forKey: .indicator),
      isGating: try container.decodeIfPresent(Bool.self, forKey: .gating) ?? false)
  }

  /// An id that Prometheus, OpenSLO and Sloth accept as a name.
  static func id(_ text: String, refuse: (String) -> DecodingError) throws -> String {
    guard text.wholeMatch(of: /[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?/) != nil else {
      throw refuse("is '\(text)', expected up to 63 lower-case letters, digits and '-'")
    }
    return text
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encodeIfPresent(note, forKey: .note)
    try container.encodeIfPresent(owner, forKey: .owner)
    try container.encode(target, forKey: .target)
    if period != .usual { try container.encode(period, forKey: .period) }
    if case .slices(let share) = method { try container.encode(share, forKey: .sliceTarget) }
    try container.encode(indicator, forKey: .indicator)
    if isGating { try container.encode(true, forKey: .gating) }
  }
}

extension Invariant: Codable {
  private enum Key: String, CodingKey, CaseIterable { case id, note, indicator }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    id = try Objective.id(try container.decode(String.self, forKey: .id)) {
      DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: $0)
    }
    note = try container.decodeIfPresent(String.self, forKey: .note)
    indicator = try container.decode(Indicator.self, forKey: .indicator)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encodeIfPresent(note, forKey: .note)
    try container.encode(indicator, forKey: .indicator)
  }
}

extension ObjectivePeriod: Codable {
  private enum Key: String, CodingKey, CaseIterable { case days, runs }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    let days = try container.decodeIfPresent(Int.self, forKey: .days)
    let runs = try container.decodeIfPresent(Int.self, forKey: .runs)
    switch (days, runs) {
    case (let days?, nil) where (1...3_650).contains(days): self = .days(days)
    case (nil, let runs?) where (10...100_000).contains(runs): self = .runs(runs)
    default:
      throw DecodingError.dataCorruptedError(
        forKey: days == nil ? .runs : .days, in: container,
        debugDescription: "is no period; give either 'days' from 1 to 3650 or 'runs' from 10 to 100000")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .days(let days): try container.encode(days, forKey: .days)
    case .runs(let runs): try container.encode(runs, forKey: .runs)
    }
  }
}
