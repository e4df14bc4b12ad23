import PerformanceRecords

/// The caveats that a run's sessions have about one GPU.
package struct GPUSummary: Equatable, Sendable {
  /// A caveat that several sessions have.
  package struct Caveat: Equatable, Sendable {
    /// The caveat with the numbers of the first session that has it.
    package var caveat: GPUCaveat
    /// The sessions that have it.
    package var sessions: Int

    /// Its position among the severities, the gravest first; unknown severities come last.
    fileprivate var gravity: Int {
      switch caveat.severity {
      case .contaminated: 0
      case .ambiguous: 1
      case .note: 2
      case .other: 3
      }
    }
  }

  private static let mostCaveats = 5

  /// The GPU, as the first session found it.
  package let environment: GPUEnvironment
  /// The number of sessions that read it.
  package private(set) var sessions = 0
  /// The number of sessions that repeated their window, because the first had a grave caveat.
  package private(set) var repeated = 0
  private var found: [Caveat] = []

  private init(_ environment: GPUEnvironment) { self.environment = environment }

  /// One summary for each GPU that sessions read, in order of the GPUs' identifiers.
  package static func summaries(of conditions: [GPUConditions]) -> [GPUSummary] {
    var summaries: [String: GPUSummary] = [:]
    for gpu in conditions {
      summaries[gpu.environment.uuid, default: GPUSummary(gpu.environment)].add(gpu)
    }
    return summaries.values.sorted { $0.environment.uuid < $1.environment.uuid }
  }

  /// The caveats, the gravest and most frequent first.
  package var caveats: [Caveat] {
    // A plain sort is not stable.
    found.enumerated().sorted { first, second in
      let (one, other) = (first.element, second.element)
      if one.gravity != other.gravity { return one.gravity < other.gravity }
      return (other.sessions, first.offset) < (one.sessions, second.offset)
    }.map(\.element)
  }

  private mutating func add(_ gpu: GPUConditions) {
    sessions += 1
    if gpu.repeated { repeated += 1 }
    for kind in gpu.caveats.map(\.kind).distinct {
      if let index = found.firstIndex(where: { $0.caveat.kind == kind }) {
        found[index].sessions += 1
      } else if let caveat = gpu.caveats.first(where: { $0.kind == kind }) {
        found.append(Caveat(caveat: caveat, sessions: 1))
      }
    }
  }

  /// The GPU and the caveats about its numbers, in one line.
  ///
  /// `GPU NVIDIA H200 GPU-7c2f9a1e, driver 580.65.06, 700 W: thermal throttling 3 % of the window (in 2 of 15 sessions)`.
  package var text: String {
    let all = caveats
    var parts = all.prefix(Self.mostCaveats).map(text)
    if all.isEmpty { parts.append("nothing disturbed it in \(Plural.text(sessions, "session"))") }
    if all.count > Self.mostCaveats { parts.append("and \(all.count - Self.mostCaveats) more") }
    if repeated > 0 { parts.append("\(Plural.text(repeated, "session")) measured it twice") }
    return "GPU \(environment.text): " + parts.joined(separator: "; ")
  }

  private func text(_ caveat: Caveat) -> String {
    caveat.caveat.clause.onOneLine(atMost: 200) + " (in \(caveat.sessions) of \(Plural.text(sessions, "session")))"
  }
}

extension GPUSummary: Encodable {
  private enum Key: String, CodingKey { case environment, sessions, repeated, caveats, text }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(environment, forKey: .environment)
    try container.encode(sessions, forKey: .sessions)
    try container.encode(repeated, forKey: .repeated)
    try container.encode(caveats, forKey: .caveats)
    try container.encode(text, forKey: .text)
  }
}

extension GPUSummary.Caveat: Encodable {
  private enum Key: String, CodingKey { case kind, text, sessions }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(caveat.severity, forKey: .kind)
    try container.encode(caveat.sentence, forKey: .text)
    try container.encode(sessions, forKey: .sessions)
  }
}

extension GPUEnvironment {
  /// The board, its driver and what limits it: `NVIDIA H200 GPU-7c2f9a1e, driver 580.65.06, 700 W`.
  package var text: String {
    let watts = MetricDescription(name: "limit", unit: .watts)
    let limit = powerLimit.map { ", " + ValueFormat.text($0, of: watts) } ?? ""
    return (boardAndDriver + limit).onOneLine(atMost: 200)
  }
}
