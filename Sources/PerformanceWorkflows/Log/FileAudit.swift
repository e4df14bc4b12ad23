import Foundation
import PerformanceLog
import PerformanceRecords
import PerformanceSystem

/// The checked-in files of a folder before a change, for an audit record of each file that it changes.
struct FileAudit {
  private let folder: URL
  private let log: RunLog
  private let before: [String: Data]

  /// Reads the files of a folder and of those below it.
  init(of folder: URL, log: RunLog) {
    (self.folder, self.log) = (folder, log)
    before = log.keepsRecords ? Self.contents(of: folder) : [:]
  }

  /// Makes a record for each file that is new, gone or different.
  func recordChanges() {
    guard log.keepsRecords else { return }
    let after = Self.contents(of: folder)
    for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
      let file = folder.appendingPathComponent(path)
      log.audit(
        Self.message(of: path), "\(path) \(Self.change(before[path], after[path]))",
        [
          "file.path": .string(file.path), "file.hash.before": Self.hash(before[path]),
          "file.hash.after": Self.hash(after[path]),
        ])
    }
  }

  private static func hash(_ content: Data?) -> JSONValue {
    content.map { content in .string(content.withUnsafeBytes { SHA256.hexadecimal(of: $0) }) } ?? .null
  }

  private static func change(_ before: Data?, _ after: Data?) -> String {
    before == nil ? "was added" : after == nil ? "was removed" : "was changed"
  }

  /// What a file is about: settings are in the folder itself, baselines in folders below it.
  private static func message(of path: String) -> LogMessage {
    switch path {
    case AcceptanceFile.name: .acceptanceChanged
    case "budgets.json": .budgetChanged
    case "objectives.json": .objectiveChanged
    case "history.json": .historyRewritten
    default: path.contains("/") ? .baselineRecorded : .settingsChanged
    }
  }

  /// The content of each JSON file by its path below the folder. Only changed ones are hashed, which takes longer.
  private static func contents(of folder: URL) -> [String: Data] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: paths.filter { $0.hasSuffix(".json") }.compactMap { path in
        (try? Data(contentsOf: folder.appendingPathComponent(path))).map { (path, $0) }
      })
  }
}
