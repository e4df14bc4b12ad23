import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem

/// The documents that a command writes about its run, in the formats of `perftest export`.
///
/// The executable with the formats is built when a document is first asked for, so that a first gate compiles none of
/// them. A document that cannot be written is reported and never changes an exit status.
package struct ExportRequests {
  /// The command that writes a document.
  package static let command = "export"
  /// The option of commands that write documents.
  package static let argument = Argument<Request>.options(
    "--export", "NAME=FILE",
    "also write the run in a format of '\(PerftestCommand.prefix) export', such as html=report.html; may be given "
      + "several times",
    parse: Request.init)

  /// A format and where the document goes.
  package struct Request: Equatable, Sendable {
    /// The name of the format.
    package let format: String
    /// A file, or the URL of a server.
    package let destination: String

    init(_ text: String) throws(UsageError) {
      guard let separator = text.firstIndex(of: "="), separator != text.startIndex,
        text.index(after: separator) != text.endIndex
      else {
        throw UsageError("--export takes NAME=FILE, such as html=report.html, not '\(text)'")
      }
      format = String(text[..<separator])
      destination = String(text[text.index(after: separator)...])
    }
  }

  /// How long a document may take, the build of the formats included.
  private static let seconds = 1_800.0

  private let requests: [Request]
  private let package: PackageFolder
  private let context: CommandContext

  package init(_ arguments: Arguments, package: PackageFolder, in context: CommandContext) throws {
    requests = try arguments.all(Self.argument)
    (self.package, self.context) = (package, context)
  }

  /// Checks the names and the files, before minutes of measuring.
  /// - Throws: ``CommandFailure`` when `perftest export` would fail; it has written the reason.
  package func check() throws {
    for request in requests {
      let status = try start(request, ["--check"])
      guard status == .exited(0) else {
        throw CommandFailure(
          status: Self.status(status), message: "nothing was measured, because --export would fail (see above)")
      }
    }
  }

  /// Writes the documents of a run.
  /// - Parameters:
  ///   - log: its event log.
  ///   - more: further arguments of `perftest export`.
  package func write(log: URL, _ more: [String] = []) {
    for request in requests where (try? start(request, [log.path] + more)) != .exited(0) {
      report("see above", of: [request])
    }
  }

  /// Reports that no document can be written.
  package func report(_ reason: String) { report(reason, of: requests) }

  private func report(_ reason: String, of requests: [Request]) {
    for request in requests {
      let format = request.format.printable(atMost: 60)
      package.output.error(
        "warning: the \(format) document was not written (\(reason)); write it with "
          + "'\(PerftestCommand.prefix) export \(format)'")
    }
  }

  private func start(_ request: Request, _ more: [String]) throws -> ChildProcess.Ending {
    guard let perftest = context.executable else {
      throw CommandFailure(status: .failure, message: "--export needs the executable 'perftest', which was not started")
    }
    let destination =
      request.destination.contains("://") ? request.destination : context.file(request.destination).path
    let words =
      [perftest.path, Self.command, request.format] + more
      + ["--output", destination, "--package-path", package.url.path]
    let child = try ChildProcess(
      perftest.path, arguments: words, environment: package.environment, folder: context.folder, output: .inherited)
    return child.wait(seconds: Self.seconds)
  }

  private static func status(_ ending: ChildProcess.Ending) -> ExitStatus {
    if case .exited(let code) = ending { return ExitStatus(rawValue: code) ?? .failure }
    return .failure
  }
}
