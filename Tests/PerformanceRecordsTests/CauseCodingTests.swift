import Foundation
import PerformanceRecords
import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("Causes in files")
struct CauseCodingTests {
  private static let issue = RecordedIssue(benchmark: Example.id, iterations: 4...7, text: "1 == 2")
  private static let caveat = GPUCaveat(.ambiguous, .slowed(by: .heat, share: 0.03))

  static let failures: [Failure] =
    [
      .threw("Broken()", iterations: nil), .threw("Broken()", iterations: 4...7), .testFailed(output: "x"),
      .crashed(signal: 11, output: "oh"), .timedOut(seconds: 2),
      .endedItself(
        status: 3,
        ProcessEnd(call: .init(label: "1", location: Example.location), issues: [issue], output: ["a", "b"])),
      .endedItselfAfterResult(status: 3, ProcessEnd()), .noResult(status: 64, output: ""),
      .callUnfinished(label: nil), .callUnfinished(label: "1"), .callDetached(Example.location),
      .callNotFirst(Example.location), .noCall,
      .duplicateID(Example.id, first: Example.location, second: Example.location),
      .sharedLabel(Example.id, Example.location), .expectationFailed(issue),
      .notANumber(metric: "hits", value: "nan", label: "1"), .disabledLater, .notMeasuredLater,
    ].map { Failure($0) } + [Failure(.noCall, leftovers: LeftoverProcesses(count: 1, names: "sleep")).underCallgrind]

  static let unavailabilities: [Unavailability] = [
    .notFinite, .missingValue, .notANumber("-1.0"), .sanitizer, .cannotCount, .noHighWaterMark, .noProcessAccount,
    .noIOAccount, .notMeasuredHere, .noThroughput, .notCounted(failures[0]), .external("no counter"),
  ]

  static let incomparabilities: [Incomparability] = [
    .machineClass(recorded: "a", here: "b"), .toolchain(recorded: "a", here: "b"), .methodology(recorded: 1, here: 2),
    .instrument(recorded: nil, here: "valgrind-3.19.0"), .unaligned, .testableHere, .testableRecorded,
    .buildArguments(recorded: ["--traits", "Fast"], here: []),
    .gpu(.notRecorded), .gpuOfBase(.unknownHere), .gpu(.unknownDependence("rack")),
    .gpu(.model(recorded: .init(name: "A", architecture: ""), here: .init(name: "B", architecture: "Hopper"))),
  ]

  static let contaminations: [Contamination] = [
    .processorsHeld(share: 0.8), .processorsStolen(share: 0.3), .machineSlower(factor: 1.4), .siblingUnseen,
    .threadsWaited, .gpu([caveat]),
  ]

  static let problems: [BaseProblem] = [
    .doesNotBuild("main", error: "x"), .cannotBeExported("main", error: "x"), .cannotBeListed("main", error: "x"),
    .otherVersion("main"),
    .otherMethodology("main", theirs: nil, here: 2), .otherMethodology("main", theirs: 1, here: 2),
    .copyDoesNotBuild(error: "x"), .fails(failures[0]),
  ]

  static let absences: [PairAbsence] = [
    .forbidden, .unasked, .noRepository("x"), .noCommit, .notOnFile, .historyCutOff, .commitUnknown("a"),
    .uncommittedBaseline, .uncommittedCode, .notBuilt(commit: "a", error: "x"), .base(problems[0]),
    .notMeasured(commit: "a"), .notMeasured(commit: "a", failure: Failure(.noCall)), .noPair, .noBranchPoint("x"),
    .noBenchmarks(commit: "a"),
  ]

  static let budgets: [UncheckedBudget] = [
    .notRead, .unavailable(.sanitizer), .notCountedAgainstCommit, .noCount, .cannotCount("x"), .countingForbidden,
    .countingUnasked,
  ].map { UncheckedBudget(Budget(metric: "wallClock", statistic: .p95, limit: 1), because: $0) }

  static let caveats: [GPUCaveat] = [
    .invalid("x"), .idle(samples: 3), .clockUnknown(nil), .clockUnknown("x"),
    .lowClock(megahertz: 900, share: 0.5, because: nil),
    .lowClock(megahertz: 900, share: 0.5, because: .powerLimit(share: 0.6)),
    .lowClock(megahertz: 900, share: 0.5, because: .locked),
    .lowClock(megahertz: 900, share: 0.5, because: .unlimited), .slowed(by: .syncBoost, share: 0.1),
    .contended(processes: 2), .temperature(from: 40, to: 50), .performanceState(2), .memoryErrors(1),
    .resentPackets(2), .samplingStopped("x"), .firstWindow(caveat), .hiddenFromCUDA,
    .severalVisible(2, index: 0, uuid: "GPU-1"), .numberingUnknown(gpus: 2),
  ].map { GPUCaveat(.note, $0) }

  static let findings: [GPUFinding] = [
    .differences([
      .board(here: "a", recorded: "b"), .driver(here: "a", recorded: "b"), .powerLimit(here: 1, recorded: 2),
      .mig(isOn: true), .ecc(isOn: false),
    ]), .clock(.moreCycles(0.1)), .clock(.lowerClock(0.2)), .caveats(caveats),
  ]

  static let details: [Verdict.Detail] =
    failures.map { .failure($0) } + unavailabilities.map { .unavailable($0) }
    + unavailabilities.prefix(1).map { .unavailableInBase($0) } + incomparabilities.map { .incomparability($0) }
    + problems.map { .base($0) } + contaminations.map { .contamination($0) } + budgets.map { .uncheckedBudget($0) }
    + [
      .gpu(findings), .gpuClock(.moreCycles(0.1)), .sessionsOnFile(3),
      .refusal(Verdict.Refusal(date: "2026-11-28", reason: "why")), .growth(growth),
      .growth(Growth(declared: .other("exponential"), cost: Example.wallClock, points: [])),
    ]

  private static let growth: Growth = {
    let points = [10.0, 100, 1_000].map { GrowthFit.Point(size: $0, cost: $0 * $0) }
    return Growth(
      declared: .linear, cost: Example.wallClock, points: points,
      fit: GrowthFit(points, beside: GrowthModel(power: 1)), nearest: .quadratic, series: "fast")
  }()

  private func readBack<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
  }

  private func verdict(_ text: String) throws -> Verdict {
    try JSONDecoder().decode(Verdict.self, from: Data(text.utf8))
  }

  @Test("are read back as they were written", arguments: details)
  func readBack(detail: Verdict.Detail) throws {
    #expect(try readBack(detail) == detail)
  }

  @Test("of pairs that are missing are read back as they were written", arguments: absences)
  func readBack(absence: PairAbsence) throws {
    #expect(try readBack(absence) == absence)
  }

  @Test("have their kind beside their numbers")
  func form() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    #expect(
      try text(Failure.Cause.crashed(signal: 11, output: "oh")) == #"{"kind":"crashed","output":"oh","signal":11}"#)
    #expect(try text(Contamination.machineSlower(factor: 1.5)) == #"{"factor":1.5,"kind":"machineSlower"}"#)
    #expect(try text([Verdict.Reason.countGrew, .other("louder")]) == #"["countGrew","louder"]"#)
  }

  @Test("of a benchmark and of its function are different verdicts")
  func subjects() throws {
    let function = Example.id.function
    let (whole, one) = (
      Verdict(function: function, outcome: .failed, reason: .threw),
      Verdict(benchmark: BenchmarkID(function), outcome: .failed, reason: .threw)
    )
    #expect(whole != one && whole.subject < one.subject)
    #expect(whole.benchmark == nil && whole.function == function && one.function == function)
    #expect(try readBack(whole) == whole && readBack(one) == one)
  }

  private static let newer = [
    #""outcome":"drifting","reason":"tooLoud""#,
    #""outcome":"failed","reason":"crashed","detail":{"kind":"oracle","value":{"x":[1]}}"#,
    #""outcome":"failed","reason":"crashed","detail":{"kind":"failure","value":{"cause":{"kind":"melted","degrees":90}}}"#,
    #""outcome":"contaminated","reason":"machineBusy","detail":{"kind":"contamination","value":{"kind":"moon"}}"#,
    #""outcome":"incomparable","reason":"otherGPU","detail":{"kind":"incomparability","value":{"kind":"galaxy"}}"#,
    #""outcome":"ambiguous","reason":"gpuCaveat","detail":{"kind":"gpu","value":[{"kind":"aura","value":1}]}"#,
    #""outcome":"same","reason":"refutedByPair","confirmation":{"state":"pending","pairs":0,"absence":{"kind":"night"}}"#,
  ]

  @Test("of a newer version are kept, and the verdict is read", arguments: newer)
  func unknown(fields: String) throws {
    let subject = #""subject":{"kind":"benchmark","module":"M","suite":[],"test":"t()"},"sessions":1"#
    let verdict = try verdict("{\(subject),\(fields)}")
    #expect(verdict.benchmark?.test == "t()")
    #expect(try readBack(verdict) == verdict)
    #expect(verdict.outcome != .other("drifting") || verdict.reason == .other("tooLoud"))
    #expect(!RedRule.local.isRed(verdict) || verdict.outcome == .failed)
  }

  @Test("of sessions are read back, those of newer versions by their names")
  func warnings() throws {
    let warnings: [BenchmarkWarning] = [
      .tooShort(nanoseconds: 1, overhead: 2), .removedByOptimiser(nanoseconds: 1, overhead: 2), .knownIssue,
      .firstCallTooShort(nanoseconds: 1, overhead: 2), .failedAfterwards("x"), .other("tooHot"),
    ]
    #expect(try readBack(warnings) == warnings)
    let newer = Data(#"[{"kind":"tooHot","degrees":90}]"#.utf8)
    #expect(try JSONDecoder().decode([BenchmarkWarning].self, from: newer) == [.other("tooHot")])
  }

  /// A metric as a newer version writes it, read and written again.
  private func reread(
    _ metric: MetricDescription, _ old: String, _ new: String
  ) throws -> (read: MetricDescription, written: String) {
    let text = String(decoding: try JSONEncoder().encode(metric), as: UTF8.self)
    try #require(text.contains(old))
    let newer = text.replacingOccurrences(of: old, with: new)
    let read = try JSONDecoder().decode(MetricDescription.self, from: Data(newer.utf8))
    return (read, String(decoding: try JSONEncoder().encode(read), as: UTF8.self))
  }

  @Test("A ratio to something that this build does not know is kept, as a ratio")
  func unknownReference() throws {
    let ratio = MetricDescription(name: "relativeTime", unit: .ratio, relativeTo: .otherBody)
    let (read, written) = try reread(ratio, #""relativeTo":"body""#, #""relativeTo":"moon""#)
    #expect(read.relativeTo?.name == "moon" && !read.isOfMachine)
    #expect(written.contains(#""relativeTo":"moon""#))
  }

  @Test("A dependence on GPUs that this build does not know is kept, as one on a GPU")
  func unknownDependence() throws {
    let (read, written) = try reread(Example.energy, #""gpu":"board""#, #""gpu":"rack""#)
    #expect(read.gpu == .other("rack") && read.gpu != Example.energy.gpu)
    #expect(written.contains(#""gpu":"rack""#))
  }
}
