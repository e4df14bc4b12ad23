import Foundation
import Synchronization

/// NVIDIA's management library in this process: loaded and started when it is first needed, called on one thread of
/// its own, and given up for good when it does not answer.
package final class NVMLSession: Sendable {
  private let search: NVMLSearch
  private let deadlines: NVMLDeadlines
  private let queue: NVMLQueue
  private let isStarted = Mutex(false)
  private let process = getpid()

  /// A session that loads the library by `search`. Most code wants `shared`.
  /// - Parameter clock: nanoseconds of the clock by which a call is overdue.
  package init(
    _ search: NVMLSearch, deadlines: NVMLDeadlines = NVMLDeadlines(),
    clock: @escaping @Sendable () -> UInt64 = { MonotonicTime.now }
  ) {
    self.search = search
    self.deadlines = deadlines
    queue = NVMLQueue(deadlines: deadlines, clock: clock)
  }

  deinit { queue.close() }

  /// Runs `body` on NVML's thread and waits for it; for measuring code, which has a thread of its own.
  ///
  /// Never call it from a task, whose thread it would hold, nor from inside another `body`, which would wait for itself.
  ///
  /// - Throws: Why there is no NVML here, or that it does not answer.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (NVMLCalls) -> Value
  ) throws(NVMLFailure) -> Value {
    let result = NVMLResult<Value>()
    submit(body) { result.set($0) }
    return try result.wait()
  }

  /// Runs `body` on NVML's thread, and suspends the task meanwhile.
  ///
  /// - Throws: Why there is no NVML here, or that it does not answer.
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
    // A fork has a copy of the queue, and no thread that empties it.
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
  // Those of the processes that this one was forked from stay: to end them takes locks that a thread of the parent may
  // have held when it forked, and which no thread of the child will ever give back.
  private static let sessions = Mutex<[Int32: NVMLSession]>([:])

  /// The session of this process, with the library that its environment names.
  ///
  /// After a fork the child gets one of its own: it has inherited neither the threads nor working handles.
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
