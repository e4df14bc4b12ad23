import Foundation
import PerformanceSystem

/// The end of the chain of audit records, in a file beside them: without it the removal of the last lines would leave a
/// chain that is whole.
package struct AuditHead: Equatable, Sendable {
  /// The name of its file in the folder of the category.
  package static let fileName = "head.json"

  /// The number of the last record.
  package let sequence: Int
  /// SHA-256 of its line, without the line feed.
  package let hash: String

  package init(sequence: Int, hash: String) {
    self.sequence = sequence
    self.hash = hash
  }

  /// The end of a chain without records.
  static let beginning = AuditHead(sequence: 0, hash: AuditLink.beginning)

  /// The head after a line.
  package init?(line: UnsafeRawBufferPointer) {
    guard let link = try? JSONDecoder().decode(Link.self, from: Data(line)), link.sequence > 0 else { return nil }
    self.init(sequence: link.sequence, hash: SHA256.hexadecimal(of: line))
  }

  /// The place of the next record.
  var next: AuditLink { AuditLink(sequence: sequence + 1, previous: hash) }

  private struct Link: Decodable {
    let sequence: Int
    let previous: String
  }

  // MARK: - File

  /// The file of a folder of logs.
  package static func file(in folder: LogFolder) -> URL {
    folder.folder(of: .audit).appendingPathComponent(fileName)
  }

  /// Reads the file; `nil` where it is absent or was damaged.
  package init?(file: URL) {
    guard let data = try? Data(contentsOf: file), let content = try? JSONDecoder().decode(Content.self, from: data),
      content.sequence > 0
    else { return nil }
    self.init(sequence: content.sequence, hash: content.hash)
  }

  /// Writes the file, all or nothing.
  /// - Throws: ``InputError``.
  func write(to file: URL) throws {
    try JSONFile.write(try PrettyJSON.encode(Content(sequence: sequence, hash: hash)), to: file)
  }

  private struct Content: Codable {
    let sequence: Int
    let hash: String
  }
}
