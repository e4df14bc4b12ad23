import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A document on its way to a server.
///
/// A server that is busy or away gets it again, for half a minute in all. Messages leave out the user and the query of the
/// URL and the values of headers, which may be secrets.
package struct HTTPRequest {
  /// Seconds in which a server has to do something.
  private static let timeout = 30.0
  /// Seconds until a server has to have answered: a large document takes its time on a slow line.
  package static let longest = 300.0

  /// The request method.
  package let method: String
  /// The value of `Content-Type`.
  package let contentType: String
  /// Further headers.
  package var headers: HTTPHeaders
  /// The document.
  package let body: Data

  package init(method: String, contentType: String, headers: HTTPHeaders = HTTPHeaders(), body: Data) {
    self.method = method
    self.contentType = contentType
    self.headers = headers
    self.body = body
  }

  /// Sends the document.
  /// - Parameters:
  ///   - address: the URL that the user typed.
  ///   - path: the path below it. One that the address ends in already is not repeated.
  ///   - retries: how often it is sent again.
  ///   - report: gets a line before each pause.
  ///   - exchange: sends a request once.
  /// - Returns: The body of the answer.
  /// - Throws: ``CommandFailure`` where the server does not take the document.
  @discardableResult
  package func send(
    to address: URL, path: String, retries: DeliveryRetries = DeliveryRetries(), report: (String) -> Void = { _ in },
    exchange: (URLRequest) throws(HTTPExchange.Failure) -> HTTPExchange.Answer = {
      request throws(HTTPExchange.Failure) in
      try HTTPExchange.perform(request, within: HTTPRequest.longest)
    }
  ) throws -> String {
    let target = Target(address, path: path, headers: headers)
    guard let request = request(target) else { throw target.failure("it is no URL") }
    do throws(Refused) {
      return try retries.run { tries throws(DeliveryRetries.Refusal<Refused>) in
        let answer: HTTPExchange.Answer
        do throws(HTTPExchange.Failure) {
          answer = try exchange(request)
        } catch {
          throw DeliveryRetries.Refusal(Refused(text: error.text, tries: tries), isTransient: error.isTransient)
        }
        if (200..<300).contains(answer.status) { return answer.body }
        throw answer.refusal(tries: tries, now: retries.date())
      } report: { refused, pause in
        report(
          "\(target.shown) did not take the document (\(target.redacted(refused.text))); next try in "
            + "\(Int(pause.rounded(.up))) s")
      }
    } catch {
      throw target.failure(error.text + (error.tries == 1 ? "" : "; \(error.tries) tries"))
    }
  }

  private func request(_ target: Target) -> URLRequest? {
    guard let url = target.url else { return nil }
    var request = URLRequest(url: url)
    // The initialiser's argument has no effect in swift-corelibs-foundation: requests had 60 s.
    request.timeoutInterval = Self.timeout
    request.httpMethod = method
    request.httpBody = body
    request.setValue("perftest/\(PerftestCommand.version)", forHTTPHeaderField: "User-Agent")
    for header in headers.all { request.setValue(header.value, forHTTPHeaderField: header.name) }
    if let authorization = target.authorization {
      request.setValue(authorization, forHTTPHeaderField: "Authorization")
    }
    request.setValue(contentType, forHTTPHeaderField: "Content-Type")
    return request
  }
}

/// Why a server did not take a document, after a number of tries.
private struct Refused: Error {
  var text: String
  var tries: Int
}

extension HTTPExchange.Answer {
  fileprivate func refusal(tries: Int, now: Date) -> DeliveryRetries.Refusal<Refused> {
    let reason = location.map { "moved to \($0)" } ?? body.trimmingCharacters(in: .whitespacesAndNewlines)
    return DeliveryRetries.Refusal(
      Refused(text: "status \(status)" + (reason.isEmpty ? "" : ": \(reason)"), tries: tries),
      // Anything else that is sent again would be refused again. OTLP names the same four.
      isTransient: [429, 502, 503, 504].contains(status),
      requestedPause: retryAfter.flatMap { DeliveryRetries.seconds(of: $0, now: now) })
  }
}

/// Where a document goes, and the parts of that which no message may have.
private struct Target {
  /// The URL without user and password.
  let url: URL?
  /// The value of `Authorization` for the user and the password of the URL.
  let authorization: String?
  /// The URL without secrets.
  let shown: String
  private let secrets: [String]

  init(_ address: URL, path: String, headers: HTTPHeaders) {
    var parts = URLComponents(url: address, resolvingAgainstBaseURL: false)
    let user = parts?.user
    let credentials = parts?.credentials
    authorization = credentials.map { "Basic " + $0 }
    let own = [credentials, user, parts?.password, parts?.percentEncodedUser, parts?.percentEncodedPassword]
    let query = [parts?.query, parts?.percentEncodedQuery] + (parts?.queryItems ?? []).map(\.value)
    // The longest first: one may be a part of another.
    secrets = Set((own + query).compactMap { $0 } + headers.all.map(\.value)).filter { !$0.isEmpty }
      .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    parts?.user = nil
    parts?.password = nil
    parts?.fragment = nil
    if let own = parts?.percentEncodedPath, !path.isEmpty, !own.hasSuffix(path) {
      parts?.percentEncodedPath = (own.hasSuffix("/") ? String(own.dropLast()) : own) + path
    }
    url = parts?.url
    parts?.query = nil
    shown = (parts?.string ?? "the server").printable(atMost: 300)
  }

  /// Text of a server or of the system, short, printable and without secrets.
  func redacted(_ text: String) -> String {
    secrets.reduce(text) { $0.replacing($1, with: "…") }.printable(atMost: 300)
  }

  func failure(_ reason: String) -> CommandFailure {
    CommandFailure(
      status: .notMeasurable, message: "\(shown) did not take the document (\(redacted(reason)))")
  }
}

extension URLComponents {
  /// The user and the password in the form of the header `Authorization` (RFC 7617); `nil` without a user.
  package var credentials: String? {
    user.map { Data("\($0):\(password ?? "")".utf8).base64EncodedString() }
  }
}
