import PerformanceOperations
import PerformanceText

/// A heatmap in characters: a row for each day, two columns for each hour.
struct HeatmapText {
  private let heatmap: UsageHeatmap
  private let shades: [String]

  /// - Parameter isPlain: whether the terminal shows ASCII alone.
  init(_ heatmap: UsageHeatmap, isPlain: Bool) {
    self.heatmap = heatmap
    shades = isPlain ? [" ", ".", "-", "+", "#"] : [" ", "░", "▒", "▓", "█"]
  }

  /// Whether the locale of an environment has ASCII alone.
  static func isPlain(_ environment: [String: String]) -> Bool {
    // The order in which the C library reads them.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment.setting($0) }.first ?? "C"
    let name = locale.lowercased()
    return !name.contains("utf-8") && !name.contains("utf8")
  }

  /// The lines without line feeds.
  var lines: [String] {
    let hours = "    " + stride(from: 0, to: 24, by: 3).map { $0 < 10 ? "0\($0)    " : "\($0)    " }.joined()
    let rows = zip(UsageCalendar.weekdays, heatmap.counts).map { day, counts in
      day + " " + counts.map { String(repeating: shades[heatmap.shade($0)], count: 2) }.joined()
    }
    return [hours] + rows + [peak]
  }

  private var peak: String {
    heatmap.peak.map { UsageTexts.line($0, of: heatmap.total) } ?? "no command in this period"
  }
}
