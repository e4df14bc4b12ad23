import PerformanceBuild
import PerformanceSystem

extension PerftestVariable {
  /// The effect of a variable that users may set; `nil` for the others.
  package var meaning: String? {
    switch self {
    case .mode: "smoke, gate or record: the mode of a test bundle that is started without perftest"
    case .baselines: "the folder of the baselines; baselines in the package unless set"
    case .state: "the folder of runs and builds; .perftest in the package unless set"
    case .environment: "names of variables that benchmarks need, separated by commas"
    case .deadline: "seconds that a process may run without progress, 1 to 86400"
    case .timeLimit: "how long a gate continues with undecided benchmarks, as with --time-limit"
    case .strict: "1: improved benchmarks are red too, as with --strict"
    case .gpu: "auto, off, required, or the beginning of the UUID of the GPU to measure"
    case .nvml: "the path of NVIDIA's management library"
    case .slowdown:
      "slows every body down by a factor from 1 to 100, to see the gate turn red; work:1.3 makes it do more work"
    case .swiftBuildArguments:
      "arguments of every 'swift build', as with --swift-build-arg, separated and quoted as in a shell"
    case .history: "the database of a shared history, postgresql://USER@HOST/DATABASE"
    case .events: "where else the events of a run are sent: a file, -, or unix:PATH, as with --events"
    case .log:
      "the lowest level that the log keeps: trace, debug, info, notice, warning, error; off: no log; debug unless set"
    case .logShown: "the lowest level of the log that standard error shows; notice unless set"
    case .logDays: "the days that files of the log are kept; 7 unless set"
    case .usage: "off: nothing about usage is kept or shown; or the days to keep it, 30 unless set"
    case .request, .child, .childMessages, .childPlan, .clock: nil
    }
  }
}
