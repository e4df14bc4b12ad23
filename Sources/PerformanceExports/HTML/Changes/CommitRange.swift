import PerformanceRecords
import PerformanceReports

/// The commits among which the cause of a change is.
struct CommitRange: Hashable {
  /// How they are looked at.
  private enum View: Hashable {
    /// The one commit.
    case commit(String)
    /// The commits after one up to another.
    case commits(String, String)
    /// The files that differ from a commit.
    case files(String)
  }

  private let view: View

  /// The commits of an origin; `nil` where an end is unknown, and where both are the same commit without changed files.
  init?(_ origin: PageChange.Origin, in run: ReportedRun) {
    let positions = run.history?.axis.positions
    let provenance = run.summary.start?.provenance
    let start = origin.last.flatMap { positions?[$0] }
    let end = origin.first.flatMap { positions?[$0] }
    guard let before = start?.revision ?? origin.before, let old = Self.hash(before),
      let after = end == nil ? provenance?.revision : end?.revision, let new = Self.hash(after)
    else { return nil }
    // Numbers of the default branch; a commit between two runs was not measured.
    let numbers = [start?.number, end == nil ? provenance?.position : end?.number].compactMap { $0 }
    if end?.isDirty ?? (provenance?.dirty == true) {
      view = .files(old)
    } else if after.hasPrefix(before) {
      return nil
    } else if numbers.count == 2, numbers[1] - numbers[0] == 1, start?.isDirty == false {
      view = .commit(new)
    } else {
      view = .commits(old, new)
    }
  }

  /// The command that shows the commits.
  /// - Parameter what: whose commits they are, with a leading space; empty where that is obvious.
  func advice(_ what: String) -> Advice {
    switch view {
    case .commit(let commit): Advice("look at the commit\(what):", "git show \(commit)")
    case .commits(let old, let new): Advice("look at the commits\(what):", "git log -p \(old)..\(new)")
    case .files(let commit): Advice("look at the files changed since \(commit):", "git diff \(commit)")
    }
  }

  /// Whether a search among them would find the commit.
  var hasSeveral: Bool { if case .commits = view { true } else { false } }

  /// The beginning of a hash; `nil` for anything else, which must not become a part of a command.
  private static func hash(_ revision: String?) -> String? {
    guard let revision, revision.utf8.count >= 7, revision.utf8.allSatisfy(isHexadecimal) else { return nil }
    return String(revision.prefix(12))
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}
