import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Records on standard output, as lines for people or as they are in the files; written in blocks.
struct LogOutput {
  private static let block = 1 << 16

  /// The form of a record.
  enum Form {
    case text
    case json
  }

  private let output: Output
  private let form: Form
  private let text: LogText
  private var waiting: [UInt8] = []
  /// Whether the reader still takes lines.
  private(set) var isWanted = true

  init(_ output: Output, _ form: Form) {
    (self.output, self.form) = (output, form)
    text = LogText(colour: output.results.colour)
  }

  /// Adds a record.
  /// - Throws: ``LogRecord/Unreadable`` where its line cannot be read after all.
  mutating func add(_ match: LogScan.Match) throws(LogRecord.Unreadable) {
    switch form {
    case .json: waiting += match.line
    case .text: waiting += text.line(of: try match.record).utf8
    }
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= Self.block { flush() }
  }

  mutating func flush() {
    guard !waiting.isEmpty else { return }
    // A reader that closed its end wants no more.
    isWanted = output.results.write(String(decoding: waiting, as: UTF8.self))
    waiting.removeAll(keepingCapacity: true)
  }

  /// Reports what could not be read.
  static func report(_ damage: LogScan.Damage, to output: Output) {
    if damage.lines > 0 {
      output.error(
        Output.warning + "\(Plural.text(damage.lines, "line")) of the log cannot be read: broken off, edited, or of "
          + "another version")
    }
    for file in damage.files {
      output.error(Output.warning + "\(file.printable) is damaged; what is after the damage is not shown")
    }
  }
}
