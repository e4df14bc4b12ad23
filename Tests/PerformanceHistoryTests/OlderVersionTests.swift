import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A database of each version is read, and brought up to date where it is older.
@Suite("Databases of older versions", .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
struct OlderVersionTests {
  private static let run = "20260131-120000-0a1b2c3d-4711"

  private static func fixture(_ name: String) throws -> String {
    let file = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test("A database of a version has what its log has", arguments: 1...IndexSchema.version)
  func versions(version: Int) throws {
    let scripted = try ScriptedHistory()
    try scripted.folder.write(try Self.fixture("version-\(version).jsonl"), to: ".perftest/runs/\(Self.run).jsonl")
    let expected = try scripted.withoutLibrary().everything()
    do {
      let connection = try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
      try connection.execute(try Self.fixture("version-\(version).sql"))
    }
    let old = try HistoryIndex(file: scripted.state.history, library: SQLiteLibrary())
    #expect(try old.contents(ofRun: Self.run) == expected.first)
    let history = scripted.open()
    #expect(try history.everything() == expected)
    #expect(try history.check() == [])
    #expect(history.messages.isEmpty)
    #expect(expected.first?.rows.count == 4)
  }
}
