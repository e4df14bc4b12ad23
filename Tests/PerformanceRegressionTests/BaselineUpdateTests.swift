import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A recording changes the measured metrics and nothing else")
struct BaselineUpdateTests {
  private let provenance = Provenance(date: "2026-02-01", commit: nil, reason: "again")
  private static let other = MetricDescription(name: "cpuTime", unit: .nanoseconds)

  private func update(
    counts: [BaselineDocument] = [], times: [BaselineDocument] = [], _ sessions: [BenchmarkSession],
    policy: BaselineUpdate.Policy = .update, isGone: (BenchmarkID) -> Bool = { _ in false }
  ) -> BaselineUpdate {
    var loaded = BaselineStore.Loaded()
    (loaded.counts, loaded.times) = (counts, times)
    return BaselineUpdate(
      loaded: loaded, sessions: Dictionary(grouping: sessions, by: \.id), environment: Example.environment,
      policy: policy, provenance: provenance, isGone: isGone)
  }

  private func sessions(_ readings: MetricReading...) -> [BenchmarkSession] {
    Array(repeating: Scenario.session(readings), count: 12)
  }

  private func time(_ value: Double) -> MetricReading { MetricReading(Example.wallClock, values: [value]) }

  private func onFile(
    _ metric: MetricDescription = Example.wallClock, test: String = Example.id.test
  ) -> BaselineBenchmark {
    Example.benchmark(test: test, Example.sampled(many(12, 100), of: metric))
  }

  private func kinds(_ update: BaselineUpdate) -> [String] {
    update.changes.map { "\($0.benchmark.test) \($0.metric?.name ?? "–") \($0.kind.rawValue)" }
  }

  // MARK: - Documents

  @Test("Files of suites that were not measured stay, whatever their methodology")
  func unmeasured() {
    let elsewhere = Example.document(suite: ["Other"], methodology: 0, onFile())
    let update = update(
      counts: [Example.document(machine: nil, methodology: 0, Example.benchmark(Example.exact(12...12)))],
      times: [elsewhere, Example.document(onFile())], sessions(time(200)))
    #expect(update.documents.map(\.suite) == [Example.id.suite])
    #expect(kinds(update) == ["decode() wallClock replaced"])
  }

  @Test("Agreeing sessions leave the file alone")
  func agreeing() {
    let update = update(times: [Example.document(onFile())], sessions(time(100)))
    #expect(update.documents == [])
    #expect(kinds(update) == ["decode() wallClock kept"])
  }

  @Test("A file gets the current methodology with its first fresh entry, and the others are removed with a reason")
  func methodology() throws {
    let old = Example.document(methodology: 0, onFile(), onFile(test: "encode()"))
    let update = update(times: [old], sessions(time(100)))
    let document = try #require(update.documents.first)
    #expect(document.methodology == Methodology.current)
    #expect(document.benchmarks.map(\.test) == ["decode()"])
    #expect(kinds(update) == ["decode() wallClock created", "encode() – removed"])
    #expect(update.changes.last?.details == [.otherMethodology(recorded: 0, here: Methodology.current)])
  }

  @Test("A metric of another methodology that is not measured again is removed with a reason")
  func unmeasuredMetric() throws {
    let entry = Example.benchmark(Example.sampled([100]), Example.sampled([7], of: Self.other))
    let update = update(times: [Example.document(methodology: 0, entry)], sessions(time(100)))
    #expect(kinds(update) == ["decode() cpuTime removed", "decode() wallClock created"])
    #expect(update.changes.first?.details == [.otherMethodology(recorded: 0, here: Methodology.current)])
  }

  @Test("An entry that is removed takes no other of an older methodology with it")
  func removedEntry() throws {
    let old = Example.document(methodology: 0, onFile(), onFile(test: "encode()"))
    let update = update(times: [old], [], isGone: { $0.test == "encode()" })
    let document = try #require(update.documents.first)
    #expect(document.methodology == 0 && document.benchmarks.map(\.test) == ["decode()"])
    #expect(kinds(update) == ["encode() – removed"])
  }

  @Test("Sessions that disagree leave a file of an older methodology unchanged")
  func disagreeing() {
    let disagreeing = [100, 170, 170, 170, 170, 170].flatMap { [Scenario.session([time($0)])] }
    let update = update(times: [Example.document(methodology: 0, onFile())], disagreeing)
    #expect(update.refused.count == 1)
    #expect(update.documents == [])
  }

  @Test("A suite whose last entry is removed has an empty document")
  func emptySuite() {
    let update = update(times: [Example.document(onFile())], [], isGone: { _ in true })
    #expect(update.documents.map(\.benchmarks) == [[]])
  }

  // MARK: - Metrics

  @Test("A metric that is unavailable in this recording stays on file")
  func unavailable() throws {
    let entry = Example.benchmark(Example.sampled(many(12, 7), of: Self.other), Example.sampled(many(12, 100)))
    let reading = MetricReading(Self.other, unavailable: .external("no such clock"))
    for (now, kind) in [(100.0, "kept"), (200, "replaced")] {
      let update = update(times: [Example.document(entry)], sessions(time(now), reading))
      #expect(kinds(update) == ["decode() cpuTime kept", "decode() wallClock \(kind)"])
      #expect(update.changes.first?.details == [.unavailable(.external("no such clock"))])
      let written = update.documents.first?.benchmarks.first ?? entry
      #expect(written.metric("cpuTime") == entry.metric("cpuTime"))
    }
  }

  @Test("The last metric of its kind stays when it is unavailable")
  func lastUnavailable() {
    let counts = Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))
    let update = update(
      counts: [counts], sessions(time(100), MetricReading(Example.allocations, unavailable: .sanitizer)))
    #expect(update.documents.map(\.machine) == [Example.machine.folderName])
    #expect(kinds(update) == ["decode() allocations kept", "decode() wallClock created"])
  }

  @Test("A metric that is no longer requested is removed, and the others keep their provenance")
  func unrequested() throws {
    let entry = Example.benchmark(Example.sampled(many(12, 7), of: Self.other), Example.sampled(many(12, 100)))
    let update = update(times: [Example.document(entry)], sessions(time(100)))
    #expect(kinds(update) == ["decode() cpuTime removed", "decode() wallClock kept"])
    #expect(update.changes.first?.old == 7)
    let written = try #require(update.documents.first?.benchmarks.first)
    #expect(written.metrics.map(\.metric.name) == ["wallClock"] && written.recorded == Example.recorded)
  }

  @Test("Instructions stay on file where they were not counted, and are replaced by those of another instrument")
  func instructions() {
    var instructions = Example.exact(100...100, of: Self.instructions)
    instructions.instrument = "valgrind-3.19.0"
    let old = Example.document(machine: nil, Example.benchmark(Example.exact(12...12), instructions))
    let without = update(counts: [old], sessions(count(Example.allocations, 12)))
    #expect(without.documents == [] && kinds(without) == ["decode() allocations kept"])
    var reading = count(Self.instructions, 100)
    reading.instrument = "valgrind-3.22.0"
    let with = update(counts: [old], sessions(reading, count(Example.allocations, 12)))
    #expect(kinds(with) == ["decode() allocations kept", "decode() instructions replaced"])
    #expect(with.documents.first?.benchmarks.first?.metric("instructions")?.instrument == "valgrind-3.22.0")
  }

  @Test("A recording of instructions alone leaves other metrics on file")
  func onlyInstructions() {
    var loaded = BaselineStore.Loaded()
    loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))]
    loaded.times = [Example.document(onFile())]
    let update = BaselineUpdate(
      loaded: loaded, sessions: [Example.id: sessions(count(Self.instructions, 100))],
      environment: Example.environment, policy: .update, provenance: provenance,
      wasRead: { $0.name == "instructions" }, isGone: { _ in false })
    #expect(kinds(update) == ["decode() instructions created"])
    #expect(update.documents.count == 1)
    #expect(update.documents.first?.benchmarks.first?.metrics.map(\.metric.name) == ["allocations", "instructions"])
  }

  @Test("Instructions on file are removed when the test leaves counting out, with an entry that has nothing else")
  func uncounted() {
    var instructions = Example.exact(100...100, of: Self.instructions)
    instructions.instrument = "valgrind-3.19.0"
    func update(
      _ onFile: BaselineMetric..., sessions: [BenchmarkSession], uncounted: Set<TestFunctionID>
    ) -> BaselineUpdate {
      var loaded = BaselineStore.Loaded()
      var entry = Example.benchmark()
      entry.metrics = onFile
      loaded.counts = [Example.document(machine: nil, entry)]
      return BaselineUpdate(
        loaded: loaded, sessions: [Example.id: sessions], environment: Example.environment, policy: .update,
        provenance: provenance, uncounted: uncounted, isGone: { _ in false })
    }
    let measured = sessions(count(Example.allocations, 12))
    let both = update(
      Example.exact(12...12), instructions, sessions: measured, uncounted: [Example.id.function])
    #expect(kinds(both) == ["decode() allocations kept", "decode() instructions removed"])
    #expect(both.documents.first?.benchmarks.first?.metrics.map(\.metric.name) == ["allocations"])
    let alone = update(instructions, sessions: sessions(time(5)), uncounted: [Example.id.function])
    #expect(alone.documents.first?.benchmarks.isEmpty == true)
    let other = update(
      Example.exact(12...12), instructions, sessions: measured,
      uncounted: [TestFunctionID(module: "M", suite: [], test: "other()")])
    #expect(other.documents == [])
  }

  private static let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)

  private func count(_ metric: MetricDescription, _ value: Double) -> MetricReading {
    MetricReading(metric, values: [value])
  }

  @Test("The last metric of its kind is removed when it is no longer requested")
  func lastUnrequested() {
    let counts = Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))
    let update = update(counts: [counts], times: [Example.document(onFile())], sessions(time(100)))
    #expect(update.documents.map(\.benchmarks) == [[]])
    #expect(kinds(update) == ["decode() allocations removed", "decode() wallClock kept"])
  }

  @Test("A changed tolerance is filed beside the numbers that stay")
  func tolerance() throws {
    var metric = Example.wallClock
    metric.tolerance = .percent(5)
    let update = update(
      times: [Example.document(onFile())], sessions(MetricReading(metric, values: [100])))
    #expect(kinds(update) == ["decode() wallClock kept"] && update.changes.first?.details == [.otherTolerance])
    let written = try #require(update.documents.first?.benchmarks.first)
    #expect(written.metrics == [Example.sampled(many(12, 100), of: metric)] && written.recorded == Example.recorded)
  }

  @Test("A metric of later sessions alone is filed")
  func laterSessions() {
    let update = update([Scenario.session([])] + sessions(time(100)))
    #expect(kinds(update) == ["decode() wallClock created"])
  }
}
