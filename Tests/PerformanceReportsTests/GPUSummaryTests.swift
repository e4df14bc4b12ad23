import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The report of a run's GPU")
struct GPUSummaryTests {
  private static let gpu = GPUEnvironment(
    name: "NVIDIA H200", uuid: "GPU-11111111-2222", architecture: "Hopper", driver: "580.65.06", powerLimit: 700)
  private static let other = GPUEnvironment(
    name: "NVIDIA A100", uuid: "GPU-99999999-2222", architecture: "Ampere", driver: "535.1")
  private static let energy = MetricDescription(name: "gpu.energyPerIteration", unit: .joules, gpu: .board)

  private static func session(
    _ gpu: GPUEnvironment? = gpu, _ caveats: [GPUCaveat] = [], repeated: Bool = false
  ) -> BenchmarkSession {
    var session = Example.session("decode()", wallClock: 100)
    session.gpu = gpu.map { GPUConditions(environment: $0, caveats: caveats, repeated: repeated) }
    return session
  }

  private static func throttled(_ percent: Int) -> GPUCaveat {
    GPUCaveat(.ambiguous, .slowed(by: .heat, share: (Double(percent) + 0.5) / 100))
  }

  private static let capped = GPUCaveat(.note, .slowed(by: .power, share: 0.4))

  private func summary(_ sessions: [BenchmarkSession], _ verdicts: [Verdict] = []) -> RunSummary {
    RunSummary(RunRecord(Example.events(verdicts, sessions: sessions)), redRule: .local)
  }

  private func lines(_ sessions: [BenchmarkSession]) -> [String] {
    VerdictTable(summary: summary(sessions), width: 400).lines(.oneScreen(restIn: "f"))
  }

  @Test("Each GPU has a line, also when nothing disturbed it, and without a GPU there is none")
  func undisturbed() {
    #expect(
      lines([Self.session(), Self.session(), Self.session(Self.other), Self.session(nil)]) == [
        "GPU NVIDIA H200 GPU-11111111, driver 580.65.06, 700 W: nothing disturbed it in 2 sessions",
        "GPU NVIDIA A100 GPU-99999999, driver 535.1: nothing disturbed it in 1 session",
      ])
    #expect(lines([Self.session(nil)]) == [])
  }

  @Test("Caveats that differ only in numbers are one with its sessions, the gravest first")
  func caveats() {
    let failed = GPUCaveat(.contaminated, .invalid("XID 79"))
    let sessions = [
      Self.session(Self.gpu, [Self.capped, Self.throttled(3)], repeated: true),
      Self.session(Self.gpu, [Self.capped, Self.throttled(7), failed], repeated: true),
      Self.session(Self.gpu, [Self.capped]),
    ]
    let line =
      "GPU NVIDIA H200 GPU-11111111, driver 580.65.06, 700 W: no number of the GPU is valid: XID 79 (in 1 of 3 "
      + "sessions); it was slowed down by heat for 3.5 % of the window (in 2 of 3 sessions); it was slowed down by the "
      + "power limit for 40.0 % of the window (in 3 of 3 sessions); 2 sessions measured it twice"
    #expect(lines(sessions) == [line])
    #expect(VerdictTable(summary: summary(sessions), width: 400).lines(.all) == [line])
    #expect(GPUSummary.summaries(of: sessions.compactMap(\.gpu)).map(\.text) == [line])
  }

  @Test(
    "A caveat behind the name of its GPU does not repeat it",
    arguments: zip(
      [
        GPUCaveat.Cause.lowClock(megahertz: 900, share: 0.45, because: nil), .contended(processes: 2), .hiddenFromCUDA,
      ],
      [
        "it ran at 900 MHz, 45.0 % of its highest clock", "2 other processes were on the GPU (contended)",
        "CUDA_VISIBLE_DEVICES hides the GPU that PERFTEST_GPU names from CUDA",
      ]))
  func clause(_ cause: GPUCaveat.Cause, _ clause: String) throws {
    let line = try #require(lines([Self.session(Self.gpu, [GPUCaveat(.note, cause)])]).first)
    #expect(line.hasSuffix(", 700 W: \(clause) (in 1 of 1 session)"))
  }

  @Test("Of many caveats the first are shown and the others counted")
  func many() throws {
    let caveats = GPUCaveat.ClockLimit.known.map { GPUCaveat(.note, .slowed(by: $0, share: 0.5)) }
    let gpus = GPUSummary.summaries(of: [GPUConditions(environment: Self.gpu, caveats: caveats)])
    let line = try #require(gpus.first?.text)
    #expect(
      line.hasSuffix("it was slowed down by its hardware for 50.0 % of the window (in 1 of 1 session); and 2 more"))
  }

  @Test("A caveat of a newer version is shown by its name, and each name is unique")
  func unknown() throws {
    let caveats = ["a", "b", "a"].map { GPUCaveat(.other("grave"), .other($0)) }
    let gpus = GPUSummary.summaries(of: [GPUConditions(environment: Self.gpu, caveats: caveats)])
    #expect(gpus.first?.text.hasSuffix("it a (in 1 of 1 session); it b (in 1 of 1 session)") == true)
  }

  @Test("Sessions of the other build are shown, too")
  func base() {
    let events = [
      RunEvent(time: 0, .session(SessionEvent(round: 1, side: .base, session: Self.session(Self.gpu, [Self.capped]))))
    ]
    #expect(RunSummary(RunRecord(events), redRule: .local).gpus.map(\.environment) == [Self.gpu])
  }

  @Test("Markdown lists the same, with names escaped")
  func markdown() {
    var gpu = Self.gpu
    gpu.name = "a|<b>\u{1B}[2J\nc"
    let text = MarkdownSummary(summary: summary([Self.session(gpu)])).text
    #expect(text.contains("- GPU a&#124;&#60;b&#62;") && !text.contains("\u{1B}"))
    #expect(MarkdownSummary(summary: summary([Self.session(nil)])).text.contains("GPU") == false)
  }

  @Test("JSON has the GPU with its caveats, and no key without one")
  func json() throws {
    struct Document: Decodable {
      struct GPU: Decodable {
        struct Caveat: Decodable {
          var kind: GPUCaveat.Severity
          var text: String
          var sessions: Int
        }
        var environment: GPUEnvironment
        var sessions: Int
        var repeated: Int
        var caveats: [Caveat]
        var text: String
      }
      var gpus: [GPU]?
    }
    func gpus(_ session: BenchmarkSession) throws -> [Document.GPU]? {
      let data = try JSONEncoder().encode(RunReport(summary([session])))
      let document = try JSONDecoder().decode(Document.self, from: data)
      return document.gpus
    }
    let reported = try gpus(Self.session(Self.gpu, [Self.throttled(3)], repeated: true))
    let gpu = try #require(reported?.first)
    #expect(gpu.environment == Self.gpu && gpu.sessions == 1 && gpu.repeated == 1)
    #expect(gpu.caveats.map(\.kind) == [.ambiguous] && gpu.caveats.map(\.sessions) == [1])
    #expect(gpu.text.hasPrefix("GPU NVIDIA H200"))
    #expect(try gpus(Self.session(nil)) == nil)
  }

  // MARK: - Verdicts

  private static func verdict(
    _ outcome: Verdict.Outcome, _ reason: Verdict.Reason, _ detail: Verdict.Detail?, metric: MetricDescription = energy
  ) -> Verdict {
    Verdict(
      benchmark: Example.id("decode()"), metric: metric, outcome: outcome, reason: reason, baseline: 1, now: 1.31,
      sessions: 15, detail: detail)
  }

  @Test("A verdict has its caveat or clock in a sentence and in the table")
  func verdicts() {
    let caveats = [Self.throttled(3), Self.throttled(4), Self.throttled(5)]
    let open = Self.verdict(.ambiguous, .gpuCaveat, .gpu([.clock(.moreCycles(0.1)), .caveats(caveats)]))
    #expect(
      open.sentence == "decode() gpu.energyPerIteration: 1.00 J → 1.31 J, +31.0 % (tolerance 20 %); "
        + "the GPU's state may be the cause: the GPU took 10 % more cycles; it was slowed down by heat for 3.5 % of the "
        + "window; it was slowed down by heat for 4.5 % of the window; in other sessions the same with other numbers")
    let disturbed = Verdict.Detail.contamination(.gpu([GPUCaveat(.contaminated, .invalid("XID 79"))]))
    #expect(
      Self.verdict(.contaminated, .gpuDisturbed, disturbed).sentence
        .hasSuffix("the GPU was disturbed: no number of the GPU is valid: XID 79"))
    #expect(
      Self.verdict(.regressed, .everySessionWorse, nil).sentence.hasSuffix("each of 15 fresh processes was higher"))
    let clock = "the GPU's clock was 20 % lower; the cycles are the same"
    let slower = Self.verdict(
      .regressed, .everySessionWorse, .gpuClock(.lowerClock(0.2)), metric: Example.wallClock)
    #expect(slower.sentence.hasSuffix("each of 15 fresh processes was slower; \(clock)"))
    let table = VerdictTable(summary: summary([], [open, slower]), width: 400).lines(.oneScreen(restIn: "f"))
    #expect(table.contains { $0.contains("the GPU's state may be the cause: the GPU took 10 %") })
    #expect(table.contains { $0.contains(clock) })
  }

  @Test("Another GPU is a group of its own")
  func other() {
    let models = ("NVIDIA H200", "NVIDIA A100")
    let mismatch = GPUMismatch.model(
      recorded: .init(name: models.0, architecture: ""), here: .init(name: models.1, architecture: ""))
    let other = Self.verdict(.incomparable, .otherGPU, .incomparability(.gpu(mismatch)))
    let lines = VerdictTable(summary: summary([], [other]), width: 200).lines(.oneScreen(restIn: "f"))
    #expect(lines.first?.hasPrefix("1 incomparable: recorded on NVIDIA H200, this is NVIDIA A100") == true)
  }

  // MARK: - On file

  private static var onFile: BaselineDocument {
    var document = Example.times([1, 1.01], metric: energy)
    document.benchmarks[0].gpu = gpu
    return document
  }

  @Test("A baseline and a benchmark are shown with the GPU on file and the run's own")
  func details() {
    #expect(
      BaselineTable(Self.onFile).lines().last == "GPU numbers are of NVIDIA H200 GPU-11111111, driver 580.65.06, 700 W")
    var loaded = BaselineStore.Loaded()
    loaded.times = [Self.onFile]
    let events = Example.events([], sessions: [Self.session(Self.other, [Self.capped])])
    let lines = BenchmarkDetail(Example.id("decode()"), in: RunRecord(events), baselines: loaded).lines(width: 200)
    #expect(lines.contains("its GPU numbers are of NVIDIA H200 GPU-11111111, driver 580.65.06, 700 W"))
    #expect(
      lines.contains(
        "GPU NVIDIA A100 GPU-99999999, driver 535.1: it was slowed down by the power limit for 40.0 % of the window "
          + "(in 1 of 1 session)"))
  }

  @Test("A comparison reports different GPUs")
  func comparison() {
    let comparison = NumbersComparison(
      old: RecordedNumbers(documents: [Self.onFile]),
      new: RecordedNumbers(RunRecord(Example.events([], sessions: [Self.session(Self.other)]))))
    let difference = comparison.differences.first { $0.subject == "GPU" }
    #expect(difference?.old == ["NVIDIA H200 GPU-11111111, driver 580.65.06"])
    #expect(difference?.new == ["NVIDIA A100 GPU-99999999, driver 535.1"])
  }
}
