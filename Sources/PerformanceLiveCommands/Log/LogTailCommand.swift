import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceWorkflows

/// Shows the newest records, and those that follow.
package struct LogTailCommand: Command {
  package static let name = "log tail"
  package static let syntax = Syntax(
    optional: [follow, count] + LogArguments.selection + [json, CommonArguments.packagePath],
    remarks: "With -f the command runs until Ctrl-C; files that are renamed meanwhile are read to their end.")

  private static let follow = Argument<Bool>.flag("-f", "continue with the records that are written from now on")
  private static let count = Argument<Int>.number(
    "--lines", "N", in: 0...10_000, "how many records to begin with; \(usualCount) unless given")
  private static let json = Argument<Bool>.flag("--json", "the records themselves, a JSON object a line")

  private static let usualCount = 10
  /// Between two looks at the files, in microseconds.
  private static let pause: useconds_t = 100_000

  private let folder: LogFolder
  private let filter: LogFilter
  private let categories: [LogCategory]
  private let count: Int
  private let isFollowing: Bool
  private let form: LogOutput.Form
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    folder = try PackageFolder(arguments, in: context).logFolder
    filter = LogFilter(try arguments.logQuery(now: .now))
    categories = try arguments.logCategories()
    count = try arguments.value(Self.count) ?? Self.usualCount
    isFollowing = arguments[Self.follow]
    form = arguments[Self.json] ? .json : .text
    output = context.output
  }

  package func run() throws -> ExitStatus {
    Interruption.watch()
    let followers = categories.map { LogFollower($0, in: folder, from: .recent) }
    var filter = filter
    var lines = LogOutput(output, form)
    for match in try next(followers, &filter).suffix(count) { try lines.add(match) }
    lines.flush()
    while isFollowing, lines.isWanted, !Interruption.isRequested {
      usleep(Self.pause)
      for match in try next(followers, &filter) { try lines.add(match) }
      lines.flush()
    }
    return .pass
  }

  /// The wanted records since the last call, in the order of their times.
  private func next(_ followers: [LogFollower], _ filter: inout LogFilter) throws -> [LogScan.Match] {
    var matches: [LogScan.Match] = []
    for follower in followers {
      try follower.poll { line in
        if case .wanted(let match) = filter.result(of: line) { matches.append(match) }
      }
    }
    return matches.sorted { $0.time < $1.time }
  }
}
