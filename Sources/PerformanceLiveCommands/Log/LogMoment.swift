import PerformanceLog

/// A time as users type it: a day, a time in UTC, or how long ago it was.
enum LogMoment: Equatable, Sendable {
  case at(LogTime)
  case ago(microseconds: Int64)

  /// The accepted forms, for messages.
  static let allowed = "a day such as 2026-11-29, a time in UTC such as 2026-11-29T20:15, or 30m, 2h, 3d, 1w ago"

  private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

  /// Reads a text; `nil` for another one.
  init?(_ text: String) {
    if let time = LogTime(text: text) {
      self = .at(time)
    } else if let unit = text.last.flatMap({ Self.units[$0] }), let count = Int64(text.dropLast()),
      0...1_000_000 ~= count
    {
      self = .ago(microseconds: count * unit * 1_000_000)
    } else {
      return nil
    }
  }

  func time(now: LogTime) -> LogTime {
    switch self {
    case .at(let time): time
    case .ago(let microseconds): LogTime(microseconds: now.microseconds - microseconds)
    }
  }
}
