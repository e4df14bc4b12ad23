/// A budget of the checked-in file: a limit for every benchmark that its pattern matches.
package struct BudgetRule: Equatable, Sendable {
  /// The consequence of exceeding the limit.
  package enum Severity: String, Sendable, Codable, CaseIterable {
    /// The build fails.
    case critical
    /// The row is shown, and the build does not fail.
    case warning
  }

  /// The name of the budget in messages; each is used once.
  package var id: String
  /// The benchmarks that it limits.
  package var benchmark: BenchmarkPattern
  /// The name of the metric.
  package var metric: String
  /// The statistic of the samples of a session that is limited.
  package var statistic: Budget.Statistic
  /// The limit in the metric's unit: the greatest value where lower is better, else the smallest.
  package var limit: Double?
  /// The limit as the percentage by which the baseline's number may be exceeded, or missed where higher is better.
  package var percent: Double?
  package var severity: Severity
  /// Who decides about the limit.
  package var owner: String?
  /// Why the limit is there.
  package var note: String?

  package init(
    id: String, benchmark: BenchmarkPattern, metric: String, statistic: Budget.Statistic = .minimum,
    limit: Double? = nil, percent: Double? = nil, severity: Severity = .critical, owner: String? = nil,
    note: String? = nil
  ) {
    self.id = id
    self.benchmark = benchmark
    self.metric = metric
    self.statistic = statistic
    self.limit = limit
    self.percent = percent
    self.severity = severity
    self.owner = owner
    self.note = note
  }
}

extension BudgetRule: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case id, benchmark, metric, statistic, limit, percent, severity, owner, note
  }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    func refuse(_ key: Key, _ problem: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: problem)
    }
    id = try container.decode(String.self, forKey: .id)
    guard id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]*/) != nil else {
      throw refuse(.id, "is '\(id)', expected letters, digits, '.', '_' and '-'")
    }
    benchmark = try container.decode(BenchmarkPattern.self, forKey: .benchmark)
    guard !benchmark.text.isEmpty else { throw refuse(.benchmark, "is empty; '*' stands for every benchmark") }
    metric = try container.decode(String.self, forKey: .metric)
    statistic = try container.decodeIfPresent(Budget.Statistic.self, forKey: .statistic) ?? .minimum
    if case .other(let name) = statistic {
      let known = Budget.Statistic.known.map(\.name).joined(separator: ", ")
      throw refuse(.statistic, "is '\(name.text)'; allowed are \(known)")
    }
    limit = try container.decodeIfPresent(Double.self, forKey: .limit)
    guard limit.map(\.isFinite) ?? true else { throw refuse(.limit, "is no finite number") }
    percent = try container.decodeIfPresent(Double.self, forKey: .percent)
    guard percent.map({ (0...1e6).contains($0) }) ?? true else {
      throw refuse(.percent, "is not from 0 to 1000000")
    }
    guard percent == nil || statistic.isOnFile else {
      let known = Budget.Statistic.known.filter(\.isOnFile).map(\.name).joined(separator: ", ")
      throw refuse(
        .statistic, "is '\(statistic.name)', which baselines do not have; with 'percent' allowed are \(known)")
    }
    guard limit != nil || percent != nil else {
      throw refuse(.limit, "is missing, and so is 'percent'; give one of them, or both")
    }
    let severity = try container.decodeIfPresent(String.self, forKey: .severity) ?? Severity.critical.rawValue
    guard let known = Severity(rawValue: severity) else {
      let allowed = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw refuse(.severity, "is '\(severity)'; allowed are \(allowed)")
    }
    self.severity = known
    owner = try container.decodeIfPresent(String.self, forKey: .owner)
    note = try container.decodeIfPresent(String.self, forKey: .note)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(benchmark, forKey: .benchmark)
    try container.encode(metric, forKey: .metric)
    try container.encode(statistic, forKey: .statistic)
    try container.encodeIfPresent(limit, forKey: .limit)
    try container.encodeIfPresent(percent, forKey: .percent)
    try container.encode(severity, forKey: .severity)
    try container.encodeIfPresent(owner, forKey: .owner)
    try container.encodeIfPresent(note, forKey: .note)
  }
}
