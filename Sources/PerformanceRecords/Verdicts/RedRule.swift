import PerformanceBuild
import PerformanceSystem

/// The conditions that turn a build red.
package struct RedRule: Equatable, Sendable {
  /// Whether a benchmark without a baseline is red, and an unreadable number with a baseline or a budget.
  package var newIsRed: Bool
  /// Whether a benchmark that became better than its baseline is red, so that the improvement gets recorded.
  package var improvedIsRed = false

  /// The environment variable by which `perftest gate --strict` makes improvements red in its bundle too.
  package static let strictVariable = PerftestVariable.strict.rawValue

  /// On a developer's machine, where a new benchmark is only a warning.
  package static let local = RedRule(newIsRed: false)
  /// In continuous integration, where a benchmark without a baseline would never be judged by anyone.
  package static let continuousIntegration = RedRule(newIsRed: true)

  /// Whether a verdict turns the build red.
  package func isRed(_ verdict: Verdict) -> Bool {
    switch verdict.outcome {
    case .regressed, .missing, .failed: true
    // A build fails because of its own change: where the older build is over as well, the row is shown, and it is green.
    case .overBudget: !verdict.isOverInBase && verdict.budgetFacts?.origin?.severity != .warning
    // A benchmark that the other build lacks is judged as soon as the other build has it.
    case .new: newIsRed && verdict.reason != .onlyInHead
    case .improved: improvedIsRed
    // An unreadable number with a baseline or a limit has no verdict.
    case .incomparable: newIsRed && [.unreadable, .budgetUnreadable, .growthUnseen].contains(verdict.reason)
    case .accepted, .same, .ambiguous, .contaminated, .disabled, .other: false
    }
  }
}

extension RedRule {
  /// Creates the rule of continuous integration where a variable shows that this is a build of it; strict where
  /// `PERFTEST_STRICT` is set to anything but nothing, `0` or `false`.
  package init(environment: [String: String]) {
    let variable = RunProvenance.continuousIntegrationVariable(in: environment)
    self = variable == nil ? .local : .continuousIntegration
    improvedIsRed = environment.isOn(Self.strictVariable)
  }
}
