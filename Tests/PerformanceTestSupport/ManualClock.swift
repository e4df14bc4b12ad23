import Synchronization

/// A clock that only a test moves.
public final class ManualClock: Sendable {
  private struct State {
    var nanoseconds: UInt64
    var reads = 0
  }

  private let state: Mutex<State>

  /// A clock that shows some nanoseconds.
  public init(at nanoseconds: UInt64 = 1) { state = Mutex(State(nanoseconds: nanoseconds)) }

  /// Nanoseconds.
  public var now: UInt64 {
    state.withLock { state in
      state.reads += 1
      return state.nanoseconds
    }
  }

  /// How often it was read.
  public var reads: Int { state.withLock(\.reads) }

  /// Moves it on.
  public func advance(by nanoseconds: UInt64) { state.withLock { $0.nanoseconds += nanoseconds } }

  /// Moves it on.
  public func advance(by duration: Duration) { advance(by: UInt64(duration / .nanoseconds(1))) }
}
