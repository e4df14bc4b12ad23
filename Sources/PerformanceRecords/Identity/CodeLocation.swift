/// Where a `measure` call stands.
package struct CodeLocation: Hashable, Sendable, Codable {
  /// `Module/File.swift`.
  package var fileID: String
  /// The path the compiler saw.
  package var filePath: String
  /// The line, counted from 1.
  package var line: Int
  /// The column, counted from 1.
  package var column: Int

  package init(fileID: String, filePath: String, line: Int, column: Int) {
    self.fileID = fileID
    self.filePath = filePath
    self.line = line
    self.column = column
  }
}

extension CodeLocation: CustomStringConvertible {
  /// `Module/File.swift:12`.
  package var description: String { "\(fileID):\(line)" }
}
