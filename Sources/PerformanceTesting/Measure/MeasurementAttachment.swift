import Foundation
import PerformanceRecords
import PerformanceSystem
import Testing

/// The measurement of a benchmark as an attachment of its test, saved below `--attachments-path`.
enum MeasurementAttachment {
  private struct Document: Encodable {
    var sessions: [BenchmarkSession]
    var verdicts: [Verdict]
  }

  /// Attaches the numbers. An attachment that cannot be encoded is dropped: the event log has the same numbers.
  static func record(
    _ measured: BenchmarkRecord, at location: SourceLocation
  ) {
    // Encoding costs more than a small benchmark, so it happens on request only.
    guard isWanted else { return }
    let sessions = measured.sessions.filter { $0.side == .head }.map(\.session)
    guard let data = try? PrettyJSON.encode(Document(sessions: sessions, verdicts: measured.verdicts)) else { return }
    Attachment.record(
      String(decoding: data, as: UTF8.self), named: FileName.safe(measured.id.description) + ".json",
      sourceLocation: location)
  }

  private static let isWanted = CommandLine.arguments.contains { $0.hasPrefix("--attachments-path") }
}
