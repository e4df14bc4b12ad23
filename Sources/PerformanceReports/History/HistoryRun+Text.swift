import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension HistoryRun {
  /// The time of its first event: `2026-01-31 12:00:00`.
  var timeText: String { Date(timeIntervalSince1970: time).text(utc: "yyyy-MM-dd HH:mm:ss") }

  /// The beginning of the commit's hash, and whether files differed from it: `3f2c91d0a1b2 dirty`.
  var revisionText: String {
    guard let revision = provenance.revision else { return "–" }
    return String(revision.prefix(12)).shown(atMost: 12) + (provenance.dirty == true ? " dirty" : "")
  }

  /// The outcome in the words of verdicts: `2 regressed, 38 same`.
  func outcome(_ digest: RunDigest) -> String {
    var parts: [String] = []
    if !isFinished { parts.append("broke off") }
    if slowdown != 1 { parts.append("slowed down on purpose") }
    let words = digest.outcomes.inWords.joined(separator: ", ")
    if !words.isEmpty {
      parts.append(words)
    } else if mode == "record" {
      parts.append("recorded")
    } else if parts.isEmpty, pruned ?? .samples < .points {
      parts.append("nothing judged")
    }
    if pruned == .points { parts.append("results pruned") }
    return parts.joined(separator: "; ")
  }
}

extension HistoryRun {
  private enum Key: String, CodingKey {
    case run, time, seconds, isFinished, mode, provenance, toolchain, machine, slowdown, pruned
  }

  /// Writes the run as documents show it.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .run)
    try container.encode(time, forKey: .time)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(isFinished, forKey: .isFinished)
    try container.encode(mode, forKey: .mode)
    try container.encode(provenance, forKey: .provenance)
    try container.encode(toolchain, forKey: .toolchain)
    try container.encode(machine, forKey: .machine)
    if slowdown != 1 { try container.encode(slowdown, forKey: .slowdown) }
    try container.encodeIfPresent(pruned.map { "\($0)" }, forKey: .pruned)
  }
}
