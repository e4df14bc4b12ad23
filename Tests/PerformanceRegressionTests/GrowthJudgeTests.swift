import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceTestSupport
import Testing

/// Benchmarks of one function, a size each.
private struct Sized {
  static let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)
  static let sizes = [100.0, 1_000, 10_000, 100_000]

  var declared = GrowthClass.linear
  var sizes: [Double?] = Self.sizes
  var others: String?
  var line = 12

  /// Sessions of each size, in which it costs what the function says of the size and of the session.
  func sessions(
    _ count: Int = 1, _ metric: MetricDescription = Example.wallClock, cost: (Double, Int) -> Double
  ) -> [BenchmarkID: [BenchmarkSession]] {
    var all: [BenchmarkID: [BenchmarkSession]] = [:]
    for size in sizes {
      let id = BenchmarkID(
        module: "M", suite: ["S"], test: "sort(count:)",
        label: [size.map { "\($0)" }, others, line == 12 ? nil : "\(line)"].compactMap { $0 }.joined(separator: ", "))
      all[id] = (0..<count).map { session in
        var result = BenchmarkSession(
          id: id, location: Example.location(line: line), iterations: 1,
          readings: [MetricReading(metric, values: [cost(size ?? 1, session)])])
        result.growth = DeclaredGrowth(declared, size: size, others: others)
        return result
      }
    }
    return all
  }

  func counted(cost: (Double) -> Double) -> [BenchmarkID: [BenchmarkSession]] {
    sessions(1, Self.instructions) { size, _ in cost(size).rounded() }
  }
}

@Suite("The growth of instructions")
struct CountedGrowthTests {
  private func verdicts(_ declared: GrowthClass, cost: (Double) -> Double) -> [Verdict] {
    GrowthJudge.verdicts(byCounts: Sized(declared: declared).counted(cost: cost), times: .taken)
  }

  @Test("is red above what is declared, at once, and is the function's", arguments: GrowthClass.known)
  func classes(declared: GrowthClass) throws {
    let known = GrowthClass.known
    for (index, actual) in known.enumerated() {
      let model = try #require(actual.model)
      let verdict = try #require(verdicts(declared) { 50 * model.cost(of: $0) }.first)
      let isAbove = try index > #require(known.firstIndex(of: declared))
      #expect(verdict.outcome == (isAbove ? .overBudget : .same), "\(actual) declared \(declared)")
      #expect(verdict.reason == (isAbove ? .growthAbove : .growthWithin))
      #expect(verdict.growth?.nearest == actual)
      #expect(verdict.subject == .function(TestFunctionID(module: "M", suite: ["S"], test: "sort(count:)")))
      #expect(RedRule.local.isRed(verdict) == isAbove)
    }
  }

  @Test("is not red for what lower-order terms add to it")
  func lowerOrder() {
    let costs: [(GrowthClass, @Sendable (Double) -> Double)] = [
      (.linearithmic, { $0 * (log2($0) - 4) }), (.linear, { 3_000 + 12 * $0 }), (.linear, { 12 * $0 + 40 * log2($0) }),
      (.constant, { 800 + log2($0) }), (.quadratic, { $0 * ($0 - 1) / 2 }),
    ]
    for (declared, cost) in costs { #expect(verdicts(declared, cost: cost).map(\.outcome) == [.same], "\(declared)") }
  }

  @Test(
    "is red for more than that, however far the next class is",
    arguments: [(GrowthClass.quadratic, 2.2), (.cubic, 3.2)])
  func power(declared: GrowthClass, power: Double) {
    #expect(verdicts(declared) { pow($0, power) }.map(\.outcome) == [.overBudget])
    #expect(verdicts(declared) { pow($0, power - 0.15) }.map(\.outcome) == [.same])
  }

  @Test("is shown with what each size costs")
  func points() throws {
    let growth = try #require(verdicts(.linear) { $0 * $0 }.first?.growth)
    #expect(growth.points.map(\.size) == Sized.sizes && growth.points.map(\.cost) == Sized.sizes.map { $0 * $0 })
    #expect(growth.declared == .linear && growth.cost.name == "instructions" && growth.series == nil)
  }

  @Test("is left to times where the counts are too few, unless there will be none")
  func tooFew() {
    let few = Sized(sizes: [1, 2, 3]).counted { $0 }
    #expect(GrowthJudge.verdicts(byCounts: few, times: .taken).isEmpty)
    #expect(GrowthJudge.verdicts(byCounts: few, times: .notTaken).map(\.reason) == [.growthUnseen])
  }

  @Test("is that of each call and of each set of other arguments")
  func series() {
    func merged(_ parts: [Sized], cost: (Double) -> Double) -> [BenchmarkID: [BenchmarkSession]] {
      parts.reduce(into: [:]) { all, part in all.merge(part.counted(cost: cost)) { $1 } }
    }
    let calls = merged([Sized(line: 12), Sized(line: 20)]) { $0 * $0 }
    #expect(GrowthJudge.verdicts(byCounts: calls, times: .taken).map(\.growth?.series) == ["line 12", "line 20"])
    let kinds = merged([Sized(others: "fast"), Sized(others: "slow")]) { $0 }
    #expect(GrowthJudge.verdicts(byCounts: kinds, times: .taken).map(\.growth?.series) == ["fast", "slow"])
  }
}

@Suite("The growth of times")
struct TimedGrowthTests {
  private func judge(
    _ sized: Sized = Sized(), sessions: Int, counted: [BenchmarkID: [BenchmarkSession]] = [:],
    _ remaining: Remaining = .more, cost: (Double, Int) -> Double
  ) -> (verdicts: [Verdict], wantsMore: Bool) {
    let judgements = GrowthJudge(counted: counted).judgements(
      byTimes: sized.sessions(sessions, cost: cost), remaining)
    return (judgements.flatMap(\.verdicts), judgements.contains(where: \.wantsMore))
  }

  @Test("is judged from three sessions on, and is red from five on")
  func sessions() {
    let early = judge(sessions: 2) { size, _ in size }
    #expect(early.wantsMore && early.verdicts.map(\.reason) == [.tooFewSessions])
    let same = judge(sessions: 3) { size, _ in size }
    #expect(!same.wantsMore && same.verdicts.map(\.outcome) == [.same])
    #expect(judge(sessions: 4) { size, _ in size * size }.wantsMore)
    let red = judge(sessions: 5) { size, _ in size * size }
    #expect(!red.wantsMore && red.verdicts.map(\.outcome) == [.overBudget])
    #expect(red.verdicts.first?.readMetric == "wallClock")
  }

  @Test("is not red before the best time of each size was reached again")
  func floors() {
    // The largest size is measured on a machine that is slower, but for two sessions of ten.
    func cost(_ size: Double, _ session: Int) -> Double { size * (size > 50_000 && session % 5 != 4 ? 4 : 1.05) }
    #expect(judge(sessions: 4, cost: cost).wantsMore)
    #expect(judge(sessions: 5, cost: cost).verdicts.map(\.outcome) == [.same])
    func slowing(_ size: Double, _ session: Int) -> Double { size * size * (1 + Double(session)) }
    #expect(judge(sessions: 14, cost: slowing).wantsMore)
    let always = judge(sessions: 15, cost: slowing)
    #expect(always.verdicts.map(\.outcome) == [.overBudget] && !always.wantsMore)
  }

  @Test("is open where the time is used up first")
  func timeLimit() {
    let end = Remaining.none(because: .timeLimitReached)
    let open = judge(sessions: 2, end) { size, _ in size * size }
    #expect(!open.wantsMore && open.verdicts.map(\.outcome) == [.ambiguous])
    #expect(open.verdicts.map(\.reason) == [.timeLimitReached])
    #expect(judge(sessions: 1, end) { size, _ in size }.verdicts.map(\.outcome) == [.same])
  }

  @Test("is not judged a second time where instructions decided it")
  func counted() {
    let counted = Sized().counted { $0 }
    #expect(judge(sessions: 5, counted: counted) { size, _ in size * size }.verdicts.isEmpty)
    let few = Sized(sizes: [100, 200]).counted { $0 }
    #expect(judge(sessions: 5, counted: few) { size, _ in size * size }.verdicts.map(\.outcome) == [.overBudget])
  }

  @Test(
    "cannot be judged by few sizes, near ones, or arguments without one, which is red in continuous integration",
    arguments: [
      [1, 10, 100], [100, 110, 120, 130, 140], [100, nil, 1_000, 10_000, 100_000], [0, 0, 0, 0, 1], [nil],
    ] as [[Double?]])
  func unseen(sizes: [Double?]) throws {
    let judged = judge(Sized(sizes: sizes), sessions: 1) { size, _ in size }
    let verdict = try #require(judged.verdicts.first)
    #expect(!judged.wantsMore && verdict.outcome == .incomparable && verdict.reason == .growthUnseen)
    #expect(RedRule.continuousIntegration.isRed(verdict) && !RedRule.local.isRed(verdict))
  }

  @Test("of benchmarks that declare none is not judged")
  func undeclared() {
    var sessions = Sized().sessions(5) { size, _ in size * size }
    for id in sessions.keys { sessions[id] = sessions[id]?.map { BenchmarkSession($0, growth: nil) } }
    #expect(GrowthJudge().judgements(byTimes: sessions, .more).isEmpty)
  }

  @Test("is found on a busy host, and what grows as declared is never red")
  func busyHost() throws {
    let benchmarks: [[Double]] = try fixture("busy-host")
    let sized = [
      [100.0, 1_000, 10_000, 100_000], [1_000, 2_000, 4_000, 8_000, 16_000], [64, 128, 256, 512, 1_024, 2_048],
    ]
    var random = SplitMix64(seed: 9)
    var found: [String: Int] = [:]
    let cases: [(GrowthClass, GrowthClass)] = [
      (.linear, .linear), (.linearithmic, .linearithmic), (.quadratic, .quadratic), (.linear, .linearithmic),
      (.linear, .quadratic), (.linearithmic, .quadratic),
    ]
    for (declared, actual) in cases {
      let model = try #require(actual.model)
      for trial in 0..<60 {
        let part = Sized(declared: declared, sizes: sized[trial % 3])
        let noise = Dictionary(
          uniqueKeysWithValues: sized[trial % 3].map { size in
            let recorded = benchmarks[Int(random.next() % UInt64(benchmarks.count))]
            let (start, floor) = (Int(random.next() % 24), recorded.sorted()[1])
            return (size, (0..<15).map { recorded[(start + $0) % recorded.count] / floor })
          })
        var outcome = Verdict.Outcome.ambiguous
        for sessions in 1...15 {
          let judged = judge(part, sessions: sessions) { model.cost(of: $0) * (noise[$0]?[$1] ?? 1) }
          guard !judged.wantsMore, let verdict = judged.verdicts.first else { continue }
          outcome = verdict.outcome
          break
        }
        found["\(declared.name) \(actual.name) \(outcome.name)", default: 0] += 1
      }
    }
    for growth in ["linear", "linearithmic", "quadratic"] {
      #expect(found["\(growth) \(growth) same"] == 60, "\(found)")
    }
    #expect(found["linear quadratic overBudget"] == 60 && found["linearithmic quadratic overBudget"] == 60, "\(found)")
    #expect(found["linear linearithmic overBudget", default: 0] >= 40, "\(found)")
  }
}

extension BenchmarkSession {
  fileprivate init(_ session: BenchmarkSession, growth: DeclaredGrowth?) {
    self = session
    self.growth = growth
  }
}
