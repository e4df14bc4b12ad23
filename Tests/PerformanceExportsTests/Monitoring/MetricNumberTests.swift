import PerformanceExports
import Testing

@Suite("Numbers and names of metrics")
struct MetricNumberTests {
  private static func text(_ family: MetricFamily) throws -> String {
    MetricText.document(try MetricExposition([family]), in: .openMetrics)
  }

  @Test(
    "Numbers are those of Go",
    arguments: [
      (0, "0"), (-0.0, "-0"), (12, "12"), (-1.5, "-1.5"), (0.0001, "0.0001"), (0.00001, "1e-05"), (1.25e-7, "1.25e-07"),
      (999_999, "999999"), (1_000_000, "1e+06"), (1_234_567.25, "1.23456725e+06"), (-2_500_000, "-2.5e+06"),
      (655_493_000, "6.55493e+08"), (1e10, "1e+10"), (0x1p53, "9.007199254740992e+15"),
      (0x1p54, "1.8014398509481984e+16"), (1.0574435267676744e16, "1.0574435267676744e+16"), (1e21, "1e+21"),
      (1e100, "1e+100"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
      (1.0 / 3, "0.3333333333333333"),
      (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) throws {
    let family = MetricFamily("x", .gauge, help: "h", series: [MetricSeries([], value)])
    #expect(try Self.text(family) == "# TYPE x gauge\n# HELP x h\nx \(text)\n# EOF\n")
    if value.isFinite { #expect(Double(text)?.bitPattern == value.bitPattern) }
  }

  @Test("Bounds have a point or an exponent")
  func bounds() throws {
    var histogram = MetricHistogram(bounds: [0, 1e-5, 0.5, 1, 100_000, 1e6])
    for value in [0.5, 0.25, 2_000_000] { histogram.add(value) }
    let text = try Self.text(
      MetricFamily("x", .histogram, help: "h", series: [MetricSeries([], .histogram(histogram))]))
    #expect(
      text == """
        # TYPE x histogram
        # HELP x h
        x_bucket{le="0.0"} 0
        x_bucket{le="1e-05"} 0
        x_bucket{le="0.5"} 2
        x_bucket{le="1.0"} 2
        x_bucket{le="100000.0"} 2
        x_bucket{le="1e+06"} 2
        x_bucket{le="+Inf"} 3
        x_count 3
        x_sum 2.00000075e+06
        # EOF

        """)
  }

  @Test(
    "Times are seconds with milliseconds and without an exponent",
    arguments: [
      (1_769_860_942, "1769860942"), (1_769_860_942.25, "1769860942.25"), (1_769_860_942.0004, "1769860942"),
      (0.007, "0.007"), (-1.5, "-1.5"), (0, "0"),
    ] as [(Double, String)])
  func times(time: Double, text: String) throws {
    let family = MetricFamily("x", .gauge, help: "h", series: [MetricSeries([], .timed([TimedNumber(1, at: time)]))])
    #expect(try Self.text(family) == "# TYPE x gauge\n# HELP x h\nx 1 \(text)\n# EOF\n")
  }

  /// Invalid families, each with a part of the message.
  private static let invalid: [(problem: String, families: [MetricFamily])] = [
    ("no name", [MetricFamily("1x", .gauge, help: "")]),
    ("no name", [MetricFamily("a:b", .gauge, help: "")]),
    ("no name", [MetricFamily("", .gauge, help: "")]),
    ("not end in its unit", [MetricFamily("x_s", .gauge, unit: "seconds", help: "")]),
    ("no unit", [MetricFamily("x_info", .info, unit: "info", help: "")]),
    ("another family", [MetricFamily("x", .gauge, help: ""), MetricFamily("x", .gauge, help: "")]),
    ("another family", [MetricFamily("x", .counter, help: ""), MetricFamily("x_total", .gauge, help: "")]),
    ("another family", [MetricFamily("x_bucket", .gauge, help: ""), MetricFamily("x", .histogram, help: "")]),
    (
      "two series",
      [
        MetricFamily(
          "x", .gauge, help: "",
          series: [
            MetricSeries([MetricLabel("a", "1"), MetricLabel("b", "")], 1),
            MetricSeries([MetricLabel("c", ""), MetricLabel("a", "1")], 2),
          ])
      ]
    ),
    (
      "twice",
      [MetricFamily("x", .gauge, help: "", series: [MetricSeries([MetricLabel("a", "1"), MetricLabel("a", "2")], 1)])]
    ),
    ("no name", [MetricFamily("x", .gauge, help: "", series: [MetricSeries([MetricLabel("a b", "1")], 1)])]),
    ("no name", [MetricFamily("x", .gauge, help: "", series: [MetricSeries([MetricLabel("__a", "1")], 1)])]),
    ("no name", [MetricFamily("x", .stateset, help: "", series: [MetricSeries([MetricLabel("x", "1")], .states([]))])]),
    (
      "no name",
      [
        MetricFamily(
          "x", .histogram, help: "",
          series: [MetricSeries([MetricLabel("le", "1")], .histogram(MetricHistogram(bounds: [])))])
      ]
    ),
    ("cannot have", [MetricFamily("x", .counter, help: "", series: [MetricSeries([], -1)])]),
    ("cannot have", [MetricFamily("x", .counter, help: "", series: [MetricSeries([], .nan)])]),
    ("cannot have", [MetricFamily("x", .info, help: "", series: [MetricSeries([], 2)])]),
    ("cannot have", [MetricFamily("x", .gauge, help: "", series: [MetricSeries([], .states([]))])]),
    (
      "cannot have",
      [
        MetricFamily(
          "x", .gauge, help: "", series: [MetricSeries([], .timed([TimedNumber(1, at: 2), TimedNumber(1, at: 2)]))])
      ]
    ),
    (
      "cannot have",
      [
        MetricFamily(
          "x", .gauge, help: "", series: [MetricSeries([], .number(1, MetricExemplar([], value: 1, time: 1)))])
      ]
    ),
    (
      "cannot have",
      [
        MetricFamily(
          "x", .histogram, help: "", series: [MetricSeries([], .histogram(MetricHistogram(bounds: [2, 1])))])
      ]
    ),
    (
      "cannot have",
      [
        MetricFamily(
          "x", .stateset, help: "",
          series: [MetricSeries([], .states([MetricState("a", holds: true), MetricState("a", holds: false)]))])
      ]
    ),
  ]

  @Test("What readers refuse, or take differently, is refused", arguments: invalid.indices)
  func refused(index: Int) {
    let (problem, families) = Self.invalid[index]
    let error = #expect(throws: (any Error).self) { try MetricExposition(families) }
    #expect("\(error.map { "\($0)" } ?? "")".contains(problem))
  }
}
