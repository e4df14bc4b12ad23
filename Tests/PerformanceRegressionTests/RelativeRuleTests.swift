import Foundation
import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import PerformanceText
import Testing

/// The ratio of two bodies.
private let relativeTime: MetricDescription = {
  var metric = MetricDescription(name: "relativeTime", unit: .ratio)
  metric.relativeTo = .otherBody
  return metric
}()

@Suite("The rule for ratios")
struct RelativeRuleTests {
  private static let rule = RelativeRule(.standard)

  private func step(_ sessions: String, isLast: Bool = false) -> RelativeRule.Decision {
    Self.rule.decision(sessions.map { $0 == "+" }, isLast: isLast)
  }

  @Test("Two more sessions within than beyond are enough, and fifteen more beyond than within")
  func steps() {
    #expect(step("") == .undecided && step("-") == .undecided)
    #expect(step("--") == .within && step("+---") == .within && step("+-+--") == .undecided)
    let beyond = String(repeating: "+", count: 14)
    #expect(step(beyond) == .undecided && step(beyond + "+") == .beyond)
    #expect(step("-" + beyond + "+") == .undecided && step("-" + beyond + "++") == .beyond)
  }

  @Test("A decision stands, whatever follows")
  func order() {
    #expect(step("--" + String(repeating: "+", count: 40)) == .within)
    #expect(step(String(repeating: "+", count: 15) + "-----") == .beyond)
  }

  @Test("Where no more can be taken most of them decide, if they are many")
  func last() {
    #expect(step("-", isLast: true) == .within && step("+", isLast: true) == .unresolved)
    #expect(step("+++++++", isLast: true) == .beyond && step("++++++", isLast: true) == .unresolved)
    #expect(step(String(repeating: "+-", count: 22)) == .undecided)
    #expect(step(String(repeating: "+-", count: 22) + "+") == .unresolved)
    #expect(step("", isLast: true) == .unresolved)
  }

  @Test("Unchanged bodies on recorded machines are never worse; 1.3 and 2 times as much is found", arguments: [5, 15])
  func replay(cap: Int) throws {
    var rule = Self.rule
    rule.beyond = cap
    let recordings: [String: [[Double]]] = try fixture("null-ratios")
    var random = SplitMix64(seed: 20)
    for (name, series) in recordings.sorted(by: { $0.key < $1.key }) {
      for factor in [1, 1.1, 1.3, 2] {
        var steps: [RelativeRule.Decision: Int] = [:]
        for _ in 0..<500 {
          let ratios = series[Int(random.next() % UInt64(series.count))]
          let (file, start) = (Int(random.next() % 1_000), Int(random.next() % 1_000))
          let baseline = relativeTime.representative(of: (0..<12).map { ratios[(file + $0) % ratios.count] }) ?? 1
          let sessions = (0..<rule.most).map { ratios[(start + $0) % ratios.count] * factor > baseline * 1.2 }
          steps[rule.decision(sessions), default: 0] += 1
        }
        if factor < 1.2 {
          #expect(steps[.within] == 500, "\(name) \(factor): \(steps)")
        } else {
          #expect(steps[.beyond, default: 0] >= (factor == 2 ? 500 : 485), "\(name) \(factor): \(steps)")
        }
      }
    }
  }
}

@Suite("The ratio of two bodies")
struct RelativeVerdictTests {
  private static let busy = SessionConditions(waitShare: 0.95, stealShare: 0.5, dependent: 9_000)

  private static func sessions(_ values: [Double], budgets: [Budget] = []) -> [BenchmarkSession] {
    values.map {
      Scenario.session([MetricReading(relativeTime, values: [$0])], budgets: budgets, conditions: busy)
    }
  }

  private static func judge(
    onFile baseline: [Double]?, machine: MachineClass = Example.machine, confirms: Bool = false
  ) -> BenchmarkJudge {
    var loaded = BaselineStore.Loaded()
    if let baseline {
      loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.sampled(baseline, of: relativeTime)))]
    }
    let environment = RunEnvironment(toolchain: Example.toolchain, machine: machine)
    return BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: environment), confirms: confirms)
  }

  @Test("is compared with the file on every machine, and no state of the machine excuses it")
  func onFile() throws {
    var other = Example.machine
    other.name = "another one"
    let judge = Self.judge(onFile: many(12, 0.8), machine: other)
    let same = judge.judge(Self.sessions([0.81, 0.7]))
    #expect(same.verdicts.map(\.outcome) == [.same] && !same.wantsMore)
    #expect(judge.judge(Self.sessions([0.81])).wantsMore)
    let worse = try #require(judge.judge(Self.sessions([0.7] + many(16, 1.04))).verdicts.first)
    #expect(worse.outcome == .regressed && worse.reason == .ratioGrew)
    #expect(worse.baseline == 0.8 && worse.now == 1.04 && worse.confirmation == nil)
    #expect(worse.sentence.contains("80.0 % → 104 %") && worse.sentence.contains("most of 17 fresh processes"))
    let better = try #require(judge.judge(Self.sessions([0.4, 0.4])).verdicts.first)
    #expect(better.outcome == .improved)
  }

  @Test("that is worse awaits a pair of builds where there will be one")
  func candidate() throws {
    let judge = Self.judge(onFile: many(12, 0.8), confirms: true)
    let verdict = try #require(judge.judge(Self.sessions(many(5, 1.04))).verdicts.first)
    #expect(verdict.outcome == .regressed && verdict.isCandidate)
    #expect(try #require(judge.judge(Self.sessions([0.8, 0.8])).verdicts.first).confirmation == nil)
  }

  @Test("is compared with that of another build pair by pair")
  func pairs() throws {
    let judge = Self.judge(onFile: nil)
    func verdict(_ base: [Double], _ now: [Double]) throws -> Verdict {
      try #require(judge.judge(Self.sessions(now), inTurnWith: Self.sessions(base)).verdicts.first)
    }
    #expect(try verdict([1, 1.6], [1.05, 1.7]).outcome == .same)
    #expect(try verdict(many(15, 1), many(15, 1.3)).outcome == .regressed)
    #expect(try verdict(many(14, 1), many(14, 1.3)).outcome == .ambiguous)
  }

  @Test(
    "has a budget that needs no baseline, and most sessions decide",
    arguments: [
      ([0.8, 0.85], Verdict.Outcome?.none), ([0.95, 0.7, 0.75, 0.7], nil), (many(15, 0.95), .overBudget),
      ([0.1] + many(16, 0.95), .overBudget), (many(14, 0.95), .ambiguous), ([0.9, 0.9], nil),
    ])
  func budget(values: [Double], outcome: Verdict.Outcome?) {
    let budget = Budget(metric: "relativeTime", statistic: .maximum, limit: 0.9)
    let judgement = Self.judge(onFile: nil).judge(Self.sessions(values, budgets: [budget]))
    #expect(judgement.verdicts.first { $0.budget != nil }?.outcome == outcome)
    #expect(judgement.wantsMore == (outcome == .ambiguous))
  }

  @Test("is filed beside the counts, kept while it agrees, and replaced when it does not")
  func filing() throws {
    let steady = many(11, 0.8) + [0.4]
    let first = FabricatedRecording.update([(relativeTime, steady), (Example.wallClock, many(12, 100))])
    let counts = try #require(first.documents.first { $0.machine == nil })
    #expect(first.documents.count == 2 && counts.benchmarks.first?.metrics.map(\.metric) == [relativeTime])
    #expect(first.changes.first { $0.metric == relativeTime }?.new == 0.8)
    #expect(first.changes.allSatisfy { $0.kind == .created && !$0.isScattered })
    func kind(_ values: [Double]) -> BaselineUpdate.Change.Kind? {
      FabricatedRecording.update(counts: [counts], [(relativeTime, values)]).changes.first?.kind
    }
    #expect(kind(many(12, 0.8)) == .kept && kind(many(12, 1.2)) == .replaced)
    let wild = (0..<12).map { 0.1 * pow(1.9, Double($0)) }
    #expect(kind(wild) == .refused)
  }

  @Test("is read from its file as it was written, and an unknown reference is refused by name")
  func coding() throws {
    let document = Example.document(machine: nil, Example.benchmark(Example.sampled(many(12, 0.8), of: relativeTime)))
    let text = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
    #expect(text.contains(#""relativeTo":"body""#))
    #expect(try JSONDecoder().decode(BaselineDocument.self, from: Data(text.utf8)) == document)
    let other = text.replacing(#""relativeTo":"body""#, with: #""relativeTo":"moon""#)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(BaselineDocument.self, from: Data(other.utf8))
    }
    #expect("\(String(describing: error))".contains("is 'moon', expected 'body'"))
  }
}
