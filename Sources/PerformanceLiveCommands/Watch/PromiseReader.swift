import Foundation
import PerformanceLive
import PerformanceRecords
import PerformanceWorkflows

/// Reads the alerts and the objectives of a package as other commands have left them, again where their files changed.
struct PromiseReader {
  private var alerts: KeptFile<AlertOverview>?
  private var objectives: KeptFile<ObjectiveOverview>?

  /// - Parameter run: the run that is shown; one of another place has no package, and nothing is promised for it.
  init(of run: RequestedRun) {
    guard case .underWay(let package) = run else { return }
    alerts = KeptFile(package.state.alerts.appendingPathComponent("state.json"))
    objectives = KeptFile(package.state.objectives)
  }

  /// Adds them to a state.
  mutating func add(to state: inout DashboardState) {
    state.alerts = alerts?.value
    state.objectives = objectives?.value
  }
}

/// A file that is replaced as a whole, and read only where it is another one.
private struct KeptFile<Value: Decodable> {
  private struct Stamp: Equatable {
    var file: UInt64
    var size: Int64
    var nanoseconds: Int64
  }

  private let path: String
  private var stamp: Stamp?
  private var last: Value?

  init(_ file: URL) { path = file.path }

  /// The value; `nil` where the file is absent or another version has written it.
  var value: Value? {
    mutating get {
      let now = Self.stamp(of: path)
      guard now != stamp else { return last }
      stamp = now
      last = FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
      return last
    }
  }

  private static func stamp(of path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if os(Linux)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return Stamp(
      file: UInt64(status.st_ino), size: Int64(status.st_size),
      nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}
