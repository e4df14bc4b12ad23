import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A baseline that cannot be used names file, problem and remedy")
struct BaselineInputErrorTests {
  /// One change of a good document, and the expected error.
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var key: String?
    var problem: String

    init(_ name: String, _ old: String, _ new: String, key: String?, _ problem: String) {
      (testDescription, self.old, self.new, self.key, self.problem) = (name, old, new, key, problem)
    }
  }

  private static let sessions = "[101.5, 101.85, 102.38, 103.25, 176.63, 220.65, 250]"
  private static let sessionsKey = "benchmarks[0].metrics[0].sessions"

  static let damages = [
    Damage(
      "wrong type", #""iterations": 1000"#, #""iterations": "many""#, key: "benchmarks[0].iterations",
      "wrong type, expected a whole number"),
    Damage(
      "a fraction for a whole number", #""iterations": 1000"#, #""iterations": 0.5"#, key: nil,
      "too large, or a fraction"),
    Damage(
      "no iterations", #""iterations": 1000"#, #""iterations": 0"#, key: "benchmarks[0].iterations",
      "is 0, expected at least 1"),
    Damage(
      "negative iterations", #""iterations": 1000"#, #""iterations": -5"#, key: "benchmarks[0].iterations", "is -5"),
    Damage("null", #""test": "decode()""#, #""test": null"#, key: "benchmarks[0].test", "expected a string"),
    Damage(
      "a number for a name", #""test": "decode()""#, #""test": 5"#, key: "benchmarks[0].test", "expected a string"),
    Damage("missing key", #""test": "decode()""#, #""text": "decode()""#, key: "benchmarks[0].test", "is missing"),
    Damage("missing key of the document", #""toolchain""#, #""toolChain""#, key: "toolchain", "is missing"),
    Damage("a name for a list", #""suite": ["Catalog"]"#, #""suite": "Catalog""#, key: "suite", "expected a list"),
    Damage(
      "a list for an object", #""recorded": {"#, #""recorded": [], "old": {"#, key: "benchmarks[0].recorded",
      "expected an object"),
    Damage("a number among lists", sessions, "5", key: sessionsKey + "[0]", "expected a list"),
    Damage(
      "a name among numbers", sessions, #"[1, 2, 3, 4, 5, 6, "7"]"#, key: sessionsKey + "[0][6]", "expected a number"),
    Damage(
      "unknown schema", "swift-performance-testing/baseline", "other", key: "schema",
      "is 'other', expected 'swift-performance-testing/baseline'"),
    Damage("newer version", #""version": 1"#, #""version": 2"#, key: "version", "is 2, this build knows 1"),
    Damage(
      "methodology of the future", #""methodology": 2"#, #""methodology": 7"#, key: "methodology",
      "is 7, this build knows 1…\(Methodology.current)"),
    Damage("methodology zero", #""methodology": 2"#, #""methodology": 0"#, key: "methodology", "is 0"),
    Damage(
      "unknown direction", #""direction": "lower""#, #""direction": "up""#, key: "benchmarks[0].metrics[0].direction",
      "up"),
    Damage(
      "unknown kind", #""kind": "sampled""#, #""kind": "guessed""#, key: "benchmarks[0].metrics[0].kind", "guessed"),
    Damage(
      "a kind without its numbers", #""kind": "sampled""#, #""kind": "exact""#, key: "benchmarks[0].metrics[0].count",
      "is missing"),
    Damage("negative time", "101.5,", "-101.5,", key: sessionsKey, "has in entry 0 not 7 ascending numbers from 0 up"),
    Damage(
      "unsorted quantiles", "101.85, 102.38", "102.38, 101.85", key: sessionsKey, "has in entry 0 not 7 ascending"),
    Damage("too few quantiles", "99.125, ", "", key: sessionsKey, "has in entry 1 not 7 ascending"),
    Damage(
      "a range upside down", "[12, 12, 13]", "[14, 12, 13]", key: "benchmarks[1].metrics[0].count",
      "is not one number or three in ascending order"),
    Damage(
      "a range of two", "[12, 12, 13]", "[12, 13]", key: "benchmarks[1].metrics[0].count",
      "is not one number or three in ascending order"),
    Damage(
      "a count that is a text", "[12, 12, 13]", #""12""#, key: "benchmarks[1].metrics[0].count",
      "is not one number or three in ascending order"),
    Damage("NaN", "103.25", "NaN", key: nil, "is not valid JSON (Invalid value around character"),
    Damage("Infinity", "250]", "Infinity]", key: nil, "is not valid JSON (Invalid value around character"),
    Damage("a number beyond all numbers", "250]", "1e999]", key: nil, "1e999 is not representable"),
    Damage("a comma too much", "250]", "250,]]", key: nil, "is not valid JSON"),
    Damage("ours", #"  "methodology": 2,"#, "<<<<<<< HEAD\n", key: "line 46", "merge-conflict marker"),
    Damage(
      "the middle of a conflict", #"  "methodology": 2,"#, "  \"methodology\": 2,\n=======\n", key: "line 47",
      "merge-conflict marker"),
    Damage("theirs", #"  "methodology": 2,"#, ">>>>>>> topic\r\n", key: "line 46", "merge-conflict marker"),
  ]

  @Test("A damaged document names file, key and remedy", arguments: damages)
  func damaged(damage: Damage) throws {
    let golden = BaselineDocumentTests.golden
    let location = try #require(golden.range(of: damage.old), "the good document has the damaged text")
    let folder = try TemporaryFolder()
    let file = try folder.write(golden.replacingCharacters(in: location, with: damage.new), to: "Suite.json")
    let error = try #require(throws: InputError.self) { try BaselineStore.read(file) }
    #expect(error.file == file.path)
    #expect(error.key == damage.key)
    #expect(error.problem.contains(damage.problem), "\(error)")
    #expect(!error.remedy.isEmpty)
    #expect(error.description.contains("Suite.json"))
  }

  @Test("A truncated file is named, wherever it ends", arguments: [0, 1, 40, 300, 900])
  func truncated(length: Int) throws {
    let folder = try TemporaryFolder()
    let golden = BaselineDocumentTests.golden
    let file = try folder.write(String(golden.prefix(length)), to: "Suite.json")
    let error = try #require(throws: InputError.self) { try BaselineStore.read(file) }
    #expect(error.file == file.path && error.key == nil)
    #expect(error.problem.contains("is not valid JSON (Unexpected end of file"), "\(error)")
    #expect(error.remedy.contains("git checkout -- \(file.path)"))
  }

  @Test("JSON that is no document is refused", arguments: ["[]", "5", "null", "{}", "\"text\""])
  func otherJSON(text: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "Suite.json")
    #expect(throws: InputError.self) { try BaselineStore.read(file) }
  }

  @Test("Bytes that are no text are refused")
  func notText() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("Suite.json")
    try Data([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]).write(to: file)
    #expect(throws: InputError.self) { try BaselineStore.read(file) }
  }

  @Test(
    "A file that cannot be read is named with the system's reason",
    arguments: ["absent.json", "folder.json", "dangling.json"])
  func unreadable(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "folder.json/inside")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("dangling.json").path, withDestinationPath: "nowhere")
    let file = folder.url.appendingPathComponent(name)
    let error = try #require(throws: InputError.self) { try BaselineStore.read(file) }
    #expect(error.file == file.path)
    #expect(error.problem.hasPrefix("cannot be read ("), "\(error)")
  }

  @Test("Equal signs and angle brackets inside a line are no conflict")
  func noConflict() throws {
    let folder = try TemporaryFolder()
    let text = BaselineDocumentTests.golden
      .replacingOccurrences(of: "first", with: "<<<<<<< a ======= b >>>>>>>")
    #expect(throws: Never.self) { try BaselineStore.read(folder.write(text, to: "Suite.json")) }
  }

  @Test("A hostile text in an error is shown escaped")
  func hostile() {
    let error = InputError(file: "a\u{1b}[2J.json", key: "b\n", problem: "is '\u{7}'", remedy: "Delete it.")
    #expect(error.description == #"a\u{1b}[2J.json, b\u{a}: is '\u{7}'. Delete it."#)
  }
}
