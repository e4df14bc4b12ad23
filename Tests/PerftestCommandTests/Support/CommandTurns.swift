import Foundation
import Synchronization
import Testing

/// Lets only as many tests run commands at a time as there are processors.
///
/// Swift Testing begins all tests at once. A hundred commands that share two processors are done no sooner, but the few
/// tests that wait for a compiler, one build after the other, would get a fiftieth of a processor and end long after all
/// others.
struct CommandTurns: SuiteTrait, TestTrait, TestScoping {
  private static let turns = Turns(count: ProcessInfo.processInfo.activeProcessorCount)

  let isRecursive = true

  func scopeProvider(for test: Test, testCase: Test.Case?) -> CommandTurns? { testCase == nil ? nil : self }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    await Self.turns.take()
    defer { Self.turns.giveBack() }
    try await body()
  }
}

extension Trait where Self == CommandTurns {
  /// Lets a test wait until few others run commands.
  static var inTurns: Self { CommandTurns() }
}

/// A number of turns, and the tasks that wait for one in the order of their arrival.
private final class Turns: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(free: count)) }

  func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free == 0 else {
          state.free -= 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  func giveBack() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
