import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceWorkflows

/// Arguments of several commands about the log.
enum LogArguments {
  static let level = Argument<LogLevel>.option(
    "--level", "LEVEL", "only records of this level and above: \(LogLevel.allCases.map(\.name).joined(separator: ", "))"
  ) { (text: String) throws(UsageError) in
    guard let level = LogLevel(name: text) else {
      throw UsageError(
        "--level takes \(LogLevel.allCases.map(\.name).joined(separator: ", ")), not '\(text.printable(atMost: 60))'")
    }
    return level
  }

  static let category = Argument<LogCategory>.options(
    "--category", "CATEGORY",
    "only records of this category: \(LogCategory.allCases.map(\.rawValue).joined(separator: ", ")); unless given all, "
      + "those of errors once"
  ) { (text: String) throws(UsageError) in
    guard let category = LogCategory(rawValue: text) else {
      throw UsageError(
        "--category takes \(LogCategory.allCases.map(\.rawValue).joined(separator: ", ")), not "
          + "'\(text.printable(atMost: 60))'")
    }
    return category
  }

  static let field = Argument<LogQuery.Field>.options(
    "--field", "KEY=VALUE", "only records with this detail, such as command.name=gate; also id, pid, level, category"
  ) { (text: String) throws(UsageError) in
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw UsageError(
        "--field takes a key and a value, such as command.name=gate, not '\(text.printable(atMost: 60))'")
    }
    return LogQuery.Field(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
  }

  static let text = Argument<String>.words(
    "--text", "TEXT", "only records that have this text in their message or a detail, in this case of letters")

  static let since = time("--since", "only records from then on")
  static let until = time("--until", "only records before then")

  private static func time(_ name: String, _ help: String) -> Argument<LogMoment> {
    .option(name, "TIME", "\(help): \(LogMoment.allowed)") { (text: String) throws(UsageError) in
      guard let moment = LogMoment(text) else {
        throw UsageError("\(name) takes \(LogMoment.allowed), not '\(text.printable(atMost: 60))'")
      }
      return moment
    }
  }

  /// What `search` and `tail` select records by.
  static let selection: [any Declared] = [level, field, text, category]
}

extension Arguments {
  /// The categories to read.
  func logCategories() throws(UsageError) -> [LogCategory] {
    let given = try all(LogArguments.category)
    return given.isEmpty ? LogScan.distinct : LogCategory.allCases.filter(given.contains)
  }

  /// The records that are wanted.
  func logQuery(now: LogTime) throws(UsageError) -> LogQuery {
    var query = LogQuery()
    query.level = try value(LogArguments.level)
    query.fields = try all(LogArguments.field)
    query.texts = try all(LogArguments.text)
    query.since = try value(LogArguments.since)?.time(now: now)
    query.until = try value(LogArguments.until)?.time(now: now)
    return query
  }
}
