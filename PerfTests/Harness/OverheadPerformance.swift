import PerformanceTesting
import Testing

/// What the harness itself costs: loops around next to nothing.
///
/// A regression means that every short benchmark shows more of the harness and less of its body. The warning `tooShort`
/// belongs here and says just that.
@Suite(.performance)
struct OverheadPerformance {
  // A shared processor's clock moves these by more than a fifth; what must not happen is a call, a lock or an allocation.
  @Test(.tolerance(.wallClock, Tolerance(relative: 0.5, absolute: 1)), .budget(.wallClock, .minimum, .nanoseconds(5)))
  func emptyBody() {
    measure {}
  }

  @Test(.tolerance(.wallClock, Tolerance(relative: 0.5, absolute: 1)), .budget(.wallClock, .minimum, .nanoseconds(8)))
  func opaqueValue() {
    measure { opaque(42) }
  }

  @Test(.tolerance(.wallClock, Tolerance(relative: 0.5, absolute: 5)), .budget(.wallClock, .minimum, .nanoseconds(80)))
  func emptyAsynchronousBody() async {
    await measure { () async in }
  }

  @Test(.tolerance(.wallClock, Tolerance(relative: 0.5, absolute: 1)), .budget(.wallClock, .minimum, .nanoseconds(10)))
  func emptyBodyWithSetup() {
    measure(setup: { 7 }) { (_: inout Int) in }
  }

  @Test(.tolerance(.wallClock, Tolerance(relative: 0.5, absolute: 20)))
  func emptyRegion() {
    measure { (stopwatch: inout Stopwatch) in
      stopwatch.start()
      stopwatch.stop()
    }
  }
}
