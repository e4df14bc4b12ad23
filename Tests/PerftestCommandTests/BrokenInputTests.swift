import Foundation
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

/// Broken input is named before minutes are spent on a build, and is never changed.
@Suite("Broken input", .inTurns)
struct BrokenInputTests {
  /// A baseline file and what the command must say of it.
  struct Broken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var said: [String]

    init(_ name: String, _ text: String, said: String...) {
      testDescription = name
      self.text = text
      self.said = said
    }
  }

  private static let whole = """
    {
      "schema": "swift-performance-testing/baseline", "version": 1, "methodology": 1,
      "toolchain": "t", "machine": "m", "module": "M", "suite": ["S"],
      "benchmarks": [
        {
          "test": "f()", "iterations": 3, "recorded": { "date": "2026-01-31" },
          "metrics": [
            { "name": "wallClock", "unit": "ns", "direction": "lower", "kind": "sampled",
              "sessions": [[1, 2, 3, 4, 5, 6, 7]] }
          ]
        }
      ]
    }
    """

  private static func whole(_ old: String, _ new: String) -> String { whole.replacing(old, with: new) }

  static let broken: [Broken] = [
    Broken("truncated", String(whole.prefix(300)), said: "is not valid JSON"),
    Broken("empty", "", said: "is not valid JSON"),
    Broken("not JSON", "baseline: 3", said: "is not valid JSON"),
    Broken("a list", "[]", said: "has the wrong type, expected an object"),
    Broken("wrong type", whole(#""iterations": 3"#, #""iterations": "3""#), said: "benchmarks[0].iterations", "number"),
    Broken("missing key", whole(#""module": "M", "#, ""), said: "module", "is missing"),
    Broken("other schema", whole("testing/baseline", "testing/other"), said: "schema", "testing/other"),
    Broken("later version", whole(#""version": 1"#, #""version": 2"#), said: "version", "is 2, this build knows 1"),
    Broken("later methodology", whole(#""methodology": 1"#, #""methodology": 99"#), said: "methodology", "is 99"),
    Broken("no iterations", whole(#""iterations": 3"#, #""iterations": 0"#), said: "iterations", "at least 1"),
    Broken("negative time", whole("[[1, 2", "[[-1, 2"), said: "sessions", "ascending numbers from 0 up"),
    Broken("descending times", whole("[[1, 2", "[[9, 2"), said: "sessions", "ascending numbers from 0 up"),
    Broken("NaN", whole("[[1, 2", "[[NaN, 2"), said: "is not valid JSON"),
    Broken("infinite", whole("[[1, 2", "[[1e999, 2"), said: "1e999 is not representable"),
    Broken("no session", whole("[[1, 2, 3, 4, 5, 6, 7]]", "[]"), said: "sessions", "has no session"),
    Broken(
      "merge markers", "<<<<<<< HEAD\n" + whole + "\n=======\n" + whole + "\n>>>>>>> branch\n", said: "line 1",
      "merge-conflict marker", "Resolve the conflict"),
    Broken(
      "one id twice", whole(#""benchmarks": ["#, #""benchmarks": [ \#(entry), "#), said: "benchmarks",
      "has 'M.S/f()' a second time"),
  ]

  private static let entry =
    #"{ "test": "f()", "iterations": 3, "recorded": { "date": "2026-01-31" }, "metrics": [] }"#

  private func package() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    return folder
  }

  @Test(
    "A broken baseline of this machine is named with its key and a remedy, and nothing is built or changed",
    arguments: broken)
  func brokenBaseline(_ broken: Broken) async throws {
    let folder = try package()
    let here = Preflight.environment
    let file = try folder.write(
      broken.text, to: "baselines/\(here.toolchain.folderName)/\(here.machine.folderName)/M.S.json")
    let before = try FolderContents(folder.url)
    for command in ["gate", "record", "list"] {
      let outcome = await Perftest.run(command, in: folder.url)
      #expect(outcome.status == 78)
      #expect(outcome.output.isEmpty)
      for text in broken.said + [file.path] { #expect(outcome.error.contains(text)) }
      let remedies = ["git checkout -- \(file.path)", "Resolve the conflict", "Delete one of the two"]
      #expect(remedies.contains { outcome.error.contains($0) })
    }
    #expect(try FolderContents(folder.url) == before)
  }

  @Test("A baseline folder that is a file is named, and the file stays")
  func folderThatIsAFile() async throws {
    let folder = try package()
    try folder.write("mine", to: "baselines")
    let before = try FolderContents(folder.url)
    let outcome = await Perftest.run("gate", in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("is a file where a folder of baselines is expected"))
    #expect(outcome.error.contains("PERFTEST_BASELINES"))
    #expect(try FolderContents(folder.url) == before)
  }

  @Test(
    "A state folder that cannot be written is named", arguments: ["/proc/nowhere", "/dev/full/x", "Package.swift/x"])
  func unwritableState(_ state: String) async throws {
    let folder = try package()
    let before = try FolderContents(folder.url)
    let outcome = await Perftest.run("gate", environment: ["PERFTEST_STATE": state], in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("\(state): cannot be written"))
    #expect(outcome.error.contains("set PERFTEST_STATE"))
    #expect(try FolderContents(folder.url) == before)
  }

  @Test(
    "A variable with an unknown value is named with the valid ones",
    arguments: [
      ("PERFTEST_MODE", "fast", "smoke, gate, record"), ("PERFTEST_SLOWDOWN", "fast", "a factor from 1 to 100"),
      ("PERFTEST_SLOWDOWN", "nan", "a factor from 1 to 100"), ("PERFTEST_SLOWDOWN", "0.5", "a factor from 1 to 100"),
      ("PERFTEST_DEADLINE", "soon", "seconds from 1 to 86400"),
      ("PERFTEST_TIME_LIMIT", "0", "seconds from 1 to 86400, or minutes and hours such as 2m and 1h"),
    ])
  func unknownValue(_ name: String, _ value: String, _ allowed: String) async throws {
    let folder = try package()
    let before = try FolderContents(folder.url)
    let outcome = await Perftest.run("gate", environment: [name: value], in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("\(name): has the value '\(value)'. Allowed: "))
    #expect(outcome.error.contains(allowed))
    #expect(try FolderContents(folder.url) == before)
  }

  @Test(
    "A list of variables without a name in it, or without commas, is refused before anything is built",
    arguments: ["A B", "A,,B", " "])
  func requestedVariables(_ value: String) async throws {
    let folder = try package()
    let before = try FolderContents(folder.url)
    let outcome = try await BuiltCommand.run("gate", environment: ["PERFTEST_ENVIRONMENT": value], in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("environment variable PERFTEST_ENVIRONMENT: asks for '"), "\(outcome)")
    #expect(try FolderContents(folder.url) == before)
  }
}
