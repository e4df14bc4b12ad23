import Foundation
import PerformanceDelivery
import PerformanceSystem
import PerformanceTestSupport
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite("Documents on their way to a server", .timeLimit(.minutes(60)))
struct HTTPRequestTests {
  private static let address =
    URL(string: "http://user:pass%2Fword@127.0.0.1:9/base?token=s3cret&x=y") ?? URL(fileURLWithPath: "/")

  /// Sends a document on a clock of its own, where every answer takes no time. Unchecked: one thread uses it.
  private final class Script: @unchecked Sendable {
    var answers: [Result<HTTPExchange.Answer, HTTPExchange.Failure>]
    var requests: [URLRequest] = []
    var pauses: [Double] = []
    var reports: [String] = []
    private var time = 0.0

    init(_ answers: Result<HTTPExchange.Answer, HTTPExchange.Failure>...) { self.answers = answers }

    func send(
      _ headers: HTTPHeaders = HTTPHeaders(), to address: URL = HTTPRequestTests.address, path: String = "/v1/metrics"
    ) throws -> String {
      let retries = DeliveryRetries(
        now: { self.time }, date: { Date(timeIntervalSince1970: 1_445_412_470) },
        sleep: {
          self.pauses.append($0)
          self.time += $0
        }, random: { 1 })
      return try HTTPRequest(method: "POST", contentType: "application/json", headers: headers, body: Data("{}".utf8))
        .send(
          to: address, path: path, retries: retries, report: { self.reports.append($0) },
          exchange: { request throws(HTTPExchange.Failure) in
            self.requests.append(request)
            // The last answer is given again and again.
            return try (self.answers.count > 1 ? self.answers.removeFirst() : self.answers[0]).get()
          })
    }

    func failure(_ headers: HTTPHeaders = HTTPHeaders()) -> String {
      do {
        _ = try send(headers)
        return "no failure"
      } catch let failure as CommandFailure {
        return failure.message
      } catch {
        return "\(error)"
      }
    }
  }

  private static func answer(_ status: Int, _ body: String = "", after: String? = nil) -> HTTPExchange.Answer {
    HTTPExchange.Answer(status: status, body: body, retryAfter: after)
  }

  @Test("It is sent once to a server that takes it, below the path of the address, with the user in a header")
  func request() throws {
    let script = Script(.success(Self.answer(200, "kept")))
    #expect(try script.send() == "kept")
    let request = try #require(script.requests.first)
    #expect(script.requests.count == 1 && script.pauses.isEmpty)
    #expect(request.url?.absoluteString == "http://127.0.0.1:9/base/v1/metrics?token=s3cret&x=y")
    #expect(request.httpMethod == "POST" && request.httpBody == Data("{}".utf8))
    #expect(request.value(forHTTPHeaderField: "Content-Type") == "application/json")
    let user = Data("user:pass/word".utf8).base64EncodedString()
    #expect(request.value(forHTTPHeaderField: "Authorization") == "Basic \(user)")
  }

  @Test(
    "The path is not repeated where the address has it",
    arguments: [
      ("http://h:4318", "http://h:4318/v1/metrics"), ("http://h/", "http://h/v1/metrics"),
      ("http://h/v1/metrics", "http://h/v1/metrics"), ("http://h/a%2Fb", "http://h/a%2Fb/v1/metrics"),
    ])
  func path(address: String, url: String) throws {
    let script = Script(.success(Self.answer(200)))
    _ = try script.send(to: try #require(URL(string: address)))
    #expect(script.requests.first?.url?.absoluteString == url)
  }

  @Test("It is sent again while the server is busy or away, after pauses that double", arguments: [429, 502, 503, 504])
  func retries(status: Int) throws {
    let away = HTTPExchange.Failure(text: "refused", isTransient: true)
    let script = Script(.failure(away), .success(Self.answer(status)), .failure(away), .success(Self.answer(202)))
    _ = try script.send()
    #expect(script.pauses == [1, 2, 4] && script.reports.count == 3)
    #expect(script.reports[1].contains("status \(status)") && script.reports[1].contains("next try in 2 s"))
  }

  @Test("It is not sent again where that changes nothing", arguments: [301, 400, 401, 404, 413, 500, 501])
  func refused(status: Int) {
    let script = Script(.success(Self.answer(status, "no")))
    #expect(script.failure() == "http://127.0.0.1:9/base/v1/metrics did not take the document (status \(status): no)")
    #expect(script.requests.count == 1)
    let unknown = Script(.failure(HTTPExchange.Failure(text: "no such host", isTransient: false)))
    #expect(unknown.failure().hasSuffix("(no such host)") && unknown.requests.count == 1)
  }

  @Test("After half a minute it fails with the last reason and the number of tries")
  func limit() {
    let script = Script(.success(Self.answer(503, "down")))
    #expect(script.failure().hasSuffix("(status 503: down; 5 tries)"))
    #expect(script.pauses == [1, 2, 4, 8])
  }

  @Test(
    "The server's own pause counts, in seconds or as a date, unless it is too long",
    arguments: [
      ("7", [7.0]), ("Wed, 21 Oct 2015 07:28:00 GMT", [10.0]), ("Wed, 21 Oct 2015 07:00:00 GMT", [1.0]),
      ("soon", [1.0]),
      ("-5", [1.0]), ("31", []),
    ])
  func retryAfter(header: String, pauses: [Double]) {
    let script = Script(.success(Self.answer(429, after: header)), .success(Self.answer(200)))
    _ = script.failure()
    #expect(script.pauses == pauses)
  }

  @Test("Pauses have a random part, and never end at once")
  func jitter() {
    let least = DeliveryRetries(random: { 0 })
    let most = DeliveryRetries(random: { 1 })
    #expect((1...7).map { least.pause(after: $0, requested: nil) } == [0.5, 1, 2, 4, 8, 8, 8])
    #expect((1...7).map { most.pause(after: $0, requested: nil) } == [1, 2, 4, 8, 16, 16, 16])
  }

  @Test("No message has the user, the password, the query or the value of a header, even if the server repeats them")
  func secrets() throws {
    let headers = try HTTPHeaders("H", in: ["H": "authorization=Bearer%20k3y,x-scope=tenant7"])
    let basic = Data("user:pass/word".utf8).base64EncodedString()
    let echo = "user pass/word pass%2Fword \(basic) token=s3cret s3cret Bearer k3y tenant7 \u{1B}[31m"
    let script = Script(.success(Self.answer(503, echo)))
    for message in script.reports + [script.failure(headers)] {
      for secret in ["user", "pass/word", "pass%2Fword", basic, "s3cret", "k3y", "tenant7", "\u{1B}"] {
        #expect(!message.contains(secret), "\(message)")
      }
    }
    #expect(!script.reports.isEmpty)
  }

  @Test("Headers are pairs with percent-encoded values")
  func headers() throws {
    let headers = try HTTPHeaders("H", in: ["H": "api-key=a%20b%2Cc, x=1=2"])
    #expect(headers.all.map(\.name) == ["api-key", "x"] && headers.all.map(\.value) == ["a b,c", "1=2"])
    #expect(try HTTPHeaders("H", in: [:]).all.isEmpty && HTTPHeaders("H", in: ["H": ""]).all.isEmpty)
    #expect(try HTTPHeaders(nil, in: ["H": "x=1"]).all.isEmpty)
    for text in ["secret", "a b=secret", "=secret", "x=%zzsecret", "x=secret%0D%0Ay: 1", "Host=secret", "x=1,,y", "x="]
    {
      let error = #expect(throws: InputError.self) { try HTTPHeaders("H", in: ["H": text]) }
      #expect(error.map { !$0.description.contains("secret") } == true, "\(text)")
    }
  }

  // MARK: - Real connections

  @Test("A real server gets the document, and a redirection is no success")
  func connection() throws {
    let server = try ScriptedServer([
      "503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      "200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nkept",
      "302 Found\r\nLocation: http://127.0.0.1:9/elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ])
    let request = HTTPRequest(method: "PUT", contentType: "text/plain", body: Data("a 1\n".utf8))
    let retries = DeliveryRetries(now: { 0 }, sleep: { _ in })
    let address = try #require(URL(string: server.url.absoluteString + "/?key=s3cret"))
    #expect(try request.send(to: address, path: "/metrics/job/x", retries: retries) == "kept")
    let failure = #expect(throws: CommandFailure.self) {
      try request.send(to: address, path: "/metrics/job/x", retries: retries)
    }
    #expect(failure?.message.contains("status 302: moved to http://127.0.0.1:9/elsewhere") == true)
    #expect(server.requests.count == 3)
    for text in server.requests {
      #expect(text.hasPrefix("PUT /metrics/job/x?key=s3cret HTTP/1.1\r\n") && text.hasSuffix("\r\n\r\na 1\n"))
    }
  }

  @Test("A closed port is a connection that may come back, and a server that hangs up as well")
  func closed() throws {
    let port = try ReservedPort()
    let pauses = Pauses()
    let retries = DeliveryRetries(
      limit: 3, now: { Double(pauses.all.count) }, sleep: { pauses.add($0) }, random: { 1 })
    let request = HTTPRequest(method: "PUT", contentType: "text/plain", body: Data())
    let address = try #require(URL(string: "http://127.0.0.1:\(port.number)"))
    let failure = #expect(throws: CommandFailure.self) { try request.send(to: address, path: "", retries: retries) }
    withExtendedLifetime(port) {}
    #expect(failure?.message.contains("2 tries") == true || failure?.message.contains("3 tries") == true)
    let server = try ScriptedServer(["", "200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"])
    let again = DeliveryRetries(now: { 0 }, sleep: { _ in })
    #expect(try request.send(to: server.url, path: "", retries: again).isEmpty)
  }
}
