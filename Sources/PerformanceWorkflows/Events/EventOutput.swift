import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The readers to which a command sends the events of its run, as they are written to the run's log.
package final class EventOutput {
  package static let argument = Argument<String>.options(
    "--events", "DESTINATION",
    "also send the run's events, as they happen, to \(StreamDestination.allowed); may be given several times"
  ) { (text: String) throws(UsageError) in
    guard StreamDestination(text, in: URL(fileURLWithPath: "/")) != nil else {
      throw UsageError("--events takes \(StreamDestination.allowed), not '\(text)'")
    }
    return text
  }

  private let destinations: [StreamDestination]
  private var relay: StreamRelay?

  /// The destinations of the arguments and of the environment.
  /// - Throws: ``UsageError`` where two documents would go to standard output, ``InputError`` for the variable.
  package init(_ arguments: Arguments, in context: CommandContext) throws {
    destinations =
      try arguments.all(Self.argument).compactMap { StreamDestination($0, in: context.folder) }
      + [StreamDestination](environment: context.environment, folder: context.folder)
    guard !takesStandardOutput || !arguments[CommonArguments.json] else {
      throw UsageError("--json and the events cannot both go to standard output")
    }
  }

  /// Whether the events go to standard output, where the command then prints nothing else.
  package var takesStandardOutput: Bool { destinations.contains(.standardOutput) }

  /// Opens the destinations, before minutes of measuring.
  /// - Throws: ``InputError`` for one that cannot be opened.
  package func open() throws {
    if !destinations.isEmpty { relay = try StreamRelay(destinations) }
  }

  /// Sends the log of the run, which need not exist yet.
  func follow(_ log: URL) { relay?.follow(log) }

  /// Sends the rest and closes the destinations. What readers did not get is reported and changes no exit status.
  package func close(reportingTo output: Output) {
    for warning in relay?.finish().warnings ?? [] { output.error("warning: " + warning) }
    relay = nil
  }
}
