import PerformanceMeasurement
import PerformanceTesting
import Testing

/// The cost of the harness itself: loops around next to nothing.
///
/// A regression means that every short benchmark shows more of the harness and less of its body. The warnings `tooShort`
/// and `removedByOptimiser` are expected for empty bodies.
@Suite(.performance)
struct OverheadPerformance {
  // The alignment of the loop moves these by more than a fifth; what must not come in is a lock or an allocation.
  @Test(.budget(.wallClock, minimum: .nanoseconds(8)))
  func emptyBody() {
    measure {}
  }

  @Test(.budget(.wallClock, minimum: .nanoseconds(80)))
  func emptyAsynchronousBody() async {
    await measure { () async in }
  }

  @Test func throughBlackBox() {
    measure(throughput: .elements(1_024)) {
      var sum = 0
      for number in 0..<1_024 { sum &+= blackBox(number) }
      return sum
    }
  }

  @Test func edgesOfARegion() {
    measure(throughput: .elements(8)) {
      var stopwatch = Stopwatch()
      for _ in 0..<8 {
        stopwatch.start()
        stopwatch.stop()
      }
      return stopwatch.wall
    }
  }
}
