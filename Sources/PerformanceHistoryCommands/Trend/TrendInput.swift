import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem

/// Series in a file: a table (CSV), a JSON array of numbers, or an array of such arrays.
package struct TrendInput: Equatable, Sendable {
  /// What the file has.
  package enum Shape: Equatable, Sendable {
    case array, arrays, table
  }

  /// One series.
  package struct Column: Equatable, Sendable {
    /// Its heading in the table, or its number.
    package var name: String
    /// Its values; not a number where there is none.
    package var values: [Double]

    package init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  package var shape: Shape
  package var columns: [Column]
  /// In seconds since 1970, one for each row; empty without times.
  package var times: [Double]
  /// The commits of the rows; empty without commits.
  package var revisions: [String]

  package init(shape: Shape, columns: [Column], times: [Double] = [], revisions: [String] = []) {
    self.shape = shape
    self.columns = columns
    self.times = times
    self.revisions = revisions
  }

  /// Reads the text of a file.
  /// - Parameters:
  ///   - file: its name, for errors.
  ///   - metrics: the columns of a table to read; all numbers where empty.
  /// - Throws: ``InputError`` with the line and the column.
  package init(_ bytes: [UInt8], file: String, metrics: [String] = []) throws {
    let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: byteOrderMark) ? 3 : 0
    guard let first = bytes[start...].first(where: { !space.contains($0) }) else {
      throw InputError(file: file, problem: "is empty", remedy: Self.remedy)
    }
    switch first {
    case UInt8(ascii: "["):
      guard metrics.isEmpty else {
        throw InputError(
          file: file, problem: "is a JSON array, whose series have no names for --metric",
          remedy: "Leave out --metric, or give a table (CSV).")
      }
      var reader = NumberListReader(bytes, from: start, file: file)
      self = try reader.read()
    case UInt8(ascii: "{"):
      throw InputError(file: file, key: "line 1", problem: "is a JSON object", remedy: Self.remedy)
    default:
      self = try TableReader(Array(bytes[start...]), file: file, metrics: metrics).read()
    }
  }

  static let remedy =
    "Give a JSON array of numbers, an array of such arrays, or a table (CSV) with a header and a column of times."

  /// The axis of a column of a table, or of an array.
  package func axis(of column: Column) -> TrendAxis {
    TrendAxis(
      positions: column.values.indices.map { index in
        TrendAxis.Position(
          revision: revisions.isEmpty ? nil : revisions[index], time: times.isEmpty ? nil : times[index])
      })
  }

  /// The trend of a column; its numbers have no unit.
  package func trend(of column: Column, on axis: TrendAxis) -> Trend {
    Trend(
      metric: MetricDescription(name: column.name, unit: MetricUnit(rawValue: "count"), kind: .sampled),
      values: column.values, times: axis.times)
  }
}

extension Double {
  /// The number of a text in decimal digits; `nil` for another text, and for one that no number holds.
  init?(decimal text: String) {
    let allowed: Set<Character> = ["+", "-", ".", "e", "E"]
    guard text.allSatisfy({ $0.isASCII && $0.isNumber || allowed.contains($0) }), let number = Double(text),
      number.isFinite
    else { return nil }
    self = number
  }
}
