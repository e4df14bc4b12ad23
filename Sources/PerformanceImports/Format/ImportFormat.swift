import PerformanceSystem
import PerformanceText

/// One of the formats of other tools, found by the content of a file or by its name.
package struct ImportFormat: Sendable {
  /// All formats, in the order in which they are tried and listed.
  package static let all = [
    ImportFormat(GoogleBenchmarkImporter.self),
    ImportFormat(GoogleBenchmarkCSVImporter.self),
    ImportFormat(HyperfineImporter.self),
    ImportFormat(PytestBenchmarkImporter.self),
    ImportFormat(ASVImporter.self),
    ImportFormat(JMHImporter.self),
    ImportFormat(CriterionImporter.self),
    ImportFormat(CargoCriterionImporter.self),
    ImportFormat(GitHubActionBenchmarkImporter.self),
    ImportFormat(PackageBenchmarkImporter.self),
    ImportFormat(LibtestImporter.self),
    ImportFormat(GoBenchmarkImporter.self),
  ]

  private let importer: any Importer.Type

  private init(_ importer: any Importer.Type) { self.importer = importer }

  /// The format of a name; `nil` where there is none.
  package init?(named name: String) {
    guard let format = Self.all.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// Finds the format of a file.
  /// - Throws: ``InputError`` where it looks like none.
  package init(of file: ImportedFile) throws {
    guard let format = Self.all.first(where: { $0.importer.recognizes(file) }) else {
      throw InputError(
        file: file.name,
        problem: file.isEmpty ? "is empty" : "is not a result of a benchmark tool that is known here",
        remedy: file.isEmpty
          ? "Write it again." : "Name its format with --format: \(Self.all.map(\.name).joined(separator: ", ")).")
    }
    self = format
  }

  /// The name that is typed, such as `hyperfine`.
  package var name: String { importer.name }
  /// The tool, whose formats can be judged with each other.
  package var tool: String { importer.tool }
  /// What the file is, in one line.
  package var abstract: String { importer.abstract }
  /// What counts as a process, and how to have more of them, in one line.
  package var processes: String { importer.processes }

  /// The results of a file.
  /// - Throws: ``InputError`` with the line where the file cannot be read, or where it has no result.
  package func results(of file: ImportedFile) throws -> ImportedResults {
    let results = try importer.results(of: file)
    guard results.benchmarks.isEmpty else { return results }
    let notes = results.notes.map { ", and " + $0.text }.joined()
    throw InputError(
      file: file.name, problem: "has no result of '\(name)'" + notes,
      remedy: "Give \(importer.abstract), or another format with --format.")
  }
}
