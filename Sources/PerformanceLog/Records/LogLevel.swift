/// The severity of a log record, with OpenTelemetry's number for it.
///
/// The names are those of swift-log and `fatal`. Numbers: OpenTelemetry, Logs Data Model, "Mapping of SeverityNumber".
package enum LogLevel: Int, CaseIterable, Sendable {
  case trace = 1
  case debug = 5
  case info = 9
  case notice = 10
  case warning = 13
  case error = 17
  case critical = 18
  /// The process ends because of it.
  case fatal = 21

  /// The name in files and on the command line.
  ///
  /// It is in every line of a log: a description of the case would be found by reflection each time.
  package var name: String {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .notice: "notice"
    case .warning: "warning"
    case .error: "error"
    case .critical: "critical"
    case .fatal: "fatal"
    }
  }

  /// The level of a name; `nil` for another text.
  package init?(name: String) {
    guard let level = Self.byName[name] else { return nil }
    self = level
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The level of a number of OpenTelemetry, of which there are more: the highest one that is not above it.
  /// - Parameter severity: 1 to 24; `nil` is returned for others.
  package init?(severity: Int) {
    guard 1...24 ~= severity, let level = Self.allCases.last(where: { $0.rawValue <= severity }) else { return nil }
    self = level
  }
}

extension LogLevel: Comparable {
  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
