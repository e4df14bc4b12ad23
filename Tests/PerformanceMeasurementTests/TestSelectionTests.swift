import Foundation
import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A selection of tests")
struct TestSelectionTests {
  private let folder: TemporaryFolder
  private var file: URL { folder.file("selection.json") }

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "is read from the arguments that were made of it",
    arguments: [
      TestSelection(), TestSelection(filters: ["a b", "^c", #"größer "5"\n"#]), TestSelection(skips: ["d"]),
      TestSelection(filters: [""], skips: ["--filter", "\n"]),
      TestSelection(filters: [String(repeating: "x", count: 10_000_000)]),
    ])
  func roundTrip(selection: TestSelection) throws {
    let arguments = try selection.arguments(in: file)
    #expect(arguments.isEmpty == selection.isEverything)
    #expect(arguments.allSatisfy { $0.utf8.count <= 512 })
    #expect(try TestSelection(arguments: ["bundle", "--no-parallel"] + arguments) == selection)
  }

  @Test("is passed on in arguments of one length, wherever the file is")
  func fixedLength() throws {
    for name in ["a", "a much longer name of a file"] {
      let arguments = try TestSelection(filters: ["x"]).arguments(in: folder.file(name))
      #expect(arguments.map(\.utf8.count) == ["--configuration-path".utf8.count, 512])
    }
  }

  @Test("has the options of the command line and those of a file")
  func both() throws {
    let arguments = try TestSelection(filters: ["a"], skips: ["b"]).arguments(in: file)
    #expect(
      try TestSelection(arguments: ["bundle", "--filter", "c", "--skip=d"] + arguments)
        == TestSelection(filters: ["c", "a"], skips: ["d", "b"]))
  }

  @Test(
    "whose file is missing or has something else names the file",
    arguments: [nil, "", "nonsense", "[]", #"{"filter": "a"}"#, #"{"filter": [1]}"#])
  func unreadable(text: String?) throws {
    if let text { try folder.write(text, to: "selection.json") }
    let error = try #require(throws: InputError.self) {
      try TestSelection(arguments: ["--configuration-path=\(file.path)"])
    }
    #expect(error.file == file.path && error.remedy.contains("--configuration-path"))
  }

  @Test("that cannot be written names the folder")
  func unwritable() throws {
    let error = try #require(throws: InputError.self) {
      try TestSelection(filters: ["a"]).arguments(in: URL(fileURLWithPath: "/proc/nothing/here/selection.json"))
    }
    #expect(error.file == "/proc/nothing/here")
  }
}
