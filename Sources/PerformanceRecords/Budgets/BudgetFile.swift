import Foundation
import PerformanceSystem

/// The checked-in file of budgets, `budgets.json` beside the baselines.
package struct BudgetFile: Sendable {
  /// The file's name.
  package static let name = "budgets.json"

  package let url: URL

  /// The file in a folder of baselines; it need not exist.
  package init(in baselines: URL) { url = baselines.appendingPathComponent(Self.name) }

  /// The budgets in the order of the file; empty where there is no file.
  /// - Throws: ``InputError`` for a file that is damaged, of an unknown version, or has an unknown key or an id twice.
  package func read() throws -> [BudgetRule] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    return try JSONFile.read(
      BudgetDocument.self, from: url,
      remedy: "Fix it, or restore it with 'git checkout -- \(url.path)'."
    ).budgets
  }

  /// The content of a file with these budgets.
  package func text(_ budgets: [BudgetRule]) throws -> String {
    String(decoding: try PrettyJSON.encode(BudgetDocument(budgets: budgets)), as: UTF8.self)
  }

  /// Writes the budgets.
  /// - Throws: ``InputError``; the old file is then as it was.
  package func write(_ budgets: [BudgetRule]) throws {
    try JSONFile.write(try PrettyJSON.encode(BudgetDocument(budgets: budgets)), to: url)
  }
}

/// The content of the file.
private struct BudgetDocument: Codable {
  static let schema = SettingsSchema.budgets.rawValue
  /// The version this build reads and writes.
  static let version = 1

  var budgets: [BudgetRule]

  init(budgets: [BudgetRule]) { self.budgets = budgets }

  private enum Key: String, CodingKey, CaseIterable { case schema, version, budgets }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(schema: Self.schema, forKey: .schema, version: Self.version, forKey: .version)
    try decoder.refuseKeys(besides: Key.self)
    budgets = try container.decode([BudgetRule].self, forKey: .budgets)
    var seen: Set<String> = []
    for budget in budgets where !seen.insert(budget.id).inserted {
      throw DecodingError.dataCorruptedError(
        forKey: .budgets, in: container, debugDescription: "has the id '\(budget.id)' twice; rename one of the two")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(budgets, forKey: .budgets)
  }
}
