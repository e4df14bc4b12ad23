/// A format that other tools, or people, read a run in.
///
/// A new format is a type that conforms, and its line in ``ExportFormat/all``.
package protocol Exporter: SendableMetatype {
  /// The name that is typed, such as `csv`.
  static var name: String { get }
  /// The contents of the document, in one line.
  static var abstract: String { get }
  /// How a server takes the document; `nil` for a format that is only written to files.
  static var delivery: HTTPDelivery? { get }

  /// The document, the same bytes for the same run.
  static func text(of run: ReportedRun) throws -> String
}

extension Exporter {
  package static var delivery: HTTPDelivery? { nil }
}
