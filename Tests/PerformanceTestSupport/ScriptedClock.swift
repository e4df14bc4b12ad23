import CPerformanceProbe
import Foundation

/// The file of a clock that a script advances, for the processes that a test starts.
public final class ScriptedClock: Sendable {
  private let folder: TemporaryFolder

  /// A clock at zero.
  public init() throws {
    folder = try TemporaryFolder()
    try Data(count: MemoryLayout<perf_script>.size).write(to: file)
  }

  /// The file.
  public var file: URL { folder.file("clock") }

  /// The environment that makes a process use it.
  public var environment: [String: String] { ["PERFTEST_CLOCK": file.path] }

  /// The counters now.
  public func read() throws -> perf_script {
    try Data(contentsOf: file).withUnsafeBytes { $0.loadUnaligned(as: perf_script.self) }
  }

  /// Lets time pass, while no process that uses the clock does anything but wait.
  public func advance(by duration: Duration) throws {
    var counters = try read()
    counters.now += UInt64(duration / .nanoseconds(1))
    let handle = try FileHandle(forUpdating: file)
    try handle.write(contentsOf: withUnsafeBytes(of: counters) { Data($0) })
    try handle.close()
  }
}
