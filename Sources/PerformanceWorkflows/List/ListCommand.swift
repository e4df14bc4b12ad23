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
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    let run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
    let onFile = (loaded.counts + loaded.times).ids
    let entries = try run.functions(selection).map { function in
      Entry(
        function: function.description,
        recorded: onFile.filter { $0.function == function }.sorted().map(\.description))
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
    return entry.function.printable(atMost: 200) + state
  }
}
