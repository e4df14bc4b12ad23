import Foundation
import PerformanceSystem
import PerformanceTestSupport
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A server of others on a port of the loopback interface, which ends with the test.
final class ForeignServer: Sendable {
  /// The server ended before it answered; what it wrote.
  struct Ended: Error { let log: String }

  /// Its address.
  let url: URL
  private let process: ServerProcess
  /// Kept: another test's server at the same port would answer in place of this one.
  private let port: ReservedPort?

  /// Starts a program, and waits until it answers.
  /// - Parameters:
  ///   - readyPath: the path that it answers when it is ready.
  ///   - arguments: by the address to listen at, such as `127.0.0.1:40123`.
  init(
    _ program: ForeignReader, readyPath: String = "/-/ready", arguments: (String) -> [String]
  ) async throws {
    // Where the port cannot be kept, another process may take it before the server does.
    for _ in 0..<4 {
      if let (url, process, port) = try? await Self.start(program, readyPath, arguments) {
        (self.url, self.process, self.port) = (url, process, port)
        return
      }
    }
    (url, process, port) = try await Self.start(program, readyPath, arguments)
  }

  private static func start(
    _ program: ForeignReader, _ readyPath: String, _ arguments: (String) -> [String]
  ) async throws -> (URL, ServerProcess, ReservedPort?) {
    #if os(Linux)
      let reserved = try ReservedPort()
      let (number, port) = (reserved.number, Optional(reserved))
    #else
      // Nobody else may listen at a port that is reserved.
      let (number, port) = (try ReservedPort().number, ReservedPort?.none)
    #endif
    let address = "127.0.0.1:\(number)"
    let url = URL(string: "http://\(address)") ?? URL(fileURLWithPath: "/")
    let process = try ServerProcess(program.executable, arguments(address))
    try await Patience.wait {
      if process.hasEnded { throw Ended(log: process.log) }
      return (try? text(readyPath, of: url)) != nil
    }
    return (url, process, port)
  }

  /// The body of an answer.
  func text(_ path: String) throws -> String { try Self.text(path, of: url) }

  private static func text(_ path: String, of url: URL) throws -> String {
    String(decoding: try Data(contentsOf: URL(string: path, relativeTo: url) ?? url), as: UTF8.self)
  }
}

/// A process that runs until nobody holds it. Its guard ends it with this process, too.
private final class ServerProcess: Sendable {
  private struct State: Sendable {
    var isWanted = true
    var hasEnded = false
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
    let end = DispatchSemaphore(value: 0)
  }

  private let folder: TemporaryFolder
  private let shared = Shared()

  init(_ executable: String, _ arguments: [String]) throws {
    folder = try TemporaryFolder()
    let (shared, file) = (shared, folder.file("log"))
    Thread {
      let child = try? ChildProcess(
        executable, arguments: [executable] + arguments, environment: ProcessInfo.processInfo.environment,
        output: .file(file), descendants: .ended)
      if let child { _ = child.wait(seconds: 3600, isWanted: { shared.state.withLock { $0.isWanted } }) }
      shared.state.withLock { $0.hasEnded = true }
      shared.end.signal()
    }.start()
  }

  deinit {
    shared.state.withLock { $0.isWanted = false }
    shared.end.wait()
  }

  var hasEnded: Bool { shared.state.withLock { $0.hasEnded } }

  var log: String { (try? folder.text(of: "log")) ?? "" }
}
