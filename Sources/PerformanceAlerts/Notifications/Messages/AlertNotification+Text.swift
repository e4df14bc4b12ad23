import PerformanceText

extension AlertNotification {
  /// What a group has in common, in one line: `[FIRING:2] PerfRegression (critical)`.
  package var title: String {
    let state = isFiring ? "FIRING:\(firing.count)" : "RESOLVED"
    let mark = reason == .test ? "[TEST] " : ""
    return "\(mark)[\(state)] \(names) (\(severity.rawValue))"
  }

  /// The names of the rules, each once.
  private var names: String {
    var seen: Set<String> = []
    let names = entries.map(\.alert.rule).filter { seen.insert($0).inserted }
    return names.count > 3
      ? names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more" : names.joined(separator: ", ")
  }

  /// Each alert in a line, the newest state first.
  package var lines: [String] { entries.map { ($0.isFiring ? "" : "over: ") + $0.summary } }

  /// The lines within a number of characters, with the number of those that are left out.
  func text(atMost length: Int) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      let rest = "\nand \(Plural.text(lines.count - index, "alert")) more"
      guard text.count + line.count + rest.count + 1 <= length else {
        return index == 0 ? String(line.prefix(length)) : text + rest
      }
      text += (index == 0 ? "" : "\n") + line
    }
    return text
  }

  /// The articles that say what to do, each once, with their addresses where those are known.
  func runbooks(_ context: MessageContext) -> [(name: String, address: String?)] {
    var seen: Set<String> = []
    return entries.map(\.runbook).filter { !$0.isEmpty && seen.insert($0).inserted }.map {
      ($0, context.address(ofRunbook: $0))
    }
  }
}
