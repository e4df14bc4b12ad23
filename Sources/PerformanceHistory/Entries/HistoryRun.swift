import PerformanceRecords

/// A run as the history lists it.
package struct HistoryRun: Equatable, Sendable {
  /// The id of the run, unique across machines.
  package var name: String
  /// The time of its first event, in seconds since 1970.
  package var time: Double
  /// Seconds spent measuring.
  package var seconds: Double
  /// Whether every part that began has finished.
  package var isFinished: Bool
  /// `gate` or `record`; empty where the log has no beginning.
  package var mode: String
  /// The measured code and the build of a CI service.
  package var provenance: RunProvenance
  /// The name of the toolchain.
  package var toolchain: String
  /// The name of the machine class.
  package var machine: String
  /// The factor of the planted slowdown, 1 for none; a run with one has no points.
  package var slowdown: Double
  /// The last tier that a prune removed of it; `nil` for a whole run.
  package var pruned: HistoryTier?

  package init(
    name: String, time: Double, seconds: Double = 0, isFinished: Bool = true, mode: String = "gate",
    provenance: RunProvenance = RunProvenance(), toolchain: String = "", machine: String = "", slowdown: Double = 1,
    pruned: HistoryTier? = nil
  ) {
    self.name = name
    self.time = time
    self.seconds = seconds
    self.isFinished = isFinished
    self.mode = mode
    self.provenance = provenance
    self.toolchain = toolchain
    self.machine = machine
    self.slowdown = slowdown
    self.pruned = pruned
  }

  /// A run of a record; `nil` for one without events.
  init?(_ record: RunRecord) {
    guard let name = record.id, let time = record.time else { return nil }
    let start = record.start
    var provenance = start?.provenance ?? RunProvenance()
    // The start has it. A run of the index equals the same run of a log.
    provenance.traceParent = nil
    self.init(
      name: name, time: time, seconds: record.seconds, isFinished: record.isFinished, mode: start?.mode ?? "",
      provenance: provenance, toolchain: start?.environment.toolchain.folderName ?? "",
      machine: start?.environment.machine.folderName ?? "", slowdown: start?.configuration.slowdown ?? 1)
  }
}

extension Array {
  /// The elements by the times at which their runs began, and by name where these are equal.
  func inOrderOfTime(_ run: (Element) -> HistoryRun) -> [Element] {
    sorted { first, second in
      let (first, second) = (run(first), run(second))
      return first.time == second.time ? first.name < second.name : first.time < second.time
    }
  }
}
