/// One of the formats that a run is exported in, selected by its name.
package struct ExportFormat: Sendable {
  /// All formats, in the order of the help.
  package static let all = [
    // For people.
    ExportFormat(HTMLExporter.self),
    ExportFormat(MarkdownExporter.self),
    // Tables.
    ExportFormat(CSVExporter.self),
    ExportFormat(VerdictCSVExporter.self),
    ExportFormat(JSONExporter.self),
    // Services that review code.
    ExportFormat(JUnitExporter.self),
    ExportFormat(SARIFExporter.self),
    ExportFormat(GitHubAnnotationsExporter.self),
    ExportFormat(GitHubActionSmallerExporter.self),
    ExportFormat(GitHubActionBiggerExporter.self),
    ExportFormat(GitLabCodeQualityExporter.self),
    ExportFormat(GitLabMetricsExporter.self),
    // Other benchmark tools.
    ExportFormat(GoBenchmarkExporter.self),
    ExportFormat(GoogleBenchmarkExporter.self),
    ExportFormat(JMHExporter.self),
    ExportFormat(HyperfineExporter.self),
    ExportFormat(BencherExporter.self),
    ExportFormat(NyrkioExporter.self),
    ExportFormat(OtavaExporter.self),
    ExportFormat(LNTExporter.self),
    // Profiles.
    ExportFormat(FoldedStacksExporter.self),
    ExportFormat(SpeedscopeExporter.self),
    // Monitoring.
    ExportFormat(GrafanaExporter.self),
    ExportFormat(OpenMetricsExporter.self),
    ExportFormat(OpenMetricsHistoryExporter.self),
    ExportFormat(OTLPLogsExporter.self),
    ExportFormat(OTLPMetricsExporter.self),
    ExportFormat(OTLPTracesExporter.self),
    ExportFormat(PrometheusExporter.self),
    ExportFormat(PrometheusRulesExporter.self),
  ]

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

  /// How a server takes the document; `nil` for a format that is only written to files.
  package var delivery: HTTPDelivery? { exporter.delivery }

  /// The document, the same bytes for the same run.
  package func text(of run: ReportedRun) throws -> String { try exporter.text(of: run) }
}
