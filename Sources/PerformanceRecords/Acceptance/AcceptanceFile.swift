import Foundation
import PerformanceSystem

/// The checked-in file of accepted regressions, `accepted.json` beside the baselines.
package struct AcceptanceFile: Sendable {
  /// The file's name.
  package static let name = "accepted.json"

  package let url: URL

  /// The file in a folder of baselines; it need not exist.
  package init(in baselines: URL) { url = baselines.appendingPathComponent(Self.name) }

  /// The accepted regressions in the order of the file; empty where there is no file.
  /// - Throws: ``InputError`` for a file that is damaged, of an unknown version or accepts a metric twice.
  package func read() throws -> [AcceptedRegression] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    return try JSONFile.read(
      AcceptanceDocument.self, from: url,
      remedy: "Restore it with 'git checkout -- \(url.path)', fix it, or delete it: nothing is accepted then."
    ).acceptances
  }

  /// The accepted regressions in the data of a file, such as one of another commit.
  /// - Throws: `DecodingError`.
  package static func acceptances(in data: Data) throws -> [AcceptedRegression] {
    try JSONDecoder().decode(AcceptanceDocument.self, from: data).acceptances
  }

  /// Writes the accepted regressions unless the file already has them; removes the file when there are none.
  /// - Throws: ``InputError``; the old file is then as it was.
  package func write(_ acceptances: [AcceptedRegression]) throws {
    guard !acceptances.isEmpty else {
      try remove()
      return
    }
    let data = try PrettyJSON.encode(AcceptanceDocument(acceptances: acceptances))
    if let old = try? Data(contentsOf: url), old == data { return }
    try JSONFile.write(data, to: url)
  }

  private func remove() throws {
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      throw InputError(
        file: url.path, problem: "cannot be removed (\(error.localizedDescription))", remedy: "Check permissions.")
    }
  }
}

/// The content of the file.
private struct AcceptanceDocument: Codable {
  static let schema = SettingsSchema.accepted.rawValue
  /// The version this build reads and writes.
  static let version = 1

  /// Ordered by benchmark and metric, without duplicates.
  var acceptances: [AcceptedRegression]

  init(acceptances: [AcceptedRegression]) { self.acceptances = acceptances.sorted() }

  private enum Key: String, CodingKey, CaseIterable { case schema, version, accepted }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(schema: Self.schema, forKey: .schema, version: Self.version, forKey: .version)
    try decoder.refuseKeys(besides: Key.self)
    acceptances = try container.decode([AcceptedRegression].self, forKey: .accepted).sorted()
    for (first, second) in zip(acceptances, acceptances.dropFirst())
    where first.benchmark == second.benchmark && first.metric == second.metric {
      throw DecodingError.dataCorruptedError(
        forKey: .accepted, in: container,
        debugDescription: "has \(first.metric) of '\(first.benchmark)' a second time; delete one of the two")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(acceptances, forKey: .accepted)
  }
}
