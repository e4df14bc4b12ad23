import Foundation
import Synchronization

/// NVIDIA's management library in this process: loaded and started on first use, called on its own thread, and given up
/// permanently when it does not return.
package final class NVMLSession: Sendable {
  private let search: NVMLSearch
  private let deadlines: NVMLDeadlines
  private let queue: NVMLQueue
  private let isStarted = Mutex(false)
  private let process = getpid()

  /// Creates a session that loads the library by `search`. Most code uses `shared`.
  /// - Parameter clock: the current time in nanoseconds, for overdue calls.
  package init(
    _ search: NVMLSearch, deadlines: NVMLDeadlines = NVMLDeadlines(),
    clock: @escaping @Sendable () -> UInt64 = { MonotonicTime.now }
  ) {
    self.search = search
    self.deadlines = deadlines
    queue = NVMLQueue(deadlines: deadlines, clock: clock)
  }

  deinit { queue.close() }

  /// Runs `body` on NVML's thread and waits for it; for measuring code, which has its own thread.
  ///
  /// Never call it from a task, whose thread it would block, nor inside another `body`, where it would deadlock.
  ///
  /// - Throws: The failure when NVML is absent or does not return.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (NVMLCalls) -> Value
  ) throws(NVMLFailure) -> Value {
    let result = NVMLResult<Value>()
    submit(body) { result.set($0) }
    return try result.wait()
  }

  /// Runs `body` on NVML's thread, and suspends the task meanwhile.
  ///
  /// - Throws: The failure when NVML is absent or does not return.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (NVMLCalls) -> Value
  ) async throws(NVMLFailure) -> Value {
    let result = await withCheckedContinuation { continuation in
      submit(body) { continuation.resume(returning: $0) }
    }
    return try result.get()
  }

  private func submit<Value: Sendable>(
    _ body: @escaping @Sendable (NVMLCalls) -> Value,
    receiver: @escaping @Sendable (Result<Value, NVMLFailure>) -> Void
  ) {
    // A fork has a copy of the queue, but no thread that processes it.
    guard getpid() == process else {
      let reason = "this process is a fork of the one that opened it, and has to find its GPUs anew"
      return receiver(.failure(.lost(reason)))
    }
    startOnce()
    queue.submit(NVMLAnswer(receiver).request(body))
  }

  private func startOnce() {
    let isFirst = isStarted.withLock { isStarted in
      defer { isStarted = true }
      return !isStarted
    }
    if isFirst { NVMLThread.start(queue, search: search, deadlines: deadlines) }
  }
}

extension NVMLSession {
  // The sessions of parent processes stay: ending them takes locks that a thread of the parent may have held at the
  // fork, and which no thread of the child will ever release.
  private static let sessions = Mutex<[Int32: NVMLSession]>([:])

  /// The session of this process, with the library of its environment.
  ///
  /// After a fork the child gets its own: it inherits neither the threads nor working handles.
  package static var shared: NVMLSession {
    sessions.withLock { sessions in
      let process = getpid()
      if let session = sessions[process] { return session }
      let session = NVMLSession(NVMLSearch(environment: ProcessInfo.processInfo.environment))
      sessions[process] = session
      return session
    }
  }
}
