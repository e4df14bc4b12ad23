import Foundation
import PerformanceRecords

/// Lists the functions that a gate measures, and what is on file of each.
package struct ListCommand: Command {
  package static let name = "list"
  package static let abstract = "List the performance tests and what is on file of them."
  package static let usage = """
    Usage: perftest list [--filter REGEX]… [--skip REGEX]… [--json] [--package-path DIR]

      --filter REGEX       only functions whose id matches
      --skip REGEX         not those
      --json               as JSON
      --package-path DIR   the package; the current folder unless given
    """

  private let package: PackageFolder
  private let selection: TestSelection
  private let asJSON: Bool

  package init(_ arguments: inout ArgumentList) throws {
    package = try PackageFolder(&arguments)
    selection = try arguments.takeSelection()
    asJSON = arguments.takeFlag("--json")
    _ = try arguments.operands()
  }

  private struct Entry: Encodable {
    var function: String
    /// Benchmarks of the function in the baselines of this machine and toolchain.
    var recorded: [String]
    /// Whether its instructions are counted.
    var isCounted: Bool
    /// Those benchmarks whose instructions are on file.
    var counted: [String]
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    let run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
    let onFile = (loaded.counts + loaded.times).ids
    let counted = loaded.counts.ids(with: CountedMetric.instructions)
    let introduction = try run.introduction(selection)
    guard !introduction.functions.isEmpty else { throw run.nothing(selection) }
    let entries = introduction.functions.map { function in
      func names(_ ids: Set<BenchmarkID>) -> [String] {
        ids.filter { $0.function == function }.sorted().map(\.description)
      }
      return Entry(
        function: function.description, recorded: names(onFile), isCounted: !introduction.uncounted.contains(function),
        counted: names(counted))
    }
    if asJSON {
      try Output.json(entries)
    } else {
      for entry in entries { Output.line(line(entry)) }
      Output.error("\(entries.count) functions, \(entries.count { $0.recorded.isEmpty }) without a baseline here")
    }
    return .pass
  }

  private func line(_ entry: Entry) -> String {
    let state = entry.recorded.isEmpty ? "  (no baseline here)" : ""
    return entry.function.printable(atMost: 200) + state + counting(entry)
  }

  private func counting(_ entry: Entry) -> String {
    guard !entry.isCounted else { return "" }
    let advice = entry.counted.isEmpty ? "" : ", though its instructions are on file: 'perftest record' removes them"
    return "  (left out of counting\(advice))"
  }
}

extension [BaselineDocument] {
  /// The ids of the entries that have a metric.
  fileprivate func ids(with metric: String) -> Set<BenchmarkID> {
    reduce(into: []) { ids, document in
      ids.formUnion(document.benchmarks.filter { $0.metric(metric) != nil }.map(document.id))
    }
  }
}
