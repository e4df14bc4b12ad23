import Foundation
import PerformanceSystem

/// Reads a table in Otava's form: a header, a column of times, columns of numbers and of attributes.
struct TableReader {
  private let file: String
  private let metrics: [String]
  private let lines: [Line]

  /// A row with its number in the file.
  private struct Line {
    let number: Int
    let fields: [String]
  }

  /// - Parameter metrics: the columns of numbers; without any, all that have numbers.
  init(_ bytes: [UInt8], file: String, metrics: [String]) {
    (self.file, self.metrics) = (file, metrics)
    let texts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
    let numbered = texts.enumerated().filter { $1.contains { !$0.isWhitespace } }
    let header = numbered.first?.element ?? ""
    let separators: [Character] = [",", ";", "\t"]
    let counts = separators.map { separator in header.count { $0 == separator } }
    let separator = separators[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    lines = numbered.map { Line(number: $0.offset + 1, fields: Self.fields($0.element, separator)) }
  }

  private static func fields(_ line: String, _ separator: Character) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The series.
  /// - Throws: ``InputError`` with the line and the column.
  func read() throws -> TrendInput {
    guard let header = lines.first else { throw problem("line 1", "is empty", TrendInput.remedy) }
    let rows = lines.dropFirst()
    for row in rows where row.fields.count != header.fields.count {
      throw problem(
        "line \(row.number)", "has \(row.fields.count) fields, and the header \(header.fields.count)",
        "Write an empty field where a value is missing.")
    }
    guard header.fields.count > 1, !rows.isEmpty else {
      throw problem("line 1", "is no table with a header, a column of times and a row", TrendInput.remedy)
    }
    let timeColumn = header.fields.firstIndex { ["time", "date"].contains(where: $0.lowercased().contains) } ?? 0
    let chosen = try chosenColumns(header, besides: timeColumn)
    let columns = try chosen.compactMap { column in try series(column, header, rows) }
    guard !columns.isEmpty else { throw problem("line 1", "has no column of numbers", TrendInput.remedy) }
    let names = header.fields.map { $0.lowercased() }
    let commits = names.firstIndex { ["commit", "revision", "hash", "sha"].contains($0) }
    let reader = TimeReader()
    let times = try rows.map { row -> Double in
      let field = row.fields[timeColumn]
      guard let time = reader.seconds(field) else {
        throw problem(
          location(row, header.fields[timeColumn]), "'\(field.printable(atMost: 40))' is no time",
          "Write seconds since 1970 or 2026-11-28T12:00:00Z.")
      }
      return time
    }
    return TrendInput(
      shape: .table, columns: columns, times: times,
      revisions: commits.map { column in rows.map { $0.fields[column] } } ?? [])
  }

  private func chosenColumns(_ header: Line, besides timeColumn: Int) throws -> [Int] {
    guard !metrics.isEmpty else { return header.fields.indices.filter { $0 != timeColumn } }
    return try metrics.map { metric in
      guard let column = header.fields.firstIndex(of: metric) else {
        throw problem(
          "line \(header.number)", "has no column '\(metric.printable(atMost: 60))'",
          "It has: \(header.fields.map { $0.printable(atMost: 60) }.joined(separator: ", ")).")
      }
      return column
    }
  }

  /// Names of columns that say what was measured: their numbers are no series, such as those of a short hash.
  private static let attributes: Set<String> = [
    "author", "branch", "build", "commit", "hash", "id", "message", "revision", "sha", "tag", "url", "version",
  ]

  /// The values of a column; `nil` for an attribute.
  private func series(_ column: Int, _ header: Line, _ rows: ArraySlice<Line>) throws -> TrendInput.Column? {
    let name = header.fields[column]
    if metrics.isEmpty, Self.attributes.contains(name.lowercased()) { return nil }
    var values: [Double] = []
    var text: Line?
    for row in rows {
      let field = row.fields[column]
      if ["", "null", "nan", "n/a"].contains(field.lowercased()) {
        values.append(.nan)
      } else if let value = Double(decimal: field) {
        values.append(value)
      } else {
        values.append(.nan)
        text = text ?? row
      }
    }
    guard let text else { return values.contains { $0.isFinite } ? TrendInput.Column(name: name, values: values) : nil }
    // A column of texts alone is an attribute.
    if metrics.isEmpty, !values.contains(where: { $0.isFinite }) { return nil }
    throw problem(
      location(text, name), "'\(text.fields[column].printable(atMost: 40))' is no finite number",
      "Leave the field empty for a gap, or name the columns of numbers with --metric.")
  }

  private func location(_ row: Line, _ name: String) -> String {
    "line \(row.number), column \(name.printable(atMost: 60))"
  }

  private func problem(_ key: String, _ problem: String, _ remedy: String) -> InputError {
    InputError(file: file, key: key, problem: problem, remedy: remedy)
  }
}
