import PerformanceText

/// Sessions of two sides as marks on one axis, which shows at a glance whether a slowdown shifts all of them.
struct SessionPlot {
  /// The columns between the two ends of the axis.
  private static let columns = 60

  /// A side: its name and one number for each session.
  struct Side {
    var name: String
    var values: [Double]
  }

  private let sides: [Side]
  private let marks: [Side]
  private let low: Double
  private let high: Double

  /// A chart of sides that have values, with single numbers to mark below them; `nil` where all values are equal or
  /// absent.
  init?(sides: [Side], marks: [Side] = []) {
    self.sides = sides.filter { !$0.values.isEmpty }
    self.marks = marks
    let all = (sides + marks).flatMap(\.values)
    guard let low = all.min(), let high = all.max(), low < high, low.isFinite, high.isFinite, sides.count > 0 else {
      return nil
    }
    (self.low, self.high) = (low, high)
  }

  /// The lines. Each column holds the number of its sessions, `+` from ten on.
  func lines(ends text: (Double) -> String) -> [String] {
    let width = (sides + marks).map(\.name.displayWidth).max() ?? 0
    func line(_ name: String, _ content: String) -> String { "\(name.padded(to: width, .left)) ┤\(content)├" }
    let (left, right) = (text(low), text(high))
    let gap = String(repeating: " ", count: max(Self.columns - left.displayWidth - right.displayWidth, 1))
    return sides.map { line($0.name, row($0.values)) }
      + marks.map { line($0.name, row($0.values).map { $0 == " " ? " " : "^" }.reduce(into: "") { $0.append($1) }) }
      + [String(repeating: " ", count: width + 2) + left + gap + right]
  }

  private func row(_ values: [Double]) -> String {
    var counts = [Int](repeating: 0, count: Self.columns)
    for value in values {
      let position = (value - low) / (high - low) * Double(Self.columns - 1)
      counts[min(max(Int(position.rounded()), 0), Self.columns - 1)] += 1
    }
    return counts.map { $0 == 0 ? " " : $0 > 9 ? "+" : "\($0)" }.joined()
  }
}
