import Dispatch

/// Moments of the machine's monotonic clock, in nanoseconds.
enum MonotonicTime {
  /// This moment.
  static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

  /// The seconds from one moment to another; 0 when it is not a later one.
  static func seconds(from start: UInt64, to end: UInt64) -> Double {
    end > start ? Double(end - start) / 1e9 : 0
  }
}
