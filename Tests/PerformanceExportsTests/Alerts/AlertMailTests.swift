import Foundation
import PerformanceAlerts
import PerformanceDelivery
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("Alerts by mail", .timeLimit(.minutes(60)))
struct AlertMailTests {
  private static let receiver = MailReceiver(
    from: "perf@example.org", to: ["team@example.org", "boss@example.org"], transport: .relay(port: 25))

  private static func text(_ notification: AlertNotification) -> String {
    MailMessage(notification, to: receiver, ExampleNotification.context()).text
  }

  @Test("A message has the headers and both parts of RFC 5322 and 2046, in lines of less than 79 bytes with CR LF")
  func message() throws {
    let text = Self.text(ExampleNotification.make())
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count < 79 && !$0.contains("\n") && !$0.contains("\r") })
    #expect(
      lines[0] == "From: perf@example.org" && lines[1] == "To: team@example.org," && lines[2] == " boss@example.org")
    #expect(text.contains("\r\nSubject: [FIRING:1] PerfRegression (critical)\r\n"))
    #expect(text.contains("\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\n"))
    #expect(text.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n"))
    // A regular expression takes CR LF for one character.
    let plain = text.replacing("\r\n", with: "\n")
    let encoded = plain.matches(of: /base64\n\n([A-Za-z0-9+\/=\n]+)\n--/).map { String($0.1) }
    let parts = encoded.compactMap { Data(base64Encoded: $0.replacing("\n", with: "")) }
    try #require(parts.count == 2)
    #expect(String(decoding: parts[0], as: UTF8.self).contains("wallClock of Module.Suite/<decode> & \"encode\"()"))
    #expect(String(decoding: parts[1], as: UTF8.self).contains("&lt;decode&gt; &amp; &quot;encode&quot;"))
  }

  @Test("Messages about a group are one conversation, each with an id of its own")
  func conversation() throws {
    func header(_ name: String, _ text: String) -> String? {
      text.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") }
    }
    let begin = Self.text(ExampleNotification.make())
    let end = Self.text(ExampleNotification.make(isFiring: false, hasResolved: true))
    #expect(header("References", begin) == header("References", end) && header("References", begin) != nil)
    #expect(header("Message-ID", begin) != header("Message-ID", end))
    #expect(header("Message-ID", begin) == "Message-ID: <\(ExampleNotification.make().key)@perftest.invalid>")
  }

  @Test("A subject of any text is divided into encoded words, none of which divides a character")
  func subject() throws {
    var notification = ExampleNotification.make()
    notification.entries[0].alert.rule = String(repeating: "Größe🐢", count: 30) + "\r\nBcc: x@example.org"
    let text = Self.text(notification)
    #expect(!text.contains("\r\nBcc:"))
    let header = try #require(
      text.components(separatedBy: "\r\nDate:").first?.components(separatedBy: "Subject: ").last)
    let words = header.components(separatedBy: "\r\n ")
    #expect(words.count > 5)
    for word in words {
      #expect(word.hasPrefix("=?utf-8?q?") && word.hasSuffix("?=") && word.count <= 75)
      let bytes = try Self.decoded(String(word.dropFirst(10).dropLast(2)))
      #expect(String(validating: bytes, as: UTF8.self) != nil)
    }
  }

  private static func decoded(_ text: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "=" {
        bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
        rest = rest.dropFirst(2)
      } else {
        bytes += Array((character == "_" ? " " : String(character)).utf8)
      }
    }
    return bytes
  }

  // MARK: - Ways of sending

  @Test("A program gets the message on its standard input, and the options '-t -i'")
  func program() throws {
    let folder = try TemporaryFolder()
    let program = try folder.writeProgram(
      "#!/bin/sh\necho \"$@\" > \(folder.file("arguments").path)\ncat > \(folder.file("message").path)\n",
      to: "sendmail")
    var receiver = Self.receiver
    receiver.transport = .program(program.path)
    let dispatch = MailDispatch(scratch: folder.url, environment: ["PATH": "/usr/bin:/bin"], timeout: 600)
    let message = MailMessage(ExampleNotification.make(), to: receiver, ExampleNotification.context())
    try dispatch.send(message, key: "k", by: receiver)
    #expect(try folder.text(of: "arguments") == "-t -i\n")
    #expect(try folder.text(of: "message") == message.text.replacing("\r\n", with: "\n"))
    #expect(try folder.files().sorted() == ["arguments", "message", "sendmail"])
    try folder.writeProgram("#!/bin/sh\nexit 75\n", to: "sendmail")
    #expect(throws: DeliveryFailure.self) { try dispatch.send(message, key: "k", by: receiver) }
    receiver.transport = .program(folder.file("absent").path)
    #expect(throws: DeliveryFailure.self) { try dispatch.send(message, key: "k", by: receiver) }
  }

  @Test("A folder gets a file for each message")
  func spool() throws {
    let folder = try TemporaryFolder()
    var receiver = Self.receiver
    receiver.transport = .folder(folder.url.path)
    let message = MailMessage(ExampleNotification.make(), to: receiver, ExampleNotification.context())
    try MailDispatch(scratch: folder.url, environment: [:]).send(message, key: "k", by: receiver)
    #expect(try folder.text(of: "k.eml") == message.text)
  }

  @Test("A relay gets the commands and the exact bytes, with the dots at the beginning of lines doubled")
  func relay() throws {
    let relay = try SMTPRelay(
      ["220 hi", "250-relay\r\n250 SIZE", "250 ok", "250 ok", "250 ok", "354 go on", "250 queued"])
    try SMTPClient(port: Int(relay.port), timeout: 600).send(
      "A: b\r\n\r\n.\r\n..x\r\nend\r\n", from: "a@example.org", to: ["b@example.org", "c@example.org"])
    #expect(
      relay.received() == "EHLO localhost\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n"
        + "RCPT TO:<c@example.org>\r\nDATA\r\nA: b\r\n\r\n..\r\n...x\r\nend\r\n.\r\nQUIT\r\n")
  }

  @Test(
    "A relay that refuses, hangs up, or speaks something else is a failure with its words",
    arguments: [
      (["554 no"], "554 no"), (["220 hi", "500 what"], "500 what"),
      (["220 hi", "250 ok", "550 unknown"], "550 unknown"),
      (["220 hi"], "hung up"), (["hello"], "no SMTP"),
    ])
  func refuses(answers: [String], words: String) throws {
    let relay = try SMTPRelay(answers)
    let client = SMTPClient(port: Int(relay.port), timeout: 600)
    #expect { try client.send("x", from: "a@b.c", to: ["d@e.f"]) } throws: { error in
      (error as? SMTPClient.Failure)?.text.contains(words) ?? false
    }
  }

  /// Hands the example to a relay without real pauses.
  private static func send(
    toRelayAt port: UInt16, _ retries: DeliveryRetries, timeout: Double = 600
  ) throws -> DeliveryFailure? {
    let folder = try TemporaryFolder()
    var receiver = receiver
    receiver.transport = .relay(port: Int(port))
    let dispatch = MailDispatch(scratch: folder.url, environment: [:], retries: retries, timeout: timeout)
    let message = MailMessage(ExampleNotification.make(), to: receiver, ExampleNotification.context())
    do throws(DeliveryFailure) {
      try dispatch.send(message, key: "k", by: receiver)
      return nil
    } catch {
      return error
    }
  }

  @Test("A relay that is busy or hangs up gets the message again after growing pauses, and takes it once")
  func again() throws {
    let relay = try SMTPRelay(connections: [
      ["421 busy"], ["220 hi"], ["220 hi", "250 ok", "250 ok", "250 ok", "250 ok", "354 go on", "250 queued"],
    ])
    let pauses = Pauses()
    let retries = DeliveryRetries(now: { 0 }, sleep: { pauses.add($0) }, random: { 1 })
    #expect(try Self.send(toRelayAt: relay.port, retries) == nil)
    #expect(pauses.all == [1, 2])
    #expect(relay.received().components(separatedBy: "Message-ID:").count == 2)
  }

  @Test("A relay that refuses the message for good gets it once")
  func refusesForGood() throws {
    let relay = try SMTPRelay(["554 no"])
    let failure = try Self.send(toRelayAt: relay.port, DeliveryRetries(now: { 0 }, sleep: { _ in }))
    #expect(failure == .relay(port: Int(relay.port), reason: "554 no", tries: 1))
  }

  @Test("Nobody at the port is a failure after some tries")
  func nobody() throws {
    let port = try ReservedPort()
    let pauses = Pauses()
    let retries = DeliveryRetries(
      limit: 3, now: { pauses.all.reduce(0, +) }, sleep: { pauses.add($0) }, random: { 1 })
    let reason = String(cString: strerror(ECONNREFUSED))
    let failure = try Self.send(toRelayAt: port.number, retries)
    #expect(failure == .relay(port: Int(port.number), reason: reason, tries: 3))
    withExtendedLifetime(port) {}
  }

  @Test("A relay that takes the connection and says nothing is a failure when its time is over")
  func hangs() throws {
    let relay = try ScriptedServer(behaving: [.deafness])
    let port = UInt16(relay.url.port ?? 0)
    let failure = try Self.send(toRelayAt: port, DeliveryRetries(limit: 0), timeout: 0.2)
    #expect(failure == .relay(port: Int(port), reason: "it did not answer in time", tries: 1))
  }
}

/// A relay that gives its answers one after the other, each to a command, and then hangs up; for some connections.
private final class SMTPRelay: Sendable {
  let port: UInt16
  private let text = Mutex("")
  private let end = DispatchSemaphore(value: 0)

  convenience init(_ answers: [String]) throws { try self.init(connections: [answers]) }

  init(connections: [[String]]) throws {
    let listener = try LoopbackListener()
    port = listener.port
    Thread { [self] in
      defer { end.signal() }
      for answers in connections {
        guard let connection = listener.connection() else { return }
        serve(connection, answers)
        close(connection)
      }
    }.start()
  }

  private func serve(_ connection: Int32, _ answers: [String]) {
    for (index, answer) in answers.enumerated() {
      _ = (answer + "\r\n").withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
      let isData = answer.hasPrefix("354")
      let isLast = index == answers.count - 1
      if isLast, answers.count < 6 { return }
      read(connection, until: isData ? "\r\n.\r\n" : "\r\n")
    }
  }

  private func read(_ connection: Int32, until end: String) {
    var own = ""
    var byte: UInt8 = 0
    while !own.hasSuffix(end), recv(connection, &byte, 1, 0) == 1 { own += String(UnicodeScalar(byte)) }
    text.withLock { $0 += own }
  }

  /// What it got, when the connections are over.
  func received() -> String {
    end.wait()
    return text.withLock { $0 }
  }
}
