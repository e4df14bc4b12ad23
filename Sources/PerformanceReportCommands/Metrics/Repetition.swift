import Foundation
import PerformanceWorkflows

/// Something that is done at fixed times until Ctrl-C.
struct Repetition {
  /// The longest pause between two looks for Ctrl-C, in seconds: waking up costs as much as a part of a reading.
  private static let nap = 1.0

  private let interval: Double

  /// - Parameter interval: the seconds from one beginning to the next.
  init(every interval: Double) { self.interval = interval }

  /// Runs a function again and again. A time that passes while it still runs is left out.
  func run(_ body: () throws -> Void) rethrows {
    var next = DispatchTime.now()
    while !Interruption.isRequested {
      try body()
      repeat { next = next + interval } while next < DispatchTime.now()
      while !Interruption.isRequested, case let rest = Self.seconds(until: next), rest > 0 {
        Thread.sleep(forTimeInterval: min(rest, Self.nap))
      }
    }
  }

  private static func seconds(until time: DispatchTime) -> Double {
    (Double(time.uptimeNanoseconds) - Double(DispatchTime.now().uptimeNanoseconds)) / 1e9
  }
}
