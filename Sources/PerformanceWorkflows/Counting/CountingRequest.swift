import Foundation
import PerformanceRecords
import PerformanceSystem

/// What the user wants of the pass that counts instructions.
package struct CountingRequest {
  private enum Request { case whereItCan, never, only }

  /// Whether nothing else is to be measured.
  package var isOnlyPass: Bool { request == .only }

  private let request: Request
  private let simulatesCaches: Bool

  /// Takes `--no-count`, `--count-only` and `--cycles`.
  /// - Throws: ``UsageError`` where they exclude each other.
  package init(_ arguments: inout ArgumentList) throws {
    let wantsCycles = arguments.takeFlag("--cycles")
    request = try Self.takeRequest(&arguments)
    simulatesCaches = wantsCycles
    if wantsCycles, request == .never { throw UsageError("--no-count and --cycles exclude each other") }
  }

  /// Takes `--no-count` and `--count-only`; cycles are no baseline's business.
  /// - Throws: ``UsageError`` where they exclude each other.
  package init(withoutCycles arguments: inout ArgumentList) throws {
    request = try Self.takeRequest(&arguments)
    simulatesCaches = false
  }

  private static func takeRequest(_ arguments: inout ArgumentList) throws -> Request {
    switch (arguments.takeFlag("--no-count"), arguments.takeFlag("--count-only")) {
    case (true, true): throw UsageError("--no-count and --count-only exclude each other")
    case (true, false): return .never
    case (false, true): return .only
    case (false, false): return .whereItCan
    }
  }

  /// How the bundle is to count.
  /// - Throws: ``CommandFailure`` when counting was asked for and cannot be done.
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
