import Foundation
import PerformanceBuild
import PerformanceExports
import PerformanceOperations
import PerformanceSystem
import PerformanceWorkflows

/// Writes the commands of the period for other programs.
package struct UsageExportCommand: Command {
  package static let name = "usage export"
  package static let syntax = Syntax(
    required: [form], optional: [file, UsageArguments.days, CommonArguments.packagePath],
    remarks: """
      csv has a row for each command, for spreadsheets; json has the same as an array. The analyses are the --json of the
      other 'usage' commands.
      """)

  private enum Form: String, CaseIterable { case csv, json }

  private static let form = Argument<Form>.operand("FORM", "csv or json") { (text: String) throws(UsageError) in
    guard let form = Form(rawValue: text) else {
      throw UsageError("FORM is csv or json, not '\(text.printable(atMost: 60))'")
    }
    return form
  }
  private static let file = Argument<String>.text("--output", "FILE", "where it goes; standard output unless given")

  private let usage: UsageArguments
  private let form: Form
  private let file: URL?
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    usage = try UsageArguments(arguments, in: context)
    form = try arguments.required(Self.form)
    file = try arguments.value(Self.file).map(context.file)
    output = context.output
  }

  package func run() throws -> ExitStatus {
    try usage.withEntries { entries in
      let data = form == .csv ? Data(UsageTable.csv(entries).utf8) : try PrettyJSON.encode(entries)
      guard let file else {
        output.results.write(String(decoding: data, as: UTF8.self))
        return
      }
      let durable = try DurableFile(replacing: file)
      try durable.write(data)
      try durable.commit()
    }
  }
}

/// Commands as rows of a table for spreadsheets.
enum UsageTable {
  /// A line of titles, then one for each command.
  static func csv(_ entries: [UsageEntry]) -> String {
    let phases = Set(entries.flatMap(\.phases.keys)).sorted()
    let titles = ["time", "command", "exit", "ending", "seconds", "host"] + phases.map { "seconds of \($0)" }
    let rows: [[CSVField]] = entries.map { entry in
      [
        .text(Date(timeIntervalSince1970: entry.time).text(utc: "yyyy-MM-dd'T'HH:mm:ss'Z'")), .text(entry.command),
        entry.exit.map { .count(Int($0)) } ?? .empty, .text(entry.ending.rawValue), .number(entry.seconds),
        .text(entry.host),
      ] + phases.map { .number(ifAny: entry.phases[$0]) }
    }
    return CSVField.document([titles.map { .text($0) }] + rows)
  }
}
