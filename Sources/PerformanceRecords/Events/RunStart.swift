/// The first event of a run: who measures, what, and where.
package struct RunStart: Equatable, Sendable, Codable {
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
  package struct Configuration: Equatable, Sendable, Codable {
    /// The `--filter` expressions of the run.
    package var filters: [String]
    /// The `--skip` expressions of the run.
    package var skips: [String]
    /// Whether and how instructions are counted; `nil` for a run without `perftest`.
    package var counting: CountingPlan?
    /// The other build to compare with, such as `0123456789ab (main)`; `nil` where baselines judge.
    package var against: String?
    /// The packages outside of the repository that both builds have as they are now, whose changes such a
    /// comparison cannot show; `nil` where there are none.
    package var outside: [String]?
    /// What counts are compared with in a run that compares with another build; `nil` in other runs.
    package var counts: PairedRun.CountReference?
    /// Why the run compares with no other build although the machine has no recorded times; `nil` where it has, and for
    /// a run without `perftest`.
    package var unpaired: PairAbsence?
    /// Seconds after which undecided benchmarks get no further session; `nil` derives it from the duration of
    /// their sessions.
    package var timeLimit: Double?
    /// The factor of the planted slowdown, 1 for none.
    package var slowdown: Double
    /// The kind of the planted slowdown; `nil` for one of the time, and without one.
    package var planted: PlantedSlowdown.Kind?

    /// Creates a configuration; the defaults are those of a run without `perftest`.
    package init(
      filters: [String] = [], skips: [String] = [], counting: CountingPlan? = nil, against: String? = nil,
      outside: [String]? = nil, counts: PairedRun.CountReference? = nil, unpaired: PairAbsence? = nil,
      timeLimit: Double? = nil, slowdown: PlantedSlowdown = .none
    ) {
      self.filters = filters
      self.skips = skips
      self.counting = counting
      self.against = against
      self.outside = outside
      self.counts = counts
      self.unpaired = unpaired
      self.timeLimit = timeLimit
      self.slowdown = slowdown.factor
      planted = slowdown.kind == .time ? nil : slowdown.kind
    }

    /// Whether the code was slowed on purpose, so that its numbers are not those of the code.
    package var isPlanted: Bool { slowdown != 1 }

    /// Whether the run compares a metric with its baseline, and not with another build.
    package func comparesWithBaselines(_ metric: MetricDescription?) -> Bool {
      against == nil || (counts == .baselines && metric?.kind == .exact)
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
