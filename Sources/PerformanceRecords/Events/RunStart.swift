/// The start of a run.
package struct RunStart: Hashable, Sendable, Codable {
  /// The version of the package that measures.
  package var tool: String
  /// `gate` or `record`.
  package var mode: String
  /// The toolchain and the machine.
  package var environment: RunEnvironment
  /// The measured code and the build of a CI service.
  package var provenance: RunProvenance
  /// The requested configuration.
  package var configuration: Configuration

  /// The requested configuration.
  package struct Configuration: Hashable, Sendable, Codable {
    /// The `--filter` expressions of the run.
    package var filters: [String]
    /// The `--skip` expressions of the run.
    package var skips: [String]
    /// Whether and how instructions are counted; `nil` for a run without `perftest`.
    package var counting: CountingPlan?
    /// The other build to compare with, such as `main 0123456789ab`; `nil` where baselines judge.
    package var against: String?
    /// Seconds after which undecided benchmarks get no further session; `nil` derives it from the duration of
    /// their sessions.
    package var timeLimit: Double?
    /// The planted slowdown, 1 for none.
    package var slowdown: Double

    /// Creates a configuration; the defaults are those of a run without `perftest`.
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

  /// Creates the start of a run of this build.
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
