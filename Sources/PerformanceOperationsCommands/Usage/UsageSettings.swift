import PerformanceBuild
import PerformanceSystem

/// Whether usage is kept, and for how long.
struct UsageSettings: Equatable {
  /// The days that are kept unless set.
  static let usualDays = 30
  private static let off = "off"
  private static let allowed = 1...3650

  /// The days that are kept; `nil` where nothing about usage is kept or shown.
  let days: Int?

  /// Reads the variable.
  /// - Throws: ``InputError`` for another value than it can have.
  init(environment: [String: String]) throws(InputError) {
    guard let text = environment.setting(.usage) else {
      days = Self.usualDays
      return
    }
    if text == Self.off {
      days = nil
      return
    }
    guard let days = Int(text), Self.allowed.contains(days) else {
      throw InputError(
        file: "environment variable \(PerftestVariable.usage.rawValue)", problem: "is '\(text.printable(atMost: 60))'",
        remedy: "Set it to \(Self.off) or to a number of days from 1 to \(Self.allowed.upperBound), or unset it.")
    }
    self.days = days
  }
}
