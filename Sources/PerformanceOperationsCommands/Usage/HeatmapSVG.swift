import PerformanceOperations
import PerformanceSystem

/// A heatmap as a picture: complete without style sheets and scripts, readable on light and dark pages.
struct HeatmapSVG {
  private static let cell = 24
  private static let left = 44
  private static let top = 28
  private static let opacities = ["0.06", "0.3", "0.5", "0.75", "1"]

  private let heatmap: UsageHeatmap
  private let title: String

  init(_ heatmap: UsageHeatmap, title: String) { (self.heatmap, self.title) = (heatmap, title) }

  /// The document.
  var text: String {
    let (width, height) = (Self.left + 24 * Self.cell + 8, Self.top + 7 * Self.cell + 8)
    let hours = stride(from: 0, to: 24, by: 3).map { hour in
      Self.label("\(hour)", x: Self.left + hour * Self.cell + Self.cell / 2, y: Self.top - 8, anchor: "middle")
    }
    let days = UsageCalendar.weekdays.enumerated().map { index, day in
      Self.label(day, x: Self.left - 8, y: Self.top + index * Self.cell + 16, anchor: "end")
    }
    let cells = heatmap.counts.enumerated().flatMap { day, counts in
      counts.enumerated().map { hour, count in cell(day: day, hour: hour, count) }
    }
    return
      ([
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
          + "viewBox=\"0 0 \(width) \(height)\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">",
        "<title>\(title.escapedForXML)</title>",
      ] + hours + days + cells + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func cell(day: Int, hour: Int, _ count: Int) -> String {
    let (x, y) = (Self.left + hour * Self.cell, Self.top + day * Self.cell)
    let size = Self.cell - 2
    return
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(size)\" height=\"\(size)\" rx=\"3\" fill=\"#2f6fb0\" "
      + "fill-opacity=\"\(Self.opacities[heatmap.shade(count)])\">"
      + "<title>\(UsageCalendar.weekdays[day]) \(hour):00: \(count)</title></rect>"
  }

  private static func label(_ text: String, x: Int, y: Int, anchor: String) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" fill=\"#767676\">\(text.escapedForXML)</text>"
  }
}
