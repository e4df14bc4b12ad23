import Foundation
import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// Sessions and files of a recording, made up.
enum FabricatedRecording {
  static func session(_ id: BenchmarkID, _ metric: MetricDescription, _ value: Double) -> BenchmarkSession {
    BenchmarkSession(
      id: id, location: Example.location, iterations: 1000, readings: [MetricReading(metric, values: [value])])
  }

  static func sessions(_ readings: [(MetricDescription, [Double])]) -> [BenchmarkSession] {
    (0..<(readings.map(\.1.count).max() ?? 0)).map { index in
      Scenario.session(
        readings.compactMap { metric, values in
          values.element(index).map { MetricReading(metric, values: [$0]) }
        })
    }
  }

  static func update(
    counts: [BaselineDocument] = [], times: [BaselineDocument] = [], _ readings: [(MetricDescription, [Double])],
    policy: BaselineUpdate.Policy = .update, date: String = "2026-11-28", isGone: (BenchmarkID) -> Bool = { _ in false }
  ) -> BaselineUpdate {
    var loaded = BaselineStore.Loaded()
    (loaded.counts, loaded.times) = (counts, times)
    return BaselineUpdate(
      loaded: loaded, sessions: Dictionary(grouping: sessions(readings), by: \.id), environment: Example.environment,
      policy: policy, provenance: Provenance(date: date, commit: nil, reason: nil), isGone: isGone)
  }
}

@Suite("Refused times are kept on file")
struct RefusalTests {
  /// Only +170 % and more could be shown against them: the best one was reached once.
  private static let hopeless = [100] + many(11, 180)
  private static let steady = many(12, 100)
  private static let time = Example.wallClock
  private static let refusal = RefusedMetric(name: "wallClock", date: "2026-11-01", detectable: 1.3)

  private func update(
    _ times: [Double], onFile: BaselineDocument? = nil, policy: BaselineUpdate.Policy = .update,
    isGone: (BenchmarkID) -> Bool = { _ in false }
  ) -> BaselineUpdate {
    FabricatedRecording.update(
      times: onFile.map { [$0] } ?? [], times.isEmpty ? [] : [(Self.time, times)], policy: policy, isGone: isGone)
  }

  private func document(_ metrics: BaselineMetric..., refused: [RefusedMetric], methodology: Int = Methodology.current)
    -> BaselineDocument
  {
    var benchmark = Example.benchmark()
    (benchmark.metrics, benchmark.refused) = (metrics, refused)
    return Example.document(methodology: methodology, benchmark)
  }

  private func judged(_ document: BaselineDocument) throws -> Verdict {
    var loaded = BaselineStore.Loaded()
    loaded.times = [document]
    let finder = ComparisonFinder(loaded: loaded, environment: Example.environment)
    let sessions = FabricatedRecording.sessions([(Self.time, [100])])
    return try #require(BenchmarkJudge(finder: finder).judge(sessions).verdicts.first)
  }

  @Test("A time too noisy to judge against is filed as refused, with the day and the change")
  func filed() throws {
    let update = update(Self.hopeless)
    #expect(update.refused.map(\.kind) == [.refused])
    let entry = try #require(update.documents.first?.benchmarks.first)
    #expect(entry.metrics.isEmpty)
    let refused = try #require(entry.refused.first)
    #expect(refused.name == "wallClock" && refused.date == "2026-11-28" && refused.reason == nil)
    #expect(refused.detectable == 1.7)
  }

  @Test("A gate reports the refusal and is not red for it, in continuous integration neither")
  func gate() throws {
    let verdict = try judged(document(refused: [Self.refusal]))
    #expect(verdict.outcome == .ambiguous && verdict.reason == .refusedAtRecording)
    #expect(
      verdict.smallestDetectableChange == 1.3 && verdict.detail == .refusal(Verdict.Refusal(date: "2026-11-01"))
        && verdict.now == 100)
    #expect(!RedRule.continuousIntegration.isRed(verdict))
  }

  @Test("A refusal of another methodology is to be recorded again")
  func otherMethodology() throws {
    let verdict = try judged(document(refused: [Self.refusal], methodology: 0))
    #expect(verdict.outcome == .incomparable && verdict.reason == .otherMethodology)
  }

  @Test("A second refusal changes no line, unless it is to be replaced")
  func again() throws {
    let old = document(refused: [Self.refusal])
    #expect(update(Self.hopeless, onFile: old).documents.isEmpty)
    #expect(update(Self.hopeless, onFile: old, policy: .add).documents.isEmpty)
    let replaced = update(Self.hopeless, onFile: old, policy: .replace)
    #expect(replaced.documents.first?.benchmarks.first?.refused.first?.date == "2026-11-28")
  }

  @Test("Sessions that agree replace a refusal", arguments: BaselineUpdate.Policy.allCases)
  func settled(policy: BaselineUpdate.Policy) throws {
    let update = update(Self.steady, onFile: document(refused: [Self.refusal]), policy: policy)
    let entry = try #require(update.documents.first?.benchmarks.first)
    #expect(update.changes.map(\.kind) == [.created])
    #expect(entry.refused.isEmpty && entry.metrics.count == 1)
  }

  @Test("Numbers on file stay where fresh ones are refused, without a refusal beside them")
  func older() {
    let update = update(Self.hopeless, onFile: document(Example.sampled(Self.steady), refused: []))
    #expect(update.refused.count == 1 && update.documents.isEmpty)
  }

  @Test("Sessions that are enough together are not refused when they are added")
  func added() throws {
    let update = update(
      Self.hopeless, onFile: document(Example.sampled(Self.steady), refused: []), policy: .add)
    #expect(update.changes.map(\.kind) == [.extended])
    guard case .sampled(let sessions) = update.documents.first?.benchmarks.first?.metrics.first?.content else {
      Issue.record("no sessions")
      return
    }
    #expect(sessions.count == 24)
  }

  @Test("A file of an older methodology is not emptied by a refusal")
  func olderMethodology() {
    let update = update(Self.hopeless, onFile: document(Example.sampled(Self.steady), refused: [], methodology: 0))
    #expect(update.refused.count == 1 && update.documents.isEmpty)
  }

  @Test("A refused benchmark that is deleted is missing, and is removed with the next recording")
  func deleted() throws {
    let old = document(refused: [Self.refusal])
    var loaded = BaselineStore.Loaded()
    loaded.times = [old]
    let missing = MissingBenchmarks.verdicts(
      recorded: ComparisonFinder(loaded: loaded, environment: Example.environment).recorded, measured: [:],
      isExcused: { _ in false })
    #expect(missing.map(\.outcome) == [.missing])
    let update = update([], onFile: old, isGone: { _ in true })
    #expect(update.changes.map(\.kind) == [.removed] && update.changes.first?.metrics == ["wallClock"])
    #expect(update.documents.map(\.benchmarks) == [[]])
  }

  @Test("Counts are filed beside times that are refused")
  func counts() {
    let update = FabricatedRecording.update([
      (Self.time, Self.hopeless), (Example.allocations, [12] + many(11, 19)),
    ])
    #expect(
      update.changes.map { "\($0.metric?.name ?? "") \($0.kind)" } == ["allocations created", "wallClock refused"])
  }

  @Test("A refusal stays where a recording counts instructions alone")
  func onlyCounts() {
    let update = FabricatedRecording.update(
      times: [document(refused: [Self.refusal])], [(Example.allocations, many(12, 12))])
    #expect(update.documents.map(\.machine) == [nil])
  }

  @Test("A file with refusals alone has no times to judge against")
  func noTimes() {
    var loaded = BaselineStore.Loaded()
    loaded.times = [document(refused: [Self.refusal])]
    #expect(!loaded.hasTimes && loaded.times.idsWithNumbers.isEmpty)
    #expect(loaded.refusedTimes == [Example.id: [Self.refusal]])
    loaded.times = [document(Example.sampled(Self.steady), refused: [], methodology: 0)]
    #expect(!loaded.hasTimes)
    loaded.times = [document(Example.sampled(Self.steady), refused: [])]
    #expect(loaded.hasTimes)
  }

  @Test("A benchmark whose times are on file for other machines alone, or outdated, has none here")
  func timesElsewhere() {
    var loaded = BaselineStore.Loaded()
    loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))]
    #expect(loaded.withoutTimesHere.isEmpty)
    loaded.elsewhere = [Example.id: [.init(toolchain: "t", machine: BaselineStore.countsFolder)]]
    #expect(loaded.withoutTimesHere.isEmpty)
    loaded.elsewhere[Example.id]?.insert(.init(toolchain: "t", machine: "another"))
    #expect(loaded.withoutTimesHere == [Example.id])
    loaded.times = [document(Example.sampled(Self.steady), refused: [])]
    #expect(loaded.withoutTimesHere.isEmpty)
    loaded.elsewhere = [:]
    loaded.times = [document(Example.sampled(Self.steady), refused: [], methodology: 0)]
    #expect(loaded.withoutTimesHere == [Example.id])
    // A deleted benchmark stays in the files of other machines for years.
    loaded.counts = []
    #expect(loaded.withoutTimesHere.isEmpty)
  }

  @Test("A refusal is text in the file, and is read back")
  func text() throws {
    let refused = [Self.refusal, RefusedMetric(name: "x", date: "2026-11-02", reason: "two GPUs")]
    let written = try PrettyJSON.encode(document(refused: refused))
    #expect(String(decoding: written, as: UTF8.self).contains(#""detectable": 1.3"#))
    #expect(try JSONDecoder().decode(BaselineDocument.self, from: written).benchmarks.first?.refused == refused)
  }
}

@Suite("Scattered times are filed with their detectable change")
struct ScatteredTests {
  private static let scattered = [100, 101] + many(22, 130)
  private static let time = Example.wallClock

  private func metric(_ update: BaselineUpdate) throws -> BaselineMetric {
    try #require(update.documents.first?.benchmarks.first?.metrics.first)
  }

  @Test("The file has the change where the floor was hit too rarely, and the list has the observations")
  func marked() throws {
    let update = FabricatedRecording.update([(Self.time, Self.scattered)])
    #expect(try metric(update).detectable == 0.25)
    let change = try #require(update.scattered.first)
    #expect(change.kind == .created && change.hits == 2 && change.sessions == 24 && change.detectable == 0.25)
  }

  @Test("The file has no change where the floor was hit often")
  func unmarked() throws {
    let update = FabricatedRecording.update([(Self.time, many(12, 100) + many(12, 170))])
    #expect(try metric(update).detectable == nil)
    #expect(update.scattered.isEmpty && update.changes.first?.detectable == 0.25)
  }

  @Test("A metric that is not judged is filed without a mark")
  func unjudged() throws {
    let clock = MetricDescription(name: MetricDescription.gpuClock, unit: .megahertz, isJudged: false)
    let update = FabricatedRecording.update([(clock, Self.scattered)])
    #expect(try metric(update).detectable == nil && update.scattered.isEmpty)
  }

  @Test("A better recording of the same code replaces it, a scattered one does not replace a good one")
  func better() throws {
    var onFile = Example.sampled(Self.scattered)
    onFile.detectable = 0.25
    let better = FabricatedRecording.update(
      times: [Example.document(Example.benchmark(onFile))], [(Self.time, many(24, 100))])
    #expect(better.changes.map(\.kind) == [.replaced])
    #expect(try metric(better).detectable == nil)
    let worse = FabricatedRecording.update(
      times: [Example.document(Example.benchmark(Example.sampled(many(24, 100))))], [(Self.time, Self.scattered)])
    #expect(worse.changes.map(\.kind) == [.kept] && worse.documents.isEmpty)
  }

  @Test("A recording on a busy machine leaves a quiet one of the same code alone, and replaces one of slower code")
  func floors() {
    let quiet = Example.document(Example.benchmark(Example.sampled(many(24, 100))))
    func kind(_ floor: Double) -> BaselineUpdate.Change.Kind? {
      FabricatedRecording.update(times: [quiet], [(Self.time, many(8, floor) + many(16, 1.7 * floor))])
        .changes.first?.kind
    }
    #expect(kind(104) == .kept && kind(97) == .kept)
    #expect(kind(110) == .replaced && kind(80) == .replaced)
  }

  @Test("The change is text in the file, and an invalid one is refused by name")
  func text() throws {
    var onFile = Example.sampled([100])
    onFile.detectable = 0.59
    let document = Example.document(Example.benchmark(onFile))
    let text = String(decoding: try PrettyJSON.encode(document), as: UTF8.self)
    #expect(text.contains(#""detectable": 0.59"#))
    #expect(try JSONDecoder().decode(BaselineDocument.self, from: Data(text.utf8)) == document)
    let broken = text.replacingOccurrences(of: "0.59", with: "-1")
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(BaselineDocument.self, from: Data(broken.utf8)) }
  }
}

@Suite("Recording unchanged code changes no line of counts")
struct ExactRecordingTests {
  private static let bytes = MetricDescription(
    name: "allocatedBytes", unit: .bytes, kind: .exact, tolerance: .percent(1))
  private static let instructions = MetricDescription(
    name: "instructions", unit: .count, kind: .exact, tolerance: .percent(0.1))

  private func update(
    _ metric: MetricDescription, _ onFile: ClosedRange<Double>, _ now: [Double], instrument: String? = nil
  ) -> BaselineUpdate {
    var metricOnFile = Example.exact(onFile, of: metric)
    metricOnFile.instrument = instrument
    var loaded = BaselineStore.Loaded()
    loaded.counts = [Example.document(machine: nil, Example.benchmark(metricOnFile))]
    let sessions = now.map { value in
      var reading = MetricReading(metric, values: [value])
      reading.instrument = instrument
      return Scenario.session([reading])
    }
    return BaselineUpdate(
      loaded: loaded, sessions: [Example.id: sessions], environment: Example.environment, policy: .update,
      provenance: Provenance(date: "2026-11-28", commit: nil, reason: nil), isGone: { _ in false })
  }

  @Test(
    "Counts that a gate calls the same stay",
    arguments: [
      (87_727.0...87_730.0, [87_724.0, 87_728, 87_730]), (8256...8256, [8257]), (2_857_151...2_857_151, [2_881_535]),
      (100...100, [100]), (1000...1010, [1005]),
    ])
  func same(onFile: ClosedRange<Double>, now: [Double]) {
    let update = update(Self.bytes, onFile, now)
    #expect(update.documents.isEmpty && update.changes.map(\.kind) == [.kept])
  }

  @Test("Counts of seeded hash tables stay within the spread on file")
  func seeded() {
    let update = update(
      Self.instructions, 1_000_000...1_002_000, [999_100, 1_001_000, 1_003_500], instrument: "valgrind-3.19.0")
    #expect(update.documents.isEmpty && update.changes.map(\.kind) == [.kept])
  }

  @Test("A count of an instrument far below the others of a recording is a miscount, and not part of the range")
  func miscount() throws {
    let update = update(Self.instructions, 500...500, [3_651, 1_000_000, 1_000_100], instrument: "valgrind-3.19.0")
    let metric = try #require(update.documents.first?.benchmarks.first?.metrics.first)
    #expect(metric.content == .exact(ExactBaseline(lowest: 1_000_000, typical: 1_000_100, highest: 1_000_100)))
    let own = self.update(Example.allocations, 500...500, [3, 10, 10])
    let counted = try #require(own.documents.first?.benchmarks.first?.metrics.first)
    #expect(counted.content == .exact(ExactBaseline(lowest: 3, typical: 10, highest: 10)))
  }

  @Test("A range becomes wider, and its entry keeps its day, its commit and its reason")
  func wider() throws {
    let update = update(Example.allocations, 12...12, [12, 12, 14])
    #expect(update.changes.map(\.kind) == [.widened])
    let entry = try #require(update.documents.first?.benchmarks.first)
    #expect(entry.recorded == Example.recorded)
    #expect(entry.metrics == [Example.exact(12...14)])
    #expect(self.update(Example.allocations, 12...14, [12, 13, 14]).documents.isEmpty)
  }

  @Test(
    "Counts of other code replace those on file",
    arguments: [(12.0...12.0, [13.0, 13, 13]), (12...14, [9]), (100...100, [110, 120])])
  func other(onFile: ClosedRange<Double>, now: [Double]) throws {
    let update = update(Example.allocations, onFile, now)
    #expect(update.changes.map(\.kind) == [.replaced])
    #expect(update.documents.first?.benchmarks.first?.recorded.date == "2026-11-28")
  }

  @Test("A deleted benchmark has one row for each file, with the file and its metrics")
  func removed() {
    let update = FabricatedRecording.update(
      counts: [
        Example.document(machine: nil, Example.benchmark(Example.exact(12...12), Example.exact(1...1, of: Self.bytes)))
      ],
      times: [Example.document(Example.benchmark(Example.sampled(many(12, 100))))], [], isGone: { _ in true })
    #expect(update.changes.map(\.kind) == [.removed, .removed])
    #expect(
      update.changes.map(\.file) == [
        "\(Example.machine.folderName)/CatalogTests.Catalog.json", "counts/CatalogTests.Catalog.json",
      ])
    #expect(update.changes.map(\.metrics) == [["wallClock"], ["allocatedBytes", "allocations"]])
  }
}
