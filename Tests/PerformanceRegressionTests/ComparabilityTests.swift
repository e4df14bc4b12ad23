import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A baseline made elsewhere is shown, never compared")
struct ComparabilityTests {
  private static let otherMachine: MachineClass = {
    var machine = Example.machine
    machine.processors = 64
    return machine
  }()

  private static let testable: ToolchainKey = {
    var toolchain = Example.toolchain
    toolchain.isTestable = true
    return toolchain
  }()

  private static let otherSwift: ToolchainKey = {
    var toolchain = Example.toolchain
    toolchain.swift = "6.4"
    return toolchain
  }()

  private static func built(with arguments: String...) -> ToolchainKey {
    var toolchain = Example.toolchain
    toolchain.buildArguments = arguments
    return toolchain
  }

  /// Counts and times recorded in one environment and compared in another.
  private func comparisons(
    recorded: [(ToolchainKey, MachineClass)], here: ToolchainKey = Example.toolchain, withCounts: Bool = true
  ) throws -> (times: Comparison, counts: Comparison) {
    let folder = try TemporaryFolder()
    let store = BaselineStore(folder: folder.url)
    for (toolchain, machine) in recorded {
      try store.write(
        Example.document(toolchain: toolchain, machine: machine, Example.benchmark(Example.sampled(many(12, 100)))))
      guard withCounts else { continue }
      try store.write(Example.document(toolchain: toolchain, machine: nil, Example.benchmark(Example.exact(3...3))))
    }
    let environment = RunEnvironment(toolchain: here, machine: Example.machine)
    let finder = ComparisonFinder(loaded: try store.load(for: environment), environment: environment)
    return (
      finder.comparison(of: Example.wallClock, in: Example.id),
      finder.comparison(of: Example.allocations, in: Example.id)
    )
  }

  private func incomparable(_ comparison: Comparison) -> Incomparability? {
    if case .incomparable(let difference) = comparison { difference } else { nil }
  }

  private func isAgainst(_ comparison: Comparison) -> Bool {
    if case .against = comparison { true } else { false }
  }

  @Test("The same environment compares counts and times")
  func sameEnvironment() throws {
    let found = try comparisons(recorded: [(Self.otherSwift, Self.otherMachine), (Example.toolchain, Example.machine)])
    #expect(isAgainst(found.times) && isAgainst(found.counts))
  }

  @Test("A build with other arguments is incomparable, and both are named")
  func otherBuildArguments() throws {
    let fast = Self.built(with: "--traits", "Fast")
    let without = try comparisons(recorded: [(fast, Example.machine), (Self.otherSwift, Example.machine)])
    let expected = Incomparability.buildArguments(recorded: ["--traits", "Fast"], here: [])
    #expect(incomparable(without.times) == expected && incomparable(without.counts) == expected)
    #expect(expected.reason == .otherBuild)
    let with = try comparisons(recorded: [(Example.toolchain, Self.otherMachine)], here: fast)
    #expect(incomparable(with.counts) == .buildArguments(recorded: [], here: ["--traits", "Fast"]))
    let other = try comparisons(recorded: [(Self.built(with: "--traits", "Small"), Example.machine)], here: fast)
    #expect(
      incomparable(other.times)
        == .buildArguments(recorded: ["--traits", "Small"], here: ["--traits", "Fast"]))
    let same = try comparisons(recorded: [(fast, Example.machine)], here: fast)
    #expect(isAgainst(same.times) && isAgainst(same.counts))
    let both = try comparisons(recorded: [(fast, Example.machine), (Example.toolchain, Example.machine)])
    #expect(isAgainst(both.times) && isAgainst(both.counts))
  }

  @Test("A benchmark without a baseline is new")
  func new() throws {
    let found = try comparisons(recorded: [])
    #expect(found.times == .new && found.counts == .new)
  }

  @Test("On another machine times are incomparable and counts are still judged")
  func otherMachine() throws {
    let found = try comparisons(recorded: [(Example.toolchain, Self.otherMachine)])
    #expect(
      incomparable(found.times)
        == .machineClass(recorded: "amd-epyc-7r13-25.1.1-64cpu-kvm", here: "amd-epyc-7r13-25.1.1-2cpu-kvm"))
    #expect(isAgainst(found.counts))
  }

  @Test("Times of another machine do not stand for counts")
  func timesElsewhere() throws {
    let found = try comparisons(recorded: [(Example.toolchain, Self.otherMachine)], withCounts: false)
    #expect(incomparable(found.times)?.reason == .otherMachineClass)
    #expect(found.counts == .new)
  }

  @Test("With another Swift neither is compared")
  func otherSwift() throws {
    let found = try comparisons(recorded: [(Self.otherSwift, Example.machine)])
    for comparison in [found.times, found.counts] {
      guard case .toolchain(let recorded, let here) = try #require(incomparable(comparison)) else {
        Issue.record("the toolchains are the same")
        return
      }
      #expect(recorded.contains("swift6.4") && here.contains("swift6.3.1"))
    }
  }

  @Test("A testable build is not compared with one that is not")
  func testable() throws {
    let found = try comparisons(
      recorded: [(Self.otherSwift, Example.machine), (Example.toolchain, Example.machine)], here: Self.testable)
    for comparison in [found.times, found.counts] {
      #expect(incomparable(comparison) == .testableHere)
    }
  }

  @Test("Times of a build without aligned functions are not judged, counts are")
  func unaligned() throws {
    var environment = Example.environment
    environment.isAligned = false
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.document(Example.benchmark(Example.sampled(Array(repeating: 100, count: 12))))]
    loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))]
    let finder = ComparisonFinder(loaded: loaded, environment: environment)
    #expect(incomparable(finder.comparison(of: Example.wallClock, in: Example.id)) == .unaligned)
    #expect(incomparable(finder.comparison(of: Example.allocations, in: Example.id)) == nil)
  }

  @Test("A baseline from a testable build is to be recorded again")
  func testableBaseline() throws {
    let found = try comparisons(recorded: [(Self.testable, Example.machine)])
    #expect(incomparable(found.counts) == .testableRecorded)
  }

  @Test("The verdict has a reason and a remedy, and is not red")
  func remedy() throws {
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.document(methodology: 0, Example.benchmark(Example.sampled(many(12, 100))))]
    let finder = ComparisonFinder(loaded: loaded, environment: Example.environment)
    let judgement = BenchmarkJudge(finder: finder).judge(Scenario(now: many(15, 500)).sessions)
    let verdict = try #require(judgement.verdicts.first)
    #expect(verdict.outcome == .incomparable && verdict.reason == .otherMethodology)
    #expect(verdict.detail == .incomparability(.methodology(recorded: 0, here: Methodology.current)))
    #expect(!judgement.wantsMore && !RedRule.continuousIntegration.isRed(verdict))
    #expect(verdict.now == 500 && verdict.baseline == nil)
  }

  @Test("Counts of another instrument are incomparable, whichever side has one")
  func instrument() throws {
    var loaded = BaselineStore.Loaded()
    var onFile = Example.exact(100...100)
    onFile.instrument = "valgrind-3.19.0-avx2"
    loaded.counts = [Example.document(machine: nil, Example.benchmark(onFile))]
    let finder = ComparisonFinder(loaded: loaded, environment: Example.environment)
    func comparison(_ instrument: String?) -> Comparison {
      finder.comparison(of: Example.allocations, in: Example.id, instrument: instrument)
    }
    #expect(isAgainst(comparison("valgrind-3.19.0-avx2")))
    #expect(
      incomparable(comparison("valgrind-3.22.0-avx2"))
        == .instrument(recorded: "valgrind-3.19.0-avx2", here: "valgrind-3.22.0-avx2"))
    #expect(incomparable(comparison(nil)) == .instrument(recorded: "valgrind-3.19.0-avx2", here: nil))
  }

  @Test(
    "A metric that the entry lacks, or has in another unit, is new",
    arguments: [
      MetricDescription(name: "cpuTime", unit: .nanoseconds),
      MetricDescription(name: "wallClock", unit: MetricUnit("ms")),
    ])
  func newMetric(metric: MetricDescription) {
    #expect(Scenario(now: []).finder.comparison(of: metric, in: Example.id) == .new)
  }

  @Test("Another test or label of the same suite is new, and its iterations are unknown")
  func newBenchmark() {
    let finder = Scenario(now: []).finder
    var other = Example.id
    other.label = "1000"
    #expect(finder.comparison(of: Example.wallClock, in: other) == .new)
    #expect(finder.iterations(of: other) == nil)
    #expect(finder.iterations(of: Example.id) == 1000)
    #expect(finder.recorded == [Example.id: [Example.wallClock]])
  }
}

@Suite("A benchmark that disappeared is red")
struct MissingBenchmarkTests {
  private let ids = ["a()", "b()", "c()"].map { BenchmarkID(module: "M", suite: ["S"], test: $0) }

  private func recorded(_ metrics: MetricDescription...) -> [BenchmarkID: [MetricDescription]] {
    Dictionary(uniqueKeysWithValues: ids.map { ($0, metrics) })
  }

  private func measured(_ readings: MetricReading...) -> [BenchmarkID: [SessionEvent]] {
    Dictionary(uniqueKeysWithValues: ids.map { ($0, [SessionEvent(round: 1, session: Scenario.session(readings))]) })
  }

  @Test("A benchmark is missing if it was selected, is on file and did not run")
  func selected() throws {
    let verdicts = MissingBenchmarks.verdicts(
      recorded: recorded(), measured: [ids[0]: []], isExcused: { $0.test == "c()" })
    #expect(verdicts.map(\.benchmark) == [ids[1]])
    let verdict = try #require(verdicts.first)
    #expect(verdict.outcome == .missing && verdict.reason == .notInRun && RedRule.local.isRed(verdict))
    #expect(verdict.metric == nil)
  }

  @Test("Missing benchmarks are in the order of their ids, and none is left when all were measured")
  func order() {
    let all = measured()
    #expect(
      MissingBenchmarks.verdicts(recorded: recorded(), measured: [:], isExcused: { _ in false }).map(\.benchmark) == ids
    )
    #expect(MissingBenchmarks.verdicts(recorded: recorded(), measured: all, isExcused: { _ in false }) == [])
    #expect(MissingBenchmarks.verdicts(recorded: [:], measured: all, isExcused: { _ in false }) == [])
  }

  @Test("A metric on file that its benchmark no longer gives is missing at the call")
  func metric() throws {
    let verdicts = MissingBenchmarks.verdicts(
      recorded: recorded(Example.wallClock, Example.allocations),
      measured: measured(MetricReading(Example.wallClock, values: [100])), isExcused: { $0.test != "b()" })
    let verdict = try #require(verdicts.first)
    #expect(verdicts.count == 1 && verdict.benchmark == ids[1] && verdict.metric == Example.allocations)
    #expect(verdict.outcome == .missing && RedRule.local.isRed(verdict) && verdict.location == Example.location)
  }

  @Test("A process that counted instructions is none of the sessions in which a metric is missing")
  func countedBesides() {
    func session(_ pass: PassName) -> SessionEvent {
      SessionEvent(pass: pass, round: 1, session: Scenario.session([]))
    }
    func sessions(of metric: MetricDescription) -> [Int] {
      MissingBenchmarks.verdicts(
        recorded: [ids[0]: [metric]], measured: [ids[0]: [session(.counting), session(.timing), session(.timing)]],
        isExcused: { _ in false }
      ).map(\.sessions)
    }
    #expect(sessions(of: Example.wallClock) == [2])
    #expect(sessions(of: MetricDescription(name: "instructions", unit: .count, kind: .exact)) == [1])
  }

  @Test("A metric that cannot be read here is not missing")
  func unavailable() {
    let verdicts = MissingBenchmarks.verdicts(
      recorded: recorded(Example.allocations),
      measured: measured(MetricReading(Example.allocations, unavailable: .sanitizer)), isExcused: { _ in false })
    #expect(verdicts == [])
  }

  @Test("With another methodology no metric is missing, but a benchmark can be")
  func otherMethodology() {
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.document(methodology: 0, Example.benchmark(Example.sampled([1])))]
    #expect(ComparisonFinder(loaded: loaded, environment: Example.environment).recorded == [Example.id: []])
  }

  @Test("The outcomes that make a run red", arguments: Verdict.Outcome.known)
  func red(outcome: Verdict.Outcome) {
    let verdict = Verdict(benchmark: ids[0], outcome: outcome, reason: .threw)
    let red: Set<Verdict.Outcome> = [.regressed, .missing, .failed, .overBudget]
    #expect(RedRule.local.isRed(verdict) == red.contains(outcome))
    #expect(RedRule.continuousIntegration.isRed(verdict) == (red.contains(outcome) || outcome == .new))
  }
}
