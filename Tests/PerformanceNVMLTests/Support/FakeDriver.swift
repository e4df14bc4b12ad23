import Foundation
import PerformanceNVML
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// The fake of NVML, scripted, in a copy of its own: the loader takes a copy for another library, so that every test
/// has its own devices, counters and time.
final class FakeDriver: Sendable {
  /// Where the copy lies.
  let file: URL
  private let folder: TemporaryFolder
  private let control: Control
  /// The clock by which its calls are overdue: none is that a test has not made so.
  let clock = ManualClock()

  /// A driver that works, unless the script says otherwise. FakeNVML.h lists what it can say.
  init(_ script: String = "") throws {
    let built = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("libFakeNVML.so")
    folder = try TemporaryFolder()
    file = folder.file("libnvidia-ml.so.1")
    try FileManager.default.copyItem(at: built, to: file)
    control = try Control(DynamicLibrary(file.path))
    try add(script)
  }

  // A call that still hangs would hold its thread for as long as the tests run.
  deinit { release() }

  /// Adds lines to the script.
  func add(_ script: String) throws {
    try #require(control.script(script) == 0, "the fake cannot read a line of the script")
  }

  /// How often a function was called.
  func calls(of function: String) -> Int { Int(control.calls(function)) }

  /// How often any function was called.
  var calls: Int { calls(of: "") }

  /// Moves its time on, where the script says `clock manual`.
  func advance(milliseconds: Int) { control.advance(UInt64(milliseconds)) }

  /// Lets calls that hang come back.
  func release() { control.release() }

  /// How many calls hang.
  var hanging: Int { Int(control.hanging()) }

  /// A session with it.
  func session(
    hiding functions: Set<String> = [],
    deadlines: NVMLDeadlines = NVMLDeadlines(start: .seconds(60), call: .seconds(60))
  ) -> NVMLSession {
    NVMLSession(
      NVMLSearch(location: .exactly(file.path), hiddenFunctions: functions), deadlines: deadlines,
      clock: { [clock] in clock.now })
  }
}

extension FakeDriver {
  /// The functions with which tests direct it.
  private struct Control: Sendable {
    let script: @convention(c) @Sendable (UnsafePointer<CChar>) -> Int32
    let calls: @convention(c) @Sendable (UnsafePointer<CChar>) -> UInt64
    let advance: @convention(c) @Sendable (UInt64) -> Void
    let release: @convention(c) @Sendable () -> Void
    let hanging: @convention(c) @Sendable () -> Int32

    init(_ library: DynamicLibrary) throws {
      script = try #require(library.symbol("fake_nvml_script", as: type(of: script)))
      calls = try #require(library.symbol("fake_nvml_calls", as: type(of: calls)))
      advance = try #require(library.symbol("fake_nvml_advance", as: type(of: advance)))
      release = try #require(library.symbol("fake_nvml_release", as: type(of: release)))
      hanging = try #require(library.symbol("fake_nvml_hanging", as: type(of: hanging)))
    }
  }
}
