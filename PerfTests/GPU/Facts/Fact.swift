import Foundation
import PerformanceStatistics

/// A finding for the report of `Scripts/gpu-check`, which takes the lines that begin so.
enum Fact {
  static func emit(_ text: String) { print("fact: \(text)") }

  /// Emits the result of `body`, or its error: a failing question does not suppress the others.
  static func emit(_ subject: String, _ body: () throws -> String) {
    do { emit("\(subject): \(try body())") } catch { emit("\(subject): not found out, \(error)") }
  }

  /// Quantiles of values as a person reads them.
  static func spread(_ values: [Double], unit: String) -> String {
    guard let median = Quantile.median(of: values), let least = values.min(), let most = values.max() else {
      return "no value"
    }
    return "median \(short(median)) \(unit), from \(short(least)) to \(short(most)) (\(values.count) values)"
  }

  /// A number with four digits.
  static func short(_ number: Double) -> String { String(format: "%.4g", number) }
}

/// Clocks of the system in nanoseconds.
enum SystemClock: CaseIterable {
  case realTime, monotonic, bootTime

  var name: String {
    switch self {
    case .realTime: "CLOCK_REALTIME"
    case .monotonic: "CLOCK_MONOTONIC"
    case .bootTime: "CLOCK_BOOTTIME"
    }
  }

  var nanoseconds: Int64 {
    #if os(Linux)
      let clock: Int32 =
        switch self {
        case .realTime: CLOCK_REALTIME
        case .monotonic: CLOCK_MONOTONIC
        case .bootTime: CLOCK_BOOTTIME
        }
      var time = timespec()
      clock_gettime(clock, &time)
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    #else
      return Int64(Date().timeIntervalSince1970 * 1e9)
    #endif
  }

  /// Seconds of the monotonic clock.
  static var seconds: Double { Double(monotonic.nanoseconds) / 1e9 }
}
