import PerformanceRecords

/// Why baselines of another machine class, toolchain or build are not comparable with a run.
///
/// Times are compared on one machine class alone, counts with one toolchain alone: ``BaselineStore`` loads these
/// baselines by the names of their folders, and lists the others.
struct EnvironmentComparability {
  private let environment: RunEnvironment
  private let loaded: BaselineStore.Loaded

  init(_ environment: RunEnvironment, _ loaded: BaselineStore.Loaded) {
    self.environment = environment
    self.loaded = loaded
  }

  /// The comparison for a metric without a baseline in this environment.
  func comparison(of metric: MetricDescription, in id: BenchmarkID) -> Comparison {
    let counts = BaselineStore.countsFolder
    let folders = (loaded.elsewhere[id] ?? []).filter { ($0.machine != counts) == metric.isOfMachine }
      .sorted { ($0.toolchain, $0.machine) < ($1.toolchain, $1.machine) }
    guard let nearest = folders.first(where: { $0.toolchain == environment.toolchain.folderName }) ?? folders.first
    else {
      return .new
    }
    if nearest.toolchain == environment.toolchain.folderName {
      return .incomparable(.machineClass(recorded: nearest.machine, here: environment.machine.folderName))
    }
    var otherBuild = environment.toolchain
    otherBuild.isTestable.toggle()
    if folders.contains(where: { $0.toolchain == otherBuild.folderName }) {
      return .incomparable(environment.toolchain.isTestable ? .testableHere : .testableRecorded)
    }
    if let arguments = folders.lazy.compactMap(otherArguments).first {
      return .incomparable(.buildArguments(recorded: arguments, here: environment.toolchain.buildArguments ?? []))
    }
    return .incomparable(.toolchain(recorded: nearest.toolchain, here: environment.toolchain.folderName))
  }

  /// The build arguments of a folder that differs from this run in nothing else; `nil` for another folder.
  private func otherArguments(of folder: BaselineStore.BaselineFolder) -> [String]? {
    var other = environment.toolchain
    other.buildArguments = loaded.buildArguments[folder.toolchain]
    return other.folderName == folder.toolchain ? other.buildArguments ?? [] : nil
  }
}
