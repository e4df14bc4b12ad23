import Foundation
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A file is written completely or not at all")
struct AtomicWriteTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  @Test("Folders are made, an old file is replaced and nothing else is left")
  func replaces() throws {
    try JSONFile.write(Data("1".utf8), to: path("a/b/c.json"))
    try JSONFile.write(Data("22".utf8), to: path("a/b/c.json"))
    #expect(try folder.files() == ["a/b/c.json"])
    #expect(try folder.text(of: "a/b/c.json") == "22")
  }

  @Test("A name that the file system refuses leaves its folder unchanged")
  func invalidName() throws {
    try folder.write("old", to: "c.json")
    // 250 bytes are a valid name, but too long with the suffix of the temporary file.
    let url = path(String(repeating: "x", count: 245) + ".json")
    let error = try #require(throws: InputError.self) { try JSONFile.write(Data("new".utf8), to: url) }
    #expect(error.file == url.path)
    #expect(error.problem == "cannot be written (File name too long)", "\(error)")
    #expect(try folder.files() == ["c.json"])
  }

  @Test("A folder with the file's name stays, with its contents")
  func folderAtFile() throws {
    try folder.write("old", to: "c.json/inside")
    let error = try #require(throws: InputError.self) { try JSONFile.write(Data("new".utf8), to: path("c.json")) }
    #expect(error.problem == "cannot be written (Is a directory)", "\(error)")
    #expect(error.remedy.contains("is unchanged"))
    #expect(try folder.files() == ["c.json/inside"])
  }

  @Test("A file with the folder's name stays")
  func fileAtFolder() throws {
    try folder.write("old", to: "a")
    let error = try #require(throws: InputError.self) { try JSONFile.write(Data("new".utf8), to: path("a/c.json")) }
    #expect(error.file == path("a/c.json").path)
    #expect(try folder.files() == ["a"])
    #expect(try folder.text(of: "a") == "old")
  }

  @Test("A folder with the temporary file's name is left alone")
  func folderAtTemporaryFile() throws {
    let temporary = ".c.json.\(ProcessInfo.processInfo.processIdentifier).tmp"
    try folder.write("kept", to: temporary + "/inside")
    try folder.write("old", to: "c.json")
    #expect(throws: InputError.self) { try JSONFile.write(Data("new".utf8), to: path("c.json")) }
    #expect(try folder.files() == [temporary + "/inside", "c.json"])
    #expect(try folder.text(of: "c.json") == "old")
  }
}
