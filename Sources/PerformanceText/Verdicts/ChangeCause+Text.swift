import PerformanceRecords

extension ChangeCause {
  /// The functions that changed, in one line: `+31.0 % instructions: skipWhitespace() +18 400, Array.append(_:) +2100`.
  ///
  /// Equal instructions show that the time is spent elsewhere.
  package var text: String {
    guard ratio != 1 || !functions.isEmpty else {
      return "as many instructions as before: look for waiting, memory or caches"
    }
    let changes = functions.map { function in
      "\(function.name.shown(atMost: 80)) \(ValueFormat.signed(Double(function.change), decimals: 0))"
    }
    let head = "\(ValueFormat.ratioChange(ratio)) instructions"
    return changes.isEmpty ? head : head + ": " + changes.joined(separator: ", ")
  }
}
