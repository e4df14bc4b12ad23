import PerformanceRecords
import Synchronization

/// The variables that functions were found to ask for, shared by all copies of a bundle.
final class VariableRequests: Sendable {
  private let names = Mutex<[TestFunctionID: Set<String>]>([:])

  /// The names that a function is known to ask for.
  subscript(function: TestFunctionID) -> Set<String> { names.withLock { $0[function] ?? [] } }

  /// Adds what a function asks for.
  func add(_ variables: Set<String>, of function: TestFunctionID) {
    names.withLock { $0[function, default: []].formUnion(variables) }
  }
}
