import PerformanceSystem

extension TrendInput {
  /// The most bytes of a file: about four million numbers.
  private static let mostBytes = 64 << 20

  /// Reads a file that the user names, or standard input.
  /// - Parameter metrics: the columns of a table to read; all numbers where empty.
  /// - Throws: ``InputError`` with the line and the column.
  package init(_ file: InputFile, metrics: [String] = []) throws {
    let remedy = "Give fewer series at once, or a file of the numbers alone."
    self = try TrendInput(try file.bytes(atMost: Self.mostBytes, remedy: remedy), file: file.name, metrics: metrics)
  }
}
