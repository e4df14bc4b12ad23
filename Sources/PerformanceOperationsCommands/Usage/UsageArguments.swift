import Foundation
import PerformanceBuild
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceLog
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// The period, the time zone and the package of a command about usage.
struct UsageArguments {
  static let days = Argument<Int>.number(
    "--days", "N", in: 1...3650, "the newest days; all that are kept unless given")
  static let timeZone = Argument<TimeZone>.option(
    "--time-zone", "NAME", "the zone of days and hours, such as Europe/Berlin; UTC unless given"
  ) { (text: String) throws(UsageError) in
    guard let zone = TimeZone(identifier: text) else {
      throw UsageError("--time-zone takes a name such as Europe/Berlin, not '\(text.printable(atMost: 60))'")
    }
    return zone
  }

  let calendar: UsageCalendar
  private let package: PackageFolder
  private let arguments: Arguments
  private let context: CommandContext
  private let kept: Int?
  private let days: Int?
  /// The end of the period, in seconds since 1970.
  let now = Date().timeIntervalSince1970

  /// The period that the arguments name.
  init(_ arguments: Arguments, in context: CommandContext) throws {
    try self.init(arguments, in: context, days: try arguments.value(Self.days))
  }

  /// - Parameter days: the newest days; `nil` for all that are kept.
  init(_ arguments: Arguments, in context: CommandContext, days: Int?) throws {
    (self.arguments, self.context) = (arguments, context)
    package = try PackageFolder(arguments, in: context)
    calendar = UsageCalendar(timeZone: try arguments.value(Self.timeZone) ?? .gmt)
    kept = try UsageSettings(environment: context.environment).days
    self.days = days
  }

  /// The first time of the period, in seconds since 1970.
  private var begin: Double { now - Double(min(days ?? .max, kept ?? 0)) * 86_400 }

  /// Runs a function with the commands of the period, or says that usage is off.
  func withEntries(_ body: ([UsageEntry]) throws -> Void) throws -> ExitStatus {
    let store = UsageStore(package, in: context)
    guard let kept else {
      store.remove()
      context.output.error("usage is off (\(PerftestVariable.usage.rawValue)): nothing is kept or shown")
      return .pass
    }
    try body(try store.entries(days: kept, now: now).filter { $0.time >= begin })
    return .pass
  }

  /// The runs of the period, and the results of their benchmarks.
  struct Runs {
    var runs: [UsageRun] = []
    var results: [BenchmarkUsage.Result] = []
    /// The newest run that selected every benchmark and ended.
    var whole: [String] = []
  }

  /// The runs of the period in the history.
  func runs() throws -> Runs { try runs(since: begin) }

  /// The runs in the history from a time on.
  /// - Parameter begin: seconds since 1970.
  func runs(since begin: Double) throws -> Runs {
    try OpenedHistory(arguments, in: context).read { store in
      try store.read { reader in
        var found = Runs()
        let runs = try reader.runs(in: begin...Double.greatestFiniteMagnitude)
        for run in runs {
          found.runs.append(UsageRun(run, try reader.digest(ofRun: run.name) ?? RunDigest()))
          found.results += BenchmarkUsage.Result.all(try reader.points(ofRun: run.name), run: run)
        }
        let newest = try runs.reversed().first { run in
          guard run.isFinished, let start = try reader.contents(ofRun: run.name)?.start else { return false }
          return start.configuration.filters.isEmpty && start.configuration.skips.isEmpty
        }
        found.whole = newest.map { [$0.name] } ?? []
        return found
      }
    }
  }
}
