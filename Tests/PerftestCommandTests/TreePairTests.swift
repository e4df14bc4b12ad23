import Foundation
import PerformanceGit
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Folders that exchange their names have their own ones when a run begins")
struct TreePairTests {
  private let folder: TemporaryFolder
  private let pair: TreePair

  init() throws {
    folder = try TemporaryFolder()
    pair = TreePair(in: folder.url)
    try pair.prepare()
    try folder.write("compiled", to: "tree/file")
    try folder.write("aside", to: "other/file")
  }

  private func expectTheirOwnFiles() throws {
    #expect(try folder.text(of: "tree/file") == "compiled")
    #expect(try folder.text(of: "other/file") == "aside")
  }

  @Test("after a run that completed")
  func completed() throws {
    try pair.prepare()
    try expectTheirOwnFiles()
  }

  @Test("after a process that was killed while the other build ran")
  func killed() throws {
    try pair.exchanged.exchange()
    try pair.prepare()
    try expectTheirOwnFiles()
    try pair.prepare()
    try expectTheirOwnFiles()
  }

  @Test(
    "and are empty where they had been killed between the steps of an exchange in three",
    arguments: [["tree"], ["tree", "other"]])
  func threeSteps(_ done: [String]) throws {
    var free = "other.between"
    for name in done {
      try FileManager.default.moveItem(at: folder.file(name), to: folder.file(free))
      free = name
    }
    try pair.prepare()
    #expect(try folder.text(of: "tree/name") == "tree" && folder.text(of: "other/name") == "other")
    #expect(!FileManager.default.fileExists(atPath: folder.file("other.between").path))
    // Files of the one are never taken for those of the other.
    #expect((try? folder.text(of: "tree/file")) != "aside" && (try? folder.text(of: "other/file")) != "compiled")
  }

  @Test("A missing or unidentified one is made anew and the other one stays")
  func missing() throws {
    try FileManager.default.removeItem(at: folder.file("other"))
    try pair.prepare()
    #expect(try folder.text(of: "tree/file") == "compiled")
    try FileManager.default.removeItem(at: folder.file("tree/name"))
    try pair.prepare()
    #expect(try folder.files() == ["other/name", "tree/name"])
  }
}
