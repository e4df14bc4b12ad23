import PerformanceBuild
import PerformanceRecords

extension Indicator: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case kind, branch, benchmark, metric, limit, share, days, commands, seconds, rule
  }

  private enum Kind: String, CaseIterable {
    case finishedRuns, judgedRuns, greenRuns, pairs, results, steadySeries, passedBodies, freshBaselines, commands
    case quickCommands, plannedRuns, unchangedCode, quietRule

    /// The keys besides `kind`.
    var keys: [Key] {
      switch self {
      case .finishedRuns, .judgedRuns, .pairs, .passedBodies, .commands, .unchangedCode: []
      case .greenRuns: [.branch]
      case .results: [.benchmark, .metric, .limit]
      case .steadySeries: [.share]
      case .freshBaselines: [.days]
      case .quickCommands: [.commands, .seconds]
      case .plannedRuns: [.seconds]
      case .quietRule: [.rule]
      }
    }
  }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    func refuse(_ key: Key, _ problem: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: problem)
    }
    let text = try container.decode(String.self, forKey: .kind)
    guard let kind = Kind(rawValue: text) else {
      throw refuse(.kind, "is '\(text)'; allowed are \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    for key in container.allKeys where key != .kind && !kind.keys.contains(key) {
      let names = kind.keys.map(\.rawValue).joined(separator: ", ")
      throw refuse(key, "does not go with '\(text)', which has \(kind.keys.isEmpty ? "no other key" : names)")
    }
    func seconds() throws -> Double {
      let seconds = try container.decode(Double.self, forKey: .seconds)
      guard 0.001...86_400 ~= seconds else { throw refuse(.seconds, "is not from 0.001 to 86400") }
      return seconds
    }
    switch kind {
    case .finishedRuns: self = .finishedRuns
    case .judgedRuns: self = .judgedRuns
    case .pairs: self = .pairs
    case .passedBodies: self = .passedBodies
    case .greenRuns: self = .greenRuns(branch: try container.decodeIfPresent(String.self, forKey: .branch))
    case .results:
      let limit = try container.decode(Double.self, forKey: .limit)
      guard limit.isFinite else { throw refuse(.limit, "is no finite number") }
      self = .results(
        benchmark: try container.decode(BenchmarkPattern.self, forKey: .benchmark),
        metric: try container.decode(String.self, forKey: .metric), limit: limit)
    case .steadySeries:
      let share = try container.decode(Double.self, forKey: .share)
      guard share > 0, share <= 1 else { throw refuse(.share, "is not above 0 and up to 1") }
      self = .steadySeries(share: share)
    case .freshBaselines:
      let days = try container.decode(Int.self, forKey: .days)
      guard (1...3_650).contains(days) else { throw refuse(.days, "is not from 1 to 3650") }
      self = .freshBaselines(days: days)
    case .commands: self = .commands
    case .quickCommands:
      let names = try container.decode([String].self, forKey: .commands)
      guard !names.isEmpty else { throw refuse(.commands, "names no command") }
      for name in names where CommandTable.abstract(of: name) == nil {
        throw refuse(.commands, "has '\(name)', which is no command; see '\(PerftestCommand.prefix) --help'")
      }
      self = .quickCommands(names: names, seconds: try seconds())
    case .plannedRuns: self = .plannedRuns(seconds: try seconds())
    case .unchangedCode: self = .unchangedCode
    case .quietRule: self = .quietRule(try container.decode(String.self, forKey: .rule))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind.rawValue, forKey: .kind)
    switch self {
    case .finishedRuns, .judgedRuns, .pairs, .passedBodies, .commands, .unchangedCode: break
    case .greenRuns(let branch): try container.encodeIfPresent(branch, forKey: .branch)
    case .results(let benchmark, let metric, let limit):
      try container.encode(benchmark, forKey: .benchmark)
      try container.encode(metric, forKey: .metric)
      try container.encode(limit, forKey: .limit)
    case .steadySeries(let share): try container.encode(share, forKey: .share)
    case .freshBaselines(let days): try container.encode(days, forKey: .days)
    case .quickCommands(let names, let seconds):
      try container.encode(names, forKey: .commands)
      try container.encode(seconds, forKey: .seconds)
    case .plannedRuns(let seconds): try container.encode(seconds, forKey: .seconds)
    case .quietRule(let rule): try container.encode(rule, forKey: .rule)
    }
  }

  private var kind: Kind {
    switch self {
    case .finishedRuns: .finishedRuns
    case .judgedRuns: .judgedRuns
    case .greenRuns: .greenRuns
    case .pairs: .pairs
    case .results: .results
    case .steadySeries: .steadySeries
    case .passedBodies: .passedBodies
    case .freshBaselines: .freshBaselines
    case .commands: .commands
    case .quickCommands: .quickCommands
    case .plannedRuns: .plannedRuns
    case .unchangedCode: .unchangedCode
    case .quietRule: .quietRule
    }
  }
}
