import PerformanceText

/// Lines with a title.
struct Panel {
  var title: String
  var lines: [StyledLine]

  /// The rows that a box takes besides its lines.
  static let border = 2

  /// The panel as a box of this size; lines beyond it are left out.
  func box(width: Int, height: Int, _ glyphs: Glyphs) -> [StyledLine] {
    guard height >= Self.border, width > 4 else { return [] }
    let box = glyphs.box
    let inner = width - 4
    var top = StyledLine(box.topLeft + box.horizontal + " ", .dim)
    top.append(title.cutAtEnd(to: max(inner - 2, 0)), .bold)
    top.append(" " + String(repeating: box.horizontal, count: max(width - top.width - 2, 0)) + box.topRight, .dim)
    let bottom = box.bottomLeft + String(repeating: box.horizontal, count: width - 2) + box.bottomRight
    let content = (0..<height - Self.border).map { row in
      let line = row < lines.count ? lines[row] : StyledLine()
      return StyledLine(box.vertical + " ", .dim) + line.fitted(to: inner) + StyledLine(" " + box.vertical, .dim)
    }
    return [top.cut(to: width)] + content + [StyledLine(bottom, .dim)]
  }

  /// The panel below a rule with its title.
  func section(width: Int, _ glyphs: Glyphs) -> [StyledLine] {
    var rule = StyledLine(glyphs.box.horizontal + glyphs.box.horizontal + " ", .dim)
    rule.append(title, .bold)
    rule.append(" " + String(repeating: glyphs.box.horizontal, count: max(width - rule.width - 1, 0)), .dim)
    return [rule.cut(to: width)] + lines
  }
}

extension [Panel] {
  /// The panels as boxes below each other; what has no room is left out.
  func stacked(width: Int, height: Int, _ glyphs: Glyphs) -> [StyledLine] {
    reduce(into: []) { rows, panel in
      let height = Swift.min(panel.lines.count + Panel.border, height - rows.count)
      rows += panel.box(width: width, height: height, glyphs)
    }
  }
}
