import Foundation
import PerformanceSystem
import PerformanceVerification

/// How often the gate was right in the last verification of a suite: what a report says about its own trust.
package struct GateEvidence: Equatable, Sendable, Codable {
  /// The trials of one planted slowdown.
  package struct Slowdown: Equatable, Sendable, Codable {
    /// The size in per cent.
    package var percent: Int
    /// The number of judged comparisons.
    package var trials: Int
    /// The number of them that were red.
    package var found: Int

    package init(percent: Int, trials: Int, found: Int) {
      (self.percent, self.trials, self.found) = (percent, trials, found)
    }
  }

  /// The day of the verification, `2026-01-31`.
  package var date: String
  /// The number of runs over unchanged code.
  package var runs: Int
  /// The number of judged comparisons of unchanged code.
  package var trials: Int
  /// The number of red verdicts on unchanged code.
  package var falseAlarms: Int
  /// The planted slowdowns, the smallest first.
  package var slowdowns: [Slowdown]

  package init(date: String, runs: Int, trials: Int, falseAlarms: Int, slowdowns: [Slowdown] = []) {
    self.date = date
    self.runs = runs
    self.trials = trials
    self.falseAlarms = falseAlarms
    self.slowdowns = slowdowns
  }

  /// The evidence of a verification; `nil` where it judged no unchanged code.
  package init?(_ tally: VerificationTally, on day: Date) {
    let unchanged = tally.size(0)
    guard unchanged.counted.trials > 0 else { return nil }
    self.init(
      date: day.text(utc: "yyyy-MM-dd"), runs: unchanged.runs, trials: unchanged.counted.trials,
      falseAlarms: tally.falseAlarms.count,
      slowdowns: tally.sizes.filter { $0.key > 0 && $0.value.counted.trials > 0 }.sorted { $0.key < $1.key }.map {
        Slowdown(percent: $0.key, trials: $0.value.counted.trials, found: $0.value.counted.found)
      })
  }

  /// The file that keeps the evidence in the state of a package.
  package static func file(in state: URL) -> URL { state.appendingPathComponent("verify/evidence.json") }

  /// Reads the evidence of a package; `nil` where there is none or it cannot be read: a report without it says so.
  package static func read(in state: URL) -> GateEvidence? {
    try? JSONFile.read(GateEvidence.self, from: file(in: state), remedy: "")
  }

  /// Keeps the evidence.
  /// - Throws: ``PerformanceSystem/InputError`` when the file cannot be written.
  package func write(in state: URL) throws {
    let file = Self.file(in: state)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try JSONFile.write(try PrettyJSON.encode(self), to: file)
  }
}
