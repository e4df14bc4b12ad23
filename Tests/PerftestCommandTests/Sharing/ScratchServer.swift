import Foundation
import PerformanceSystem
import PerformanceTestSupport
import Synchronization

/// A PostgreSQL server in a temporary folder, which only processes of this machine reach, through a socket.
final class ScratchServer: Sendable {
  /// The folder of the installed server's programs; `nil` where it is not installed.
  static let programs: URL? = {
    let versions = URL(fileURLWithPath: "/usr/lib/postgresql")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: versions.path)) ?? []
    return names.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
      .map { versions.appendingPathComponent($0).appendingPathComponent("bin") }
      .first { access($0.appendingPathComponent("initdb").path, X_OK) == 0 }
  }()

  /// The password of the only user. It has what must be encoded in a URL.
  static let password = "hunter2/@:%?"
  private static let encodedPassword = "hunter2%2F%40%3A%25%3F"

  private let folder: TemporaryFolder
  private let isWanted: Wanted

  private final class Wanted: Sendable {
    let value = Atomic(true)
    let hasEnded = DispatchSemaphore(value: 0)
  }

  /// Makes a cluster and starts the server.
  init() throws {
    // The folder of temporary files may be longer than the path of a socket can be, or be closed to the server's user.
    folder = try TemporaryFolder(in: URL(fileURLWithPath: "/tmp"))
    isWanted = Wanted()
    let programs = Self.programs ?? URL(fileURLWithPath: "/nowhere")
    let data = folder.file("data").path
    try folder.write(Self.password + "\n", to: "password")
    // The server does not run as root.
    let prefix = geteuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
    if geteuid() == 0 { _ = try Self.run(["chown", "-R", "postgres:", folder.url.path]) }
    _ = try Self.run(
      prefix + [
        programs.appendingPathComponent("initdb").path, "-D", data, "-U", "me", "-A", "scram-sha-256", "-E", "UTF8",
        "--pwfile", folder.file("password").path, "--no-sync", "--locale=C",
      ])
    let server =
      prefix + [
        programs.appendingPathComponent("postgres").path, "-D", data, "-k", folder.url.path, "-c",
        "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=30", "-c", "shared_buffers=16MB",
      ]
    start(server)
    try Patience.block { (try? sql("SELECT 1")) != nil }
  }

  deinit { stop() }

  /// Ends the server, and waits for its end.
  func stop() {
    guard isWanted.value.exchange(false, ordering: .relaxed) else { return }
    isWanted.hasEnded.wait()
  }

  /// The address of a database.
  func address(_ database: String = "postgres", password: String = ScratchServer.encodedPassword) -> String {
    "postgresql://me:\(password)@/\(database)?host=\(folder.url.path)"
  }

  /// What statements give, one row a line.
  @discardableResult
  func sql(_ statements: String, in database: String = "postgres") throws -> String {
    let psql = (Self.programs ?? folder.url).appendingPathComponent("psql").path
    return try Self.run(
      [psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(database), "-c", statements])
  }

  private static func run(_ words: [String]) throws -> String {
    try TestTool.run(words, environment: BuiltCommand.environment())
  }

  /// The guard of the process ends it with this one, too.
  private func start(_ command: [String]) {
    let (isWanted, log) = (isWanted, folder.file("log"))
    let environment = BuiltCommand.environment()
    let thread = Thread {
      defer { isWanted.hasEnded.signal() }
      do {
        let child = try ChildProcess(
          "/usr/bin/env", arguments: ["env"] + command, environment: environment, output: .file(log),
          descendants: .ended)
        _ = child.wait(seconds: 3600, isWanted: { isWanted.value.load(ordering: .relaxed) })
      } catch {
        try? Data("\(error)".utf8).write(to: log)
      }
    }
    thread.start()
  }
}
