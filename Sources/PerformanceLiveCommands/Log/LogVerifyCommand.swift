import PerformanceBuild
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Checks the chain of audit records.
package struct LogVerifyCommand: Command {
  package static let name = "log verify"
  package static let syntax = Syntax(
    optional: [head, CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Each line of the audit log has the hash of the line before it, and \(AuditHead.fileName) has that of the last one.
      The command exits with 1 when a line was changed, removed or moved, and names its file and line. Whoever can write
      these files can also calculate all hashes anew: keep the printed hash elsewhere, and give it to --head.
      """)

  private static let head = Argument<String>.option(
    "--head", "HASH", "the hash of a record that must still be there, as an earlier 'log verify' printed it"
  ) { (text: String) throws(UsageError) in
    guard text.utf8.count == 64, text.allSatisfy(\.isHexDigit) else {
      throw UsageError("--head takes 64 hexadecimal digits, not '\(text.printable(atMost: 80))'")
    }
    return text.lowercased()
  }

  private let folder: LogFolder
  private let hash: String?
  private let asJSON: Bool
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    folder = try PackageFolder(arguments, in: context).logFolder
    hash = try arguments.value(Self.head)
    asJSON = arguments[CommonArguments.json]
    output = context.output
  }

  package func run() throws -> ExitStatus {
    let verification = try AuditVerification(folder, containing: hash)
    if asJSON {
      try output.json(Document(verification))
    } else {
      for finding in verification.brokenOff { output.error(Output.warning + Self.text(of: finding, isHarmless: true)) }
      for finding in verification.findings { output.line(Self.text(of: finding)) }
      if verification.findings.isEmpty { output.line(Self.text(of: verification)) }
    }
    return verification.findings.isEmpty ? .pass : .red
  }

  private static func text(of verification: AuditVerification) -> String {
    guard let head = verification.head else { return "the audit log has no record" }
    return "\(Plural.text(verification.records, "audit record")), none changed, removed or moved\n"
      + "record \(head.sequence) has the hash \(head.hash)"
  }

  private static func text(of finding: AuditVerification.Finding, isHarmless: Bool = false) -> String {
    let place = finding.file.printable + (finding.line.map { ":\($0)" } ?? "")
    if isHarmless { return "\(place): its writing was broken off; the records around it are complete" }
    return "\(place): \(text(of: finding.cause))"
  }

  private static func text(of cause: AuditVerification.Finding.Cause) -> String {
    switch cause {
    case .unreadable: "is no record: it was edited, or its writing was broken off"
    case .changed: "was changed, or the hash of it in the next record"
    case .broken(let last, let found):
      found > last
        ? "is record \(found) after record \(last): what was between them was removed or moved"
        : "is record \(found) after record \(last): it was moved or copied"
    case .beginsLate(let first): "is record \(first), the first that is there: older ones were removed"
    case .endsEarly(let last, let head):
      "is record \(last), the last that is there, of \(head): newer ones were removed"
    case .lastChanged: "was changed: \(AuditHead.fileName) has another hash of it"
    case .noHead: "is not there: whether the last records were removed cannot be seen"
    case .unknownHead: "no record has the hash that --head names: the log was written anew"
    }
  }

  /// The result as JSON.
  private struct Document: Encodable {
    struct Finding: Encodable {
      let file: String
      let line: Int?
      let problem: String
    }

    let records: Int
    let sequence: Int?
    let hash: String?
    let findings: [Finding]

    init(_ verification: AuditVerification) {
      records = verification.records
      sequence = verification.head?.sequence
      hash = verification.head?.hash
      findings = verification.findings.map {
        Finding(file: $0.file, line: $0.line, problem: LogVerifyCommand.text(of: $0.cause))
      }
    }
  }
}
