import Foundation
import PerformanceSystem

/// The file that marks a branch as a history, with the version of its layout.
struct HistoryMarker: Codable {
  /// The path of the file.
  static let file = "perftest-history.json"

  private static let schema = "swift-performance-testing/history"
  private static let version = 1

  private var schema = Self.schema
  private var version = Self.version

  /// The contents of the file.
  static func data() throws -> Data { try PrettyJSON.encode(HistoryMarker()) }

  /// Checks the contents of a file.
  /// - Throws: ``InputError`` where they are of another version, or of something else.
  static func check(_ data: Data, file: String) throws {
    let marker = try JSONFile.decode(
      HistoryMarker.self, from: data, file: file, remedy: "Give another name of a branch: --git NAME.")
    guard marker.schema == schema else {
      throw InputError(
        file: file, key: "schema", problem: "is '\(marker.schema)', expected '\(schema)'",
        remedy: "Give another name of a branch: --git NAME.")
    }
    guard marker.version == version else {
      throw InputError(
        file: file, key: "version", problem: "is \(marker.version), and this perftest reads version \(version)",
        remedy: "Use the version of the package that wrote it.")
    }
  }
}
