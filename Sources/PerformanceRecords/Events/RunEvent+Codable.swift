import PerformanceSystem

extension RunEvent: Encodable {
  fileprivate enum Key: String, CodingKey { case v, seq, time, run, kind, body }

  fileprivate enum Kind: String {
    case runStarted, waiting, planned, attempt, counting, session, profile, verdict, confirmed, unmeasured, bodyRun
    case acceptanceUnused, budgetUnused, runFinished
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .v)
    try container.encode(sequence, forKey: .seq)
    try container.encode(time, forKey: .time)
    try container.encode(run, forKey: .run)
    func encode(_ kind: Kind, _ payload: some Encodable) throws {
      try container.encode(kind.rawValue, forKey: .kind)
      try container.encode(payload, forKey: .body)
    }
    switch body {
    case .runStarted(let start): try encode(.runStarted, start)
    case .waiting(let holder): try encode(.waiting, holder)
    case .planned(let plan): try encode(.planned, plan)
    case .attempt(let attempt): try encode(.attempt, attempt)
    case .counting(let progress): try encode(.counting, progress)
    case .session(let session): try encode(.session, session)
    case .profile(let profiled): try encode(.profile, profiled)
    case .verdict(let verdict): try encode(.verdict, verdict)
    case .confirmed(let cost): try encode(.confirmed, cost)
    case .unmeasured(let function): try encode(.unmeasured, function)
    case .bodyRun(let run): try encode(.bodyRun, run)
    case .acceptanceUnused(let acceptance): try encode(.acceptanceUnused, acceptance)
    case .budgetUnused(let budget): try encode(.budgetUnused, budget)
    case .runFinished(let end): try encode(.runFinished, end)
    }
  }
}

/// A line of an event log, decoded.
struct EventLine: Decodable {
  /// The error for a line of another version of the format.
  struct OtherVersion: Error {
    let version: Int
    /// The version of the tool that wrote it; `nil` where the line has none.
    let tool: String?
  }

  /// The event; `nil` for a kind that this build does not know.
  let event: RunEvent?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: RunEvent.Key.self)
    let version = try container.decode(Int.self, forKey: .v)
    guard version == RunEvent.version else {
      throw OtherVersion(version: version, tool: (try? container.decode(Writer.self, forKey: .body))?.tool)
    }
    guard let kind = RunEvent.Kind(rawValue: try container.decode(String.self, forKey: .kind)) else {
      event = nil
      return
    }
    event = RunEvent(
      sequence: try container.decode(Int.self, forKey: .seq), time: try container.decode(Double.self, forKey: .time),
      run: try container.decode(String.self, forKey: .run), try Self.body(kind, container))
  }

  private struct Writer: Decodable {
    let tool: String
  }

  private static func body(
    _ kind: RunEvent.Kind, _ container: KeyedDecodingContainer<RunEvent.Key>
  ) throws -> RunEvent.Body {
    func payload<Payload: Decodable>(_ make: (Payload) -> RunEvent.Body) throws -> RunEvent.Body {
      make(try container.decode(Payload.self, forKey: .body))
    }
    return switch kind {
    case .runStarted: try payload(RunEvent.Body.runStarted)
    case .waiting: try payload(RunEvent.Body.waiting)
    case .planned: try payload(RunEvent.Body.planned)
    case .attempt: try payload(RunEvent.Body.attempt)
    case .counting: try payload(RunEvent.Body.counting)
    case .session: try payload(RunEvent.Body.session)
    case .profile: try payload(RunEvent.Body.profile)
    case .verdict: try payload(RunEvent.Body.verdict)
    case .confirmed: try payload(RunEvent.Body.confirmed)
    case .unmeasured: try payload(RunEvent.Body.unmeasured)
    case .bodyRun: try payload(RunEvent.Body.bodyRun)
    case .acceptanceUnused: try payload(RunEvent.Body.acceptanceUnused)
    case .budgetUnused: try payload(RunEvent.Body.budgetUnused)
    case .runFinished: try payload(RunEvent.Body.runFinished)
    }
  }
}
