import CPerformanceProbe
import Foundation
import PerformanceMeasurement
import PerformanceWindow
import Testing

@Suite("A stopwatch")
struct StopwatchTests {
  /// Keeps the processor busy for nanoseconds of the clock that the stopwatch reads.
  private static func spin(_ nanoseconds: UInt64) {
    let end = perf_now() + nanoseconds
    while perf_now() < end {}
  }

  @Test("sums its windows and leaves out what lies between them")
  func sums() {
    var watch = Stopwatch(pass: .clock)
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

  @Test("takes the planted factor longer", arguments: [1.5, 3.0, 10])
  func slowdown(factor: Double) {
    var watch = Stopwatch(pass: .clock, slowdown: factor)
    watch.start()
    Self.spin(300_000)
    watch.stop()
    #expect(Double(watch.wall) >= 300_000 * factor)
    #expect(watch.cpu > 0)
  }

  // The counters are of the whole process, so a process without other tests reads them.
  @Test("reads only what its pass asks for")
  func passes() async {
    await #expect(processExitsWith: .success) {
      let allocations: UInt64 = perf_registered_counter_source() == nil ? 0 : 3
      for pass in [Stopwatch.Pass.clock, .counters, .process, .instructions, .gpu] {
        var watch = Stopwatch(pass: pass, slowdown: 2)
        watch.start()
        for _ in 0..<3 { free(malloc(1000)) }
        StopwatchTests.spin(1000)
        watch.stop()
        #expect((watch.wall > 0) == (pass == .clock || pass == .gpu), "\(pass)")
        #expect((watch.cpu > 0) == (pass == .clock), "\(pass)")
        #expect(watch.counts.allocations == (pass == .counters ? allocations : 0), "\(pass)")
        #expect((watch.process.bytesRead != nil) == (pass == .process), "\(pass)")
      }
    }
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
