import Dispatch

/// Times of the machine's monotonic clock, in nanoseconds.
enum MonotonicTime {
  /// The current time.
  static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

  /// The seconds between two times; 0 when the second is not later.
  static func seconds(from start: UInt64, to end: UInt64) -> Double {
    end > start ? Double(end - start) / 1e9 : 0
  }
}
