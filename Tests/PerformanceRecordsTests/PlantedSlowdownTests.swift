import PerformanceRecords
import Testing

@Suite("A planted slowdown")
struct PlantedSlowdownTests {
  @Test(
    "is read from a factor, of the time unless work stands before it",
    arguments: [
      ("1", PlantedSlowdown.none), ("1.25", PlantedSlowdown(.time, factor: 1.25)),
      ("work:1.3", PlantedSlowdown(.work, factor: 1.3)),
      ("work:1", PlantedSlowdown(.work, factor: 1)), ("work", nil), ("work:", nil), ("Work:1.3", nil),
      ("time:1.3", nil),
      ("work:0.5", nil), ("work:nan", nil), ("work:work:2", nil), ("1.3:work", nil), ("", nil), ("101", nil),
    ] as [(String, PlantedSlowdown?)])
  func text(text: String, slowdown: PlantedSlowdown?) {
    #expect(PlantedSlowdown(text: text) == slowdown)
    if let slowdown { #expect(PlantedSlowdown(text: slowdown.text) == slowdown) }
  }

  @Test(
    "of work needs as many iterations as make its share a whole number",
    arguments: [(1.1, 10), (1.2, 5), (1.25, 4), (1.3, 10), (1.5, 2), (2, 1), (3.5, 2), (1, 1), (100, 1)])
  func wholeIterations(factor: Double, fewest: Int) {
    let slowdown = PlantedSlowdown(.work, factor: factor)
    #expect(slowdown.wholeIterations(from: 1) == fewest)
    let next = slowdown.wholeIterations(from: fewest + 1)
    #expect(next == (fewest == 1 ? 2 : 2 * fewest))
    for iterations in [1, 7, 100, 1_999, 2_000, 1_234_567] {
      let whole = slowdown.wholeIterations(from: iterations)
      let share = Double(slowdown.executions(of: whole)) / Double(whole)
      #expect(whole >= iterations && abs(share - factor) < 0.01 * (factor - 1) + 1e-9)
    }
  }

  @Test("of any share is off by no more than a fortieth of an iteration")
  func otherShares() {
    for factor in [1.01, 1.033, 1.27, 1.333, 1.77, 9.99] {
      let slowdown = PlantedSlowdown(.work, factor: factor)
      let whole = slowdown.wholeIterations(from: 1)
      #expect((1...20).contains(whole))
      #expect(abs(Double(slowdown.executions(of: whole)) / Double(whole) - factor) <= 0.026)
    }
  }

  @Test("of the time changes no iteration")
  func time() {
    let slowdown = PlantedSlowdown(.time, factor: 1.5)
    #expect(slowdown.executions(of: 7) == 7 && slowdown.wholeIterations(from: 7) == 7)
    #expect(slowdown.timeFactor == 1.5 && PlantedSlowdown(.work, factor: 1.5).timeFactor == 1)
  }
}
