import Foundation
import PerformanceBuild
import PerformanceDelivery
import PerformanceRecords
import PerformanceSystem

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends messages by HTTP: again after a server that is busy, broken or away, and never after one that refuses.
package struct HTTPDispatch: Sendable {
  /// Sends a request once.
  package typealias Exchange = @Sendable (URLRequest) throws(HTTPExchange.Failure) -> HTTPExchange.Answer

  /// Seconds until a server has to have answered.
  package static let longestAnswer = 20.0
  /// The longest part of an answer that a failure has.
  private static let longestReason = 200

  private var retries: DeliveryRetries
  private let exchange: Exchange

  package init(
    retries: DeliveryRetries = DeliveryRetries(),
    exchange: @escaping Exchange = { request throws(HTTPExchange.Failure) in
      try HTTPExchange.perform(request, within: HTTPDispatch.longestAnswer)
    }
  ) {
    (self.retries, self.exchange) = (retries, exchange)
  }

  /// The same with an effort.
  func making(_ effort: NotificationDelivery.Effort) -> HTTPDispatch {
    var dispatch = self
    dispatch.retries = retries.making(effort)
    return dispatch
  }

  /// Sends a message.
  /// - Throws: ``DeliveryFailure`` where the receiver has not taken it.
  package func send(_ message: HTTPMessage) throws(DeliveryFailure) {
    guard let request = Self.request(message) else { throw .noAddress }
    try retries.run { tries throws(DeliveryRetries.Refusal<DeliveryFailure>) in
      let answer: HTTPExchange.Answer
      do throws(HTTPExchange.Failure) {
        answer = try exchange(request)
      } catch {
        throw DeliveryRetries.Refusal(
          .noAnswer(Self.redacted(error.text, of: message), tries: tries), isTransient: error.isTransient)
      }
      let isSuccess = (200..<300).contains(answer.status)
      guard let reason = isSuccess ? message.refusal(answer) : answer.body else { return }
      let failure = DeliveryFailure.refused(
        status: answer.status, reason: Self.redacted(reason, of: message), tries: tries)
      throw DeliveryRetries.Refusal(
        failure, isTransient: answer.status == 429 || answer.status >= 500,
        requestedPause: answer.retryAfter.flatMap { DeliveryRetries.seconds(of: $0, now: retries.date()) })
    }
  }

  private static func request(_ message: HTTPMessage) -> URLRequest? {
    guard var parts = URLComponents(string: message.address.revealed()), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), parts.host?.isEmpty == false
    else { return nil }
    let credentials = parts.credentials
    (parts.user, parts.password, parts.fragment) = (nil, nil, nil)
    guard let url = parts.url else { return nil }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = message.body
    request.setValue("perftest/\(PerftestCommand.version)", forHTTPHeaderField: "User-Agent")
    if let credentials { request.setValue("Basic \(credentials)", forHTTPHeaderField: "Authorization") }
    for (name, value) in message.headers { request.setValue(value.revealed(), forHTTPHeaderField: name) }
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    return request
  }

  /// Text of a server or of the system without the address, its parts, the values of headers.
  ///
  /// It is made short only after that: a part of a secret would not be found.
  private static func redacted(_ text: String, of message: HTTPMessage) -> String {
    var secrets = message.headers.values.map { $0.revealed() } + [message.address.revealed()]
    let parts = URLComponents(string: message.address.revealed())
    secrets += [
      parts?.credentials, parts?.user, parts?.password, parts?.path, parts?.query, parts?.percentEncodedPath,
    ].compactMap { $0 }
    secrets +=
      (parts?.queryItems ?? []).compactMap(\.value) + (parts?.path ?? "").split(separator: "/").map(String.init)
    secrets += message.secrets.map { $0.revealed() }
    let ordered = Set(secrets).filter { $0.utf8.count > 3 }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    return ordered.reduce(text) { $0.replacing($1, with: "…") }
      .trimmingCharacters(in: .whitespacesAndNewlines).printable(atMost: longestReason)
  }
}

extension DeliveryRetries {
  /// The same for an effort: none of the pauses is short enough for a limit of 0.
  func making(_ effort: NotificationDelivery.Effort) -> DeliveryRetries {
    var retries = self
    if effort == .once { retries.limit = 0 }
    return retries
  }
}
