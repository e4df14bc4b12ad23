import PerformanceBuild
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Counts the records of the log.
package struct LogStatsCommand: Command {
  package static let name = "log stats"
  package static let syntax = Syntax(
    optional: [LogArguments.category, CommonArguments.json, CommonArguments.packagePath],
    remarks: "Records in compressed files count, too. A record that is also in the category 'errors' counts once.")

  /// The identifiers that are listed.
  private static let mostMessages = 10

  private let folder: LogFolder
  private let categories: [LogCategory]
  private let asJSON: Bool
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    folder = try PackageFolder(arguments, in: context).logFolder
    categories = try arguments.logCategories()
    asJSON = arguments[CommonArguments.json]
    output = context.output
  }

  package func run() throws -> ExitStatus {
    let statistics = try LogStatistics(of: LogScan(folder, categories))
    LogOutput.report(statistics.damage, to: output)
    if asJSON {
      try output.json(Document(statistics))
    } else {
      output.line(lines(of: statistics).joined(separator: "\n"))
    }
    return .pass
  }

  private func lines(of statistics: LogStatistics) -> [String] {
    [Plural.text(statistics.records, "record")]
      + section("level", LogLevel.allCases.compactMap { level in statistics.levels[level].map { (level.name, $0) } })
      + section("category", statistics.categories.sorted { $0.key < $1.key })
      + section("day", statistics.days.sorted { $0.key < $1.key })
      + section("message", statistics.topMessages.prefix(Self.mostMessages))
  }

  private func section(_ title: String, _ rows: some Collection<(key: String, value: Int)>) -> [String] {
    guard !rows.isEmpty else { return [] }
    let names = rows.map { $0.key.printable(atMost: 60) }
    let width = max(names.map(\.count).max() ?? 0, title.count)
    func padded(_ text: String) -> String { text + String(repeating: " ", count: width - text.count) }
    let counts = rows.map { String($0.value) }
    let digits = max(counts.map(\.count).max() ?? 0, "records".count)
    func aligned(_ text: String) -> String { String(repeating: " ", count: digits - text.count) + text }
    return ["", padded(title) + "  " + aligned("records")]
      + zip(names, counts).map { padded($0) + "  " + aligned($1) }
  }

  /// The counts as JSON.
  private struct Document: Encodable {
    let records: Int
    let damagedLines: Int
    let levels: [String: Int]
    let categories: [String: Int]
    let days: [String: Int]
    let messages: [String: Int]

    init(_ statistics: LogStatistics) {
      records = statistics.records
      damagedLines = statistics.damage.lines
      levels = Dictionary(uniqueKeysWithValues: statistics.levels.map { ($0.key.name, $0.value) })
      (categories, days, messages) = (statistics.categories, statistics.days, statistics.messages)
    }
  }
}
