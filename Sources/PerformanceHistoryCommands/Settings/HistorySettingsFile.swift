import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem

/// The checked-in file of a team's decisions about its history, `history.json` beside the baselines.
///
/// The index can be made again from logs that know nothing of these decisions, and other checkouts need them too.
package struct HistorySettingsFile {
  /// The file's name.
  package static let name = "history.json"

  package let url: URL

  /// The file in a folder of baselines; it need not exist.
  package init(in baselines: URL) { url = baselines.appendingPathComponent(Self.name) }

  /// The settings; nothing is decided where there is no file.
  /// - Throws: ``InputError`` for a file that is damaged, of an unknown version or has an unknown key.
  package func read() throws -> HistorySettings {
    guard FileManager.default.fileExists(atPath: url.path) else { return HistorySettings() }
    return try JSONFile.read(
      HistorySettingsDocument.self, from: url,
      remedy: "Fix it, or restore it with 'git checkout -- \(url.path)'."
    ).settings
  }

  /// Writes the settings.
  /// - Throws: ``InputError``; the old file is then as it was.
  package func write(_ settings: HistorySettings) throws {
    try JSONFile.write(try PrettyJSON.encode(HistorySettingsDocument(settings: settings)), to: url)
  }
}

/// The content of the file.
private struct HistorySettingsDocument: Codable {
  /// The version this build reads and writes.
  static let version = 1

  var settings: HistorySettings

  init(settings: HistorySettings) { self.settings = settings }

  private enum Key: String, CodingKey, CaseIterable { case schema, version, renames, keep }

  private enum KeepKey: String, CodingKey, CaseIterable { case samples, points, verdicts }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(
      schema: SettingsSchema.history.rawValue, forKey: .schema, version: Self.version, forKey: .version)
    try decoder.refuseKeys(besides: Key.self)
    settings = HistorySettings()
    let renames = try container.decodeIfPresent([RenameEntry].self, forKey: .renames) ?? []
    do {
      settings.renames = try HistoryRenames(renames.map(\.rename))
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .renames, in: container, debugDescription: Self.text(of: error, renames))
    }
    guard container.contains(.keep) else { return }
    try container.superDecoder(forKey: .keep).refuseKeys(besides: KeepKey.self)
    let keep = try container.nestedContainer(keyedBy: KeepKey.self, forKey: .keep)
    settings.samples = try Self.days(.samples, in: keep)
    settings.points = try Self.days(.points, in: keep)
    settings.verdicts = try Self.days(.verdicts, in: keep)
  }

  private static func days(_ key: KeepKey, in keep: KeyedDecodingContainer<KeepKey>) throws -> Int? {
    guard let days = try keep.decodeIfPresent(Int.self, forKey: key) else { return nil }
    guard HistoryRetention.allowed.contains(days) else {
      let allowed = HistoryRetention.allowed
      throw DecodingError.dataCorruptedError(
        forKey: key, in: keep,
        debugDescription: "is \(days), expected days from \(allowed.lowerBound) to \(allowed.upperBound)")
    }
    return days
  }

  private static func text(of problem: HistoryRenames.Problem, _ entries: [RenameEntry]) -> String {
    switch problem {
    case .repeated(let index): "renames '\(entries[index].rename.old)' a second time; delete one of the two"
    case .circular(let index): "leads from '\(entries[index].rename.old)' back to it; delete one of these renames"
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(SettingsSchema.history.rawValue, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    let renames = settings.renames.all.map { RenameEntry(rename: $0) }
    if !renames.isEmpty { try container.encode(renames, forKey: .renames) }
    guard settings.samples != nil || settings.points != nil || settings.verdicts != nil else { return }
    var keep = container.nestedContainer(keyedBy: KeepKey.self, forKey: .keep)
    try keep.encodeIfPresent(settings.samples, forKey: .samples)
    try keep.encodeIfPresent(settings.points, forKey: .points)
    try keep.encodeIfPresent(settings.verdicts, forKey: .verdicts)
  }
}

/// A rename in the file.
private struct RenameEntry: Codable {
  var rename: HistoryRename

  init(rename: HistoryRename) { self.rename = rename }

  private enum Key: String, CodingKey, CaseIterable { case from, to }

  init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    rename = HistoryRename(
      from: try container.decode(NameEntry.self, forKey: .from).id,
      to: try container.decode(NameEntry.self, forKey: .to).id)
    guard rename.old != rename.new else {
      throw DecodingError.dataCorruptedError(forKey: .to, in: container, debugDescription: "is the same as 'from'")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(NameEntry(id: rename.old), forKey: .from)
    try container.encode(NameEntry(id: rename.new), forKey: .to)
  }
}

/// The name of a benchmark, or of a test function, in the file.
private struct NameEntry: Codable {
  var id: BenchmarkID

  init(id: BenchmarkID) { self.id = id }

  private enum Key: String, CodingKey, CaseIterable { case module, suite, test, label }

  init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    id = BenchmarkID(
      module: try container.decode(String.self, forKey: .module),
      suite: try container.decode([String].self, forKey: .suite),
      test: try container.decode(String.self, forKey: .test),
      label: try container.decodeIfPresent(String.self, forKey: .label))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id.module, forKey: .module)
    try container.encode(id.suite, forKey: .suite)
    try container.encode(id.test, forKey: .test)
    try container.encodeIfPresent(id.label, forKey: .label)
  }
}
