import PerformanceBuild
import PerformanceSystem

/// The time that a run may spend on benchmarks that their first session did not decide.
package struct TimeLimit: Equatable, Sendable {
  /// Seconds, from 1 to 86 400.
  package let seconds: Double

  /// The environment variable that sets it.
  package static let variable = PerftestVariable.timeLimit.rawValue
  /// The allowed texts, for messages.
  package static let allowed = "seconds from 1 to 86400, or minutes and hours such as 2m and 1h"

  private static let range = 1.0...86_400.0
  private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]

  /// Creates a limit; `nil` unless the number is from 1 to 86 400.
  package init?(seconds: Double) {
    guard Self.range.contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// The allowed limit nearest to a number of seconds.
  package init(nearest seconds: Double) {
    self.seconds = min(max(seconds, Self.range.lowerBound), Self.range.upperBound)
  }

  /// Parses a limit: `90`, `90s`, `2m`, `1.5h`; `nil` for anything else.
  package init?(text: String) {
    let unit = text.last.flatMap { Self.units[$0] }
    let number = unit == nil ? Substring(text) : text.dropLast()
    // `Double` also parses `1e3`, `0x10` and `inf`, which are typing errors here.
    guard let first = number.first, first.isASCII, first.isNumber,
      number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(number)
    else { return nil }
    self.init(seconds: value * (unit ?? 1))
  }

  /// The text that parses to this limit, in the largest unit of which it is a whole number.
  package var typed: String {
    for (unit, length) in [("h", 3600.0), ("m", 60)] where seconds.truncatingRemainder(dividingBy: length) == 0 {
      return "\(Int(seconds / length))\(unit)"
    }
    return seconds.rounded() == seconds ? "\(Int(seconds))" : "\(seconds)"
  }

  /// A limit several times as long, in whole minutes, to try next.
  package var extended: TimeLimit {
    let minutes = (seconds * 5 / 60).rounded(.up)
    return TimeLimit(nearest: max(minutes, 10) * 60)
  }
}
