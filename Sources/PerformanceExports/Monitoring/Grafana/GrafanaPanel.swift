/// A panel of a dashboard of Grafana.
struct GrafanaPanel {
  /// The kind of a panel.
  enum Kind: String { case barGauge = "bargauge", stat, timeSeries = "timeseries" }

  let kind: Kind
  let title: String
  /// What the numbers are.
  let description: String
  /// The query, in PromQL with variables of the dashboard.
  let expression: String
  /// The name of each series, such as `{{bench}}`.
  let legend: String
  /// The unit by the names of Grafana.
  let unit: String
  /// The width in columns, of which there are 24.
  let width: Int
  /// The height in rows of 30 pixels.
  let height: Int
  /// The family that the query reads.
  let family: String
  /// The number of decimals; `nil` for the usual ones.
  var decimals: Int?
}

/// Where a panel is, in columns and rows.
struct GrafanaPosition {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  /// The columns of a dashboard.
  static let columns = 24

  /// Places panels from left to right, and in further rows below.
  static func positions(of panels: [GrafanaPanel]) -> [GrafanaPosition] {
    var (x, y, height) = (0, 0, 0)
    return panels.map { panel in
      if x + panel.width > columns { (x, y, height) = (0, y + height, 0) }
      defer { (x, height) = (x + panel.width, max(height, panel.height)) }
      return GrafanaPosition(x: x, y: y, width: panel.width, height: panel.height)
    }
  }
}
