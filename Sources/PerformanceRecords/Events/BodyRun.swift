/// The state of a test case in the single run of its body after the measurements.
///
/// A body without an end event ended the process, and the tests after it did not run.
package struct BodyRun: Equatable, Sendable, Codable {
  /// The states of a body; the last one logged applies.
  package enum State: OpenEnumeration {
    case began, ended
    /// It ran longer than its deadline, and the process was ended.
    case timedOut
    case other(UnknownName)

    package static let known: [State] = [.began, .ended, .timedOut]

    package var name: String {
      switch self {
      case .began: "began"
      case .ended: "ended"
      case .timedOut: "timedOut"
      case .other(let name): name.text
      }
    }
  }

  /// The function whose body ran once after the measurements.
  package var function: TestFunctionID
  /// How far it came.
  package var state: State

  package init(function: TestFunctionID, state: State) {
    self.function = function
    self.state = state
  }
}
