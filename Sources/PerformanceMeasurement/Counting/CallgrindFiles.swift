import Foundation
import PerformanceProfiles
import PerformanceRecords

/// The files that Callgrind wrote in a folder, found by the labels of the requests that made them.
struct CallgrindFiles {
  private var files: [String: URL] = [:]
  private var unlabelled: [URL] = []

  init(in folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(CountingTool.prefix) {
      let file = folder.appendingPathComponent(name)
      if let label = CallgrindProfile.label(of: file) { files[label] = file } else { unlabelled.append(file) }
    }
  }

  /// The costs in the file with a label; `nil` when there is none.
  /// - Throws: ``InputError``.
  func profile(labelled label: String) throws -> CallgrindProfile? {
    try files[label].map { try CallgrindProfile(contentsOf: $0) }
  }

  /// What was counted since the last request, written when the process was asked to end: that of the thread that did
  /// most, as threads have files of their own and most of them are empty.
  var unfinished: CallgrindProfile? {
    unlabelled.compactMap { try? CallgrindProfile(contentsOf: $0) }
      .max { $0.exactInstructions ?? 0 < $1.exactInstructions ?? 0 }
  }
}
