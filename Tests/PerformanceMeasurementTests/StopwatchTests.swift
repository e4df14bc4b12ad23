import CPerformanceProbe
import Foundation
import PerformanceMeasurement
import PerformanceWindow
import Synchronization
import Testing

@Suite("A stopwatch")
struct StopwatchTests {
  /// Keeps the processor busy for nanoseconds of the clock that the stopwatch reads.
  private static func spin(_ nanoseconds: UInt64) {
    let end = perf_now() + nanoseconds
    while perf_now() < end {}
  }

  @Test("sums its windows and leaves out the time between them")
  func sums() {
    var watch = Stopwatch()
    let begin = perf_now()
    for _ in 0..<4 {
      watch.start()
      Self.spin(200_000)
      watch.stop()
      Self.spin(2_000_000)
    }
    let elapsed = perf_now() - begin
    #expect(watch.wall >= 4 * 200_000)
    #expect(watch.wall <= elapsed - 4 * 2_000_000)
    #expect(watch.cpu > 0)
  }

  @Test("takes longer by the planted factor", arguments: [1.5, 3.0, 10])
  func slowdown(factor: Double) {
    var watch = Stopwatch(slowdown: factor)
    watch.start()
    Self.spin(300_000)
    watch.stop()
    #expect(Double(watch.wall) >= 300_000 * factor)
    #expect(watch.cpu > 0)
  }

  // The counters are of the whole process, so a process without other tests has them replaced.
  @Test("without a probe reads the clock and nothing else")
  func clockOnly() async {
    await #expect(processExitsWith: .success) {
      perf_register_counter_source(ObservedCounters.source())
      var watch = Stopwatch(slowdown: 2)
      for _ in 0..<3 {
        watch.start()
        StopwatchTests.spin(1000)
        watch.stop()
      }
      #expect(watch.wall >= 6000 && watch.cpu > 0)
      #expect(ObservedCounters.starts.load(ordering: .relaxed) == 0)
      #expect(ObservedCounters.stops.load(ordering: .relaxed) == 0)
    }
  }

  @Test("runs the counters in its windows and does not read the clock")
  func counters() async {
    await #expect(processExitsWith: .success) {
      let counts = ProbeReading(AllocationCounts(source: ObservedCounters.source()))
      var watch = Stopwatch(probe: counts.probe)
      for window in 1...3 {
        watch.start()
        #expect(ObservedCounters.starts.load(ordering: .relaxed) == window)
        #expect(ObservedCounters.stops.load(ordering: .relaxed) == window - 1)
        watch.stop()
      }
      #expect(ObservedCounters.stops.load(ordering: .relaxed) == 3)
      #expect(counts.value.sum.allocations == 30 && counts.value.sum.live_bytes == -6)
      #expect(watch.wall == 0 && watch.cpu == 0)
    }
  }

  @Test("reads the process account twice a window and does not read the clock")
  func account() {
    let times = Mutex(0.0)
    let account = ProbeReading(
      WindowAccount(now: {
        var account = ProcessAccount()
        account.minorFaults = times.withLock { times in
          times += 1
          return times * times
        }
        return account
      }))
    var watch = Stopwatch(probe: account.probe)
    for _ in 0..<2 {
      watch.start()
      watch.stop()
    }
    #expect(times.withLock { $0 } == 4)
    #expect(account.value.sum.minorFaults == 4 - 1 + 16 - 9)
    #expect(watch.wall == 0 && watch.cpu == 0)
  }

  @Test("starts Callgrind's counting and does not read the clock")
  func callgrind() {
    var watch = Stopwatch(probe: .callgrind)
    watch.start()
    watch.stop()
    #expect(watch.wall == 0 && watch.cpu == 0)
  }

  @Test("never runs backwards")
  func monotonic() {
    var (wall, cpu) = (perf_now(), perf_cpu_now())
    for _ in 0..<1000 {
      let next = (perf_now(), perf_cpu_now())
      #expect(next.0 >= wall && next.1 >= cpu)
      (wall, cpu) = next
    }
  }
}

/// Counters that count how often they are asked; each window has ten allocations and loses two bytes.
private enum ObservedCounters {
  static let starts = Atomic(0)
  static let stops = Atomic(0)

  /// The source; it lives as long as the process.
  static func source() -> UnsafePointer<perf_counter_source> {
    let source = UnsafeMutablePointer<perf_counter_source>.allocate(capacity: 1)
    source.initialize(
      to: perf_counter_source(
        start: { ObservedCounters.starts.add(1, ordering: .relaxed) },
        stop: {
          ObservedCounters.stops.add(1, ordering: .relaxed)
          var counts = perf_counts()
          counts.allocations = 10
          counts.live_bytes = -2
          return counts
        }))
    return UnsafePointer(source)
  }
}
