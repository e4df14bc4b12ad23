import PerformanceRecords

extension MetricSelection where Self == Metric {
  /// Instructions of an iteration, counted by Callgrind in a pass of its own (`perftest gate`, where Valgrind is installed).
  ///
  /// The C library, the dynamic loader and the runtime's caches are excluded: they differ between processes of the same
  /// code. The rest repeats to the instruction in other folders, under load and with other environments. The default
  /// tolerance is 5 %: a count has no noise, but features have a price.
  public static var instructions: Metric {
    Metric(
      MetricDefinition(
        CountedMetric.instructions, unit: .count, kind: .exact, tolerance: .percent(5),
        pass: InstructionPass(iterations: 1),
        read: { _ in .values([]) }))
  }

  /// All instructions of an iteration, including those of the C library and of the runtime's caches; shown and not
  /// judged, since memory addresses change them.
  public static var totalInstructions: Metric {
    Metric(
      MetricDefinition(
        CountedMetric.totalInstructions, unit: .count, kind: .sampled, tolerance: .usual, isJudged: false,
        pass: InstructionPass(iterations: 1), read: { _ in .values([]) }))
  }

  /// Cycles of an iteration, estimated by a simulation of two levels of cache; on request (`perftest gate --cycles`),
  /// shown and not judged.
  ///
  /// `L1 hits + 5 · last-level hits + 35 · memory accesses`, the weights of Cachegrind's successors (gungraun,
  /// `callgrind/model.rs`), for caches of 32 KiB (8 ways) and 8 MiB (16 ways) with lines of 64 bytes.
  public static var estimatedCycles: Metric {
    Metric(
      MetricDefinition(
        "estimatedCycles", unit: .count, kind: .sampled, tolerance: .usual, isJudged: false,
        pass: InstructionPass(iterations: 1),
        read: { _ in .values([]) }))
  }
}

extension MetricGroup {
  /// The metrics of a counting pass over a number of single iterations.
  package static func counted(iterations: Int) -> [MetricDefinition] {
    MetricGroup.counted.definitions.map { definition in
      var definition = definition
      definition.pass = PassReference(InstructionPass(iterations: iterations))
      return definition
    }
  }
}
