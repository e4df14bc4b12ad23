/// How far the one run of a test body is that follows the measurements.
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
    var bodies: [TestFunctionID: BodyRun] = [:]
    for case .bodyRun(let run) in map(\.body) {
      bodies[run.function] = run.state == .ended ? nil : run
    }
    // Others may run beside the one that is overdue.
    let open = bodies.map(\.value)
    let overdue = open.filter { $0.state == .timedOut }
    return (overdue.isEmpty ? open : overdue).sorted { $0.function.description < $1.function.description }
  }
}
