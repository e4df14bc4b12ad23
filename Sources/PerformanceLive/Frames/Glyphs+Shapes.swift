import PerformanceText

extension Glyphs {
  /// The lines of a box.
  struct Box {
    let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: String
  }

  var box: Box {
    switch self {
    case .unicode:
      Box(horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘")
    case .ascii: Box(horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+")
    }
  }

  /// The symbol of a grade.
  func mark(_ grade: Grade) -> String {
    switch (grade, self) {
    case (.fine, .unicode): "✓"
    case (.fine, .ascii): "+"
    case (.notable, _): "!"
    case (.bad, .unicode): "✗"
    case (.bad, .ascii): "X"
    }
  }

  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A bar of a share from 0 to 1, in exactly this many columns.
  package func bar(_ share: Double, width: Int, _ style: Style) -> StyledLine {
    guard width > 0 else { return StyledLine() }
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    var line = StyledLine()
    switch self {
    case .unicode:
      let eighths = Int((share * Double(width * 8)).rounded())
      line.append(String(repeating: "█", count: eighths / 8) + Self.eighths[eighths % 8], style)
      line.append(String(repeating: "·", count: width - line.width), .dim)
    case .ascii:
      line.append(String(repeating: "#", count: Int((share * Double(width)).rounded())), style)
      line.append(String(repeating: ".", count: width - line.width), .dim)
    }
    return line
  }

  private static let (blocks, ramp) = (Array("▁▂▃▄▅▆▇█"), Array("_.-:=+*#"))

  /// The character of a height from 0 to 1.
  package func level(_ height: Double) -> String {
    let steps = self == .unicode ? Self.blocks : Self.ramp
    let height = height.isFinite ? min(max(height, 0), 1) : 1
    return String(steps[Int((height * Double(steps.count - 1)).rounded())])
  }
}
