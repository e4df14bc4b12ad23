/// The source location of a `measure` call.
package struct CodeLocation: Hashable, Sendable, Codable {
  /// `Module/File.swift`.
  package var fileID: String
  /// The path that the compiler was given.
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
