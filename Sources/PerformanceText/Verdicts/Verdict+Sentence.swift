import PerformanceRecords

extension Verdict {
  /// The verdict in one line, as the issue of the test shows it.
  ///
  /// `decode() wallClock: 12.3 ms → 16.1 ms, +31.0 % [+28 %, +35 %] (tolerance 20 %); each of 15 fresh processes was
  /// slower`, and for a count `decode(): allocations 12 → 13`.
  package var sentence: String {
    guard let metric else { return "\(name): \(outcomeText): \(explanation)" }
    let metricName = metric.name.shown(atMost: 60)
    guard let now else { return "\(name) \(metricName): \(outcomeText): \(explanation)" }
    guard let baseline else {
      return "\(name) \(metricName): \(ValueFormat.text(now, of: metric)), \(outcomeText): \(explanation)"
    }
    if budget != nil { return budgetSentence(metric, metricName, limit: baseline, now: now) }
    return metric.kind == .exact
      ? countSentence(metric, metricName, baseline: baseline, now: now)
      : quantitySentence(metric, metricName, baseline: baseline, now: now)
  }

  /// The outcome in words.
  package var outcomeText: String { outcome.text }

  /// The test with its label, without suite and module.
  private var name: String {
    (function.test + (subject.label.map { "/" + $0 } ?? "")).shown(atMost: 120)
  }

  private func countSentence(
    _ metric: MetricDescription, _ metricName: String, baseline: Double, now: Double
  ) -> String {
    let numbers = "\(ValueFormat.text(baseline, of: metric)) → \(ValueFormat.text(now, of: metric))"
    let isPlain = acceptance == nil && stoppedAfter == nil && [.countGrew, .countFell, .countEqual].contains(reason)
    // A count needs no explanation, only the location of its change.
    let more = isPlain ? cause?.text : explanation
    return "\(name): \(metricName) \(numbers)\(toleranceText(metric))" + (more.map { "; " + $0 } ?? "")
  }

  private func quantitySentence(
    _ metric: MetricDescription, _ metricName: String, baseline: Double, now: Double
  ) -> String {
    var numbers = "\(ValueFormat.text(baseline, of: metric)) → \(ValueFormat.text(now, of: metric))"
    if let ratio { numbers += ", " + ValueFormat.ratioChange(ratio) }
    if let interval { numbers += " " + ValueFormat.interval(interval) }
    return "\(name) \(metricName): \(numbers)\(toleranceText(metric)); \(explanation)"
  }

  private func budgetSentence(
    _ metric: MetricDescription, _ metricName: String, limit: Double, now: Double
  ) -> String {
    let relation = metric.direction == .lowerIsBetter ? "over" : "under"
    let numbers =
      "\(ValueFormat.text(now, of: metric)) is \(relation) the budget of \(ValueFormat.text(limit, of: metric))"
    return "\(name) \(metricName): \(numbers)" + " (\(explanation))"
  }

  private func toleranceText(_ metric: MetricDescription) -> String {
    ValueFormat.tolerance(of: metric).map { " (tolerance \($0))" } ?? ""
  }
}
