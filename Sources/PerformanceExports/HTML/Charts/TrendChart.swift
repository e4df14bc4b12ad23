import PerformanceRecords
import PerformanceReports
import PerformanceText
import PerformanceTrends

/// A series over the runs with its levels, its changes and the recordings of baselines.
struct TrendChart {
  /// The most points of the line; more are reduced to the least and the greatest of neighbours.
  private static let mostPoints = 400
  private static let width = 760
  private static let height = 210
  private static let left = 72
  private static let right = 14
  private static let top = 24
  private static let bottom = 176

  private let trend: Trend
  private let axis: TrendAxis
  /// The positions that are shown.
  private let positions: ClosedRange<Int>
  /// The value of the run, beyond the last position.
  private let value: Double?
  private let recordings: [Int]
  private let band: ClosedRange<Double>?
  private let scale: ChartScale

  /// The chart of a series up to a run; `nil` for fewer than two values.
  /// - Parameter verdict: the verdict of the run, which has the baseline.
  init?(_ trend: Trend, verdict: Verdict?, in content: PageContent) {
    guard let axis = content.run.history?.axis, let first = trend.values.firstIndex(where: \.isFinite),
      let last = trend.values.lastIndex(where: \.isFinite), first < last
    else { return nil }
    let value = content.value(of: trend)
    let band = BaselineBand(verdict, of: trend)
    let shown = Array(trend.values[first...last]) + [value].compactMap { $0 }
    guard let scale = ChartScale(shown, beside: band, begin: Self.top, end: Self.bottom) else { return nil }
    (self.trend, self.axis, self.value, self.scale) = (trend, axis, value, scale)
    self.band = band?.range(near: scale)
    positions = first...(value == nil ? last : max(last, trend.values.count - 1))
    recordings = content.recordings(of: trend).filter(positions.contains)
  }

  func write(to page: inout Markup) {
    let name = trend.metric.name.shown(atMost: 60)
    page.element("figure", ["class": "wide"]) { figure in
      figure.element(
        "div", ["class": "box", "tabindex": "0", "role": "group", "aria-label": "\(name) over the runs"]
      ) { box in
        box.element(
          "svg", ["class": "trend", "role": "img", "viewBox": "0 0 \(Self.width) \(Self.height)"]
        ) { picture in
          picture.title("\(name): \(trend.message(on: axis))")
          ground(of: &picture)
          series(to: &picture)
          marks(to: &picture)
        }
      }
      figure.element("figcaption", text: "\(name): \(legend)")
    }
    page.lineFeed()
  }

  private var legend: String {
    var parts = ["the median session of each run over \(Plural.text(positions.count, "revision"))"]
    if trend.changes.contains(where: isShown) {
      parts.append("the thick line is the level; a solid mark is a confirmed change, a dashed one a provisional one")
    }
    if band != nil { parts.append("the band reaches from the baseline to the end of its tolerance") }
    if !recordings.isEmpty { parts.append("dotted marks are recordings of baselines") }
    return parts.joined(separator: "; ")
  }

  private func isShown(_ change: ChangePoint) -> Bool { positions.contains(change.index) }

  // MARK: - Positions

  private var count: Int { positions.count + (value == nil ? 0 : 1) }

  /// The place of a position, or of a place between two.
  private func x(_ position: Double) -> Int {
    let share = (position - Double(positions.lowerBound)) / Double(max(count - 1, 1))
    return Self.left + Int((share * Double(Self.width - Self.left - Self.right)).rounded())
  }

  // MARK: - Parts

  private func ground(of picture: inout Markup) {
    if let band {
      picture.rectangle(
        "band", x: Self.left...(Self.width - Self.right),
        y: scale.position(band.upperBound)...scale.position(band.lowerBound))
    }
    for tick in scale.ticks(atMost: 5) {
      let y = scale.position(tick)
      picture.line("axis", from: (Self.left, y), to: (Self.width - Self.right, y))
      picture.label(ValueFormat.text(tick, of: trend.metric), x: Self.left - 8, y: y + 4, anchor: "end")
    }
    let end = value == nil ? label(positions.upperBound) : "this run"
    picture.label(label(positions.lowerBound), x: Self.left, y: Self.height - 8, anchor: "start")
    picture.label(end, x: Self.width - Self.right, y: Self.height - 8, anchor: "end")
  }

  private func label(_ position: Int) -> String {
    [axis.label(position), axis.day(position)].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func series(to picture: inout Markup) {
    var values = Array(trend.values[positions])
    if let value { values.append(value) }
    for stretch in values.stretches {
      let points = Self.reduced(stretch.map { (x(Double($0 + positions.lowerBound)), scale.position(values[$0])) })
      let line = points.count == 1 ? points + points : points
      picture.element("polyline", ["points": line.map { "\($0),\($1)" }.joined(separator: " ")], text: "")
    }
    for segment in trend.segments where trend.segments.count > 1 {
      let y = scale.position(segment.level)
      picture.line(
        "level", from: (x(Double(segment.positions.lowerBound)), y), to: (x(Double(segment.positions.upperBound)), y))
    }
    if let last = values.lastIndex(where: \.isFinite) {
      picture.dot("new", x: x(Double(last + positions.lowerBound)), y: scale.position(values[last]))
    }
  }

  /// At most ``mostPoints`` points: of neighbours only the highest and the lowest, in their order.
  private static func reduced(_ points: [(Int, Int)]) -> [(Int, Int)] {
    guard points.count > mostPoints else { return points }
    let groups = mostPoints / 2
    return (0..<groups).flatMap { group -> [(Int, Int)] in
      let part = points[(points.count * group / groups)..<(points.count * (group + 1) / groups)]
      guard let low = part.indices.min(by: { part[$0].1 < part[$1].1 }),
        let high = part.indices.max(by: { part[$0].1 < part[$1].1 })
      else { return [] }
      return Set([low, high]).sorted().map { points[$0] }
    }
  }

  private func marks(to picture: inout Markup) {
    for position in recordings {
      picture.line("record", from: (x(Double(position)), Self.top - 8), to: (x(Double(position)), Self.bottom))
    }
    for change in trend.changes where isShown(change) {
      let x = x(Double(change.last + change.index) / 2)
      let effect = change.effect(trend.metric.direction) == .regression ? "bad" : "good"
      let kind = change.wentAway ? "gone" : "\(change.certaintyText) \(effect)"
      picture.line("change \(kind)", from: (x, Self.top - 8), to: (x, Self.bottom))
      let isAtEnd = x > Self.width - 120
      picture.label(
        trend.difference(change), x: isAtEnd ? x - 5 : x + 5, y: Self.top - 2, anchor: isAtEnd ? "end" : "start",
        class: change.wentAway ? nil : effect)
    }
  }
}
