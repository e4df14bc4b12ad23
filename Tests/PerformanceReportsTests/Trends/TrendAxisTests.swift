import PerformanceReports
import PerformanceTrends
import Testing

@Suite("The axis of a trend")
struct TrendAxisTests {
  @Test("The newest positions leave the runs of the others out, and their number is shown")
  func newest() {
    var axis = ExampleTrend.axis(10, leftOut: [.otherBranch: 2])
    axis.positions[1].runs = ["a", "b"]
    #expect(axis.newest(10) == axis && axis.newest(11) == axis)
    let newest = axis.newest(7)
    #expect(newest.positions == Array(axis.positions.suffix(7)) && newest.leftOut == [.otherBranch: 2, .older: 4])
    #expect(
      newest.leftOutText
        == "runs left out: 2 of other branches (--branch), 4 of older revisions (--runs, --days)")
  }

  private func change(_ last: Int, _ index: Int) -> ChangePoint {
    ChangePoint(last: last, index: index, before: 1, after: 2, certainty: .confirmed)
  }

  @Test("A change is one commit, one of several, a range without positions, or a period")
  func causes() {
    var axis = ExampleTrend.axis(10)
    #expect(axis.cause(change(3, 4)) == "commit 004abcdefabc")
    #expect(axis.cause(change(3, 7)) == "one of 4 commits in 003abcdefabc..007abcdefabc")
    axis.positions[7].number = nil
    #expect(axis.cause(change(3, 7)) == "in 003abcdefabc..007abcdefabc")
    axis.positions[4].isDirty = true
    #expect(axis.cause(change(3, 4)) == "in 003abcdefabc..004abcdefabc+changes")
    for index in axis.positions.indices { axis.positions[index].revision = nil }
    #expect(axis.cause(change(3, 4)) == "between 2026-01-04 00:00 and 2026-01-05 00:00")
    for index in axis.positions.indices { axis.positions[index].time = nil }
    #expect(axis.cause(change(3, 4)) == "between #3 and #4")
  }

  @Test("A period ends with the newest run, and not with this moment")
  func periods() {
    let axis = ExampleTrend.axis(40)
    #expect(TrendPeriod.days(7).range(of: axis) == 32..<40)
    #expect(TrendPeriod.runs(5).range(of: axis) == 35..<40)
    #expect(TrendPeriod.runs(500).range(of: axis) == 0..<40)
    #expect(TrendPeriod.days(1).range(of: TrendAxis(positions: [])).isEmpty)
    #expect(TrendPeriod.days(1).range(of: TrendAxis(positions: [.init(), .init()])) == 0..<2)
  }

  @Test("Runs that are left out are counted by reason, with the option that includes them")
  func leftOut() {
    #expect(ExampleTrend.axis(3).leftOutText == nil)
    let axis = ExampleTrend.axis(3, leftOut: [.changedFiles: 2, .otherBranch: 3, .plantedSlowdown: 0])
    #expect(axis.leftOutText == "runs left out: 3 of other branches (--branch), 2 of changed files (--dirty)")
    #expect(axis.summary(0..<3) == "3 revisions of main, 2026-01-01 to 2026-01-03")
    #expect(axis.summary(0..<1) == "1 revision of main, 2026-01-01")
  }

  @Test("Times that do not ascend, as after runs of older commits, are none")
  func times() {
    var axis = ExampleTrend.axis(3)
    #expect(axis.times?.count == 3)
    axis.positions[0].time = 1e12
    #expect(axis.times == nil)
    for index in axis.positions.indices { axis.positions[index].time = 1_000 + Double(index) }
    #expect(axis.times == nil, "a slope of a week does not follow from seconds")
  }
}
