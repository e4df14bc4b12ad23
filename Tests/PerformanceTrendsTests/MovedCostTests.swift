import PerformanceTrends
import Testing

@Suite("A cost that moved")
struct MovedCostTests {
  private static func row(_ name: String, _ position: Int, _ before: Double, _ after: Double) -> MovedCost.Row {
    MovedCost.Row(name: name, position: position, before: before, after: after)
  }

  @Test("is found where rows change at one time and their sum does not")
  func moved() throws {
    let rows = [
      Self.row("parse", 40, 100, 60), Self.row("decode", 41, 20, 55), Self.row("check", 39, 10, 13),
      Self.row("other", 90, 50, 70),
    ]
    for rows in [rows, rows.reversed()] {
      let moved = MovedCost.all(in: rows)
      let cost = try #require(moved.first)
      #expect(moved.count == 1 && cost.lighter.map(\.name) == ["parse"])
      #expect(cost.heavier.map(\.name) == ["decode", "check"])
      #expect(cost.remainder == -2)
    }
  }

  @Test("is none where the sum changes by more than a quarter of what moved, or all rows change alike")
  func sums() {
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 60), Self.row("b", 5, 20, 71)]).isEmpty)
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 60), Self.row("b", 5, 20, 70)]).count == 1)
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 60), Self.row("b", 5, 20, 49)]).isEmpty)
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 120), Self.row("b", 5, 20, 40)]).isEmpty)
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 60)]).isEmpty && MovedCost.all(in: []).isEmpty)
  }

  @Test("is none where the rows change at different times")
  func times() {
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 60), Self.row("b", 9, 20, 60)]).count == 1)
    #expect(MovedCost.all(in: [Self.row("a", 5, 100, 60), Self.row("b", 10, 20, 60)]).isEmpty)
    let twice = MovedCost.all(in: [
      Self.row("a", 5, 100, 60), Self.row("b", 5, 20, 60), Self.row("a", 30, 60, 100), Self.row("b", 31, 60, 20),
    ])
    #expect(twice.map { $0.lighter.map(\.name) } == [["a"], ["b"]])
  }

  @Test("takes nothing from rows without numbers")
  func numbers() {
    let rows = [Self.row("a", 5, 100, .nan), Self.row("b", 5, 20, .infinity), Self.row("c", 5, 10, 10)]
    #expect(MovedCost.all(in: rows).isEmpty)
    #expect(MovedCost.all(in: rows + [Self.row("d", 5, 9, 4), Self.row("e", 5, 4, 9)]).map(\.remainder) == [0])
  }
}
