import Foundation
import PerformanceHealth
import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension Doctor {
  /// Whether the builds' folder can be written.
  var cacheFolder: HealthFinding {
    let name = "cache folder"
    guard let package = probe.package else { return .ok(name, "no package") }
    return StateChecks(probe: probe.health).folder(name, package.state + "/build")
  }

  /// Whether the folder for state is what a run left, and not half of it.
  var state: [HealthFinding] {
    guard let package = probe.package else { return [] }
    let isMade = probe.exists(package.state + "/runs")
    let found = isMade ? "\(package.state) has runs" : "the first run makes \(package.state)"
    return [.ok("state", found), leftovers(package)]
  }

  // MARK: - Settings

  /// Whether the files of decisions beside the baselines are JSON with known keys.
  var settings: [HealthFinding] {
    guard let package = probe.package else { return [] }
    let paths = probe.files.names(package.baselines).filter { $0.hasSuffix(".json") }.sorted().map {
      package.baselines + "/" + $0
    }
    let problems = paths.compactMap(problem)
    guard problems.isEmpty else { return problems }
    let names = paths.map { $0.split(separator: "/").last.map { String($0) } ?? $0 }
    return [.ok("settings", names.isEmpty ? "none" : names.joined(separator: ", "))]
  }

  private func problem(in path: String) -> HealthFinding? {
    let name = "settings"
    guard let text = probe.read(path) else { return .problem(name, "\(path) cannot be read", "check the permissions") }
    let object = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
    guard let object, let schema = object["schema"] as? String else {
      return .problem(
        name, "\(path) is no JSON object with a schema", "fix it, or restore it with 'git checkout -- \(path)'")
    }
    guard let file = SettingsSchema(rawValue: schema) else {
      let known = SettingsSchema.allCases.map(\.rawValue).sorted().joined(separator: ", ")
      return .problem(name, "\(path) has the schema \(schema.printable(atMost: 60))", "known are \(known)")
    }
    guard let unknown = object.keys.sorted().first(where: { !file.keys.contains($0) }) else { return nil }
    return .problem(
      name, "\(path) has the key '\(unknown.printable(atMost: 60))', which means nothing",
      "remove it; allowed are \(file.keys.joined(separator: ", "))")
  }

  // MARK: - Conflicts

  /// Whether the baselines can be read: no merge conflict, no benchmark twice, no unknown version.
  var checkedInFiles: [HealthFinding] {
    guard let package = probe.package else { return [] }
    let name = "checked-in files"
    do {
      let loaded = try package.load()
      guard let first = loaded.unreadable.first else { return [.ok(name, package.baselines)] }
      let more = loaded.unreadable.count > 1 ? ", and \(loaded.unreadable.count - 1) more" : ""
      return [.warning(name, "\(first.file) \(first.problem)\(more)", "a gate here does not need it; \(first.remedy)")]
    } catch let error as InputError {
      return [.problem(name, "\(error.file)\(error.key.map { ", " + $0 } ?? ""): \(error.problem)", error.remedy)]
    } catch {
      return [.problem(name, "\(error)", "check \(package.baselines)")]
    }
  }

  /// Whether the history's index is a database of a known version.
  var historyIndex: [HealthFinding] {
    guard let package = probe.package else { return [] }
    let (name, path) = ("history index", package.state + "/history.db")
    guard let bytes = probe.bytes(path, HistoryHeader.size), !bytes.isEmpty else { return [.ok(name, "none yet")] }
    let remedy = "delete \(path): '\(PerftestCommand.prefix) history rebuild' makes it again from the runs"
    guard let header = HistoryHeader(bytes) else {
      return [.problem(name, "\(path) is no database of this package", remedy)]
    }
    let measure = HealthFinding.Measure(Double(header.version), "version", limit: Double(HistoryHeader.newest))
    guard header.version <= HistoryHeader.newest else {
      return [
        .problem(
          name, "\(path) has version \(header.version), the newest known is \(HistoryHeader.newest)",
          "update this package, or \(remedy)", measure)
      ]
    }
    return [.ok(name, "version \(header.version)", nil, measure)]
  }
}

extension SettingsSchema {
  /// The allowed keys at the top of such a file.
  package var keys: [String] {
    switch self {
    case .accepted: ["schema", "version", "accepted"]
    case .budgets: ["schema", "version", "budgets"]
    case .objectives: ["schema", "version", "objectives", "invariants"]
    case .alerts: ["schema", "version", "rules", "receivers", "routes", "inhibitions", "cadence", "runbooks"]
    case .history: ["schema", "version", "renames", "keep"]
    }
  }
}

/// The beginning of the history's index. The file is not opened as a database: that takes a library, and makes files.
///
/// The magic words, `user_version` at byte 60 and `application_id` at 68, both with the highest byte first (SQLite's
/// file format, section 1.3).
package struct HistoryHeader {
  /// The newest version that this build writes.
  package static let newest = 2
  /// The bytes that it needs.
  static let size = 100
  private static let magic = Array("SQLite format 3\0".utf8)
  private static let application = 0x7065_7266

  let version: Int

  init?(_ bytes: [UInt8]) {
    func number(at index: Int) -> Int { bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard bytes.count >= Self.size, bytes.starts(with: Self.magic), number(at: 68) == Self.application
    else { return nil }
    version = number(at: 60)
  }
}
