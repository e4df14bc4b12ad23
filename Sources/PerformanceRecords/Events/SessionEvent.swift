/// A measuring pass, as the log names it; passes of newer builds keep their names.
package struct PassName: RawRepresentable, Equatable, Sendable, Codable {
  /// The name in the log.
  package var rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// The process sampled times and read the metrics that go with them.
  package static let timing = PassName(rawValue: "timing")
  /// Callgrind counted instructions.
  package static let counting = PassName(rawValue: "counting")

  /// The pass that reads the metric with this name.
  package init(reading metric: String) {
    self = CountedMetric.names.contains(metric) ? .counting : .timing
  }
}

/// The build of a pair that a session measured.
package enum SessionSide: OpenEnumeration {
  /// The code under test.
  case head
  /// The build that it is compared with.
  case base
  case other(UnknownName)

  package static let known: [SessionSide] = [.head, .base]

  package var name: String {
    switch self {
    case .head: "head"
    case .base: "base"
    case .other(let name): name.text
    }
  }
}

/// A session with its pass, round and side.
package struct SessionEvent: Equatable, Sendable, Codable {
  /// The pass that the process made.
  package var pass: PassName
  /// The round, counted from 1.
  package var round: Int
  /// The build that was measured.
  package var side: SessionSide
  /// The result of the process.
  package var session: BenchmarkSession

  /// Creates the event of a session; by default a timing session of the new build.
  package init(
    pass: PassName = .timing, round: Int, side: SessionSide = .head, session: BenchmarkSession
  ) {
    self.pass = pass
    self.round = round
    self.side = side
    self.session = session
  }
}

extension [SessionEvent] {
  /// The number of sessions of the pass that reads a metric, with or without a value of it.
  package func count(of metric: String) -> Int {
    let pass = PassName(reading: metric)
    return count { $0.pass == pass }
  }
}
