/// A function of a performance suite that ran and measured nothing.
package struct UnmeasuredFunction: Equatable, Sendable, Codable {
  /// Why it gave no number.
  package enum Cause: OpenEnumeration, Hashable {
    /// Its list of arguments is empty.
    case noCases
    /// Its body returned before a `measure` call.
    case notReached
    case other(UnknownName)

    package static let known: [Cause] = [.noCases, .notReached]

    package var name: String {
      switch self {
      case .noCases: "noCases"
      case .notReached: "notReached"
      case .other(let name): name.text
      }
    }

    /// The corresponding reason of a verdict; `nil` for a cause that this build does not know.
    package var reason: Verdict.Reason? {
      switch self {
      case .noCases: .noCases
      case .notReached: .notReached
      case .other: nil
      }
    }
  }

  /// A function that has no baseline either.
  package var function: TestFunctionID
  /// Why it gave no number.
  package var cause: Cause

  package init(function: TestFunctionID, cause: Cause) {
    self.function = function
    self.cause = cause
  }
}
