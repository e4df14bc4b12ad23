/// One check: what it is asked for, and how it finds out.
package struct HealthCheck: Sendable {
  /// What a check is asked for, after the probes of Kubernetes, and what it means when it fails.
  package enum Probe: String, CaseIterable, Sendable {
    /// Whether measuring is possible at all: a failure ends a run.
    case live
    /// Whether measuring is possible now: a failure means that there is no verdict, and never a regression.
    case ready
    /// Whether everything is set up: a failure is an error of the configuration.
    case startup
    /// Whether numbers will be quiet.
    case quiet
  }

  /// The seconds after which a check has failed, unless it has a limit of its own.
  package static let usualSeconds = 5.0

  /// Its name in addresses and documents: small letters with dashes.
  package let id: String
  /// What it is asked for.
  package let probe: Probe
  /// The seconds after which it has failed.
  package var seconds: Double
  /// Finds out; called on a thread of its own.
  package let find: @Sendable () -> [HealthFinding]

  package init(
    _ id: String, _ probe: Probe, seconds: Double = usualSeconds, find: @escaping @Sendable () -> [HealthFinding]
  ) {
    (self.id, self.probe, self.seconds, self.find) = (id, probe, seconds, find)
  }

  /// Creates a check with one finding.
  package init(
    _ id: String, _ probe: Probe, seconds: Double = usualSeconds, find: @escaping @Sendable () -> HealthFinding
  ) {
    self.init(id, probe, seconds: seconds) { [find()] }
  }
}
