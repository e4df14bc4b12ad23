import Foundation
import PerformanceHistoryCommands
import PerformanceOperations
import PerformanceSystem
import PerformanceWorkflows

/// The objectives of a package with their events, read from its history and its baselines.
struct ObjectiveReading {
  /// An objective or an invariant with the events of its indicator, in the order of time.
  struct Counted<Promise> {
    let promise: Promise
    let events: [ObjectiveEvents]
  }

  let package: PackageFolder
  let objectives: [Counted<Objective>]
  let invariants: [Counted<Invariant>]
  /// The time of the question, in seconds since 1970.
  let now: Double

  /// The runs that are read.
  enum Runs {
    /// Those that the objectives' periods and windows need.
    case needed
    /// Every one, so that totals never fall.
    case all
  }

  /// Reads everything.
  /// - Throws: ``InputError`` for a damaged file, ``CommandFailure`` where there are no objectives.
  init(
    _ arguments: Arguments, in context: CommandContext, _ wanted: Runs = .needed,
    now: Double = Date().timeIntervalSince1970
  ) throws {
    let opened = try OpenedHistory(arguments, in: context)
    let file = ObjectiveFile(in: opened.package.baselines.folder)
    let promised = try file.read()
    guard !promised.objectives.isEmpty || !promised.invariants.isEmpty else {
      throw CommandFailure(
        status: .configuration, message: "\(file.url.path) has no objectives; see the article on objectives for one")
    }
    let sources = try IndicatorReader(opened, in: context, now: now).sources(
      of: promised.objectives.map(\.indicator) + promised.invariants.map(\.indicator),
      since: wanted == .all ? -.infinity : now - Self.days(promised) * 86_400)
    package = opened.package
    self.now = now
    objectives = promised.objectives.map { Counted(promise: $0, events: sources.events(of: $0.indicator, now: now)) }
    invariants = promised.invariants.map { Counted(promise: $0, events: sources.events(of: $0.indicator, now: now)) }
  }

  var standings: [ObjectiveStanding] {
    objectives.map { ObjectiveStanding($0.promise, $0.events, now: now) }
  }

  var invariantStandings: [InvariantStanding] {
    invariants.map { InvariantStanding($0.promise, $0.events) }
  }

  /// The state of all objectives, which is also kept for `watch` and `status`.
  ///
  /// A file that cannot be written is no failure: those then show what was kept before, with its age.
  func keptDocument() -> ObjectiveStatusDocument {
    let document = ObjectiveStatusDocument(standings, invariantStandings, at: now)
    if (try? package.state.create()) != nil, let data = try? PrettyJSON.encode(document) {
      try? JSONFile.write(data, to: package.state.objectives)
    }
    return document
  }

  /// The days of history that the longest period needs. Those in runs need as many days as runs are likely to take.
  private static func days(_ objectives: Objectives) -> Double {
    let days = objectives.objectives.map { objective -> Int in
      if case .days(let days) = objective.period { return days }
      return 400
    }
    return Double(max(days.max() ?? 0, 90))
  }
}
