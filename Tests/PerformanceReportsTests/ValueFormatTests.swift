import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The format of values")
struct ValueFormatTests {
  @Test(
    "A quantity with noise has three significant digits and a unit that suits it",
    arguments: [
      (0, .nanoseconds, "0 ns"), (0.52, .nanoseconds, "0.520 ns"), (152, .nanoseconds, "152 ns"),
      (999.4, .nanoseconds, "999 ns"), (999.6, .nanoseconds, "1.00 µs"), (1_520, .nanoseconds, "1.52 µs"),
      (12_300_000, .nanoseconds, "12.3 ms"), (1.23e9, .nanoseconds, "1.23 s"), (3.6e12, .nanoseconds, "3600 s"),
      (9.996, .nanoseconds, "10.0 ns"), (1_536, .bytes, "1.50 KiB"), (1_023, .bytes, "1023 B"),
      (5_242_880, .bytes, "5.00 MiB"), (1_520_000, .bytesPerSecond, "1.52 MB/s"),
      (1_520, .elementsPerSecond, "1.52 k elements/s"), (12, .count, "12"), (0.25, .count, "0.250"),
      (0.123, .ratio, "12.3 %"), (3.5, MetricUnit("frames"), "3.50 frames"),
      (1.234, .joules, "1.23 J"), (0.000_5, .joules, "500 µJ"), (12_340, .joules, "12.3 kJ"), (0, .joules, "0 J"),
      (310.2, .watts, "310 W"), (0.45, .watts, "450 mW"), (1_980, .megahertz, "1980 MHz"), (41.2, .celsius, "41 °C"),
      (-1_520, .nanoseconds, "−1.52 µs"), (.nan, .nanoseconds, "not a number"),
    ] as [(Double, MetricUnit, String)])
  func quantity(value: Double, unit: MetricUnit, text: String) {
    #expect(ValueFormat.text(value, of: MetricDescription(name: "m", unit: unit)) == text)
  }

  @Test(
    "A count shows all of its digits, because one more is a change",
    arguments: [
      (13, .count, "13"), (9_999, .count, "9999"), (10_000, .count, "10\u{202F}000"),
      (1_234_567, .count, "1\u{202F}234\u{202F}567"), (-12, .count, "−12"), (12.5, .count, "12.50"),
      (10_241, .bytes, "10\u{202F}241 B"),
    ] as [(Double, MetricUnit, String)])
  func count(value: Double, unit: MetricUnit, text: String) {
    #expect(ValueFormat.text(value, of: MetricDescription(name: "m", unit: unit, kind: .exact)) == text)
  }

  @Test(
    "A change of a ratio has a sign and one decimal",
    arguments: [
      (1.31, "+31.0 %"), (0.5, "−50.0 %"), (1, "±0 %"), (1.000_1, "±0.0 %"), (12, "+1100 %"), (0, "−100 %"),
      (.nan, "unknown"), (.infinity, "unknown"),
    ])
  func ratioChange(ratio: Double, text: String) {
    #expect(ValueFormat.ratioChange(ratio) == text)
  }

  @Test("A change from zero shows the two counts, because it has no ratio")
  func changeFromZero() {
    #expect(ValueFormat.change(from: 0, to: 3, of: Example.allocations) == "0 → 3")
    #expect(ValueFormat.change(from: 0, to: 0, of: Example.allocations) == "±0 %")
  }

  @Test("An interval is written in per cent of the baseline, in a table with its coverage")
  func interval() {
    let interval = RatioInterval(lower: 1.28, upper: 1.35, coverage: 0.846)
    #expect(ValueFormat.interval(interval) == "[+28 %, +35 %]")
    #expect(ValueFormat.shortInterval(interval) == "[28, 35] 85 %")
  }

  @Test(
    "A tolerance has its percentage and its amount",
    arguments: [
      (Tolerance.percent(20), "20 %"), (.percent(0.5), "0.5 %"), (.absolute(2_000_000), "2.00 ms"),
      (Tolerance(relative: 0.2, absolute: 2_000_000), "20 % or 2.00 ms"), (Tolerance(relative: 0), nil),
    ] as [(Tolerance, String?)])
  func tolerance(tolerance: Tolerance, text: String?) {
    let metric = MetricDescription(name: "m", unit: .nanoseconds, tolerance: tolerance)
    #expect(ValueFormat.tolerance(of: metric) == text)
  }

  @Test(
    "A run's duration is in seconds, and from a minute on in minutes",
    arguments: [(7.2, "7.2 s"), (59.96, "1 min"), (125, "2 min 5 s"), (.infinity, "unknown time")])
  func duration(seconds: Double, text: String) {
    #expect(ValueFormat.duration(seconds: seconds) == text)
  }
}
