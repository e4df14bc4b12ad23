import Foundation
import PerformanceSystem

/// Hands a message to a relay of SMTP on this machine (RFC 5321), which delivers it.
///
/// Nothing is encrypted, so only the loopback interface is connected.
package struct SMTPClient {
  /// The relay did not take a message.
  package enum Failure: Error, Equatable {
    /// It refused a command with a code and a text.
    case refused(code: Int, text: String)
    /// It closed the connection.
    case hungUp
    /// It has not taken the message in time.
    case timedOut
    /// Its answer is none of SMTP.
    case noSMTP
    /// An error of the system.
    case system(Int32)

    /// The reason, in the words of the relay or of the system.
    package var text: String {
      switch self {
      case .refused(_, let text): text
      case .hungUp: "it hung up"
      case .timedOut: "it did not answer in time"
      case .noSMTP: "its answer is no SMTP"
      case .system(let code): String(cString: strerror(code))
      }
    }

    /// Whether the same message may be taken later: codes from 400 on are of a moment (RFC 5321, 4.2.1).
    package var isTransient: Bool {
      switch self {
      case .refused(let code, _): 400..<500 ~= code
      case .hungUp, .timedOut: true
      case .noSMTP: false
      case .system(let code): code == ECONNREFUSED
      }
    }
  }

  /// The longest line of an answer (RFC 5321, 4.5.3.1.5).
  private static let longestLine = 512

  private let port: Int
  private let timeout: Double

  /// - Parameter timeout: the seconds in which the relay has to have taken a message.
  package init(port: Int, timeout: Double) { (self.port, self.timeout) = (port, timeout) }

  /// Hands over a message.
  /// - Parameters:
  ///   - message: with CR LF at the ends of its lines.
  ///   - sender: where reports of failures go.
  ///   - recipients: who gets it.
  package func send(_ message: String, from sender: String, to recipients: [String]) throws(Failure) {
    let connection = try Connection(port: port, end: RunClock.seconds + timeout)
    var buffer: [UInt8] = []
    func expect(_ code: Int) throws(Failure) {
      let answer = try Self.answer(connection, &buffer)
      guard answer.code == code else { throw .refused(code: answer.code, text: answer.text) }
    }
    func command(_ line: String, _ code: Int) throws(Failure) {
      try connection.write(line + "\r\n")
      try expect(code)
    }
    try expect(220)
    try command("EHLO localhost", 250)
    try command("MAIL FROM:<\(sender)>", 250)
    for recipient in recipients { try command("RCPT TO:<\(recipient)>", 250) }
    try command("DATA", 354)
    // A line of a single dot would end the message (RFC 5321, 4.5.2).
    let lines = message.components(separatedBy: "\r\n").map { $0.hasPrefix(".") ? "." + $0 : $0 }
    let text = lines.joined(separator: "\r\n")
    try command(text + (text.hasSuffix("\r\n") ? "." : "\r\n."), 250)
    // The relay has the message, whatever becomes of the farewell.
    try? connection.write("QUIT\r\n")
  }

  /// An answer, whose lines but the last have a dash behind the code.
  private static func answer(
    _ connection: Connection, _ buffer: inout [UInt8]
  ) throws(Failure) -> (code: Int, text: String) {
    while true {
      let line = try line(connection, &buffer)
      guard line.utf8.count >= 3, let code = Int(line.prefix(3)) else { throw .noSMTP }
      if line.dropFirst(3).first != "-" { return (code, line) }
    }
  }

  private static func line(_ connection: Connection, _ buffer: inout [UInt8]) throws(Failure) -> String {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
      }
      guard buffer.count <= longestLine else { throw .noSMTP }
      buffer += try connection.read(atMost: longestLine)
    }
  }
}

/// A connection to a port of this machine, which is over at a time.
private final class Connection {
  // A relay that hangs up must not end this process.
  #if os(Linux)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
  #else
    private static let sendFlags: Int32 = 0
  #endif

  private let descriptor: Int32
  /// When it is over, in seconds of the run's clock.
  private let end: Double

  init(port: Int, end: Double) throws(SMTPClient.Failure) {
    #if os(Linux)
      let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    #else
      let type = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw .system(errno) }
    (self.descriptor, self.end) = (descriptor, end)
    try limit()
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Self.failure(errno) }
  }

  deinit { close(descriptor) }

  /// Lets the next call of the system wait for no longer than the time that is left.
  private func limit() throws(SMTPClient.Failure) {
    let left = end - RunClock.seconds
    // A limit of zero would be none.
    guard left > 1e-3 else { throw .timedOut }
    var limit = timeval(tv_sec: Int(left), tv_usec: .init(left.truncatingRemainder(dividingBy: 1) * 1e6))
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
  }

  func write(_ text: String) throws(SMTPClient.Failure) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      try limit()
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Self.sendFlags) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// The next bytes that come, at least one.
  func read(atMost size: Int) throws(SMTPClient.Failure) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: size)
    while true {
      try limit()
      let count = recv(descriptor, &block, block.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw count == 0 ? .hungUp : Self.failure(errno) }
      return Array(block[..<count])
    }
  }

  private static func failure(_ code: Int32) -> SMTPClient.Failure {
    switch code {
    // A connection that is not made in time is still under way.
    case EAGAIN, EINPROGRESS: .timedOut
    // A write to a relay that has closed the connection fails with one of these.
    case ECONNRESET, EPIPE: .hungUp
    default: .system(code)
    }
  }
}
