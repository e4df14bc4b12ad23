import Foundation
import PerformanceHealth
import PerformanceTestSupport
import Testing

@Suite("The supervisor of a service")
struct ServiceSupervisorTests {
  private let clock = ManualClock()

  private func made(_ socket: String, _ more: [String: String] = [:]) -> ServiceSupervisor? {
    ServiceSupervisor(
      environment: ["NOTIFY_SOCKET": socket].merging(more) { $1 }, process: 42,
      seconds: { [clock] in Double(clock.now) / 1e9 })
  }

  private var path: String { "/tmp/perftest-\(UUID().uuidString.prefix(12))" }

  @Test("gets the start, the progress where it has changed, and no sign of life unless it wants them")
  func progress() throws {
    let socket = try SupervisorSocket(path)
    let supervisor = try #require(made(socket.name))
    supervisor.reportReady()
    supervisor.report("1/12 benchmarks")
    supervisor.report("2/12 benchmarks")
    #expect(socket.messages == ["READY=1", "STATUS=1/12 benchmarks"])
    clock.advance(by: .seconds(1))
    supervisor.report("2/12 benchmarks\nMAINPID=1")
    #expect(socket.messages == [#"STATUS=2/12 benchmarks\u{a}MAINPID=1"#])
    clock.advance(by: .seconds(1))
    supervisor.report("2/12 benchmarks\nMAINPID=1")
    supervisor.report(nil)
    #expect(socket.messages.isEmpty)
  }

  #if os(Linux)
    @Test("may have a name that is in no file system")
    func abstract() throws {
      let socket = try SupervisorSocket("@perftest-\(UUID().uuidString)")
      try #require(made(socket.name)).reportReady()
      #expect(socket.messages == ["READY=1"])
    }
  #endif

  @Test("gets signs of life twice in the time that it allows")
  func watchdog() throws {
    let socket = try SupervisorSocket(path)
    let supervisor = try #require(made(socket.name, ["WATCHDOG_USEC": "4000000", "WATCHDOG_PID": "42"]))
    for _ in 0..<9 {
      supervisor.report(nil)
      clock.advance(by: .milliseconds(500))
    }
    #expect(socket.messages == ["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"])
  }

  @Test(
    "of another process, or with a time that is nonsense, gets none",
    arguments: [
      ["WATCHDOG_USEC": "4000000", "WATCHDOG_PID": "41"], ["WATCHDOG_USEC": "often"], ["WATCHDOG_USEC": "-1"],
      ["WATCHDOG_USEC": "0"], ["WATCHDOG_USEC": "inf"],
    ])
  func noWatchdog(variables: [String: String]) throws {
    let socket = try SupervisorSocket(path)
    try #require(made(socket.name, variables)).report(nil)
    #expect(socket.messages.isEmpty)
  }

  @Test("that is gone, or does not read, keeps nobody waiting")
  func gone() throws {
    let supervisor = try #require(made("/nonexistent/socket"))
    supervisor.reportReady()
    let socket = try SupervisorSocket(path)
    let unread = try #require(made(socket.name))
    for _ in 0..<10_000 { unread.reportReady() }
    #expect(socket.messages.count < 10_000)
  }

  @Test(
    "is none where the variable names no socket",
    arguments: ["", "@", "relative", "/" + String(repeating: "x", count: 200), "vsock:2:1"])
  func none(name: String) {
    #expect(made(name) == nil)
    #expect(ServiceSupervisor(environment: [:]) == nil)
  }
}
