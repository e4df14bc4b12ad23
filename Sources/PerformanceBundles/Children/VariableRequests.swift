import PerformanceRecords
import Synchronization

/// The variables that functions have requested, shared by all copies of a bundle.
final class VariableRequests: Sendable {
  private let names = Mutex<[TestFunctionID: Set<String>]>([:])

  /// The known requests of a function.
  subscript(function: TestFunctionID) -> Set<String> { names.withLock { $0[function] ?? [] } }

  /// Adds the requests of a function.
  func add(_ variables: Set<String>, of function: TestFunctionID) {
    names.withLock { $0[function, default: []].formUnion(variables) }
  }
}
