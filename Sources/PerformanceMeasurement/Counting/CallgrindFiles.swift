import Foundation
import PerformanceProfiles
import PerformanceRecords

/// The files of Callgrind in a folder, found by the labels of their requests.
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

  /// The costs in the file with this label; `nil` when there is none.
  /// - Throws: ``InputError``.
  func profile(labelled label: String) throws -> CallgrindProfile? {
    try files[label].map { try CallgrindProfile(contentsOf: $0) }
  }

  /// The costs since the last request, written when the process was asked to end. Each thread has a file, most of them
  /// empty; the one with the greatest costs counts.
  var unfinished: CallgrindProfile? {
    unlabelled.compactMap { try? CallgrindProfile(contentsOf: $0) }
      .max { $0.exactInstructions ?? 0 < $1.exactInstructions ?? 0 }
  }
}
