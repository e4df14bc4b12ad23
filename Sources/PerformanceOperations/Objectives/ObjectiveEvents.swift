/// The valid events of one run: how many there were, and how many of them were good. Excluded ones count in neither.
package struct ObjectiveEvents: Equatable, Sendable {
  /// The time of the run, in seconds since 1970.
  package var time: Double
  /// The name of the run.
  package var run: String
  /// The good events, 0…`total`.
  package var good: Int
  /// All valid events.
  package var total: Int

  package init(time: Double, run: String, good: Int, total: Int) {
    self.time = time
    self.run = run
    self.total = max(total, 0)
    self.good = min(max(good, 0), self.total)
  }

  /// The run as one event: good where at least that share of its events is good.
  ///
  /// The judgements of a run share one machine, so that they are no independent events.
  package func slice(target: Double) -> ObjectiveEvents {
    guard total > 0 else { return self }
    return ObjectiveEvents(time: time, run: run, good: Double(good) >= target * Double(total) ? 1 : 0, total: 1)
  }
}

/// A number of events and of the bad ones among them.
package struct EventCount: Equatable, Sendable {
  package var bad = 0
  package var total = 0

  package init(bad: Int = 0, total: Int = 0) {
    self.bad = bad
    self.total = total
  }

  package init(_ events: some Sequence<ObjectiveEvents>) {
    for event in events {
      bad += event.total - event.good
      total += event.total
    }
  }

  package var good: Int { total - bad }
  /// The share of bad events; 0 without events.
  package var errorRate: Double { total == 0 ? 0 : Double(bad) / Double(total) }
}
