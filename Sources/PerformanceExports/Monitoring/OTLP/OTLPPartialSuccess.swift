import Foundation
import PerformanceSystem

/// The part of a document that a collector took in without error, but did not keep.
enum OTLPPartialSuccess {
  /// The answer of a collector: `{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"…"}}`.
  private struct Answer: Decodable {
    let partialSuccess: Part?

    struct Part: Decodable {
      let rejectedDataPoints: Count?
      let rejectedLogRecords: Count?
      let rejectedSpans: Count?
      let errorMessage: String?
    }
  }

  /// An integer of 64 bits: a string, and by lenient writers a number.
  private struct Count: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      text = try (try? container.decode(String.self)) ?? String(container.decode(Int.self))
    }
  }

  /// The warning of an answer; `nil` where everything was kept.
  @Sendable static func warning(in answer: String) -> String? {
    guard let part = (try? JSONDecoder().decode(Answer.self, from: Data(answer.utf8)))?.partialSuccess else {
      return nil
    }
    let counts = [
      ("data points", part.rejectedDataPoints), ("log records", part.rejectedLogRecords), ("spans", part.rejectedSpans),
    ]
    let rejected = counts.compactMap { name, count in
      count.flatMap { $0.text == "0" ? nil : "\($0.text.printable(atMost: 20)) \(name) rejected" }
    }
    let message = part.errorMessage.flatMap { $0.isEmpty ? nil : $0.printable(atMost: 300) }
    let parts = rejected + [message].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ": ")
  }
}
