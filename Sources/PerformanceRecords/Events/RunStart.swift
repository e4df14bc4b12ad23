/// What is known when a run begins.
package struct RunStart: Hashable, Sendable, Codable {
  /// The version of the package that measures.
  package var tool: String
  /// `gate` or `record`.
  package var mode: String
  /// Where it takes place.
  package var environment: RunEnvironment
  /// Which code it measures, and for which build of a CI service.
  package var provenance: RunProvenance
  /// What was asked for.
  package var configuration: Configuration

  /// What was asked for.
  package struct Configuration: Hashable, Sendable, Codable {
    /// The `--filter` expressions of the run.
    package var filters: [String]
    /// The `--skip` expressions of the run.
    package var skips: [String]
    /// Whether and how instructions are counted; `nil` where nobody asked.
    package var counting: CountingPlan?
    /// The other build that it compares with, such as `main 0123456789ab`; `nil` where baselines on file judge.
    package var against: String?
    /// Seconds after which undecided benchmarks get no further session; `nil` for as long as their sessions take.
    package var timeLimit: Double?
    /// The planted slowdown, 1 for none.
    package var slowdown: Double

    /// A configuration; without values it is that of a run by hand.
    package init(
      filters: [String] = [], skips: [String] = [], counting: CountingPlan? = nil, against: String? = nil,
      timeLimit: Double? = nil, slowdown: Double = 1
    ) {
      self.filters = filters
      self.skips = skips
      self.counting = counting
      self.against = against
      self.timeLimit = timeLimit
      self.slowdown = slowdown
    }
  }

  /// The start of a run of this build.
  package init(
    mode: String, environment: RunEnvironment, provenance: RunProvenance = RunProvenance(),
    configuration: Configuration = Configuration()
  ) {
    tool = PerftestCommand.version
    self.mode = mode
    self.environment = environment
    self.provenance = provenance
    self.configuration = configuration
  }
}
