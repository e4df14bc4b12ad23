import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Two builds that were compiled in the same folder each find their own files there")
struct ExchangedFoldersTests {
  private let folder: TemporaryFolder
  private let folders: ExchangedFolders

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("new", to: "tree/data/file")
    try folder.write("old", to: "other/data/file")
    folders = ExchangedFolders(compiled: folder.file("tree").path, aside: folder.file("other").path)
  }

  private func expectTheNewFiles() throws {
    #expect(try folder.text(of: "tree/data/file") == "new")
    #expect(try folder.text(of: "other/data/file") == "old")
    #expect(try folder.files() == ["other/data/file", "tree/data/file"])
  }

  @Test("The folders have each other's names while a body runs, and their own after it")
  func exchanged() throws {
    #expect(try folders.whileExchanged { try folder.text(of: "tree/data/file") } == "old")
    try expectTheNewFiles()
  }

  @Test("Folders have their own names again after a body that throws")
  func throwingBody() throws {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try folders.whileExchanged {
        #expect(try folder.text(of: "tree/data/file") == "old")
        throw Failure()
      }
    }
    try expectTheNewFiles()
  }

  @Test("Three renames have the effect of one exchange")
  func threeRenames() throws {
    try folders.exchangeInThreeSteps()
    #expect(try folder.text(of: "tree/data/file") == "old")
    #expect(try folder.files() == ["other/data/file", "tree/data/file"])
    try folders.exchange()
    try expectTheNewFiles()
  }

  @Test("A missing folder is named, and the other one keeps its name")
  func missingFolder() throws {
    let absent = ExchangedFolders(compiled: folders.compiled, aside: folder.file("absent").path)
    let error = try #require(throws: InputError.self) { try absent.exchange() }
    #expect("\(error)".contains("absent") && "\(error)".contains("No such file"), "\(error)")
    try expectTheNewFiles()
  }

  @Test("A bundle's processes find its files by their working folder and by the compiled path")
  func bundleFiles() throws {
    let script = try folder.writeProgram(
      """
      #!/bin/sh
      cat data/file "$COMPILED/data/file"
      exit 1

      """, to: "bundle")
    var bundle = TestBundle(
      executable: script.path, name: "bundle", scratch: folder.file("scratch"),
      environment: [
        "PATH": "/usr/bin:/bin", "COMPILED": folders.compiled, "PERFTEST_ENVIRONMENT": "COMPILED",
      ],
      folder: URL(fileURLWithPath: folders.compiled))
    #expect(try output(of: bundle) == "newnew")
    bundle.files = folders
    #expect(try output(of: bundle) == "oldold")
    #expect(try folder.text(of: "tree/data/file") == "new")
  }

  private func output(of bundle: TestBundle) throws -> String {
    let outcome = try bundle.takeSession(Example.id.function, iterations: [:], slowdown: .none) { true }
    guard case .failed(let failure) = outcome, case .endedItself(_, let end) = failure.cause else {
      return "\(outcome)"
    }
    return end.output.joined(separator: " | ")
  }
}
