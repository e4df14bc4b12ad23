/// How much the dashboard shows.
package enum DashboardMode: String, CaseIterable, Equatable, Sendable {
  case full, compact, minimal

  /// The mode for a size: the largest that is pleasant to read there.
  package init(fitting size: FrameSize) {
    self = Self.allCases.first { $0.usual.fits(in: size) } ?? .minimal
  }

  /// The size from which the mode is chosen by itself.
  var usual: FrameSize {
    switch self {
    case .full: FrameSize(columns: 100, rows: 30)
    case .compact: FrameSize(columns: 60, rows: 15)
    case .minimal: smallest
    }
  }

  /// The size from which the mode can be shown when it is asked for.
  var smallest: FrameSize {
    switch self {
    case .full: FrameSize(columns: 60, rows: 18)
    case .compact: FrameSize(columns: 40, rows: 9)
    case .minimal: FrameSize(columns: 20, rows: 3)
    }
  }
}

extension FrameSize {
  /// Whether a frame of this size has room in another one.
  func fits(in other: FrameSize) -> Bool { columns <= other.columns && rows <= other.rows }
}
