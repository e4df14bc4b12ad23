import PerformanceText

/// Values over positions as characters.
package struct TrendPlot: Equatable, Sendable {
  /// The characters of a plot.
  package enum Glyphs: Equatable, Sendable {
    /// Eight dots in each character.
    case braille
    /// For terminals that are not in UTF-8.
    case ascii
  }

  /// A position to mark below the plot.
  package struct Mark: Equatable, Sendable {
    package enum Kind: Equatable, Sendable { case confirmed, provisional, minor, wentAway }

    package var index: Int
    package var kind: Kind

    package init(index: Int, kind: Kind) {
      self.index = index
      self.kind = kind
    }
  }

  private static let rows = 10
  private static let narrowest = 30

  private let values: [Double]
  private let baseline: Double?
  private let marks: [Mark]
  private let glyphs: Glyphs
  /// The value of all, where they are equal.
  private let level: Double?
  private let low: Double
  private let high: Double

  /// A plot; `nil` without a finite value.
  /// - Parameter baseline: a level to mark.
  package init?(_ values: [Double], baseline: Double? = nil, marks: [Mark] = [], glyphs: Glyphs) {
    let shown = values.filter(\.isFinite) + [baseline].compactMap { $0 }.filter(\.isFinite)
    guard values.contains(where: \.isFinite), let low = shown.min(), let high = shown.max() else { return nil }
    self.values = values
    self.baseline = baseline.flatMap { $0.isFinite ? $0 : nil }
    self.marks = marks
    self.glyphs = glyphs
    level = low == high ? low : nil
    // Equal values are a line in the middle.
    let margin = low < high ? 0 : max(abs(low) * 0.05, .leastNormalMagnitude)
    self.low = max(low - margin, -.greatestFiniteMagnitude)
    self.high = min(high + margin, .greatestFiniteMagnitude)
  }

  /// The lines: the axis of values with the plot, the marks, and the first and the last position.
  package func lines(
    width: Int, colour: Colour, value text: (Double) -> String, ends: (first: String, last: String)
  ) -> [String] {
    let marked = baseline.map { row(of: $0) }
    let labels = (0..<Self.rows).map { label($0, marked: marked, value: text) }
    let margin = labels.map(\.displayWidth).max() ?? 0
    let suffix = marked == nil ? "" : " baseline"
    let columns = min(max(width - margin - 2 - suffix.count, Self.narrowest), max(values.count, Self.narrowest))
    let cells = cells(columns: columns)
    let bar = glyphs == .braille ? "┤" : "|"
    let plot = (0..<Self.rows).map { row -> String in
      let isMarked = row == marked
      let line = cells[row].map { $0 ?? (isMarked ? glyphs.level : " ") }.joined()
      let content = isMarked ? line + Style.dim.applied(to: suffix, colour) : line.trimmingEnd
      return "\(labels[row].padded(to: margin, .right)) \(bar)" + content
    }
    let indentation = String(repeating: " ", count: margin + 2)
    let gap = String(repeating: " ", count: max(columns - ends.first.displayWidth - ends.last.displayWidth, 1))
    return plot + markLines(columns: columns, indentation, colour) + [indentation + ends.first + gap + ends.last]
  }

  /// The label of a row: the ends of the axis, and the baseline. Equal values have one label, in the middle.
  private func label(_ row: Int, marked: Int?, value text: (Double) -> String) -> String {
    if let level { return row == self.row(of: level) ? text(level) : "" }
    if row == 0 { return text(high) }
    if row == Self.rows - 1 { return text(low) }
    return row == marked ? baseline.map(text) ?? "" : ""
  }

  // MARK: - Cells

  /// The rows of cells from the top, `nil` for an empty one.
  private func cells(columns: Int) -> [[String?]] {
    let (across, down) = glyphs == .braille ? (2, 4) : (1, 1)
    var dots = [[UInt8]](repeating: [UInt8](repeating: 0, count: columns), count: Self.rows)
    for (index, value) in values.enumerated() where value.isFinite {
      let line = dot(of: value, in: Self.rows * down)
      for column in span(of: index, in: columns * across) {
        let bit = glyphs == .braille ? Self.bit(column: column % 2, row: line % 4) : 1
        dots[line / down][column / across] |= bit
      }
    }
    return dots.map { row in row.map { $0 == 0 ? nil : glyphs.character($0) } }
  }

  /// The dot columns of a position: its share of the width, at least one.
  private func span(of index: Int, in width: Int) -> ClosedRange<Int> {
    let first = min(index * width / values.count, width - 1)
    return first...max(first, (index + 1) * width / values.count - 1)
  }

  /// The row of dots of a value, from the top.
  private func dot(of value: Double, in count: Int) -> Int {
    // The difference of two numbers may be too large for one.
    let range = high - low
    let height = range.isFinite ? (value - low) / range : (value / 2 - low / 2) / (high / 2 - low / 2)
    return count - 1 - min(max(Int((height * Double(count - 1)).rounded()), 0), count - 1)
  }

  private func row(of value: Double) -> Int {
    let down = glyphs == .braille ? 4 : 1
    return dot(of: value, in: Self.rows * down) / down
  }

  /// The bit of a dot in a character of Unicode's braille patterns, in which the last row was added later.
  private static func bit(column: Int, row: Int) -> UInt8 {
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    return bits[column][row]
  }

  private func markLines(columns: Int, _ indentation: String, _ colour: Colour) -> [String] {
    guard !marks.isEmpty else { return [] }
    var cells = [String](repeating: " ", count: columns)
    for mark in marks where values.indices.contains(mark.index) {
      let column = span(of: mark.index, in: columns).lowerBound
      cells[column] = Style.yellow.applied(to: glyphs.character(mark.kind), colour)
    }
    return [indentation + cells.joined().trimmingEnd]
  }
}

extension TrendPlot.Glyphs {
  fileprivate var level: String { self == .braille ? "┄" : "-" }

  fileprivate func character(_ bits: UInt8) -> String {
    self == .braille ? Unicode.Scalar(0x2800 + UInt32(bits)).map { String($0) } ?? "*" : "*"
  }

  /// The character below a change.
  package func character(_ kind: TrendPlot.Mark.Kind) -> String {
    switch kind {
    case .confirmed: self == .braille ? "▲" : "^"
    case .provisional: self == .braille ? "△" : "?"
    case .minor: self == .braille ? "▵" : "'"
    case .wentAway: self == .braille ? "▽" : "v"
    }
  }
}

extension String {
  /// The text without the spaces at its end.
  fileprivate var trimmingEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
