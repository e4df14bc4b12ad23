import Foundation
import PerformanceLog
import PerformanceSystem

/// How many records there are, by level, category, day and identifier.
package struct LogStatistics: Equatable, Sendable {
  package private(set) var records = 0
  package private(set) var levels: [LogLevel: Int] = [:]
  package private(set) var categories: [String: Int] = [:]
  package private(set) var days: [String: Int] = [:]
  package private(set) var messages: [String: Int] = [:]
  /// What could not be read.
  package private(set) var damage = LogScan.Damage()

  /// Counts the records of a scan.
  /// - Throws: ``InputError`` where a file cannot be opened.
  package init(of scan: LogScan) throws {
    var counter = Counter()
    damage = try scan.forEach { counter.add($0) }
    records = counter.counts.values.reduce(0, +)
    for (key, count) in counter.counts {
      levels[key.level, default: 0] += count
      categories[key.category, default: 0] += count
      days[key.day, default: 0] += count
      messages[key.id, default: 0] += count
    }
  }

  /// The identifiers, the most frequent first.
  package var topMessages: [(key: String, value: Int)] {
    messages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }
}

/// Counts lines that are equal in what is counted: there are few such sets, so that few texts are made.
private struct Counter {
  struct Key: Hashable {
    let level: LogLevel
    let category: String
    let day: String
    let id: String
  }

  private(set) var counts: [Key: Int] = [:]
  /// The keys by the hash of their bytes, and the bytes themselves, since hashes may be equal.
  private var known: [UInt64: (bytes: [UInt8], key: Key)] = [:]

  /// - Returns: Whether the line is a record.
  mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
    // The end of a line shows whether it was finished; its middle is not read.
    guard let beginning = LogBeginning(line), line.last == UInt8(ascii: "}"),
      let level = LogLevel(severity: beginning.severity), !beginning.time.isEmpty
    else { return addSlowly(line) }
    let day = UnsafeRawBufferPointer(rebasing: beginning.time[..<10])
    let hash = Self.hash(UInt8(beginning.severity), day, beginning.category, beginning.id)
    if let found = known[hash], Self.equals(found.bytes, day, beginning.category, beginning.id),
      found.key.level == level
    {
      counts[found.key, default: 0] += 1
      return true
    }
    let key = Key(
      level: level, category: String(decoding: beginning.category, as: UTF8.self),
      day: String(decoding: day, as: UTF8.self), id: String(decoding: beginning.id, as: UTF8.self))
    guard LogTime(text: String(decoding: beginning.time, as: UTF8.self)) != nil,
      LogCategory(rawValue: key.category) != nil
    else { return false }
    known[hash] = (Array(day) + Array(beginning.category) + Array(beginning.id), key)
    counts[key, default: 0] += 1
    return true
  }

  private mutating func addSlowly(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let record = try? LogRecord(line: line) else { return false }
    let key = Key(
      level: record.level, category: record.category.rawValue, day: record.time.day, id: record.id.rawValue)
    counts[key, default: 0] += 1
    return true
  }

  /// FNV-1a over 64 bits.
  private static func hash(
    _ severity: UInt8, _ parts: UnsafeRawBufferPointer...
  ) -> UInt64 {
    var hash = (0xcbf2_9ce4_8422_2325 ^ UInt64(severity)) &* 0x100_0000_01b3
    for part in parts {
      for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01b3
    }
    return hash
  }

  private static func equals(_ bytes: [UInt8], _ parts: UnsafeRawBufferPointer...) -> Bool {
    var position = 0
    for part in parts {
      guard position + part.count <= bytes.count, let base = part.baseAddress else { return false }
      let isEqual = bytes.withUnsafeBytes { own in
        own.baseAddress.map { memcmp($0 + position, base, part.count) == 0 } ?? false
      }
      guard isEqual else { return false }
      position += part.count
    }
    return position == bytes.count
  }
}
