import PerformanceImports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Verdicts on results of other tools")
struct ResultComparisonTests {
  /// A file with one session of each benchmark for every number.
  private func file(
    _ numbers: [String: [Double]], of metric: MetricDescription = .importedTime, machine: String? = nil
  ) -> ImportedResults {
    ImportedResults(
      benchmarks: numbers.sorted { $0.key < $1.key }.map { name, values in
        ImportedBenchmark(name: name, metric: metric, processes: values.map { [$0] })
      }, machine: machine)
  }

  private func verdicts(
    old: ImportedResults..., new: ImportedResults..., tolerance: Tolerance = .usual
  ) -> [Verdict] {
    ResultComparison(old: old, new: new, module: "tool", tolerance: tolerance).record.verdicts
  }

  /// Sessions that spread by two per cent.
  private func steady(_ count: Int, _ level: Double) -> [Double] {
    (0..<count).map { level * (1 + 0.02 * Double($0 % 5) / 4) }
  }

  @Test("With twelve processes before and seven after a change, a time is judged as the gate does")
  func times() {
    let outcomes = [100, 115, 125, 50].map { level in
      verdicts(
        old: file(["a": steady(12, 100)]), new: file(["a": steady(7, level)]))[0].outcome
    }
    #expect(outcomes == [.same, .same, .regressed, .improved])
  }

  @Test("Fewer processes decide nothing that is worse, and with fewer than twelve before the change nothing at all")
  func tooFew() {
    for (before, after, level, outcome) in [
      (11, 50, 300, .ambiguous), (12, 6, 125, .ambiguous), (12, 1, 100, .same), (1, 1, 100, .ambiguous),
      (1, 1, 10_000, .ambiguous),
    ] as [(Int, Int, Double, Verdict.Outcome)] {
      let verdict = verdicts(
        old: file(["a": steady(before, 100)]), new: file(["a": steady(after, level)]))[0]
      #expect(verdict.outcome == outcome, "\(before) \(after) \(level): \(verdict)")
      #expect(outcome == .same || verdict.reason == .tooFewSessions)
      #expect(verdict.baseline == 100 && verdict.now == level && verdict.location == nil)
    }
  }

  @Test("A thousand samples of one process are one session")
  func samplesOfOneProcess() {
    let old = ImportedResults(benchmarks: [
      ImportedBenchmark(name: "a", metric: .importedTime, processes: [steady(1000, 100)])
    ])
    let new = ImportedResults(benchmarks: [
      ImportedBenchmark(name: "a", metric: .importedTime, processes: [steady(1000, 200)])
    ])
    let comparison = ResultComparison(old: [old], new: [new], module: "tool")
    #expect(comparison.record.verdicts.map(\.outcome) == [.ambiguous])
    #expect(comparison.oldSessions == 1...1 && comparison.newSessions == 1...1)
    #expect(comparison.record.verdicts[0].explanation == "too few sessions: the baseline has 1 session")
    // The interval of one session against another would cover nothing.
    #expect(comparison.record.verdicts[0].interval == nil)
  }

  @Test("Files of one side are other processes of the same benchmarks")
  func severalFiles() {
    let old = (0..<12).map { file(["a": [100 + Double($0 % 3)]]) }
    let new = (0..<7).map { file(["a": [130 + Double($0 % 3)]]) }
    let comparison = ResultComparison(old: old, new: new, module: "tool")
    #expect(comparison.record.verdicts.map(\.outcome) == [.regressed])
    #expect(comparison.record.verdicts[0].explanation == "each of 7 fresh processes was slower")
    #expect(comparison.oldSessions == 12...12 && comparison.newSessions == 7...7)
  }

  @Test("The tolerance is that of times; a wider one lets a slower time pass")
  func tolerance() {
    let (old, new) = (file(["a": steady(12, 100)]), file(["a": steady(7, 125)]))
    #expect(verdicts(old: old, new: new, tolerance: .percent(60))[0].outcome == .same)
    #expect(verdicts(old: old, new: new, tolerance: .percent(5))[0].outcome == .regressed)
  }

  @Test("A rate is worse where it is lower")
  func rates() {
    let rate = MetricDescription.importedThroughput
    let outcomes = [100, 70, 200].map { level in
      verdicts(
        old: file(["a": steady(12, 100)], of: rate), new: file(["a": steady(7, level)], of: rate))[0].outcome
    }
    #expect(outcomes == [.same, .regressed, .improved])
  }

  @Test("A benchmark that is gone is missing, and one that was not there is new")
  func oneSided() {
    let found = verdicts(
      old: file(["a": steady(12, 100), "gone": [1]]), new: file(["a": steady(7, 100), "b": [5]]))
    let outcomes = Dictionary(uniqueKeysWithValues: found.map { ($0.subject.shortDescription, $0) })
    #expect(outcomes["gone"]?.outcome == .missing && outcomes["gone"]?.explanation == "gone since then")
    #expect(outcomes["b"]?.outcome == .new && outcomes["a"]?.outcome == .same && found.count == 3)
    let (missing, new) = (outcomes["gone"], outcomes["b"])
    #expect(missing.map(RedRule.local.isRed) == true && new.map(RedRule.local.isRed) == false)
    #expect(new.map(RedRule.continuousIntegration.isRed) == true)
  }

  @Test("A metric that is gone from a benchmark is missing")
  func goneMetric() {
    let old = file(["a": [12]], of: .importedAllocations)
    let times = file(["a": steady(12, 100)])
    let found = verdicts(old: times, old, new: file(["a": steady(7, 100)]))
    #expect(found.map(\.outcome) == [.same, .missing] && found[1].metric?.name == "allocations")
  }

  @Test("Scattered processes before the change do not make a slower one red")
  func scattered() {
    let wide = (0..<12).map { 100 * (1 + 0.12 * Double($0)) }
    let verdict = verdicts(old: file(["a": wide]), new: file(["a": steady(7, 150)]))[0]
    #expect(verdict.outcome == .ambiguous, "\(verdict)")
    let scattered = [100.0] + (1..<12).map { 300 + 60 * Double($0) }
    let refused = verdicts(old: file(["a": scattered]), new: file(["a": steady(7, 2000)]))[0]
    #expect(refused.outcome == .ambiguous && refused.reason == .spreadTooWide && refused.baseline == 100)
  }

  // MARK: - Counts

  private func counts(_ old: [Double], _ new: [Double]) -> Verdict {
    verdicts(
      old: file(["a": old], of: .importedAllocations), new: file(["a": new], of: .importedAllocations))[0]
  }

  @Test(
    "A count is red when it grew in three processes on both sides, or at once by more than two",
    arguments: [
      ([12], [12], .same), ([12], [13], .ambiguous), ([12], [13, 13, 13], .ambiguous),
      ([12, 12], [13, 13, 13], .ambiguous), ([12, 12, 12], [13, 13], .ambiguous),
      ([12, 12, 12], [13, 13, 13], .regressed), ([12, 13, 12], [13, 13, 13], .same), ([12], [15], .regressed),
      ([12], [15, 14], .ambiguous), ([0], [1], .ambiguous), ([0], [3], .regressed), ([12], [11], .improved),
      ([100_000], [100_090], .same),
    ] as [([Double], [Double], Verdict.Outcome)])
  func counts(old: [Double], new: [Double], outcome: Verdict.Outcome) {
    let verdict = counts(old, new)
    #expect(verdict.outcome == outcome, "\(verdict)")
    #expect(outcome != .ambiguous || verdict.reason == .tooFewSessions)
  }

  // MARK: - Machines

  @Test("Times of two machines are not compared, but counts are, and a machine that is not described changes nothing")
  func machines() {
    let counted = file(["a": [12]], of: .importedAllocations, machine: "x")
    let found = verdicts(
      old: file(["a": steady(12, 100)], machine: "x"), counted,
      new: file(["a": steady(7, 300)], machine: "y"), file(["a": [12]], of: .importedAllocations, machine: "y"))
    let outcomes = Dictionary(uniqueKeysWithValues: found.map { ($0.metric?.name ?? "", $0) })
    #expect(outcomes["wallClock"]?.outcome == .incomparable && outcomes["allocations"]?.outcome == .same)
    #expect(outcomes["wallClock"]?.explanation == "recorded on x, this is y")
    let undescribed = verdicts(old: file(["a": steady(12, 100)], machine: "x"), new: file(["a": steady(7, 300)]))
    #expect(undescribed.map(\.outcome) == [.regressed])
    let mixed = verdicts(
      old: file(["a": steady(6, 100)], machine: "x"), file(["a": steady(6, 100)], machine: "y"),
      new: file(["a": steady(7, 300)], machine: "x"))
    #expect(mixed.map(\.outcome) == [.incomparable])
  }

  @Test("A metric without a direction is not judged")
  func unjudged() {
    let metric = MetricDescription.imported("hits", ImportedUnit("hits"))
    let comparison = ResultComparison(
      old: [file(["a": [1]], of: metric)], new: [file(["a": [9]], of: metric)], module: "tool")
    #expect(comparison.record.verdicts.isEmpty && comparison.oldSessions == nil)
  }
}
