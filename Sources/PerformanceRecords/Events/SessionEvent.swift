/// A way of going through a benchmark, as the log names it; passes that a newer build has are kept by their names.
package struct PassName: RawRepresentable, Hashable, Sendable, Codable {
  /// The name in the log.
  package var rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// The process took samples of times, and what it counted besides.
  package static let timing = PassName(rawValue: "timing")
  /// Callgrind counted instructions.
  package static let counting = PassName(rawValue: "counting")

  /// The pass that reads a metric.
  package init(reading metric: String) {
    self = CountedMetric.names.contains(metric) ? .counting : .timing
  }
}

/// Which of two builds gave a session.
package enum SessionSide: OpenEnumeration {
  /// The code that the run is about.
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

/// A session with how it was taken.
package struct SessionEvent: Hashable, Sendable, Codable {
  /// The way in which the process went through the benchmark.
  package var pass: PassName
  /// The round, counted from 1.
  package var round: Int
  /// The build that was measured.
  package var side: SessionSide
  /// What the process measured.
  package var session: BenchmarkSession

  /// A session; one of the new build's times unless said otherwise.
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
  /// The sessions of the pass that reads a metric, whether or not they have it.
  package func count(of metric: String) -> Int {
    let pass = PassName(reading: metric)
    return count { $0.pass == pass }
  }
}
