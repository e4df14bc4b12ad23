import PerformanceRecords
import PerformanceText

/// The progress of a build, by the last lines of its output.
package struct BuildProgress {
  private let title: String
  private var lastPlain = 0.0

  package init(title: String) { self.title = title }

  /// The line to redraw on a terminal.
  package func line(_ output: [Substring], seconds: Double, width: Int) -> String {
    let last = output.last { !$0.isEmpty }.map { String($0) } ?? ""
    return String("building \(title), \(Int(seconds)) s  \(last.printable)".prefix(width))
  }

  /// A line for a log every fifteen seconds, else `nil`: `building for measuring: step 12 of 340, 45 s`.
  /// - Parameter output: evaluated only when a line is due.
  package mutating func plainLine(seconds: Double, _ output: () -> [Substring]) -> String? {
    guard seconds - lastPlain >= ProgressLine.interval else { return nil }
    lastPlain = seconds
    let step = output().reversed().lazy.compactMap(Self.step).first
    let text = step.map { "step \($0.done) of \($0.count)" } ?? "preparing"
    return "building \(title): \(text), \(Int(seconds)) s"
  }

  /// The numbers at the beginning of the build system's line: `[12/340] Compiling Core`.
  private static func step(_ line: Substring) -> (done: Int, count: Int)? {
    guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return nil }
    let numbers = line[line.index(after: line.startIndex)..<end].split(separator: "/", omittingEmptySubsequences: false)
    guard numbers.count == 2, let done = Int(numbers[0]), let count = Int(numbers[1]), done >= 0, count >= done else {
      return nil
    }
    return (done, count)
  }
}
