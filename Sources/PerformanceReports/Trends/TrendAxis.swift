import Foundation
import PerformanceSystem
import PerformanceText
import PerformanceTrends

/// The runs of a trend in their order, and the number of those that are not part of it.
package struct TrendAxis: Equatable, Sendable {
  /// One revision with all its runs, one run without a revision, or one row of a file.
  package struct Position: Equatable, Sendable {
    /// The full hash of the commit.
    package var revision: String?
    /// The position of the commit on the first-parent history of the default branch.
    package var number: Int?
    /// Whether files differed from the commit.
    package var isDirty: Bool
    /// The time of its first run, in seconds since 1970.
    package var time: Double?
    /// The names of its runs.
    package var runs: [String]

    package init(
      revision: String? = nil, number: Int? = nil, isDirty: Bool = false, time: Double? = nil, runs: [String] = []
    ) {
      self.revision = revision
      self.number = number
      self.isDirty = isDirty
      self.time = time
      self.runs = runs
    }
  }

  /// Why a run is not part of a trend.
  package enum Exclusion: String, CaseIterable, Sendable {
    /// Its commit is on another branch.
    case otherBranch
    /// It was measured on the branch, in a clone without its whole history: the position of its commit is unknown.
    case unknownPosition
    /// Files differed from the commit.
    case changedFiles
    /// A slowdown was planted.
    case plantedSlowdown
    /// It is older than the positions that are analysed.
    case older
  }

  /// The branch; `nil` where none is known.
  package var branch: String?
  /// The positions, the oldest first.
  package var positions: [Position]
  /// The number of runs that were left out.
  package var leftOut: [Exclusion: Int]

  package init(branch: String? = nil, positions: [Position], leftOut: [Exclusion: Int] = [:]) {
    self.branch = branch
    self.positions = positions
    self.leftOut = leftOut
  }

  /// The newest positions, at most `count`; the runs of the others are left out.
  package func newest(_ count: Int) -> TrendAxis {
    let older = positions.dropLast(count)
    guard !older.isEmpty else { return self }
    var axis = self
    axis.positions.removeFirst(older.count)
    axis.leftOut[.older, default: 0] += older.reduce(0) { $0 + $1.runs.count }
    return axis
  }

  private static let secondsPerDay = 86_400.0

  /// The times of the positions; `nil` where one is unknown, where they do not ascend, as after runs of older commits,
  /// and within a day, from which no slope of a week follows.
  package var times: [Double]? {
    let times = positions.compactMap(\.time)
    guard times.count == positions.count, zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }),
      let first = times.first, let last = times.last, last - first >= Self.secondsPerDay
    else { return nil }
    return times
  }
}

// MARK: - Text

extension TrendAxis {
  /// A position as text: its commit, its time, or its number in the file counted from 0.
  package func label(_ index: Int) -> String {
    let position = positions[index]
    if let revision = position.revision {
      return String(revision.prefix(12)).shown(atMost: 100) + (position.isDirty ? "+changes" : "")
    }
    return position.time.map { Self.text($0, "yyyy-MM-dd HH:mm") } ?? "#\(index)"
  }

  /// The day of a position; empty where its time is unknown.
  package func day(_ index: Int) -> String { positions[index].time.map { Self.text($0, "yyyy-MM-dd") } ?? "" }

  /// The cause of a change of level: one commit, several, or a period.
  package func cause(_ change: ChangePoint) -> String {
    let (last, first) = (positions[change.last], positions[change.index])
    guard last.revision != nil, first.revision != nil else {
      return "between \(label(change.last)) and \(label(change.index))"
    }
    let range = "\(label(change.last))..\(label(change.index))"
    guard let old = last.number, let new = first.number, new > old, !last.isDirty, !first.isDirty else {
      return "in \(range)"
    }
    return new - old == 1 ? "commit \(label(change.index))" : "one of \(new - old) commits in \(range)"
  }

  /// The positions of a range, with the branch and the days.
  package func summary(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "no runs" }
    let isCode = positions[last].revision != nil
    let isRun = !positions[last].runs.isEmpty
    var text = Plural.text(range.count, isCode ? "revision" : isRun ? "run" : "value")
    if let branch { text += " of \(branch.shown(atMost: 60))" }
    let days = [day(first), day(last)].filter { !$0.isEmpty }
    if days.count == 2 { text += days[0] == days[1] ? ", \(days[0])" : ", \(days[0]) to \(days[1])" }
    return text
  }

  /// The runs that were left out, with how to include them; `nil` where there are none.
  package var leftOutText: String? {
    let parts = Exclusion.allCases.compactMap { exclusion in
      leftOut[exclusion].flatMap { $0 > 0 ? "\($0) \(exclusion.text)" : nil }
    }
    return parts.isEmpty ? nil : "runs left out: " + parts.joined(separator: ", ")
  }

  private static func text(_ time: Double, _ format: String) -> String {
    Date(timeIntervalSince1970: time).text(utc: format)
  }
}

extension TrendAxis.Exclusion {
  fileprivate var text: String {
    switch self {
    case .otherBranch: "of other branches (--branch)"
    case .unknownPosition: "of clones without the whole history (fetch-depth: 0)"
    case .changedFiles: "of changed files (--dirty)"
    case .plantedSlowdown: "with a planted slowdown"
    case .older: "of older revisions (--runs, --days)"
    }
  }
}
