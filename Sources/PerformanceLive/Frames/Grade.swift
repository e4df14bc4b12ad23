import PerformanceText

/// How much attention something deserves: a colour and a symbol, so that it can be read without colours too.
package enum Grade: Equatable, Sendable {
  case fine, notable, bad

  /// The grade of a value that is notable and bad from some numbers on.
  package init(_ value: Double, notable: Double, bad: Double) {
    self = value >= bad ? .bad : value >= notable ? .notable : .fine
  }

  /// The grade of a style in which verdicts are shown.
  init(_ style: Style) {
    self =
      switch style {
      case .red: .bad
      case .yellow: .notable
      case .plain, .green, .dim, .bold: .fine
      }
  }

  var style: Style {
    switch self {
    case .fine: .green
    case .notable: .yellow
    case .bad: .red
    }
  }
}
