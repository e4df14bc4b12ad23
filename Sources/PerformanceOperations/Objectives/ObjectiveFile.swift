import Foundation
import PerformanceRecords
import PerformanceSystem

/// The promises of a team.
package struct Objectives: Equatable, Sendable {
  package var objectives: [Objective]
  package var invariants: [Invariant]

  package init(objectives: [Objective] = [], invariants: [Invariant] = []) {
    self.objectives = objectives
    self.invariants = invariants
  }
}

/// The checked-in file of objectives, `objectives.json` beside the baselines.
package struct ObjectiveFile: Sendable {
  /// The file's name.
  package static let name = "objectives.json"

  package let url: URL

  /// The file in a folder of baselines; it need not exist.
  package init(in baselines: URL) { url = baselines.appendingPathComponent(Self.name) }

  /// The objectives in the order of the file; none where there is no file.
  /// - Throws: ``InputError`` for a file that is damaged, of an unknown version, or has an unknown key or an id twice.
  package func read() throws -> Objectives {
    guard FileManager.default.fileExists(atPath: url.path) else { return Objectives() }
    return try JSONFile.read(
      ObjectiveDocument.self, from: url, remedy: "Fix it, or restore it with 'git checkout -- \(url.path)'."
    ).content
  }

  /// Writes the objectives.
  /// - Throws: ``InputError``; the old file is then as it was.
  package func write(_ objectives: Objectives) throws {
    try JSONFile.write(try PrettyJSON.encode(ObjectiveDocument(content: objectives)), to: url)
  }
}

/// The content of the file.
private struct ObjectiveDocument: Codable {
  /// The version this build reads and writes.
  static let version = 1

  var content: Objectives

  init(content: Objectives) { self.content = content }

  private enum Key: String, CodingKey, CaseIterable { case schema, version, objectives, invariants }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(
      schema: SettingsSchema.objectives.rawValue, forKey: .schema, version: Self.version, forKey: .version)
    try decoder.refuseKeys(besides: Key.self)
    content = Objectives(
      objectives: try container.decode([Objective].self, forKey: .objectives),
      invariants: try container.decodeIfPresent([Invariant].self, forKey: .invariants) ?? [])
    var seen: Set<String> = []
    for id in content.objectives.map(\.id) + content.invariants.map(\.id) where !seen.insert(id).inserted {
      throw DecodingError.dataCorruptedError(
        forKey: .objectives, in: container, debugDescription: "has the id '\(id)' twice; rename one of the two")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(SettingsSchema.objectives.rawValue, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(content.objectives, forKey: .objectives)
    if !content.invariants.isEmpty { try container.encode(content.invariants, forKey: .invariants) }
  }
}
