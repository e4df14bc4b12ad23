import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A difference of profiles names the functions that changed")
struct ProfileDifferenceTests {
  private func profile(_ own: [String: Int], rest: Int = 0) -> BenchmarkProfile {
    BenchmarkProfile(functions: own.mapValues { .init(own: $0, inclusive: $0) }, rest: rest)
  }

  @Test("The greatest change is first, whichever its direction, then the greatest cost, then the name")
  func order() {
    let difference = ProfileDifference(
      old: profile(["a": 100, "b": 50, "c": 7, "d": 9, "e": 9]),
      new: profile(["a": 110, "b": 10, "c": 7, "d": 9, "e": 9]))
    #expect(difference.rows.map(\.name) == ["b", "a", "d", "e", "c"])
    #expect(difference.rows.map(\.change) == [-40, 10, 0, 0, 0])
    #expect(difference.change == -30 && difference.rest == 0)
  }

  @Test("A function on one side only changes by all of its cost")
  func oneSided() {
    let difference = ProfileDifference(old: profile(["gone": 30], rest: 5), new: profile(["fresh": 80], rest: 4))
    #expect(difference.rows.map(\.change) == [80, -30])
    #expect(difference.rows[0].old == nil && difference.rows[1].new == nil)
    #expect(difference.rest == -1 && difference.oldTotal == 35 && difference.newTotal == 84)
  }

  @Test("Causes are few, and none is less than a tenth of another")
  func causes() {
    let difference = ProfileDifference(
      old: profile([:]), new: profile(["a": 1000, "b": 500, "c": 100, "d": 99, "e": 98]))
    #expect(difference.causes(atMost: 3).map(\.name) == ["a", "b", "c"])
    #expect(difference.causes(atMost: 9).map(\.name) == ["a", "b", "c"])
    #expect(difference.causes(atMost: 1).map(\.name) == ["a"])
    #expect(ProfileDifference(old: profile(["a": 1]), new: profile(["a": 1])).causes(atMost: 3).isEmpty)
  }

  @Test("All changes together are the change of the whole")
  func sum() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<200 {
      func some() -> BenchmarkProfile {
        let names = "abcdefghij".map { String($0) }.filter { _ in Bool.random(using: &random) }
        let own = names.map { ($0, Int.random(in: 0...1000, using: &random)) }
        return profile(Dictionary(uniqueKeysWithValues: own), rest: Int.random(in: 0...99, using: &random))
      }
      let difference = ProfileDifference(old: some(), new: some())
      #expect(difference.rows.reduce(difference.rest) { $0 + $1.change } == difference.change)
      #expect(difference.rows.map(\.change.magnitude) == difference.rows.map(\.change.magnitude).sorted(by: >))
    }
  }
}
