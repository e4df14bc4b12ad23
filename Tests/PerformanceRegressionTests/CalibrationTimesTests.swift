import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The times of the calibration loops")
struct CalibrationTimesTests {
  private static let then = CalibrationTimes(dependent: 1000, independent: 300, loads: 5000)

  @Test("The loop that was slowed down most counts")
  func slowdown() {
    let now = CalibrationTimes(dependent: 1150, independent: 540, loads: 6000)
    #expect(now.slowdown(since: Self.then) == 1.8)
    #expect(Self.then.slowdown(since: Self.then) == 1)
    #expect(CalibrationTimes(dependent: 1150).slowdown(since: Self.then) == 1.15)
  }

  @Test("A loop's own variation explains nothing, and a neighbour at most twice the time")
  func limits() {
    let varied = CalibrationTimes(dependent: 1090, independent: 329, loads: 7400)
    #expect(varied.slowdown(since: Self.then) == 1)
    #expect(CalibrationTimes(independent: 900).slowdown(since: Self.then) == 2)
    #expect(CalibrationTimes(loads: 50_000).slowdown(since: Self.then) == 2)
    #expect(CalibrationTimes(dependent: 3000).slowdown(since: Self.then) == 3)
  }

  @Test("A loop that is not known on both sides explains nothing")
  func unknown() {
    let onlyDependent = CalibrationTimes(dependent: 1200)
    #expect(onlyDependent.slowdown(since: Self.then) == 1.2)
    #expect(Self.then.slowdown(since: CalibrationTimes()) == 1)
    #expect(CalibrationTimes(loads: 9000).slowdown(since: onlyDependent) == 1)
  }

  @Test("The shortest time of each loop stands for several sessions")
  func fastest() {
    let all = [Self.then, CalibrationTimes(dependent: 900, independent: 400), CalibrationTimes()]
    #expect(all.fastest == CalibrationTimes(dependent: 900, independent: 300, loads: 5000))
    #expect([CalibrationTimes]().fastest == CalibrationTimes())
  }

  @Test("A baseline keeps them, and an old one has fewer")
  func filed() throws {
    var entry = Example.benchmark(Example.sampled([100, 101]))
    for times in [Self.then, CalibrationTimes(dependent: 1000), CalibrationTimes()] {
      entry.calibration = times
      let document = Example.document(entry)
      let read = try JSONDecoder().decode(BaselineDocument.self, from: PrettyJSON.encode(document))
      #expect(read.benchmarks.map(\.calibration) == [times])
    }
  }
}
