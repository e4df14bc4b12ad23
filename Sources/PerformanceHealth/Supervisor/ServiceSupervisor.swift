import Foundation
import PerformanceSystem
import Synchronization

/// The supervisor that started this process as a service and waits for its messages, after sd_notify(3).
///
/// Each message is one datagram to the socket that `NOTIFY_SOCKET` names. Nothing waits for it, and a supervisor that is
/// gone is no failure.
package final class ServiceSupervisor: Sendable {
  private struct State {
    var status: String?
    var lastStatus: Double
    var lastSign: Double
  }

  /// Seconds between two texts: what changes faster is not read.
  private static let pause = 1.0
  /// The most bytes of a text; systemd keeps less of it.
  private static let longestText = 300

  private let path: String
  /// Seconds between two signs of life; `nil` where none is expected.
  private let interval: Double?
  private let seconds: @Sendable () -> Double
  private let state: Mutex<State>

  /// The supervisor of an environment; `nil` without one.
  /// - Parameter seconds: reads a clock in seconds.
  package init?(
    environment: [String: String], process: Int32 = getpid(),
    seconds: @escaping @Sendable () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
  ) {
    // `@` stands for the zero byte of a name that is in no file system.
    guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"),
      path.utf8.count > 1, path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    else { return nil }
    self.path = path
    self.seconds = seconds
    let isMeant = environment["WATCHDOG_PID"].map { $0 == "\(process)" } ?? true
    let limit = environment["WATCHDOG_USEC"].flatMap { Double($0) }.flatMap { $0 > 0 && $0.isFinite ? $0 / 1e6 : nil }
    // Half of the time, as sd_watchdog_enabled(3) recommends.
    interval = isMeant ? limit.map { $0 / 2 } : nil
    state = Mutex(State(status: nil, lastStatus: -.infinity, lastSign: -.infinity))
  }

  /// Reports that the start is over.
  package func reportReady() { send("READY=1") }

  /// Asks for more time until the start is over: systemd ends a service that does not begin within 90 seconds.
  package func extendStart(by seconds: Double) { send("EXTEND_TIMEOUT_USEC=\(Int(min(max(seconds, 0), 1e9) * 1e6))") }

  /// Reports a sign of life, and what is going on, when they are due; called several times a second.
  package func report(_ status: @autoclosure () -> String?) {
    let now = seconds()
    let (isSignDue, isStatusDue) = state.withLock { state in
      let isSignDue = interval.map { now - state.lastSign >= $0 } ?? false
      if isSignDue { state.lastSign = now }
      let isStatusDue = now - state.lastStatus >= Self.pause
      if isStatusDue { state.lastStatus = now }
      return (isSignDue, isStatusDue)
    }
    if isSignDue { send("WATCHDOG=1") }
    guard isStatusDue, let text = status()?.printable(atMost: Self.longestText) else { return }
    let isNew = state.withLock { state in
      defer { state.status = text }
      return state.status != text
    }
    if isNew { send("STATUS=" + text) }
  }

  private func send(_ message: String) {
    #if os(Linux)
      let (type, flags) = (Int32(SOCK_DGRAM.rawValue), Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
    #else
      let (type, flags) = (SOCK_DGRAM, MSG_DONTWAIT)
    #endif
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    // A name without a file is as long as it is; zero bytes at its end would be a part of it.
    let head = MemoryLayout.size(ofValue: address) - MemoryLayout.size(ofValue: address.sun_path)
    let size = socklen_t(head + name.count + (name[0] == 0 ? 0 : 1))
    let bytes = Array(message.utf8)
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = sendto(descriptor, bytes, bytes.count, flags, address, size)
      }
    }
  }
}
