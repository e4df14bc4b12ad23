import PerformanceText

/// One of the formats that a run is exported in, selected by its name.
package struct ExportFormat: Sendable {
  /// All formats, in the order of the help.
  package static let all = [ExportFormat(CSVExporter.self), ExportFormat(JSONExporter.self)]

  private let exporter: any Exporter.Type

  private init(_ exporter: any Exporter.Type) { self.exporter = exporter }

  /// The format of a name; `nil` where there is none.
  package init?(named name: String) {
    guard let format = Self.all.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// The name that is typed, such as `csv`.
  package var name: String { exporter.name }

  /// The contents of the document, in one line.
  package var abstract: String { exporter.abstract }

  /// The document, the same bytes for the same run.
  package func text(of run: RunSummary) throws -> String { try exporter.text(of: run) }
}
