import PerformanceText

/// A format that other tools read a run in.
///
/// A new format is a type that conforms, and its line in ``ExportFormat/all``.
package protocol Exporter: SendableMetatype {
  /// The name that is typed, such as `csv`.
  static var name: String { get }
  /// The contents of the document, in one line.
  static var abstract: String { get }

  /// The document, the same bytes for the same run.
  static func text(of run: RunSummary) throws -> String
}
