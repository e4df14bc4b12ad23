import PerformanceRecords

/// Summaries of sessions as bytes: the least quantile exactly, the others as differences from it in single precision.
package enum CompactSessions {
  private enum Side: UInt64 {
    case head, base, other

    init(_ side: SessionSide) {
      switch side {
      case .head: self = .head
      case .base: self = .base
      case .other: self = .other
      }
    }

    var side: SessionSide {
      switch self {
      case .head: .head
      case .base: .base
      case .other: .other("other")
      }
    }
  }

  /// Marks a session whose quantiles are equal, as those of most counts.
  private static let constant: UInt64 = 4

  package static func bytes(of sessions: [HistorySession]) -> [UInt8] {
    var writer = ByteWriter()
    for session in sessions {
      let quantiles = session.quantiles.values
      let differences = quantiles.dropFirst().map { Float(bounded: $0 - quantiles[0]) }
      let isConstant = differences.allSatisfy { $0 == 0 }
      writer.add(Side(session.side).rawValue | (isConstant ? constant : 0))
      writer.add(count: session.round)
      writer.add(count: session.iterations)
      writer.add(quantiles[0])
      if !isConstant { for difference in differences { writer.add(difference) } }
    }
    return writer.bytes
  }

  /// The summaries; `nil` where the bytes are damaged.
  static func sessions(in bytes: [UInt8]) -> [HistorySession]? {
    var reader = ByteReader(bytes)
    var sessions: [HistorySession] = []
    while !reader.isAtEnd {
      guard let session = session(&reader) else { return nil }
      sessions.append(session)
    }
    return sessions
  }

  private static func session(_ reader: inout ByteReader) -> HistorySession? {
    guard let flags = reader.number(), let side = Side(rawValue: flags & 3), let round = reader.integer(),
      let iterations = reader.integer(), let least = reader.double()
    else { return nil }
    var quantiles = [least]
    for _ in SessionQuantiles.probabilities.dropFirst() {
      if flags & constant != 0 {
        quantiles.append(least)
      } else if let difference = reader.float() {
        quantiles.append(least + Double(difference))
      } else {
        return nil
      }
    }
    return SessionQuantiles(values: quantiles).map {
      HistorySession(side: side.side, round: round, iterations: iterations, quantiles: $0)
    }
  }
}
