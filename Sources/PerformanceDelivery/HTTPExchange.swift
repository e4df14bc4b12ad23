import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request and its answer.
package enum HTTPExchange {
  /// The answer of a server.
  package struct Answer: Sendable {
    /// The status, such as 200.
    package var status: Int
    /// The beginning of the body.
    package var body = ""
    /// The header `Retry-After`.
    package var retryAfter: String?
    /// The header `Location`.
    package var location: String?

    package init(status: Int, body: String = "", retryAfter: String? = nil, location: String? = nil) {
      self.status = status
      self.body = body
      self.retryAfter = retryAfter
      self.location = location
    }
  }

  /// There was no answer.
  package struct Failure: Error {
    /// The reason, in the words of the system.
    package var text: String
    /// Whether there was no connection, so that a later request may succeed.
    package var isTransient: Bool

    package init(text: String, isTransient: Bool) {
      self.text = text
      self.isTransient = isTransient
    }
  }

  /// Sends a request and waits for its answer.
  ///
  /// A redirection is an answer: to follow it would turn a `PUT` into a `GET`, which succeeds and stores nothing, and hand
  /// credentials to another server.
  /// - Parameter seconds: until the whole answer has to be there. The request's own limit begins anew with every byte that
  ///   comes. While URLSession of Swift 6.3 waits for an answer on Linux, it uses half a processor: the limit ends that, too.
  package static func perform(_ request: URLRequest, within seconds: Double) throws(Failure) -> Answer {
    let receiver = Receiver()
    let session = URLSession(configuration: .ephemeral, delegate: receiver, delegateQueue: queue())
    defer { session.invalidateAndCancel() }
    session.dataTask(with: request).resume()
    guard let result = receiver.result(within: seconds) else {
      throw Failure(text: "no whole answer in time", isTransient: true)
    }
    return try result.get()
  }

  /// Runs the calls of delegates.
  private static let calls = DispatchQueue(label: "answers of servers")

  /// A queue for the calls of a delegate.
  ///
  /// On Linux the session's own one shares its few threads with Swift's tasks. Where those block, an answer that has come
  /// would not be seen before its time is over; a serial queue gets a thread of its own.
  private static func queue() -> OperationQueue {
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    queue.underlyingQueue = calls
    return queue
  }

  /// Errors of connections. A server that hangs up without an answer is a bad response.
  private static let transient: [URLError.Code] = [
    .cannotConnectToHost, .networkConnectionLost, .timedOut, .dnsLookupFailed, .notConnectedToInternet,
    .badServerResponse,
  ]

  /// The answer of a server, awaited by a thread.
  ///
  /// Unchecked: the session calls its delegate on one serial queue, and the waiting thread reads the result only after
  /// the semaphore, which the last call signals.
  private final class Receiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    /// The bytes of a body that are kept.
    private static let most = 65_536

    private let done = DispatchSemaphore(value: 0)
    private var body = Data()
    private var result: Result<Answer, Failure> = .failure(Failure(text: "no answer", isTransient: false))

    /// `nil` where there is none in time.
    func result(within seconds: Double) -> Result<Answer, Failure>? {
      done.wait(timeout: .now() + seconds) == .success ? result : nil
    }

    func urlSession(
      _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
      newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
      completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
      body.append(data.prefix(max(Self.most - body.count, 0)))
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
      if let error {
        // The connection has broken where a part of an answer came, whatever the code says.
        let isTransient =
          task.response != nil || (error as? URLError).map { HTTPExchange.transient.contains($0.code) } ?? false
        // The system has only a number for it.
        let isLate = (error as? URLError)?.code == .timedOut
        result = .failure(
          Failure(text: isLate ? "no answer in time" : error.localizedDescription, isTransient: isTransient))
      } else if let response = task.response as? HTTPURLResponse {
        result = .success(
          Answer(
            status: response.statusCode, body: String(decoding: body, as: UTF8.self),
            retryAfter: response.value(forHTTPHeaderField: "Retry-After"),
            location: response.value(forHTTPHeaderField: "Location")))
      }
      done.signal()
    }
  }
}
