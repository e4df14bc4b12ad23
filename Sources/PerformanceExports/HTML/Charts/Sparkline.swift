import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceText

/// The newest values of a series as a small picture without axes.
struct Sparkline {
  /// The most values.
  private static let mostPoints = 60
  private static let width = 120
  private static let height = 28
  private static let margin = 3

  /// A value for each position, not a number where there is none; the last one is that of the run.
  private let values: [Double]
  private let title: String
  private let style: Style
  /// The values accepted beside the baseline; `nil` where it is not shown.
  private var band: ClosedRange<Double>?
  /// The positions at which a baseline was recorded.
  private var recordings: [Int] = []
  private let scale: ChartScale

  /// The picture of a benchmark without a change; `nil` without a value.
  init?(_ trend: Trend, in content: PageContent) {
    self.init(trend, beside: BaselineBand(nil, of: trend), style: .plain, in: content)
  }

  /// The picture of a change with its baseline; `nil` without a history.
  init?(of change: PageChange, in content: PageContent) {
    guard let trend = change.trend else { return nil }
    let baseline = BaselineBand(change.verdict, of: trend)
    self.init(trend, beside: baseline, style: .of(change.verdict.outcome), in: content)
    band = baseline?.range(near: scale)
    let start = trend.values.count + (content.value(of: trend) == nil ? 0 : 1) - values.count
    recordings = content.recordings(of: trend).map { $0 - start }.filter(values.indices.contains)
  }

  private init?(_ trend: Trend, beside baseline: BaselineBand?, style: Style, in content: PageContent) {
    guard let history = content.run.history else { return nil }
    let values = Array((trend.values + [content.value(of: trend)].compactMap { $0 }).suffix(Self.mostPoints))
    guard let scale = ChartScale(values, beside: baseline, begin: Self.margin, end: Self.height - Self.margin) else {
      return nil
    }
    (self.values, self.scale, self.style) = (values, scale, style)
    title = trend.message(on: history.axis)
  }

  /// The title of a column of such pictures, with the number of runs that they have.
  static func title(in content: PageContent) -> String {
    let runs = (content.run.history?.axis.positions.count ?? 0) + (content.hasRunInHistory ? 0 : 1)
    return runs == 1 ? "this run" : "last \(min(runs, mostPoints)) runs"
  }

  func write(to cell: inout Markup) {
    cell.element(
      "svg", ["class": "spark", "role": "img", "viewBox": "0 0 \(Self.width) \(Self.height)"]
    ) { picture in
      picture.title(title)
      if let band {
        let (top, bottom) = (scale.position(band.upperBound), scale.position(band.lowerBound))
        picture.element(
          "rect",
          [
            "class": "band", "x": "0", "y": "\(top)", "width": "\(Self.width)", "height": "\(max(bottom - top, 1))",
          ], text: "")
      }
      for position in recordings {
        picture.element("path", ["class": "record", "d": "M\(x(position)) 0V\(Self.height)"], text: "")
      }
      for points in values.stretches.map({ $0.map { "\(x($0)),\(scale.position(values[$0]))" } }) {
        // A value between two gaps is a dot.
        let line = points.count == 1 ? points + points : points
        picture.element("polyline", ["points": line.joined(separator: " ")], text: "")
      }
      if let last = values.lastIndex(where: \.isFinite) {
        picture.element(
          "circle",
          ["class": style.pageClass, "cx": "\(x(last))", "cy": "\(scale.position(values[last]))", "r": "3"], text: "")
      }
    }
  }

  private func x(_ position: Int) -> Int {
    Self.margin + position * (Self.width - 2 * Self.margin) / max(values.count - 1, 1)
  }
}

extension [Double] {
  /// The indices of finite numbers in stretches without a gap.
  var stretches: [[Int]] {
    indices.reduce(into: []) { stretches, index in
      guard self[index].isFinite else { return }
      if stretches.last?.last == index - 1 {
        stretches[stretches.count - 1].append(index)
      } else {
        stretches.append([index])
      }
    }
  }
}
