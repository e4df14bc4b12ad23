/// The environment variables that this package reads; `PERFTEST` itself is for manifests.
package enum PerftestVariable: String, CaseIterable, Sendable {
  // Users set these.
  case mode = "PERFTEST_MODE"
  case baselines = "PERFTEST_BASELINES"
  case state = "PERFTEST_STATE"
  case environment = "PERFTEST_ENVIRONMENT"
  case deadline = "PERFTEST_DEADLINE"
  case timeLimit = "PERFTEST_TIME_LIMIT"
  case strict = "PERFTEST_STRICT"
  case gpu = "PERFTEST_GPU"
  case nvml = "PERFTEST_NVML"
  case slowdown = "PERFTEST_SLOWDOWN"
  case swiftBuildArguments = "PERFTEST_SWIFT_BUILD_ARGS"
  case history = "PERFTEST_HISTORY"
  case events = "PERFTEST_EVENTS"
  case log = "PERFTEST_LOG"
  case logShown = "PERFTEST_LOG_SHOWN"
  case logDays = "PERFTEST_LOG_DAYS"
  case usage = "PERFTEST_USAGE"

  // `perftest` and test bundles set these for the processes that they start.
  case request = "PERFTEST_REQUEST"
  case child = "PERFTEST_CHILD"
  case childMessages = "PERFTEST_CHILD_ANSWER"
  case childPlan = "PERFTEST_CHILD_PLAN"

  // Tests of this package set it.
  case clock = "PERFTEST_CLOCK"

  /// The common prefix of the names.
  package static let prefix = "PERFTEST_"

  /// Who sets a variable.
  package enum Setter: Equatable, Sendable {
    case user
    /// A process of this package, for its children.
    case parent
    /// A test of this package.
    case test
  }

  /// Who sets it.
  package var setter: Setter {
    switch self {
    case .mode, .baselines, .state, .environment, .deadline, .timeLimit, .strict, .gpu, .nvml, .slowdown,
      .swiftBuildArguments, .history, .events, .log, .logShown, .logDays, .usage:
      .user
    case .request, .child, .childMessages, .childPlan: .parent
    case .clock: .test
    }
  }
}

extension [String: String] {
  /// The value of a variable of this package; an empty one counts as unset.
  package func setting(_ variable: PerftestVariable) -> String? { setting(variable.rawValue) }
}
