import Synchronization

/// Processes that are in none of the trees that are read again and again: they need not be read again, since no process
/// becomes the descendant of another one than its parent's.
///
/// A machine has hundreds of processes and a tree few: reading all of them every second took most of an observer's time.
final class OutsiderProcesses: Sendable {
  private struct State {
    var roots: Set<Int> = []
    var ids: Set<Int> = []
  }

  private let state = Mutex(State())

  /// The processes that are known not to be below some roots.
  /// - Parameter ids: all processes that exist. Others are forgotten: their ids are given again, but not before all other
  ///   ids were.
  func known(of roots: Set<Int>, among ids: [Int]) -> Set<Int> {
    state.withLock { state in
      state.ids = state.roots == roots ? state.ids.intersection(ids) : []
      state.roots = roots
      return state.ids
    }
  }

  /// Adds processes that were found not to be below the roots.
  func add(_ ids: [Int]) { state.withLock { $0.ids.formUnion(ids) } }
}
