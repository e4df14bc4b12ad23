import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// Adds to a regression the functions whose instructions grew.
final class RegressionExplainer {
  /// The most functions of a line.
  private static let mostFunctions = 3

  private let store: BaselineStore
  private let toolchain: String
  /// The profiles of the other build, which come before those on file.
  private var others: [BenchmarkID: BenchmarkProfile] = [:]
  /// Read on the first use: most runs have no regression.
  private lazy var documents: [ProfileDocument] = {
    // An unreadable profile must not hide the verdict; `perftest explain` reports its error.
    (try? store.profiles(toolchain: toolchain)) ?? []
  }()

  init(store: BaselineStore, toolchain: ToolchainKey) {
    self.store = store
    self.toolchain = toolchain.folderName
  }

  /// Compares with the profiles of another build from now on.
  func compare(with profiles: [BenchmarkID: BenchmarkProfile]) { others = profiles }

  /// The verdict with its cause, where it is a regression of time or instructions with a known cause.
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
    MetricGroup([.wallClock, .throughput, .cpuTime, .instructions]).names)

  private func oldProfile(of id: BenchmarkID) -> BenchmarkProfile? {
    others[id] ?? documents.lazy.compactMap { $0.entry(of: id)?.profile }.first
  }
}
