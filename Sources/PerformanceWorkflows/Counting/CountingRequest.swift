import Foundation
import PerformanceRecords
import PerformanceSystem

/// The user's request for counting instructions.
package struct CountingRequest {
  private enum Request { case whereItCan, never, only }

  /// Whether nothing else is to be measured.
  package var isOnlyPass: Bool { request == .only }

  package static let noCount = Argument<Bool>.flag(
    "--no-count", "do not count instructions, which is done where Valgrind is installed")
  package static let countOnly = Argument<Bool>.flag("--count-only", "count instructions and measure nothing else")
  package static let cycles = Argument<Bool>.flag(
    "--cycles", "also estimate cycles, with simulated caches; they are shown and never judged")
  /// The arguments that exclude each other.
  package static let exclusions = [Syntax.Exclusion(noCount, countOnly), Syntax.Exclusion(noCount, cycles)]

  private let request: Request
  private let simulatesCaches: Bool

  /// Counts instructions where possible.
  package static let whereItCan = CountingRequest(request: .whereItCan, simulatesCaches: false)

  private init(request: Request, simulatesCaches: Bool) {
    self.request = request
    self.simulatesCaches = simulatesCaches
  }

  /// Reads the request from a command's arguments.
  package init(_ arguments: Arguments) {
    request = arguments[Self.noCount] ? .never : arguments[Self.countOnly] ? .only : .whereItCan
    simulatesCaches = arguments[Self.cycles]
  }

  /// The plan of counting for a bundle.
  /// - Throws: ``CommandFailure`` when counting was requested and is not possible.
  package func plan(for bundle: URL, environment: [String: String]) throws -> CountingPlan {
    guard request != .never else { return .off(because: nil) }
    do {
      return .on(
        try Valgrind(environment: environment).tool(
          for: bundle, simulatesCaches: simulatesCaches, scope: request == .only ? .only : .besidesMeasuring))
    } catch let reason as Valgrind.Absence {
      guard request == .whereItCan, !simulatesCaches else {
        throw CommandFailure(status: .notMeasurable, message: "instructions cannot be counted: \(reason)")
      }
      return .off(because: reason.description)
    }
  }
}
