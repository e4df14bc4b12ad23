import PerformanceImports
import PerformanceSystem
import Testing

@Suite("Formats of other tools, found by content")
struct DetectionTests {
  @Test("Each file has the format of its tool, whatever it is called", arguments: Fixture.all)
  func formats(_ fixture: Fixture) throws {
    let file = ImportedFile(try fixture.bytes(), name: "results")
    #expect(try ImportFormat(of: file).name == fixture.format)
  }

  @Test("A byte order mark before a document changes nothing", arguments: Fixture.all)
  func byteOrderMark(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    let marked = try Fixture.results(of: [0xEF, 0xBB, 0xBF] + bytes, name: "results")
    #expect(marked == (try Fixture.results(of: bytes, name: "results")))
  }

  @Test("Line ends of Windows change nothing", arguments: Fixture.all)
  func lineEnds(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    let windows = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    #expect(
      try Fixture.results(of: windows, name: "results") == Fixture.results(of: bytes, name: "results"))
  }

  @Test(
    "A file of no known tool is refused with the names of the formats, and an empty one as empty",
    arguments: [
      ("{}", "is not a result"), ("[]", "is not a result"), ("[1, 2]", "is not a result"),
      ("PASS\n", "is not a result"),
      (#"{"results": 3, "other": 1}"#, "is not a result"), ("", "is empty"), (" \n\t", "is empty"),
    ])
  func unknown(text: String, problem: String) throws {
    let error = try #require(throws: InputError.self) { try Fixture.results(text: text) }
    #expect(error.file == "results" && error.problem.contains(problem), "\(error)")
    #expect(problem == "is empty" || error.remedy.contains("--format") && error.remedy.contains("hyperfine"))
  }

  @Test("A named format reads any file, and refuses one of another tool", arguments: Fixture.all)
  func named(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    for format in ImportFormat.all {
      do {
        let results = try Fixture.results(of: bytes, name: fixture.name, format: format.name)
        let tool = ImportFormat(named: fixture.format)?.tool
        #expect(!results.benchmarks.isEmpty && format.tool == tool, "\(format.name)")
      } catch let error as InputError {
        #expect(error.file == fixture.name && format.name != fixture.format, "\(format.name): \(error)")
      }
    }
  }

  @Test("A file with its results removed is no empty success: the error has what else it has")
  func nothing() throws {
    let text = #"{"results": [{"command": "a", "times": [0.1], "exit_codes": [1]}]}"#
    let error = try #require(throws: InputError.self) { try Fixture.results(text: text) }
    #expect(error.problem == "has no result of 'hyperfine', and has 1 failed or skipped result (the first is 'a')")
  }
}
