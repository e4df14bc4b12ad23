/// A format in which another tool writes results.
///
/// A new format is a type that conforms, and its line in ``ImportFormat/all``.
package protocol Importer: SendableMetatype {
  /// The name that is typed, such as `hyperfine`.
  static var name: String { get }
  /// The tool, whose formats can be judged with each other.
  static var tool: String { get }
  /// What the file is, in one line.
  static var abstract: String { get }
  /// What counts as a process, and how to have more of them, in one line.
  static var processes: String { get }

  /// Whether a file looks like this format.
  static func recognizes(_ file: ImportedFile) -> Bool
  /// The results of a file: a function of its bytes.
  /// - Throws: ``InputError`` with the line.
  static func results(of file: ImportedFile) throws -> ImportedResults
}

extension Importer {
  package static var tool: String { name }
}
