import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Lists the functions that a gate measures, with their baselines.
package struct ListCommand: Command {
  package static let name = "list"
  package static let syntax = Syntax(optional: [
    CommonArguments.filter, CommonArguments.skip, CommonArguments.swiftBuildArgument, CommonArguments.json,
    CommonArguments.packagePath,
  ])

  private let package: PackageFolder
  private let selection: TestSelection
  private let asJSON: Bool

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    package = try PackageFolder(arguments, in: context)
    selection = try arguments.selection()
    asJSON = arguments[CommonArguments.json]
  }

  private struct Entry: Encodable {
    var function: String
    /// Benchmarks of the function in the baselines of this machine and toolchain.
    var recorded: [String]
    /// The benchmarks with times.
    var recordedTimes: [String]
    /// Whether there are times, but only of other machine classes.
    var hasOnlyTimesOfOthers: Bool
    /// Benchmarks of the function whose times a recording refused.
    var refused: [Refused]
    /// Whether its instructions are counted.
    var isCounted: Bool
    /// The benchmarks with baselines of instructions.
    var counted: [String]
  }

  private struct Refused: Encodable {
    var benchmark: String
    var metrics: [RefusedMetric]
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    let run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
    let (times, refused) = (loaded.times.idsWithNumbers, loaded.refusedTimes)
    let timesOfOthers = Set(
      loaded.elsewhere.filter { $0.value.contains { $0.machine != BaselineStore.countsFolder } }.map(\.key.function))
    let recorded = Self.byFunction(loaded.counts.idsWithNumbers.union(times))
    let (recordedTimes, counted) = (
      Self.byFunction(times), Self.byFunction(loaded.counts.ids(with: CountedMetric.instructions))
    )
    let refusedByFunction = Dictionary(grouping: refused.sorted { $0.key < $1.key }, by: \.key.function)
    let introduction = try run.introduction(selection)
    guard !introduction.functions.isEmpty else { throw run.nothing(selection) }
    let entries = introduction.functions.map { function in
      let timesHere = recordedTimes[function] ?? []
      return Entry(
        function: function.description, recorded: recorded[function] ?? [], recordedTimes: timesHere,
        hasOnlyTimesOfOthers: timesHere.isEmpty && timesOfOthers.contains(function),
        refused: (refusedByFunction[function] ?? []).map {
          Refused(benchmark: $0.key.description, metrics: $0.value)
        }, isCounted: !introduction.uncounted.contains(function), counted: counted[function] ?? [])
    }
    let output = package.output
    if asJSON {
      try output.json(entries)
    } else {
      for entry in entries { output.line(line(entry)) }
      output.error(summary(of: entries))
      let refusedHere = Set(refused.keys.map(\.function)).intersection(introduction.functions)
      if !refusedHere.isEmpty {
        output.error(
          "refused when they were recorded; on a quieter machine: \(PerftestCommand.prefix) record"
            + FunctionFilter.text(refusedHere))
      }
    }
    return .pass
  }

  /// The benchmarks of each function, in their order.
  private static func byFunction(_ ids: Set<BenchmarkID>) -> [TestFunctionID: [String]] {
    Dictionary(grouping: ids.sorted(), by: \.function).mapValues { $0.map(\.description) }
  }

  private func summary(of entries: [Entry]) -> String {
    let refused = entries.count { !$0.refused.isEmpty }
    let others = entries.count(where: \.hasOnlyTimesOfOthers)
    return "\(Plural.text(entries.count, "function")), \(entries.count { $0.recorded.isEmpty }) without a baseline here"
      + (others == 0 ? "" : ", \(others) with times of other machines only")
      + (refused == 0 ? "" : ", \(refused) with times that were refused")
  }

  private func line(_ entry: Entry) -> String {
    var states: [String] = []
    if entry.recorded.isEmpty { states.append("no baseline here") }
    if entry.hasOnlyTimesOfOthers { states.append("times of other machines only") }
    if let day = entry.refused.flatMap(\.metrics).map(\.date).max() {
      states.append("times refused on \(day.printable(atMost: 20))")
    }
    if !entry.isCounted {
      let advice = ", though its instructions are on file: '\(PerftestCommand.prefix) record' removes them"
      states.append("left out of counting" + (entry.counted.isEmpty ? "" : advice))
    }
    let state = states.isEmpty ? "" : "  (\(states.joined(separator: "; ")))"
    return entry.function.printable(atMost: 200) + state
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
