import PerformanceStatistics
import PerformanceText

extension GateEvidence {
  /// The false alarms in a few words: `0 of 1 660`.
  package var shortText: String { "\(falseAlarms) of \(Digits.fixed(Double(trials), decimals: 0))" }

  /// The result of the verification in one sentence.
  package var text: String {
    let bound = BinomialInterval.upperBound(successes: falseAlarms, trials: trials)
    let alarms = falseAlarms == 0 ? "no false alarm" : Plural.text(falseAlarms, "false alarm")
    let found = slowdowns.map { "\($0.found) of \($0.trials) slowdowns of +\($0.percent) %" }
    return "\(alarms) in \(Plural.text(trials, "comparison")) of unchanged code (95 % sure: fewer than "
      + "\(Percent.text(bound))), measured on \(date.shown(atMost: 20)) in \(Plural.text(runs, "run"))"
      + (found.isEmpty ? "" : "; \(found.joined(separator: " and ")) found")
  }
}
