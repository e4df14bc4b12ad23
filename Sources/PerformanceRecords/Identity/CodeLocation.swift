/// Where a `measure` call stands.
public struct CodeLocation: Hashable, Sendable, Codable {
  /// `Module/File.swift`.
  public var fileID: String
  /// The path the compiler saw.
  public var filePath: String
  /// The line, counted from 1.
  public var line: Int
  /// The column, counted from 1.
  public var column: Int

  /// A place from its parts.
  public init(fileID: String, filePath: String, line: Int, column: Int) {
    self.fileID = fileID
    self.filePath = filePath
    self.line = line
    self.column = column
  }
}

extension CodeLocation: CustomStringConvertible {
  /// `Module/File.swift:12`.
  public var description: String { "\(fileID):\(line)" }
}
