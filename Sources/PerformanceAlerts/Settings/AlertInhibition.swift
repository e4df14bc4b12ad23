import PerformanceRecords

/// An alert that makes others superfluous while it fires: they have the same cause.
package struct AlertInhibition: Equatable, Sendable {
  /// The rule that explains the others.
  package var source: String
  /// The rules that it makes superfluous.
  package var targets: [String]
  /// The labels that both alerts have with the same values.
  package var equal: [String]

  package init(source: String, targets: [String], equal: [String] = []) {
    (self.source, self.targets, self.equal) = (source, targets, equal)
  }

  /// Those that follow from the rules: of two limits of one number the higher one is enough, and numbers of another
  /// machine or toolchain are no regressions.
  package static let usual = [
    AlertInhibition(source: "PerfCriticalCPU", targets: ["PerfHighCPU", "PerfManyNoisy", "PerfNoisy"]),
    AlertInhibition(source: "PerfHighCPU", targets: ["PerfManyNoisy", "PerfNoisy"]),
    AlertInhibition(source: "PerfMachineStolen", targets: ["PerfManyNoisy", "PerfNoisy"]),
    AlertInhibition(source: "PerfManyNoisy", targets: ["PerfNoisy"]),
    AlertInhibition(source: "PerfCriticalMemory", targets: ["PerfHighMemory"]),
    AlertInhibition(source: "PerfDiskCritical", targets: ["PerfDiskLow"]),
    AlertInhibition(
      source: "PerfEnvironmentChanged",
      targets: ["PerfRegression", "PerfImprovement", "PerfManyNoisy", "PerfNoisy", "PerfDrift"]),
    AlertInhibition(
      source: "PerfRegression", targets: ["PerfBudgetViolated", "PerfBudgetAhead", "PerfDrift"],
      equal: ["bench", "metric", "suite"]),
    AlertInhibition(source: "PerfBudgetViolated", targets: ["PerfBudgetAhead"], equal: ["bench", "metric", "suite"]),
    AlertInhibition(
      source: "PerfObjectiveBurningFast", targets: ["PerfObjectiveBurning", "PerfObjectiveAtRisk"], equal: ["objective"]
    ),
    AlertInhibition(
      source: "PerfObjectiveSpent", targets: ["PerfObjectiveAtRisk", "PerfObjectiveBurning"], equal: ["objective"]),
    AlertInhibition(source: "PerfStateConflict", targets: ["PerfValidationFailures"]),
  ]

  /// Whether an alert that fires makes another one superfluous.
  package func mutes(_ alert: Alert, by other: Alert) -> Bool {
    other.rule == source && targets.contains(alert.rule) && other.fingerprint != alert.fingerprint
      && equal.allSatisfy { other.labels[$0] == alert.labels[$0] }
  }
}

extension AlertInhibition: Decodable {
  private enum Key: String, CodingKey, CaseIterable { case source, targets, equal }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    source = try container.decode(String.self, forKey: .source)
    targets = try container.decode([String].self, forKey: .targets)
    equal = try container.decodeIfPresent([String].self, forKey: .equal) ?? []
    let names = AlertRule.all.map(\.name)
    for rule in [source] + targets where !names.contains(rule) {
      throw DecodingError.dataCorruptedError(
        forKey: .source, in: container, debugDescription: "has no rule '\(rule)'")
    }
  }
}
