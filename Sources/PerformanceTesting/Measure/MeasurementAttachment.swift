import Foundation
import PerformanceRecords
import PerformanceSystem
import Testing

/// The measurement of a benchmark as an attachment of its test, saved where `--attachments-path` says.
enum MeasurementAttachment {
  private struct Document: Encodable {
    var sessions: [BenchmarkSession]
    var verdicts: [Verdict]
  }

  /// Attaches the numbers; an attachment that cannot be encoded is left out, the event log has the same.
  static func record(
    _ measured: BenchmarkRecord, at location: SourceLocation
  ) {
    // Encoding costs more than a small benchmark: only when somebody asked for attachments.
    guard isWanted else { return }
    let sessions = measured.sessions.filter { $0.side == .head }.map(\.session)
    guard let data = try? PrettyJSON.encode(Document(sessions: sessions, verdicts: measured.verdicts)) else { return }
    Attachment.record(
      String(decoding: data, as: UTF8.self), named: FileName.safe(measured.id.description) + ".json",
      sourceLocation: location)
  }

  private static let isWanted = CommandLine.arguments.contains { $0.hasPrefix("--attachments-path") }
}
