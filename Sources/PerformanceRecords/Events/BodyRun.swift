/// How far a case of a test is in the one run of its body that follows the measurements.
///
/// A body that begins and never ends took the process with it, and the tests after it did not run.
package struct BodyRun: Hashable, Sendable, Codable {
  /// How far it is.
  package enum State: String, Hashable, Sendable, Codable {
    case began, ended
    /// It ran longer than its deadline, and the process was ended.
    case timedOut
  }

  /// The function of the body.
  package var function: TestFunctionID
  /// How far it is.
  package var state: State

  /// The state of a function's body.
  package init(function: TestFunctionID, state: State) {
    self.function = function
    self.state = state
  }
}

extension [RunEvent] {
  /// The bodies that began after the measurements and did not end.
  package var brokenBodies: [BodyRun] {
    var running: [TestFunctionID: Int] = [:]
    for case .bodyRun(let run) in map(\.body) {
      switch run.state {
      // A body cannot be stopped, so the process ended with it, and with what ran beside it.
      case .timedOut: return [run]
      case .began: running[run.function, default: 0] += 1
      case .ended: running[run.function, default: 0] -= 1
      }
    }
    return running.filter { $0.value > 0 }.keys.sorted { $0.description < $1.description }
      .map { BodyRun(function: $0, state: .began) }
  }
}
