/// What a check has found, and how long that took.
package struct HealthResult: Equatable, Sendable {
  /// The id of the check.
  package var id: String
  /// What it was asked for.
  package var probe: HealthCheck.Probe
  /// What it has found; never empty.
  package var findings: [HealthFinding]
  /// How long it took, in seconds.
  package var seconds: Double

  package init(id: String, probe: HealthCheck.Probe, findings: [HealthFinding], seconds: Double) {
    (self.id, self.probe, self.findings, self.seconds) = (id, probe, findings, seconds)
  }

  /// The worst status of its findings.
  package var status: HealthFinding.Status { findings.status }

  /// The findings that are as bad as the whole.
  package var worst: [HealthFinding] { findings.filter { $0.status == status } }
}
