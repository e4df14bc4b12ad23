import PerformanceOperations
import Testing

@Suite("Windows of burn rates over runs")
struct BurnRatesTests {
  private static let now = 1_800_000_000.0

  /// Runs at equal distances, the oldest first and the newest now, with their bad events.
  private func events(_ bad: [Int], of total: Int, every hours: Double) -> [ObjectiveEvents] {
    bad.enumerated().map { index, count in
      ObjectiveEvents(
        time: Self.now - Double(bad.count - 1 - index) * hours * 3_600, run: "run \(index)", good: total - count,
        total: total)
    }
  }

  private func rates(
    _ events: [ObjectiveEvents], target: Double = 0.99, period: ObjectivePeriod = .days(30)
  ) -> BurnRates {
    BurnRates(events, target: target, period: period, now: Self.now)
  }

  @Test("Windows in hours are used where they have enough events, else windows in runs")
  func units() {
    let many = rates(events(Array(repeating: 0, count: 300), of: 100, every: 1))
    #expect(many.alerts.map(\.window) == BurnWindow.hours)
    // A run a day: the last hour and the last six have the events of one run.
    let few = rates(events(Array(repeating: 0, count: 300), of: 1, every: 24))
    #expect(few.alerts.map(\.window) == BurnWindow.runs)
    #expect(few.alerts.map(\.long.total) == [4, 20, 80, 240] && few.alerts.map(\.short.total) == [1, 2, 7, 20])
    #expect(many.firing.isEmpty && few.firing.isEmpty)
  }

  @Test("A quarter of an hour with 15 of 40 bad events pages, and with 8 of 40 makes no page")
  func hour() {
    let quiet = Array(repeating: 0, count: 400)
    let pages = rates(events(quiet + [5, 5, 5], of: 20, every: 0.04))
    #expect(pages.firing.contains { $0.window == BurnWindow.hours[0] } == false)
    let bad = rates(events(quiet + Array(repeating: 8, count: 25), of: 20, every: 0.04))
    #expect(bad.firing.contains { $0.window == BurnWindow.hours[0] && $0.window.severity == .page })
  }

  @Test("The short window ends an alert soon after the fix")
  func fixed() {
    let outage = Array(repeating: 0, count: 200) + Array(repeating: 10, count: 20)
    #expect(rates(events(outage, of: 20, every: 0.05)).firing.contains { $0.window == BurnWindow.hours[0] })
    let fixed = outage + Array(repeating: 0, count: 3)
    #expect(!rates(events(fixed, of: 20, every: 0.05)).firing.contains { $0.window == BurnWindow.hours[0] })
  }

  @Test("One bad run among few is no alert, and two of the last four are one for a strict objective")
  func runs() {
    let quiet = Array(repeating: 0, count: 200)
    #expect(rates(events(quiet + [1], of: 1, every: 24), period: .runs(500)).firing.isEmpty)
    let two = rates(events(quiet + [1, 1], of: 1, every: 24), target: 0.999, period: .runs(500))
    #expect(two.alerts.allSatisfy { $0.window.unit == .runs })
  }

  @Test("A period in runs has windows in runs alone")
  func period() {
    let rates = rates(events(Array(repeating: 0, count: 300), of: 100, every: 0.1), period: .runs(500))
    #expect(rates.alerts.map(\.window) == BurnWindow.runs && rates.impossible.isEmpty)
  }

  @Test("Pairs that can never fire are named")
  func impossible() {
    let rates = rates(events([0, 0], of: 100, every: 1), target: 0.9)
    #expect(rates.impossible == [BurnWindow.hours[0], BurnWindow.runs[0]] && rates.alerts.count == 3)
  }

  @Test("The period ends now, and events after it do not count")
  func window() {
    let all = events([1, 1, 1, 1], of: 1, every: 24)
    #expect(ObjectivePeriod.days(2).events(of: all, now: Self.now).map(\.run) == ["run 2", "run 3"])
    #expect(ObjectivePeriod.runs(3).events(of: all, now: Self.now - 1).map(\.run) == ["run 0", "run 1", "run 2"])
  }

  @Test("A slice is good where enough of its events are", arguments: [(99, 1), (98, 0), (100, 1)])
  func slices(good: Int, expected: Int) {
    let events = ObjectiveEvents(time: 0, run: "r", good: good, total: 100)
    #expect(events.slice(target: 0.99) == ObjectiveEvents(time: 0, run: "r", good: expected, total: 1))
  }

  @Test("An invariant is broken by one bad event of the newest run, whatever came before")
  func invariant() {
    let invariant = Invariant(id: "correct", indicator: .passedBodies)
    #expect(InvariantStanding(invariant, events([0, 1], of: 50, every: 1)).isBroken)
    #expect(!InvariantStanding(invariant, events([9, 0], of: 50, every: 1)).isBroken)
    #expect(InvariantStanding(invariant, []).newest == nil)
  }
}
