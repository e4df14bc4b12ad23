import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceText

/// The sessions of a metric as dots: then and now on one axis, and in the order of measuring.
///
/// A dot for each, since fifteen are too few for a density.
struct SessionChart {
  private static let width = 340
  private static let left = 64
  private static let right = 12

  private let metric: MetricDescription
  /// The name of the older side.
  private let before: String
  private let old: [Double]
  private let new: [Double]
  /// The worst accepted value; `nil` without an older side.
  private let limit: Double?
  private let numbers: [Double]

  /// The chart of a metric; `nil` for a count, and without sessions.
  init?(_ sides: BenchmarkDetail.Sides, before: String) {
    guard case .sampled(let now) = sides.now?.content else { return nil }
    metric = sides.metric
    self.before = before
    new = now.summaries(metric.direction)
    if case .sampled(let then) = sides.baseline?.content { old = then.summaries(metric.direction) } else { old = [] }
    let best = SampledRule.standard.representative(of: old, metric: metric)
    limit = BaselineBand(best, of: metric)?.limit
    numbers = old + new + [limit].compactMap { $0 }
    guard !new.isEmpty else { return nil }
  }

  /// Adds both pictures.
  func write(to page: inout Markup) {
    page.element("figure") { figure in
      distribution(to: &figure)
      figure.element("figcaption", text: "\(name)\(old.isEmpty ? "" : " then and now"): each dot is \(dot)\(tolerance)")
    }
    guard new.count > 2 else { return }
    page.element("figure") { figure in
      order(to: &figure)
      figure.element("figcaption", text: "\(name) now: the sessions in the order of measuring")
    }
  }

  private var name: String { metric.name.shown(atMost: 60) }
  private var tolerance: String { limit == nil ? "" : "; the dashed line is the end of the tolerance" }
  private var dot: String {
    switch metric.summary {
    case .best: "the best sample of a session"
    case .median: "the ratio of a session"
    }
  }

  private func text(_ value: Double) -> String { ValueFormat.text(value, of: metric) }

  private func range(_ values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "" }
    let ends = [low, high].map(text)
    return ends[0] == ends[1] ? "all \(ends[0])" : "\(ends[0]) to \(ends[1])"
  }

  // MARK: - Then and now

  private func distribution(to figure: inout Markup) {
    guard let scale = ChartScale(numbers, begin: Self.width - Self.right, end: Self.left) else { return }
    let sides = [(before, old, "old"), ("now", new, "new")].filter { !$0.1.isEmpty }
    let height = sides.count * 34 + 26
    let title = sides.map { "\($0.0): \(Plural.text($0.1.count, "session")), \(range($0.1))" }.joined(separator: "; ")
    figure.element(
      "svg", ["class": "dots", "role": "img", "viewBox": "0 0 \(Self.width) \(height)"]
    ) { picture in
      picture.title("\(name): \(title)\(limit.map { "; tolerance up to \(text($0))" } ?? "")")
      for (index, side) in sides.enumerated() {
        let middle = 18 + index * 34
        picture.label(side.0, x: Self.left - 10, y: middle + 4, anchor: "end")
        picture.line("axis", from: (Self.left, middle), to: (Self.width - Self.right, middle))
        for (place, value) in side.1.enumerated() {
          // Equal values would hide each other.
          picture.dot(side.2, x: scale.position(value), y: middle + (place % 5 - 2) * 4)
        }
      }
      if let limit {
        picture.line("limit", from: (scale.position(limit), 2), to: (scale.position(limit), height - 22))
      }
      picture.label(text(scale.low), x: Self.left, y: height - 6, anchor: "start")
      picture.label(text(scale.high), x: Self.width - Self.right, y: height - 6, anchor: "end")
    }
  }

  // MARK: - Order of measuring

  private func order(to figure: inout Markup) {
    let (top, bottom) = (10, 84)
    guard let scale = ChartScale(numbers, begin: top, end: bottom) else { return }
    let step = Double(Self.width - Self.left - Self.right - 12) / Double(max(new.count - 1, 1))
    figure.element("svg", ["class": "dots", "role": "img", "viewBox": "0 0 \(Self.width) 104"]) { picture in
      picture.title("\(name) from the first session, \(text(new[0])), to the last, \(text(new[new.count - 1]))")
      for value in [scale.high, scale.low] {
        picture.label(text(value), x: Self.left - 10, y: scale.position(value) + 4, anchor: "end")
        picture.line(
          "axis", from: (Self.left, scale.position(value)), to: (Self.width - Self.right, scale.position(value)))
      }
      if let limit {
        picture.line(
          "limit", from: (Self.left, scale.position(limit)), to: (Self.width - Self.right, scale.position(limit)))
      }
      for (index, value) in new.enumerated() {
        picture.dot("new", x: Self.left + 6 + Int(Double(index) * step), y: scale.position(value))
      }
      picture.label("first", x: Self.left, y: 100, anchor: "start")
      picture.label("last", x: Self.width - Self.right, y: 100, anchor: "end")
    }
  }
}
