import PerformanceRecords

/// The last line of a report: how times were judged, or why they were not, with the command to type.
package struct JudgedTimes: Sendable {
  private let summary: RunSummary
  private let commandPrefix: String

  /// The line of a run; `commandPrefix` starts the tool.
  package init(summary: RunSummary, commandPrefix: String = PerftestCommand.prefix) {
    self.summary = summary
    self.commandPrefix = commandPrefix
  }

  /// The line; `nil` for a recording, and for a run that broke off or measured no times.
  package var line: String? {
    guard summary.record.isFinished, let start = summary.start, start.mode == RunConfiguration.Mode.gate.rawValue
    else { return nil }
    let configuration = start.configuration
    if configuration.counting?.isOnlyPass == true { return "times were not measured: only instructions were counted" }
    if let against = configuration.against, summary.verdicts.contains(where: { $0.reason == .identicalCode }) {
      return "times compared with \(Self.name(against)), whose build is the same"
    }
    let times = summary.verdicts.filter(\.isAboutTimes)
    guard !times.isEmpty else { return nil }
    guard times.contains(where: \.isComparison) else {
      return "times were not judged: \(obstacle(times, configuration)); to judge them here: \(commandPrefix) record"
    }
    guard let against = configuration.against else { return "times compared with the baselines of this machine" }
    return "times compared with \(Self.name(against))"
      + (configuration.counts == .baselines ? ", counts with the baselines" : "")
  }

  /// The reason why no time was compared.
  private func obstacle(_ times: [Verdict], _ configuration: RunStart.Configuration) -> String {
    for case .base(let problem)? in times.map(\.detail) { return problem.text.onOneLine(atMost: 300) }
    if let against = configuration.against { return "\(Self.name(against)) has none of these benchmarks" }
    if let unpaired = configuration.unpaired {
      return "no times are recorded for this machine, and \(unpaired.text.onOneLine(atMost: 400))"
    }
    return times.allSatisfy { $0.reason == .refusedAtRecording }
      ? "they were refused when they were recorded" : "no times of these benchmarks are recorded for this machine"
  }

  private static func name(_ build: String) -> String { build.shown(atMost: 100) }
}

extension Verdict {
  /// Whether it needs a time on file, or one of another build, to compare with. Budgets, growths and ratios of two
  /// bodies do not: they are judged on every machine.
  fileprivate var isAboutTimes: Bool {
    metric?.isOfMachine == true && budget == nil && growth == nil && outcome != .missing
  }

  /// Whether it results from a comparison of two numbers.
  fileprivate var isComparison: Bool {
    outcome != .new && outcome != .incomparable && outcome != .failed && reason != .refusedAtRecording
  }
}
