import PerformanceRecords
import PerformanceText

/// Something to do: its purpose, and the command to type.
struct Advice: Equatable {
  /// The purpose, which ends with a colon before a command.
  let purpose: String
  /// The command; `nil` where the purpose is all.
  let command: String?

  init(_ purpose: String, _ command: String?) { (self.purpose, self.command) = (purpose, command) }

  /// A line of advice, whose command begins with the name of the tool, or with a change of its environment.
  init(line: String) {
    let beginnings = [NextCommands.unplanted + PerftestCommand.prefix, PerftestCommand.prefix]
    guard let start = beginnings.compactMap({ line.firstRange(of: $0)?.lowerBound }).first else {
      self.init(line.trimmingSpaces, nil)
      return
    }
    self.init(String(line[..<start]).trimmingSpaces, String(line[start...]).trimmingSpaces)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let start = drop { $0 == " " }
    return String(String(start.reversed().drop { $0 == " " }).reversed())
  }
}
