import Dispatch
import Synchronization

/// The pending requests to NVML, in order, and the current call.
///
/// One thread processes the requests and makes every call to the library; another one watches the duration of the
/// current call. When a call is overdue the library is given up: all pending and later requests fail. The thread that
/// hangs is abandoned, because nothing can end a call that is stuck in the kernel.
final class NVMLQueue: Sendable {
  /// A request: one of the two functions is called, and its answer is delivered once.
  struct Request: Sendable {
    let run: @Sendable (NVMLCalls) -> Void
    let fail: @Sendable (NVMLFailure) -> Void
  }

  /// The next step of the watching thread.
  enum Watch {
    /// No call is in progress: wait until one is.
    case sleep
    /// Poll again after this many nanoseconds, or earlier.
    case pollAgain(after: UInt64)
    /// The queue was given up or closed.
    case stop
  }

  private struct Call {
    var name: String
    var begin: UInt64
    var deadline: Duration
  }

  private struct State {
    var waiting: [Request] = []
    var running: Request?
    var call: Call?
    var failure: NVMLFailure?
    var isClosed = false
    var isWatchAsleep = false

    var isBusy: Bool { call != nil || running != nil || !waiting.isEmpty }
    var isOver: Bool { failure != nil || isClosed }
  }

  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  private let alarm = DispatchSemaphore(value: 0)
  /// How long a call that begins right after a poll may stay unwatched.
  private let patience: Duration
  /// The current time in nanoseconds, for overdue calls.
  private let clock: @Sendable () -> UInt64

  init(deadlines: NVMLDeadlines, clock: @escaping @Sendable () -> UInt64) {
    patience = min(deadlines.call, deadlines.start)
    self.clock = clock
  }
}

// MARK: - For callers

extension NVMLQueue {
  /// Appends a request, or fails it at once when the library was given up.
  func submit(_ request: Request) {
    let failure = state.withLock { state -> NVMLFailure? in
      if let failure = state.failure { return failure }
      state.waiting.append(request)
      return nil
    }
    if let failure { return request.fail(failure) }
    work.signal()
    wakeWatch()
  }

  /// Ends both threads when no requests are left.
  func close() {
    state.withLock { $0.isClosed = true }
    work.signal()
    alarm.signal()
  }
}

// MARK: - For the thread that makes the calls

extension NVMLQueue {
  /// Waits for the next request; `nil` when there will be none.
  func next() -> Request? {
    while true {
      // The finished request may hold the last reference to the session, whose end closes this queue: it must not be
      // released under the lock.
      let (done, request, isOver) = state.withLock { state -> (Request?, Request?, Bool) in
        let done = state.running
        state.running = state.waiting.isEmpty || state.failure != nil ? nil : state.waiting.removeFirst()
        return (done, state.running, state.isOver)
      }
      withExtendedLifetime(done) {}
      if let request { return request }
      if isOver { return nil }
      work.wait()
    }
  }

  /// Makes a call that the watching thread monitors.
  ///
  /// - Throws: The failure for which the library was given up; nothing was called then.
  func watched<Result>(_ name: String, deadline: Duration, _ call: () -> Result) throws(NVMLFailure) -> Result {
    let failure = state.withLock { state -> NVMLFailure? in
      guard state.failure == nil else { return state.failure }
      state.call = Call(name: name, begin: clock(), deadline: deadline)
      return nil
    }
    if let failure { throw failure }
    defer { state.withLock { $0.call = nil } }
    return call()
  }

  /// Fails pending and later requests.
  func giveUp(_ failure: NVMLFailure) {
    let requests = state.withLock { Self.giveUp(failure, &$0) }
    for request in requests { request.fail(failure) }
    wakeWatch()
  }

  private static func giveUp(_ failure: NVMLFailure, _ state: inout State) -> [Request] {
    guard state.failure == nil else { return [] }
    let requests = (state.running.map { [$0] } ?? []) + state.waiting
    state.failure = failure
    state.running = nil
    state.waiting = []
    return requests
  }
}

// MARK: - For the thread that watches

extension NVMLQueue {
  /// Watches until the queue is given up or closed.
  func watch() {
    while true {
      switch poll() {
      case .sleep: alarm.wait()
      case .pollAgain(let nanoseconds): _ = alarm.wait(timeout: .now() + .nanoseconds(Int(nanoseconds)))
      case .stop: return
      }
    }
  }

  /// Polls the current call, and gives the library up when it is overdue.
  ///
  /// The next check is never further than one patience away: a call that begins meanwhile, also after one that may take
  /// longer, is then younger than its deadline, so that the check after it falls on the deadline itself.
  private func poll() -> Watch {
    let now = clock()
    let (watch, failure, requests) = state.withLock { state -> (Watch, NVMLFailure?, [Request]) in
      if state.failure != nil || (state.isClosed && !state.isBusy) { return (.stop, nil, []) }
      state.isWatchAsleep = !state.isBusy
      guard state.isBusy else { return (.sleep, nil, []) }
      guard let call = state.call else { return (.pollAgain(after: patience.nanoseconds), nil, []) }
      let due = call.begin + call.deadline.nanoseconds
      guard now >= due else { return (.pollAgain(after: min(due - now, patience.nanoseconds)), nil, []) }
      let failure = NVMLFailure.unanswered(call: call.name, seconds: call.deadline / .seconds(1))
      return (.stop, failure, Self.giveUp(failure, &state))
    }
    if let failure { for request in requests { request.fail(failure) } }
    return watch
  }

  private func wakeWatch() {
    let sleeps = state.withLock { state in
      defer { state.isWatchAsleep = false }
      return state.isWatchAsleep
    }
    if sleeps { alarm.signal() }
  }
}

extension Duration {
  /// Whole nanoseconds, for the clocks of the system.
  fileprivate var nanoseconds: UInt64 {
    UInt64(components.seconds) * 1_000_000_000 + UInt64(components.attoseconds / 1_000_000_000)
  }
}
