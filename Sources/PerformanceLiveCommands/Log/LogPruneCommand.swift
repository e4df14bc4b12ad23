import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Removes the oldest files of the audit log, which nothing else does.
package struct LogPruneCommand: Command {
  package static let name = "log prune"
  package static let syntax = Syntax(
    required: [days], optional: [CommonArguments.packagePath],
    remarks: """
      Only whole files are removed, and never the one that is written to. An audit record reports the removal, so that
      'log verify' accepts the first record that is left. Files of the other categories are removed automatically after
      \(LogSweep.usualDays) days, or the number of days in \(PerftestVariable.logDays.rawValue).
      """)

  private static let days = Argument<Int>.number(
    "--older-than", "DAYS", in: 1...36_500, "remove files whose last record is older than this")

  private let package: PackageFolder
  private let days: Int

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    package = try PackageFolder(arguments, in: context)
    days = try arguments.required(Self.days)
  }

  package func run() throws -> ExitStatus {
    let folder = package.logFolder
    let all = folder.rotated(.audit)
    let old = LogSweep.old(all, days: days, now: .now)
    guard !old.isEmpty else {
      package.output.line("no file of the audit log is older than \(Plural.text(days, "day"))")
      return .pass
    }
    guard let first = try Self.firstLink(in: folder.files(.audit).dropFirst(old.count)) else {
      throw CommandFailure(
        status: .configuration, message: "the audit log has no newer record; check it with 'log verify' first")
    }
    // Before the removal: where that breaks off, the chain may begin with any file up to this one.
    package.log.audit(
      .auditPruned, "files of the audit log were removed",
      ["chain.kept.sequence": .integer(first.sequence), "removed.files": .integer(old.count)])
    for log in old {
      let file = folder.file(log, of: .audit)
      guard unlink(file.path) == 0 || errno == ENOENT else { throw InputError.unwritable(file) }
    }
    package.output.line(
      "\(Plural.text(old.count, "file")) removed; the audit log begins with record \(first.sequence)")
    return .pass
  }

  private static func firstLink(in files: some Sequence<URL>) throws -> AuditLink? {
    for file in files {
      guard let lines = try LogLines.open(renamed: file) else { continue }
      while let line = lines.next() {
        if let link = (try? LogRecord(line: line))?.link { return link }
      }
    }
    return nil
  }
}
