import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// Says of a regression in which functions it is, by their instructions now and before.
final class RegressionExplainer {
  /// Of more functions nobody reads in a line.
  private static let mostFunctions = 3

  private let store: BaselineStore
  private let toolchain: String
  /// Those of the build that is measured in turn with this one; where there are any, none on file are used.
  private var others: [BenchmarkID: BenchmarkProfile]?
  /// Read when the first verdict asks: most runs have none that does.
  private lazy var documents: [ProfileDocument] = {
    // A profile that cannot be read must not hide the verdict; `perftest explain` says what is wrong with it.
    (try? store.profiles(toolchain: toolchain)) ?? []
  }()

  init(store: BaselineStore, toolchain: ToolchainKey) {
    self.store = store
    self.toolchain = toolchain.folderName
  }

  /// From now on compares with what another build costs.
  func compare(with profiles: [BenchmarkID: BenchmarkProfile]) { others = profiles }

  /// The verdict with its cause, where it is a regression of time or instructions that has one.
  func explained(_ verdict: Verdict, by profile: CallgrindProfile?) -> Verdict {
    guard verdict.outcome == .regressed, let metric = verdict.metric, Self.explained.contains(metric.name),
      let profile, let old = verdict.benchmark.flatMap(oldProfile),
      let new = profile.benchmarkProfile(keeping: Set(old.functions.keys)), old.total > 0
    else { return verdict }
    let difference = ProfileDifference(old: old, new: new)
    var verdict = verdict
    verdict.cause = ChangeCause(
      ratio: Double(difference.newTotal) / Double(difference.oldTotal),
      functions: difference.causes(atMost: Self.mostFunctions).map { .init(name: $0.name, change: $0.change) })
    return verdict
  }

  private static let explained = Set(
    MetricGroup([.wallClock, .cpuTime, .instructions]).names)

  private func oldProfile(of id: BenchmarkID) -> BenchmarkProfile? {
    if let others { return others[id] }
    return documents.lazy.compactMap { $0.entry(of: id)?.profile }.first
  }
}
