import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// The run that a command is asked for.
enum RequestedRun {
  /// The one that serves a socket, by its path.
  case socket(String)
  /// The one of a log.
  case log(URL)
  /// The one that is under way in a package, or the next one.
  case underWay(PackageFolder)

  static let argument = Argument<String>.operand(
    "RUN",
    "the run: its name, the beginning of it, its event log (.jsonl), or unix:PATH where a run was started with "
      + "--events; the one under way unless given")

  /// Finds the run among those of the package, for which no package is needed where it is elsewhere.
  /// - Throws: ``InputError`` for a name that no run has, or several.
  init(_ arguments: Arguments, in context: CommandContext) throws {
    let query = try arguments.value(Self.argument)
    if let query, case .socket(let path) = StreamDestination(query, in: context.folder) {
      self = .socket(path)
    } else if let query, query.hasSuffix(".jsonl") {
      self = .log(context.file(query))
    } else {
      let package = try PackageFolder(arguments, in: context)
      self = try query.map { .log(try Self.log(of: $0, in: package.state)) } ?? .underWay(package)
    }
  }

  private static func log(of query: String, in state: StateFolder) throws -> URL {
    let log = try RunNameQuery(query).match(in: state.eventLogs) { $0.deletingPathExtension().lastPathComponent }
    guard let log else {
      throw InputError(
        file: "'\(query.printable(atMost: 100))'",
        problem: "is no run whose event log is kept in \(state.url.path)",
        remedy: "Give unix:PATH for a run elsewhere, or see '\(PerftestCommand.prefix) history list'.")
    }
    return log
  }
}

extension StateFolder {
  /// The newest logs among which runs under way are looked for.
  private static let mostAtOnce = 8

  /// The logs of the runs that are under way, the newest first: another bundle of the package may wait for the machine.
  var logsUnderWay: [URL] { eventLogs.prefix(Self.mostAtOnce).filter(LogPresence.isGiven) }
}
