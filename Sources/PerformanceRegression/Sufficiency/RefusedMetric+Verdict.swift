import PerformanceRecords

extension RefusedMetric {
  /// The verdict on a metric that a recording refused, which has nothing to be judged against.
  ///
  /// It is never red, not even in continuous integration. A new benchmark can be recorded at once, but a refused one
  /// needs a quieter machine, and each build would be red until there is one. The verdict has a row of its own and is
  /// counted in the closing line.
  func verdict(from verdict: Verdict) -> Verdict {
    var verdict = verdict.with(
      .ambiguous, .refusedAtRecording, detail: .refusal(Verdict.Refusal(date: date, reason: reason)))
    verdict.smallestDetectableChange = detectable
    return verdict
  }
}
