/// How far a case of a test is in the one run of its body that follows the measurements.
///
/// A body that begins and never ends took the process with it, and the tests after it did not run.
package struct BodyRun: Hashable, Sendable, Codable {
  /// How far it is.
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

  /// The function of the body.
  package var function: TestFunctionID
  /// How far it is.
  package var state: State

  package init(function: TestFunctionID, state: State) {
    self.function = function
    self.state = state
  }
}
