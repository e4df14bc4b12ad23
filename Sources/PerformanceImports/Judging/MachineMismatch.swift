import PerformanceRecords

/// Whether the files describe more than one machine, so that their times cannot be compared.
struct MachineMismatch {
  /// The difference; `nil` where all files that describe a machine describe the same one.
  let mismatch: Incomparability?

  init(old: [ImportedResults], new: [ImportedResults]) {
    let (before, after) = (Set(old.compactMap(\.machine)), Set(new.compactMap(\.machine)))
    guard before.union(after).count > 1 else {
      mismatch = nil
      return
    }
    mismatch = .machineClass(recorded: Self.text(before), here: Self.text(after))
  }

  private static func text(_ machines: Set<String>) -> String {
    machines.isEmpty ? "an unknown machine" : machines.sorted().joined(separator: " and ")
  }
}
