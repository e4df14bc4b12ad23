import Foundation
import PerformanceRecords

/// The output of `perftest gate --json`.
struct GateReport: Decodable {
  /// A verdict and whether it turned the gate red.
  struct Entry: Decodable {
    var isRed: Bool
    var text: String
    var verdict: Verdict
  }

  var exitStatus: Int32
  var verdicts: [Entry]

  /// The command printed no report.
  struct Absent: Error { let outcome: CommandOutcome }

  /// Reads standard output of the command.
  /// - Throws: ``Absent``.
  init(_ outcome: CommandOutcome) throws {
    guard let report = try? JSONDecoder().decode(Self.self, from: Data(outcome.output.utf8)) else {
      throw Absent(outcome: outcome)
    }
    self = report
  }

  /// The red verdicts as `test outcome/reason`, such as `loop() regressed/everySessionWorse`.
  var red: Set<String> { Set(verdicts.filter(\.isRed).map { Self.name($0.verdict) }) }

  /// All verdicts as `test outcome/reason`.
  var all: Set<String> { Set(verdicts.map { Self.name($0.verdict) }) }

  /// The verdicts of a test as `test outcome/reason`.
  func of(_ test: String) -> Set<String> {
    Set(verdicts.map(\.verdict).filter { $0.function.test == test }.map(Self.name))
  }

  /// The sentences of a test's verdicts.
  func text(of test: String) -> String {
    verdicts.filter { $0.verdict.function.test == test }.map(\.text).joined(separator: "\n")
  }

  private static func name(_ verdict: Verdict) -> String {
    "\(verdict.function.test) \(verdict.outcome.name)/\(verdict.reason.name)"
  }
}
