import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem

/// Adds up the tool's log, and goes on where it was left.
///
/// Files that are no longer written to are added up once: their sum is kept in a file beside the log, so that a counter
/// does not fall when the log's retention removes them. Several processes may do so at a time; they find the same sum.
package final class LogTotalsReader {
  /// The categories. ``LogCategory/errors`` has records of the others a second time.
  private static let categories: [LogCategory] = [.application, .audit, .performance]

  private let folder: LogFolder
  private let sums: URL
  private var categories: [CategoryTotals]
  /// What could not be read or written so far.
  package private(set) var problems: [InputError] = []

  /// - Parameters:
  ///   - folder: the folder of the log.
  ///   - sums: the file of the sums, which need not exist.
  package init(_ folder: LogFolder, sums: URL) {
    (self.folder, self.sums) = (folder, sums)
    var closed = ClosedLogs()
    if FileManager.default.fileExists(atPath: sums.path) {
      do {
        closed = try JSONFile.read(ClosedLogs.self, from: sums, remedy: Self.remedy)
      } catch {
        problems.append(error as? InputError ?? .unwritable(sums))
      }
    }
    categories = Self.categories.map { CategoryTotals($0, closed.categories[$0.rawValue] ?? ClosedLogs.Sum()) }
  }

  private static let remedy = "Delete it: counters begin with what the log still has."

  /// The totals of everything that was written until now; `nil` where nothing was ever logged.
  package func totals() -> LogTotals? {
    var totals = LogTotals()
    var hasClosed = false
    for index in categories.indices {
      let update = categories[index].update(in: folder)
      hasClosed = hasClosed || update.hasClosed
      update.problems.forEach { report($0) }
      totals.add(categories[index].totals)
    }
    if hasClosed { keep() }
    return totals == LogTotals() ? nil : totals
  }

  private func keep() {
    let closed = Dictionary(uniqueKeysWithValues: categories.map { ($0.category.rawValue, $0.closed) })
    do {
      try JSONFile.write(try PrettyJSON.encode(ClosedLogs(categories: closed)), to: sums)
    } catch {
      report(error as? InputError ?? .unwritable(sums))
    }
  }

  /// A file that stays unreadable is one problem, however often it is asked for.
  private func report(_ problem: InputError) {
    if !problems.contains(problem) { problems.append(problem) }
  }
}

/// The sums of files that are no longer written to.
private struct ClosedLogs: Codable {
  /// The sum of a category.
  struct Sum: Codable {
    /// The newest of the files.
    var last: String?
    var totals = LogTotals()
  }

  private static let version = 1

  private var version = ClosedLogs.version
  /// The sums by the names of categories.
  let categories: [String: Sum]

  init(categories: [String: Sum] = [:]) { self.categories = categories }

  private enum Key: String, CodingKey { case version, categories }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    version = try container.decode(Int.self, forKey: .version)
    categories = try container.decode([String: Sum].self, forKey: .categories)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "This build reads version \(Self.version).")
    }
    guard categories.values.allSatisfy(\.totals.isPlausible) else {
      throw DecodingError.dataCorruptedError(
        forKey: .categories, in: container, debugDescription: "It has a count that no log can have.")
    }
  }
}

/// The totals of a category.
private struct CategoryTotals {
  let category: LogCategory
  private(set) var closed: ClosedLogs.Sum
  /// The file that is written to, as far as it was read.
  private var current: (lines: LogLines, totals: LogTotals)?

  init(_ category: LogCategory, _ closed: ClosedLogs.Sum) { (self.category, self.closed) = (category, closed) }

  var totals: LogTotals {
    var totals = closed.totals
    if let current { totals.add(current.totals) }
    return totals
  }

  /// Reads what is new.
  mutating func update(in folder: LogFolder) -> (hasClosed: Bool, problems: [InputError]) {
    var problems: [InputError] = []
    var hasClosed = false
    while true {
      for log in newer(in: folder) {
        // What was read of it while it was written to is in it.
        current = nil
        hasClosed = true
        closed.last = log.name(of: category)
        do throws(InputError) {
          // It may have been compressed, or removed, since it was listed.
          if let lines = try LogLines.open(renamed: folder.file(log, of: category)) {
            Self.add(lines, to: &closed.totals)
          }
        } catch {
          problems.append(error)
        }
      }
      let wasOpen = current != nil
      do throws(InputError) {
        try readCurrent(in: folder)
      } catch {
        problems.append(error)
      }
      // A file that was opened may be the next one after a renaming.
      if wasOpen || newer(in: folder).isEmpty { return (hasClosed, problems) }
    }
  }

  private func newer(in folder: LogFolder) -> [RotatedLog] {
    let last = closed.last.flatMap { RotatedLog(name: $0, of: category) }
    return folder.rotated(category).filter { log in last.map { log > $0 && !log.isSameLog(as: $0) } ?? true }
  }

  private mutating func readCurrent(in folder: LogFolder) throws(InputError) {
    if current == nil { current = try LogLines.open(folder.current(category)).map { (lines: $0, totals: LogTotals()) } }
    guard var open = current else { return }
    Self.add(open.lines, to: &open.totals)
    current = open
  }

  /// Adds the whole lines that are new. One that is no record is damage, which `log verify` looks for.
  private static func add(_ lines: LogLines, to totals: inout LogTotals) {
    while let line = lines.next() {
      if let record = try? LogRecord(line: line) { totals.add(record) }
    }
  }
}
