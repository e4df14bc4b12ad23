import Foundation
import PerformanceHTTP
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("A server for this machine")
struct LoopbackServerTests {
  @Test("answers a request with its path, its query and its fields, and closes the connection")
  func request() throws {
    let seen = Mutex<[HTTPRequest]>([])
    let server = try RunningServer { request in
      seen.withLock { $0.append(request) }
      return HTTPResponse(.ok, type: HTTPResponse.ContentType.json, text: "{}\n")
    }
    let answer = try server.answer(
      to: "GET /a%2Fb?verbose&exclude=disk&exclude=memory+use&x=%C3%A9 HTTP/1.1\r\nHost: x\r\n"
        + "Accept: a\r\nACCEPT:b\r\n\r\n")
    #expect(
      answer == """
        HTTP/1.1 200 OK\r
        Cache-Control: no-store\r
        Connection: close\r
        Content-Length: 3\r
        Content-Type: application/json\r
        X-Content-Type-Options: nosniff\r
        \r
        {}

        """)
    let first = seen.withLock(\.first)
    let request = try #require(first)
    #expect(request.path == "/a/b" && request.method == "GET")
    #expect(request.has("verbose") && !request.has("json"))
    #expect(request.values("exclude") == ["disk", "memory use"] && request.values("x") == ["é"])
    #expect(request.fields == ["host": "x", "accept": "a, b"])
  }

  @Test("leaves the body of an answer to HEAD out, and answers no other method")
  func methods() throws {
    let server = try RunningServer()
    let head = try server.answer(to: "HEAD /a HTTP/1.0\r\n\r\n")
    #expect(head.statusCode == 200 && head.contains("Content-Length: 8\r\n") && head.body.isEmpty)
    let post = try server.answer(to: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    #expect(post.statusCode == 405 && post.contains("Allow: GET, HEAD\r\n"))
  }

  @Test(
    "refuses what is no request, or more than one reader may take for different ones",
    arguments: [
      ("GET / HTTP/2.0\r\n\r\n", 505), ("GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", 413),
      ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
      ("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nA : b\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400), ("GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nA: b\0\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
      ("GET a HTTP/1.1\r\n\r\n", 400), ("GET /%0a HTTP/1.1\r\n\r\n", 400), ("GET /%ff HTTP/1.1\r\n\r\n", 400),
      ("GET /%+1 HTTP/1.1\r\n\r\n", 400), ("G\"T / HTTP/1.1\r\n\r\n", 400), ("\r\n\r\n", 400),
      ("GET http://a.b:1/c?d HTTP/1.1\r\n\r\n", 200), ("GET http://a.b HTTP/1.1\r\n\r\n", 200),
    ])
  func refused(request: String, status: Int) throws {
    #expect(try RunningServer().answer(to: request).statusCode == status)
  }

  @Test("refuses a header that is too long, at once where it has no end")
  func tooLong() throws {
    let server = try RunningServer(limits: ServerLimits(requestBytes: 100))
    #expect(try server.get("/" + String(repeating: "x", count: 100)).statusCode == 431)
    #expect(try server.answer(to: String(repeating: "x", count: 101)).statusCode == 431)
    #expect(try server.get("/" + String(repeating: "x", count: 60)).statusCode == 200)
  }

  @Test("withstands a thousand malformed requests, and serves the next one")
  func malformed() throws {
    var random = SplitMix64(seed: 20_261_129)
    let server = try RunningServer(limits: ServerLimits(connections: 8, requestBytes: 512))
    let whole = Array("GET /path?query=1 HTTP/1.1\r\nHost: example\r\nAccept: */*\r\n\r\n".utf8)
    for _ in 0..<1000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 3: bytes.insert(contentsOf: bytes[..<index], at: index)
        default: bytes.removeSubrange(index...)
        }
      }
      let client = try server.client()
      client.send(bytes)
      client.finishSending()
      let status = try client.answer().statusCode
      #expect(status == nil || [200, 400, 405, 413, 431, 505].contains(status ?? 0), "\(bytes)")
    }
    #expect(try server.get("/next").body == "GET /next\n")
  }

  @Test("ends a client that sends a byte at a time, while it serves others")
  func slowClient() throws {
    let server = try RunningServer(limits: ServerLimits(seconds: 5))
    let slow = try server.client()
    let line = Array("GET /slow HTTP/1.1\r\n".utf8)
    for (second, byte) in line.prefix(5).enumerated() {
      slow.send([byte])
      #expect(try server.get("/\(second)").statusCode == 200)
      #expect(!slow.hasAnswer)
      server.clock.advance(by: .milliseconds(999))
    }
    server.clock.advance(by: .milliseconds(10))
    #expect(try slow.answer().statusCode == 408)
    #expect(try server.get("/after").statusCode == 200)
  }

  @Test("ends a client that takes no response")
  func unreadResponse() async throws {
    let server = try RunningServer { _ in HTTPResponse(.ok, body: [UInt8](repeating: 0, count: 32 << 20)) }
    let client = try server.client()
    client.send("GET / HTTP/1.1\r\n\r\n")
    try await Patience.wait { client.hasAnswer }
    server.clock.advance(by: .seconds(6))
    // The server has looked at the clock again, and has closed the connection.
    let reads = server.clock.reads
    try await Patience.wait { server.clock.reads > reads + 6 }
    #expect(try client.answer().utf8.count < 32 << 20)
  }

  @Test("refuses connections beyond its limit, and serves the next ones when those have ended")
  func tooMany() async throws {
    let server = try RunningServer(limits: ServerLimits(connections: 3))
    var waiting = try (0..<3).map { _ in try server.client() }
    #expect(try server.client().answer().statusCode == 503)
    #expect(try server.client().answer().contains("Retry-After: 1\r\n"))
    for client in waiting {
      client.send("GET /late HTTP/1.1\r\n\r\n")
      #expect(try client.answer().body == "GET /late\n")
    }
    waiting = []
    try await Patience.wait { try server.get("/").statusCode == 200 }
  }

  @Test("makes several responses at once, and gives up waiting for one that takes too long")
  func slowResponse() async throws {
    let isFree = DispatchSemaphore(value: 0)
    let begun = Atomic(false)
    let server = try RunningServer { request in
      if request.path == "/slow" {
        begun.store(true, ordering: .relaxed)
        isFree.wait()
      }
      return HTTPResponse(.ok)
    }
    let client = try server.client()
    client.send("GET /slow HTTP/1.1\r\n\r\n")
    try await Patience.wait { begun.load(ordering: .relaxed) }
    #expect(try server.get("/quick").statusCode == 200)
    server.clock.advance(by: .seconds(31))
    #expect(try client.answer().statusCode == 503)
    isFree.signal()
    #expect(try server.get("/quick").statusCode == 200)
  }

  @Test("closes all connections at its end")
  func end() throws {
    let server = try RunningServer()
    let client = try server.client()
    client.send("GET /unfinished")
    #expect(try server.get("/").statusCode == 200)
    server.stop()
    #expect(try client.answer().isEmpty)
    #expect(throws: HTTPClient.Refused.self) { try server.client() }
  }
}

@Suite("The address of a server")
struct ServerAddressTests {
  @Test(
    "is numeric, and this machine's own one unless another is typed",
    arguments: [
      ("8080", "127.0.0.1:8080"), ("127.0.0.1:0", "127.0.0.1:0"), ("localhost:80", "127.0.0.1:80"),
      ("[::1]:9", "[::1]:9"), ("0.0.0.0:9100", "0.0.0.0:9100"), ("", nil), (":80", nil), ("127.0.0.1", nil),
      ("::1:80", nil), ("example.com:80", nil), ("127.0.0.1:65536", nil), ("127.0.0.1:+80", nil),
      ("[127.0.0.1]:80", nil),
      ("127.0.0.1: 80", nil), ("/tmp/socket", nil),
    ])
  func forms(typed: String, text: String?) {
    #expect(ServerAddress(typed)?.text == text)
  }

  @Test("is reachable from this machine alone, or it is not", arguments: [("127.0.0.1:1", true), ("0.0.0.0:1", false)])
  func loopback(typed: String, isLoopback: Bool) {
    #expect(ServerAddress(typed)?.isLoopback == isLoopback)
  }

  @Test("that is in use, or of another machine, is refused with what to do")
  func unusable() throws {
    let server = try RunningServer()
    let used = #expect(throws: InputError.self) { try LoopbackServer(server.address) { _ in HTTPResponse(.ok) } }
    #expect(
      used?.description
        == "\(server.address.text): is in use by another process. Name another port, or 0 for any free one.")
    let foreign = try #require(ServerAddress("203.0.113.1:0"))
    let absent = #expect(throws: InputError.self) { try LoopbackServer(foreign) { _ in HTTPResponse(.ok) } }
    #expect(absent?.problem == "is no address of this machine")
  }
}
