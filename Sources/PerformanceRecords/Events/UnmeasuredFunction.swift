/// A function of a performance suite that ran and measured nothing.
package struct UnmeasuredFunction: Hashable, Sendable, Codable {
  /// Why it gave no number.
  package enum Cause: String, Hashable, Sendable, Codable {
    /// Its list of arguments is empty.
    case noCases
    /// Its body returned before a `measure` call.
    case notReached

    /// The same as the reason of a verdict.
    package var reason: Verdict.Reason {
      switch self {
      case .noCases: .noCases
      case .notReached: .notReached
      }
    }
  }

  /// The function.
  package var function: TestFunctionID
  /// Why it gave no number.
  package var cause: Cause

  /// A function and why it gave no number.
  package init(function: TestFunctionID, cause: Cause) {
    self.function = function
    self.cause = cause
  }
}
