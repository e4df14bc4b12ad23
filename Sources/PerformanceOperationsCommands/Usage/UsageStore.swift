import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// `usage.jsonl` in the state folder: a line for each command that ended, kept longer than the log that it is made of.
///
/// It never leaves the machine. The file can be deleted; what the log still has comes back.
struct UsageStore {
  /// The name of the file.
  static let name = "usage.jsonl"

  private let file: URL
  private let log: LogFolder
  private let host: String

  /// The commands of a package on this machine.
  init(_ package: PackageFolder, in context: CommandContext) {
    file = package.state.url.appendingPathComponent(Self.name)
    (log, host) = (package.logFolder, LogActor(environment: context.environment).host ?? "")
  }

  /// Removes everything.
  func remove() { unlink(file.path) }

  /// The commands of the newest days, with those that the log has besides, in the order of their beginnings.
  ///
  /// A command that runs is not among them; one that has been silent for a day was killed.
  /// - Parameters:
  ///   - days: older commands are removed from the file.
  ///   - now: seconds since 1970.
  /// - Throws: ``InputError`` where the log cannot be read or the file cannot be written.
  func entries(days: Int, now: Double) throws -> [UsageEntry] {
    let old = kept()
    let first = now - Double(days) * Self.day
    let known = Set(old.map(Key.init))
    let new = try logged(now: now).filter { !known.contains(Key($0)) }
    let all = (old + new).filter { $0.end >= first }.sorted()
    if all != old { try write(all) }
    return all
  }

  private static let day = 86_400.0

  /// What makes two lines the same command.
  private struct Key: Hashable {
    let time: Double
    let command: String
    let host: String

    init(_ entry: UsageEntry) { (time, command, host) = (entry.time, entry.command, entry.host) }
  }

  private func kept() -> [UsageEntry] {
    guard let data = try? Data(contentsOf: file) else { return [] }
    let decoder = JSONDecoder()
    // A line that was torn or edited is one command less.
    return data.split(separator: UInt8(ascii: "\n")).compactMap { try? decoder.decode(UsageEntry.self, from: Data($0)) }
  }

  private func logged(now: Double) throws -> [UsageEntry] {
    var fold = UsageFold(host: host)
    // Of records of one moment the first category comes first, and a part ends before its command.
    _ = try LogScan(log, [.performance, .application]).search(LogQuery()) { match in
      fold.add(try match.record)
      return true
    }
    fold.close(before: now - Self.day)
    return fold.entries
  }

  private func write(_ entries: [UsageEntry]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let durable = try DurableFile(replacing: file)
    for entry in entries { try durable.write(try encoder.encode(entry) + Data("\n".utf8)) }
    try durable.commit()
  }
}
