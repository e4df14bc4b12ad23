import PerformanceRecords

extension RefusedMetric {
  /// The verdict on a metric that a recording refused: there is nothing to judge it against.
  ///
  /// It is never red, not even in continuous integration: what is new waits for a person, who can record it at once, what
  /// was refused waits for a quieter machine, and each build would be red until there is one. It has a row of its own, and
  /// the closing line counts it.
  func verdict(from verdict: Verdict) -> Verdict {
    var verdict = verdict.with(
      .ambiguous, .refusedAtRecording, detail: .refusal(Verdict.Refusal(date: date, reason: reason)))
    verdict.smallestDetectableChange = detectable
    return verdict
  }
}
