import Foundation
import PerformanceTestSupport
import Testing

/// Results of a tool that measures other programs, as `perftest judge` reads and judges them.
@Suite("Results of other tools, judged by a command")
struct JudgeCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes the results of hyperfine, whose runs take these seconds.
  @discardableResult
  private func write(_ commands: [String: [Double]], to name: String) throws -> String {
    let results = commands.sorted { $0.key < $1.key }.map { #"{"command": "\#($0.key)", "times": \#($0.value)}"# }
    return try folder.write(#"{"results": [\#(results.joined(separator: ", "))]}"#, to: name).path
  }

  private func steady(_ count: Int, _ level: Double) -> [Double] {
    (0..<count).map { level * (1 + 0.005 * Double($0 % 5)) }
  }

  private func judge(_ arguments: String..., environment: [String: String] = [:]) async -> CommandOutcome {
    await Perftest.run(["judge"] + arguments, environment: environment, in: folder.url)
  }

  @Test("Unchanged results pass, slower ones are red, and the last lines say what the verdicts rest on")
  func verdicts() async throws {
    try write(["sort": steady(12, 0.1), "join": steady(12, 0.2)], to: "old.json")
    try write(["sort": steady(7, 0.1), "join": steady(8, 0.2)], to: "same.json")
    try write(["sort": steady(7, 0.15), "join": steady(7, 0.2)], to: "slow.json")
    let same = await judge("--baseline", "old.json", "same.json")
    #expect(same.status == 0 && same.error.isEmpty, "\(same)")
    #expect(same.output.contains("2 benchmarks, 2 verdicts: 2 same – green\n"), "\(same)")
    #expect(
      same.output.contains(
        "sessions (one for each process): 12 before the change, 7 to 8 after it; results of 'hyperfine'"), "\(same)")
    let slow = await judge("--baseline", "old.json", "slow.json")
    #expect(slow.status == 1, "\(slow)")
    #expect(slow.output.contains("2 benchmarks, 2 verdicts: 1 regressed, 1 same – RED\n"), "\(slow)")
    #expect(slow.output.contains("each of 7 fresh processes was slower"), "\(slow)")
    #expect(slow.output.contains("unless both sides were measured in turn"), "\(slow)")
    let wide = await judge("--baseline", "old.json", "slow.json", "--tolerance", "60")
    #expect(wide.status == 0, "\(wide)")
  }

  @Test("With too few processes nothing is decided, and a line says how many it takes and how to have them")
  func tooFew() async throws {
    try write(["sort": [0.1, 0.1, 0.1]], to: "old.json")
    try write(["sort": [0.3, 0.3]], to: "new.json")
    let outcome = await judge("--baseline", "old.json", "new.json")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("1 ambiguous – nothing is decided"), "\(outcome)")
    let advice = outcome.output.split(separator: "\n").joined(separator: " ")
    #expect(advice.contains("at least 12 processes before the change and 7 after it, in turn"), "\(outcome)")
    #expect(advice.contains("'hyperfine --runs N'"), "\(outcome)")
  }

  @Test("Several files and folders are several processes, and standard input is a file")
  func severalFiles() async throws {
    for number in 0..<12 { try write(["sort": [0.1 + 0.001 * Double(number)]], to: "old/\(number).json") }
    for number in 0..<7 { try write(["sort": [0.2 + 0.001 * Double(number)]], to: "\(number).json") }
    let outcome = await judge(
      "--baseline", "old", "0.json", "1.json", "2.json", "3.json", "4.json", "5.json", "6.json")
    #expect(outcome.status == 1 && outcome.output.contains("12 before the change, 7 after it"), "\(outcome)")
    let both = await judge("--baseline", "old/0.json", "--baseline", "old/1.json", "0.json")
    #expect(both.output.contains("2 before the change, 1 after it"), "\(both)")
  }

  @Test("A copy of a file is no other process: it is left out, and a note says so")
  func copies() async throws {
    for number in 0..<12 { try write(["sort": [0.1]], to: "old/\(number).json") }
    try write(["sort": [0.1]], to: "new.json")
    let outcome = await judge("--baseline", "old", "new.json")
    #expect(outcome.status == 0 && outcome.output.contains("1 before the change, 1 after it"), "\(outcome)")
    #expect(
      outcome.error.contains("/old/1.json (like 10 other files) is left out, because it has the same content as "))
    #expect(outcome.error.contains("/old/0.json\n"), "\(outcome)")
  }

  @Test("A benchmark that is gone is red, and a new one in continuous integration alone")
  func oneSided() async throws {
    try write(["sort": steady(12, 0.1)], to: "old.json")
    try write(["sort": steady(7, 0.1), "join": [1]], to: "more.json")
    try write(["join": [1]], to: "other.json")
    let more = await judge("--baseline", "old.json", "more.json", environment: ["CI": ""])
    #expect(more.status == 0 && more.output.contains("1 new: not in the baseline yet"), "\(more)")
    let strict = await judge("--baseline", "old.json", "more.json", environment: ["CI": "true"])
    #expect(strict.status == 1, "\(strict)")
    let other = await judge("--baseline", "old.json", "other.json", environment: ["CI": ""])
    #expect(other.status == 1 && other.output.contains("gone since then"), "\(other)")
    #expect(other.output.contains("1 missing, 1 new – RED"), "\(other)")
  }

  @Test("The result as JSON has the verdicts of the table and the exit status")
  func json() async throws {
    struct Document: Decodable {
      struct Entry: Decodable {
        struct Verdict: Decodable {
          var outcome: String
          var baseline: Double?
          var now: Double?
        }
        var isRed: Bool
        var verdict: Verdict
      }
      var exitStatus: Int
      var verdicts: [Entry]
    }
    try write(["sort": steady(12, 0.1)], to: "old.json")
    try write(["sort": steady(7, 0.2)], to: "new.json")
    let outcome = await judge("--baseline", "old.json", "new.json", "--json")
    let document = try JSONDecoder().decode(Document.self, from: Data(outcome.output.utf8))
    #expect(outcome.status == 1 && document.exitStatus == 1)
    #expect(document.verdicts.map(\.verdict.outcome) == ["regressed"] && document.verdicts[0].isRed)
    #expect(document.verdicts[0].verdict.baseline == 1e8 && document.verdicts[0].verdict.now == 2e8)
  }

  @Test("What a file has besides judged numbers is said once for all files that have it")
  func notes() async throws {
    for number in 0..<3 {
      try folder.write("BenchmarkA-2 10 \(100 + number) ns/op 42 hits\n", to: "go\(number).txt")
    }
    let outcome = await judge("--baseline", "go0.txt", "go1.txt", "go2.txt")
    #expect(
      outcome.error.hasSuffix(
        "go0.txt (like 2 other files) has metrics of which nothing says whether more or less is better, so that they "
          + "are not judged: 'hits'\n"), "\(outcome)")
    #expect(outcome.error.split(separator: "\n").count == 1)
  }

  @Test("Files that are unusable are named, with status 78, and nothing is judged")
  func unusable() async throws {
    try write(["sort": [0.1]], to: "old.json")
    try folder.write("BenchmarkA-2 10 5 ns/op\n", to: "go.txt")
    try folder.write("BenchmarkA-2 10 42 hits\n", to: "hits.txt")
    try folder.write("BenchmarkA-2 10 43 hits\n", to: "hits2.txt")
    try folder.write(#"{"results": [{"command": "so"#, to: "cut.json")
    try folder.write("hello\n", to: "text")
    try FileManager.default.createDirectory(at: folder.file("empty"), withIntermediateDirectories: true)
    for (baseline, new, said) in [
      ("old.json", "go.txt", "go.txt: is of 'go', and "),
      ("hits.txt", "hits2.txt", "has no number that can be judged"),
      ("old.json", "cut.json", "cut.json, line 1, column 29: ends too early. It is cut off: write it again."),
      (
        "old.json", "text",
        "text: is not a result of a benchmark tool that is known here. Name its format with --format"
      ),
      ("old.json", "nowhere.json", "nowhere.json: is not a readable file"),
      ("empty", "old.json", "empty: is an empty folder"),
    ] {
      let outcome = await judge("--baseline", baseline, new)
      #expect(outcome.status == 78 && outcome.output.isEmpty && outcome.error.contains(said), "\(new): \(outcome)")
    }
  }

  @Test(
    "Invalid arguments end with status 64",
    arguments: [
      (["new.json"], "missing --baseline OLD"), (["--baseline", "old.json"], "missing argument NEW"),
      (["--baseline", "a", "b", "--format", "hyperfin"], "did you mean hyperfine?"),
      (["--baseline", "a", "b", "--tolerance", "-1"], "a percentage above 0"),
      (["--baseline", "a", "b", "--tolerance", "nan"], "a percentage above 0"),
    ])
  func usage(arguments: [String], said: String) async {
    let outcome = await Perftest.run(["judge"] + arguments, in: folder.url)
    #expect(outcome.status == 64 && outcome.error.contains(said), "\(outcome)")
  }

  @Test("A named format reads a file that does not look like one, and the help names all formats")
  func format() async throws {
    try folder.write("PASS\n", to: "old.txt")
    try folder.write("BenchmarkA-2 10 5 ns/op\n", to: "new.txt")
    let outcome = await judge("--baseline", "old.txt", "new.txt", "--format", "go")
    #expect(outcome.status == 78 && outcome.error.contains("old.txt: has no result of 'go'"), "\(outcome)")
    let help = await judge("--help")
    for name in ["go", "google-benchmark-csv", "hyperfine", "pytest-benchmark", "asv", "jmh", "criterion", "libtest"] {
      #expect(help.output.contains("\(name): "), "\(help)")
    }
  }
}
