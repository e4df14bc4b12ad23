/// A run as a page for people: one file that a browser opens without a network.
package enum HTMLExporter: Exporter {
  package static let name = "html"
  package static let abstract = "a page in one file for a browser: the verdict, why to believe it, and every benchmark"

  package static func text(of run: ReportedRun) throws -> String { try Page(run).text }

  /// The page with a size limit of its own, in bytes.
  package static func text(of run: ReportedRun, mostBytes: Int) throws -> String {
    try Page(run, mostBytes: mostBytes).text
  }
}
