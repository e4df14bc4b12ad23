import PerformanceHistory
import PerformanceReports

/// Selects the runs of a trend and puts them in order.
///
/// The runs of one revision are one position, with the median of their values: a change lies between two revisions then,
/// and ten runs of one commit are no more evidence of a change than one. Runs without a revision have a position each.
package struct RunSelection: Sendable {
  /// The branch; `nil` selects the default branch.
  package var branch: String?
  /// Whether runs count in which files differed from the commit.
  package var includesChangedFiles: Bool

  package init(branch: String? = nil, includesChangedFiles: Bool = false) {
    self.branch = branch
    self.includesChangedFiles = includesChangedFiles
  }

  /// The usual names of default branches, where no clone had the history that positions come from.
  private static let defaultBranches: Set<String> = ["main", "master"]

  /// The axis of runs in any order.
  ///
  /// The commits of the default branch are in the order of its first-parent history, whenever they were measured. Runs on
  /// another branch, and all runs of a package without git, are in the order of time.
  package func axis(of runs: [HistoryRun]) -> TrendAxis {
    let numbers = Self.numbers(of: runs)
    let membership = Membership(branch: branch, runs: runs, numbers: numbers)
    var leftOut: [TrendAxis.Exclusion: Int] = [:]
    var selected: [Placed] = []
    for run in runs {
      let number = run.provenance.revision.flatMap { numbers[$0] }
      if let exclusion = membership.exclusion(of: run, number: number) ?? ownExclusion(of: run) {
        leftOut[exclusion, default: 0] += 1
      } else {
        selected.append(Placed(run: run, number: membership.isOrderedByNumber ? number : nil))
      }
    }
    return TrendAxis(
      branch: branch ?? Self.commonBranch(of: selected.map(\.run)), positions: Self.positions(of: selected),
      leftOut: leftOut)
  }

  /// The positions of commits on the default branch. Clones may count differently, such as after the branch was
  /// rewritten: the newest run counts.
  private static func numbers(of runs: [HistoryRun]) -> [String: Int] {
    var newest: [String: HistoryRun] = [:]
    for run in runs where run.provenance.position != nil {
      guard let revision = run.provenance.revision else { continue }
      if let other = newest[revision], (run.time, run.name) < (other.time, other.name) { continue }
      newest[revision] = run
    }
    return newest.compactMapValues(\.provenance.position)
  }

  private func ownExclusion(of run: HistoryRun) -> TrendAxis.Exclusion? {
    if run.slowdown != 1 { return .plantedSlowdown }
    return run.provenance.dirty == true && !includesChangedFiles ? .changedFiles : nil
  }

  /// A selected run with the number of its commit, where that decides about the order.
  private struct Placed {
    let run: HistoryRun
    let number: Int?
  }

  private struct Key: Hashable {
    let revision: String
    let isDirty: Bool
  }

  private static func positions(of selected: [Placed]) -> [TrendAxis.Position] {
    let ordered = selected.sorted { first, second in
      if let (a, b) = first.number.flatMap({ a in second.number.map { (a, $0) } }), a != b { return a < b }
      return (first.run.time, first.run.name) < (second.run.time, second.run.name)
    }
    var positions: [TrendAxis.Position] = []
    var indices: [Key: Int] = [:]
    for placed in ordered {
      let (run, provenance) = (placed.run, placed.run.provenance)
      let isDirty = provenance.dirty == true
      if let key = provenance.revision.map({ Key(revision: $0, isDirty: isDirty) }) {
        if let index = indices[key] {
          positions[index].runs.append(run.name)
          continue
        }
        indices[key] = positions.count
      }
      positions.append(
        TrendAxis.Position(
          revision: provenance.revision, number: placed.number, isDirty: isDirty, time: run.time, runs: [run.name]))
    }
    return positions
  }

  /// The branch that most runs name.
  private static func commonBranch(of runs: [HistoryRun]) -> String? {
    let counts = Dictionary(grouping: runs.compactMap(\.provenance.branch)) { $0 }.mapValues(\.count)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Which runs are on the branch.
  private struct Membership {
    let branch: String?
    /// Whether the order is that of the commits.
    let isOrderedByNumber: Bool
    /// The names of the default branch.
    private let names: Set<String>
    /// Whether a run counts whatever its branch is: nothing is known of branches.
    private let isEverything: Bool

    init(branch: String?, runs: [HistoryRun], numbers: [String: Int]) {
      self.branch = branch
      if let branch {
        let own = runs.filter { $0.provenance.branch == branch }
        isOrderedByNumber = own.allSatisfy { $0.provenance.revision.map { numbers[$0] != nil } ?? false }
        (names, isEverything) = ([], false)
        return
      }
      isOrderedByNumber = !numbers.isEmpty
      let placed = runs.filter { $0.provenance.position != nil }.compactMap(\.provenance.branch)
      names = RunSelection.defaultBranches.union(placed)
      let onDefault = runs.contains { $0.provenance.branch.map(RunSelection.defaultBranches.contains) ?? false }
      isEverything = numbers.isEmpty && !onDefault
    }

    func exclusion(of run: HistoryRun, number: Int?) -> TrendAxis.Exclusion? {
      if let branch { return run.provenance.branch == branch ? nil : .otherBranch }
      if isEverything || number != nil { return nil }
      let isOnDefault = run.provenance.branch.map(names.contains) ?? (run.provenance.revision == nil)
      guard isOnDefault else { return .otherBranch }
      return isOrderedByNumber ? .unknownPosition : nil
    }
  }
}
