import Foundation
import PerformanceRecords
import PerformanceSystem

/// The content of an operand's file: baselines or a run.
package enum NumbersFile {
  case baselines([BaselineDocument])
  case run(RunRecord)

  /// Reads a baseline (`.json`), an event log (`.jsonl`) or all baselines in a folder and its subfolders.
  /// - Throws: ``InputError`` when there is none or it cannot be read.
  package init(_ path: String, in context: CommandContext) throws {
    let url = context.file(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw InputError(file: path, problem: "does not exist", remedy: Self.remedy)
    }
    if isFolder.boolValue {
      self = .baselines(try Self.documents(below: url))
    } else if url.pathExtension == "jsonl" {
      self = .run(try Self.record(url))
    } else if url.pathExtension == "json" {
      self = .baselines([try BaselineStore.read(url)])
    } else {
      throw InputError(file: path, problem: "is neither a baseline nor an event log", remedy: Self.remedy)
    }
  }

  /// Whether a text names such a file rather than a benchmark or a branch, which may have the name of a folder.
  package static func isNamed(by text: String, in context: CommandContext) -> Bool {
    let path = context.file(text).path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return text.hasSuffix(".json") || text.hasSuffix(".jsonl")
    }
    return !isFolder.boolValue || !baselines(below: path).isEmpty
  }

  private static let remedy =
    "Name a baseline (.json), a folder of baselines, or a run's event log (.perftest/runs/….jsonl)."

  private static func record(_ file: URL) throws -> RunRecord {
    guard access(file.path, R_OK) == 0 else {
      throw InputError(
        file: file.path, problem: "cannot be read (\(String(cString: strerror(errno))))",
        remedy: "Check its permissions."
      )
    }
    let record = try RunRecord(log: file)
    guard record.id != nil else {
      throw InputError(file: file.path, problem: "has no event", remedy: "Take the log of another run.")
    }
    return record
  }

  private static func documents(below folder: URL) throws -> [BaselineDocument] {
    let paths = baselines(below: folder.path)
    guard !paths.isEmpty else {
      throw InputError(file: folder.path, problem: "has no baseline in it", remedy: remedy)
    }
    return try paths.map { try BaselineStore.read(folder.appendingPathComponent($0)) }
  }

  private static func baselines(below folder: String) -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.filter { path in
      path.hasSuffix(".json")
        && !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == BaselineStore.profilesFolder }
        && SettingsSchema(of: URL(fileURLWithPath: folder).appendingPathComponent(path)) == nil
    }.sorted()
  }
}
