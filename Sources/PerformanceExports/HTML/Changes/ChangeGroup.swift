import PerformanceRecords
import PerformanceText

/// Changes of the same commits, and of the same functions where costs by function are known: those have one cause.
struct ChangeGroup {
  /// The changes, the worst first.
  private(set) var changes: [PageChange]

  private struct Key: Hashable {
    let outcome: Verdict.Outcome
    let since: String
    let functions: Set<String>
  }

  /// The groups, the one with the worst change first.
  static func groups(_ changes: [PageChange]) -> [ChangeGroup] {
    var indices: [Key: Int] = [:]
    return changes.reduce(into: []) { groups, change in
      let key = key(of: change)
      if let index = key.flatMap({ indices[$0] }) {
        groups[index].changes.append(change)
      } else {
        if let key { indices[key] = groups.count }
        groups.append(ChangeGroup(changes: [change]))
      }
    }
  }

  /// `nil` for a change that stands for itself.
  private static func key(of change: PageChange) -> Key? {
    let functions = Set(change.functions)
    // Where all runs of the history have the new level, nothing is known of when it changed.
    guard change.verdict.isCompared, change.since?.last != nil || change.since?.before != nil || !functions.isEmpty
    else { return nil }
    return Key(outcome: change.verdict.outcome, since: change.since?.text ?? "", functions: functions)
  }

  /// Whether what they have in common is stated once for several changes.
  var hasTitle: Bool { changes.count > 1 }

  /// What they have in common: without functions that is when they began, which proves no common cause.
  var title: String { "\(cause == nil ? "Began together" : "Same cause"), \(count)" }

  /// How others of them are counted beside the first.
  func others(_ count: Int) -> String {
    "\(count) more \(cause == nil ? "that began together" : "with the same cause")"
  }

  /// When they began.
  var since: PageChange.Origin? { changes[0].since }

  /// Why they changed, in one line; `nil` where it is unknown.
  var cause: String? {
    let causes = Set(changes.compactMap(\.cause))
    if causes.count < 2 { return causes.first }
    // The numbers of each benchmark are in its own part.
    let functions = changes[0].functions.map { $0.shown(atMost: 80) }
    return functions.isEmpty ? nil : functions.joined(separator: ", ")
  }

  /// `12 changes of 4 benchmarks`.
  private var count: String {
    let benchmarks = Set(changes.map(\.verdict.subject)).count
    return "\(Plural.text(changes.count, "change")) of \(Plural.text(benchmarks, "benchmark"))"
  }
}
