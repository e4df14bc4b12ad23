import PerformanceRecords
import Testing

@Suite("Cases of a parameterised test", .inTurns, .timeLimit(.minutes(60)))
struct CaseArgumentTests {
  private static let filter = ["--filter", "ArgumentPerformance"]

  @Test("Arguments of any size and kind have labels that are the same in every process")
  func labels() async throws {
    let package = try ScriptedPackage(
      work: "arguments long huge numbers set dictionary nan odd described hidden object")
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.filter).outcome()
    #expect(recorded.status == 0, "\(recorded)")
    let report = try GateReport(try await package.start(["gate", "--json"] + Self.filter).outcome())
    #expect(report.exitStatus == 0 && report.verdicts.allSatisfy { $0.verdict.outcome == .same })
    let labels = Set(report.verdicts.compactMap(\.verdict.subject.label))
    #expect(labels.count == 19 && labels.allSatisfy { $0.count <= BenchmarkLabel.longest }, "\(labels)")
    let expected: Set = [
      BenchmarkLabel.of(String(repeating: "a b ", count: 50_000)), #"["a": 2, "b": 1, "c": 4, "d": 3]"#,
      #"Optional(["a": Set([]), "b": Set([1, 2, 3])])"#, "nan", "inf", "[0.5: 3, nan: 1, nan: 2]", "", "a/b",
      "line one\nline two", "\u{1B}[31m", "größer", "small", "large",
      "[ScriptedBenchmarks.CaseArgument.Hidden(number: 1)]",
    ]
    #expect(expected.subtracting(labels).isEmpty, "\(labels)")
    #expect(!labels.contains { $0.contains("$") })
    // Nothing makes hashing the same in this process.
    let tested = try await package.swiftTest("--filter", "ArgumentPerformance")
    #expect(tested.status == 0 && tested.text.contains("19 same"), "\(tested)")
  }

  @Test(
    "Two with one label are failed by name",
    arguments: [("equal", "5"), ("forms", "é"), ("data", "2 bytes"), ("objects", "0x…")])
  func sharedLabels(kind: String, label: String) async throws {
    let package = try ScriptedPackage(work: "arguments \(kind)")
    let report = try GateReport(try await package.start(["gate", "--json"] + Self.filter).outcome())
    #expect(report.exitStatus == 1 && report.red == ["each(argument:) failed/duplicateID"])
    let text = report.text(of: "each(argument:)")
    #expect(text.contains(label) && text.contains("two of its cases") && text.contains("testDescription"), "\(text)")
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.filter).outcome()
    #expect(recorded.status != 0 && recorded.text.contains("two of its cases"), "\(recorded)")
  }
}
