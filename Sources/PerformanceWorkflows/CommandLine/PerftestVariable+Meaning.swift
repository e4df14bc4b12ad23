import PerformanceSystem

extension PerftestVariable {
  /// The effect of a variable that users may set; `nil` for the others.
  package var meaning: String? {
    switch self {
    case .mode: "smoke, gate or record: what a test bundle does that is started without perftest"
    case .baselines: "the folder of the baselines; baselines in the package unless set"
    case .state: "the folder of runs and builds; .perftest in the package unless set"
    case .environment: "names of variables that benchmarks need, separated by commas"
    case .deadline: "seconds that a process may run without progress, 1 to 86400"
    case .timeLimit: "how long a gate continues with undecided benchmarks, as --time-limit"
    case .strict: "1: improved benchmarks are red too, as --strict"
    case .gpu: "auto, off, required, or the beginning of the UUID of the GPU that is measured"
    case .nvml: "the path of NVIDIA's management library"
    case .slowdown: "a factor from 1 to 100 that slows every body down, to see the gate turn red"
    case .request, .child, .childAnswer, .childPlan, .clock: nil
    }
  }
}
