import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceSystem

/// A command with its words: runs it, turns errors into messages and exit statuses, and logs its beginning, its end and
/// what it reports.
struct LoggedCommand {
  private let command: any Command.Type
  private let words: [String]
  private let context: CommandContext

  init(_ command: any Command.Type, _ words: [String], in context: CommandContext) {
    (self.command, self.words, self.context) = (command, words, context)
  }

  /// Runs it to its end.
  func run() -> ExitStatus {
    let log: RunLog
    do {
      log = try openLog().adding(["command.name": .string(command.name)])
    } catch {
      return Failure(error, of: command.name).report(to: context.output, log: .none)
    }
    log.record(
      .info, .commandStarted, "\(command.name) began", ["command.arguments": .array(words.map { .string($0) })])
    let begin = log.uptime()
    let status = run(log)
    let seconds = log.uptime() - begin
    log.record(
      .info, .commandFinished, "\(command.name) ended with \(status.rawValue)",
      ["duration.seconds": .number(seconds), "exit.status": .integer(Int(status.rawValue))])
    log.finish()
    return status
  }

  private func run(_ log: RunLog) -> ExitStatus {
    var context = context
    context.log = log
    context.output = context.output.observingWarnings { text in
      log.record(.warning, .warningShown, text.trimmingSuffix { $0.isNewline }, for: .file)
    }
    do {
      try RunClock.check()
      return try command.init(command.syntax.parse(words), in: context).run()
    } catch {
      return Failure(error, of: command.name).report(to: context.output, log: log)
    }
  }

  /// The log of the package that the command works on; none outside of a package.
  private func openLog() throws -> RunLog {
    // An unknown option is reported later; until then it hides which package is meant.
    let path = try? command.syntax.parse(words).packagePath(in: context)
    let start = path.map(context.file) ?? context.packageFolder
    var isFolder: ObjCBool = false
    // Otherwise the search from a misspelt folder would find a package above it.
    guard FileManager.default.fileExists(atPath: start.path, isDirectory: &isFolder), isFolder.boolValue,
      let package = PackageLocation.package(around: start.standardizedFileURL)
    else { return .none }
    return try context.openLog(StateLocation(package: package, environment: context.environment))
  }
}

extension String {
  fileprivate func trimmingSuffix(while isLast: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isLast(last) { text.removeLast() }
    return String(text)
  }
}

/// An error that ended a command, as its message, its exit status and its record in the log.
private struct Failure {
  let message: String
  let status: ExitStatus
  let level: LogLevel
  let id: LogMessage
  let details: [String: JSONValue]

  init(_ error: any Error, of command: String) {
    switch error {
    case let error as UsageError:
      message = "perftest \(command): \(error.message.printable)\nsee perftest \(command) --help"
      (status, level, id) = (.usage, .error, .validationFailed)
      details = ["input.file": "arguments", "input.problem": .string(error.message)]
    case let error as InputError:
      message = "perftest: \(error)"
      (status, level, id) = (.configuration, .error, .validationFailed)
      details = [
        "input.file": .string(error.file), "input.key": error.key.map { .string($0) } ?? .null,
        "input.problem": .string(error.problem),
      ]
    case let error as CommandFailure:
      message = "perftest: \(error.message)"
      status = error.status
      (level, id) = (status == .failure ? .critical : .error, .errorShown)
      details = ["exit.status": .integer(Int(status.rawValue))]
    default:
      // An error that no one has foreseen ends the process.
      message = "perftest: \("\(error)".printable)"
      (status, level, id) = (.failure, .fatal, .errorShown)
      details = ["exit.status": .integer(Int(status.rawValue))]
    }
  }

  func report(to output: Output, log: RunLog) -> ExitStatus {
    output.error(message)
    log.record(level, id, message, details, for: .file)
    return status
  }
}
