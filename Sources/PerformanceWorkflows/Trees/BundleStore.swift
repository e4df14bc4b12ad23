import Foundation
import PerformanceLog
import PerformanceSystem

/// A cache of built bundles, which evicts the least recently used ones.
///
/// Only one process at a time may use it.
package final class BundleStore {
  /// The size limit of the cache.
  package struct Limit {
    /// The most bytes of all bundles together.
    var bytes: Int
    /// The most bundles.
    var count: Int

    package init(bytes: Int, count: Int) {
      self.bytes = bytes
      self.count = count
    }

    /// Sufficient for pairs of several branches, or the commits of a bisection.
    package static let standard = Limit(bytes: 2 << 30, count: 12)
  }

  private let folder: URL
  private let limit: Limit
  private let log: RunLog
  private let now: () -> Date
  /// Names of bundles that this process will measure again.
  private var pinned: Set<String> = []

  /// Creates a store in a folder, which need not exist.
  package init(
    in folder: URL, limit: Limit = .standard, log: RunLog = .none, now: @escaping () -> Date = { Date() }
  ) {
    self.folder = folder
    self.limit = limit
    self.log = log
    self.now = now
  }

  /// The file that marks a complete bundle; it is written last.
  private static let recordName = ".perftest-bundle.json"
  /// The prefix of incomplete folders.
  private static let draftPrefix = "draft-"

  private struct Record: Codable {
    var bundle: KeptBundleRecord
    /// The name of the executable.
    var executable: String
    /// The bytes of each file.
    var files: [String: Int]
  }

  /// The executable of a complete, up-to-date bundle with this key; marks it as used now.
  /// - Parameter isCurrent: whether the record of the bundle's surroundings is still valid.
  package func find(_ key: BundleKey, isCurrent: (KeptBundleRecord) -> Bool) -> URL? {
    let found = use(key, isCurrent: isCurrent)
    let outcome = found == nil ? "miss" : "hit"
    log.record(
      .debug, .cacheRequested, "looked for the build of a pair: \(outcome)",
      ["cache.name": "builds", "outcome": .string(outcome)], category: .performance)
    return found
  }

  private func use(_ key: BundleKey, isCurrent: (KeptBundleRecord) -> Bool) -> URL? {
    let location = location(of: key)
    guard let record = record(in: location), record.bundle.key == key, isCurrent(record.bundle),
      Self.files(in: location) == record.files
    else { return nil }
    try? FileManager.default.setAttributes(
      [.modificationDate: now()], ofItemAtPath: location.appendingPathComponent(Self.recordName).path)
    return location.appendingPathComponent(record.executable)
  }

  /// Copies a built bundle with its resources into the cache; evicts the oldest bundles beyond the limit.
  /// - Parameter record: the record to find it by later; `nil` where its validity could not be checked.
  /// - Returns: The copy of the executable.
  /// - Throws: ``InputError`` when it cannot be written.
  package func keep(_ executable: URL, as record: KeptBundleRecord?) throws -> URL {
    let products = executable.deletingLastPathComponent()
    let draft = folder.appendingPathComponent(Self.draftPrefix + UUID().uuidString)
    let location =
      record.map { self.location(of: $0.key) } ?? folder.appendingPathComponent("once-" + UUID().uuidString)
    let files = FileManager.default
    do {
      removeIncomplete()
      try files.createDirectory(at: draft, withIntermediateDirectories: true)
      // A renamed package may have left an older bundle.
      for name in BundleIdentity.products(in: products)
      where name == executable.lastPathComponent || !name.hasSuffix("." + executable.pathExtension) {
        try files.copyItem(at: products.appendingPathComponent(name), to: draft.appendingPathComponent(name))
      }
      if let record {
        let whole = Record(bundle: record, executable: executable.lastPathComponent, files: Self.files(in: draft))
        try JSONFile.write(JSONEncoder().encode(whole), to: draft.appendingPathComponent(Self.recordName))
        try files.setAttributes(
          [.modificationDate: now()], ofItemAtPath: draft.appendingPathComponent(Self.recordName).path)
      }
      if files.fileExists(atPath: location.path) { try files.removeItem(at: location) }
      try files.moveItem(at: draft, to: location)
    } catch {
      try? files.removeItem(at: draft)
      throw InputError.unwritable(folder)
    }
    evict(sparing: location.lastPathComponent)
    return location.appendingPathComponent(executable.lastPathComponent)
  }

  /// Protects a bundle from eviction while this process runs.
  package func pin(_ executable: URL) {
    pinned.insert(executable.deletingLastPathComponent().lastPathComponent)
  }

  private func location(of key: BundleKey) -> URL {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(key)).map { String(decoding: $0, as: UTF8.self) } ?? key.tree
    return folder.appendingPathComponent(key.tree.prefix(12) + "-" + FileName.hash(text))
  }

  private func record(in location: URL) -> Record? {
    (try? Data(contentsOf: location.appendingPathComponent(Self.recordName)))
      .flatMap { try? JSONDecoder().decode(Record.self, from: $0) }
  }

  /// The bytes of each file of a bundle, without copies made for counting.
  private static func files(in location: URL) -> [String: Int] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: location.path)) ?? []
    return paths.reduce(into: [:]) { files, path in
      var status = stat()
      guard path != recordName, !path.contains("." + Valgrind.copyExtension),
        lstat(location.appendingPathComponent(path).path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR
      else { return }
      files[path] = Int(status.st_size)
    }
  }
}

extension BundleStore {
  private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] }

  /// Removes incomplete folders of killed processes, and bundles without a record.
  private func removeIncomplete() {
    for name in names where !pinned.contains(name) && record(in: folder.appendingPathComponent(name)) == nil {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  /// Removes the least recently used bundles until the others are within the limit.
  private func evict(sparing newest: String) {
    var kept = names.map { name in
      let location = folder.appendingPathComponent(name)
      return (name: name, date: lastUse(of: location), bytes: bytes(of: location))
    }.sorted { $0.date < $1.date }
    for bundle in kept where bundle.name != newest && !pinned.contains(bundle.name) {
      guard kept.count > limit.count || kept.reduce(0, { $0 + $1.bytes }) > limit.bytes else { return }
      log.audit(
        .prunedBuilds, "the build \(bundle.name) of a pair was removed",
        ["file.path": .string(folder.appendingPathComponent(bundle.name).path), "file.bytes": .integer(bundle.bytes)])
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(bundle.name))
      kept.removeAll { $0.name == bundle.name }
    }
  }

  private func lastUse(of location: URL) -> Date {
    let file = location.appendingPathComponent(Self.recordName).path
    return (try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate]) as? Date ?? .distantPast
  }

  /// The bytes of a bundle, with copies made for counting.
  private func bytes(of location: URL) -> Int {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: location.path)) ?? []
    return paths.reduce(0) { sum, path in
      var status = stat()
      return lstat(location.appendingPathComponent(path).path, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}
