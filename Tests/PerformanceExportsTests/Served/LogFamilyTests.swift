import Foundation
import PerformanceExports
import PerformanceLog
import PerformanceMetrics
import PerformanceTestSupport
import Testing

@Suite("Metrics of the tool's log")
struct LogFamilyTests {
  private let package: ServedPackage

  init() throws { package = try ServedPackage() }

  @Test("Commands, git, invalid input and records of each level are counted")
  func values() throws {
    try package.log([
      ServedPackage.command("gate", seconds: 42.5), ServedPackage.command("gate", seconds: 0.75, exit: 1),
      ServedPackage.command("gate", seconds: 3, exit: 75), ServedPackage.command("history list", seconds: 0.03125),
      ServedPackage.command("typo", seconds: 0.25, exit: 64), ServedPackage.git("status", seconds: 0.0625),
      ServedPackage.git("status", seconds: 0.5, fails: true), ServedPackage.git("merge-base", seconds: 0.00390625),
      ServedPackage.record(.validationFailed, level: .error, ["input.file": .string("/x/baselines/a/counts/A.B.json")]),
      ServedPackage.record(.validationFailed, level: .error, ["input.file": .string("/x/runs/1.jsonl:12")]),
      ServedPackage.record(.warningShown, level: .warning),
    ])
    let families = package.collector().families()
    #expect(
      try families.lines(beginning: "perf_commands") == [
        #"perf_commands_total{command="gate"} 3"#, #"perf_commands_total{command="history list"} 1"#,
        #"perf_commands_total{command="other"} 1"#,
        #"perf_commands_failed_total{command="gate",exit="1"} 1"#,
        #"perf_commands_failed_total{command="gate",exit="75"} 1"#,
        #"perf_commands_failed_total{command="other",exit="64"} 1"#,
      ])
    #expect(try families.lines(beginning: "perf_command_error_ratio") == ["perf_command_error_ratio 0.4"])
    let durations = try families.lines(beginning: #"perf_command_duration_seconds_bucket{command="gate""#)
    #expect(
      durations.map { $0.split(separator: " ")[1] }.map(String.init) == [
        "0", "0", "0", "0", "0", "0", "0", "1", "1", "2", "2", "2", "3", "3", "3", "3", "3", "3",
      ])
    #expect(durations.last == #"perf_command_duration_seconds_bucket{command="gate",le="+Inf"} 3"#)
    #expect(
      try families.lines(beginning: #"perf_command_duration_seconds_sum{command="gate"#) == [
        #"perf_command_duration_seconds_sum{command="gate"} 46.25"#
      ])
    #expect(
      try families.lines(beginning: #"perf_git_operation_duration_seconds_bucket{op="status",le="0.1"}"#) == [
        #"perf_git_operation_duration_seconds_bucket{op="status",le="0.1"} 1"#
      ])
    #expect(
      try families.lines(beginning: "perf_git_errors") == [
        #"perf_git_errors_total{op="merge-base"} 0"#, #"perf_git_errors_total{op="status"} 1"#,
      ])
    #expect(
      try families.lines(beginning: "perf_validation").filter { !$0.hasSuffix(" 0") } == [
        #"perf_validation_failures_total{kind="baseline"} 1"#, #"perf_validation_failures_total{kind="event"} 1"#,
      ])
    #expect(
      try families.lines(beginning: "perf_log_events").filter { !$0.hasSuffix(" 0") } == [
        #"perf_log_events_total{level="info"} 8"#, #"perf_log_events_total{level="warning"} 1"#,
        #"perf_log_events_total{level="error"} 2"#,
      ])
  }

  @Test("A stopped release is an answer, and the statuses of health and doctor are what they found")
  func answers() throws {
    try package.log([
      ServedPackage.command("slo gate", seconds: 1, exit: 3), ServedPackage.command("health", seconds: 1, exit: 75),
      ServedPackage.command("doctor", seconds: 1, exit: 78), ServedPackage.command("slo gate", seconds: 1, exit: 78),
    ])
    #expect(
      try package.collector().families().lines(beginning: "perf_command_error_ratio")
        == ["perf_command_error_ratio 0.25"])
  }

  @Test("Requests of a cache are counted by their result, with the share of hits; failed notifications by their reason")
  func cachesAndNotifications() throws {
    func request(_ outcome: String) -> LogRecord {
      ServedPackage.record(
        .cacheRequested, level: .debug, ["cache.name": .string("builds"), "outcome": .string(outcome)])
    }
    func failure(_ reason: String) -> LogRecord {
      ServedPackage.record(
        .notificationFailed, ["notification.integration": .string("slack"), "notification.reason": .string(reason)])
    }
    #expect(try package.collector().families().lines(beginning: "perf_cache_requests").isEmpty)
    try package.log([request("miss"), failure("rateLimited"), failure("rateLimited"), failure("noAnswer")])
    // The sums of a renamed file are kept, and read again.
    try package.rotate(1)
    try package.log([request("hit"), request("hit"), request("hit")])
    for _ in 0..<2 {
      let families = package.collector().families()
      #expect(
        try families.lines(beginning: "perf_cache_requests") == [
          #"perf_cache_requests_total{cache="builds",result="hit"} 3"#,
          #"perf_cache_requests_total{cache="builds",result="miss"} 1"#,
        ])
      #expect(try families.lines(beginning: "perf_cache_hit") == [#"perf_cache_hit_ratio{cache="builds"} 0.75"#])
      #expect(
        try families.lines(beginning: "perf_notifications") == [
          #"perf_notifications_failed_total{integration="slack",reason="noAnswer"} 1"#,
          #"perf_notifications_failed_total{integration="slack",reason="rateLimited"} 2"#,
        ])
    }
  }

  @Test("Sums of an earlier version, without caches and notifications, are read")
  func earlierSums() throws {
    let text = #"{"commands": {}, "failures": {}, "git": {}, "gitFailures": {}, "invalid": {}, "events": {"info": 2}}"#
    let totals = try JSONDecoder().decode(LogTotals.self, from: Data(text.utf8))
    #expect(totals.events == ["info": 2] && totals.caches.isEmpty && totals.notifications.isEmpty)
  }

  @Test("Every level has a series", arguments: LogLevel.allCases)
  func levels(_ level: LogLevel) throws {
    try package.log([ServedPackage.record(.warningShown, level: level)])
    #expect(
      try package.collector().families().lines(beginning: "perf_log_events").filter { !$0.hasSuffix(" 0") } == [
        #"perf_log_events_total{level="\#(level.name)"} 1"#
      ])
  }

  @Test("Records of errors count once, though they are in two files")
  func errors() throws {
    let record = ServedPackage.record(.errorShown, level: .error)
    try package.log([record])
    try package.log([record], category: .errors)
    #expect(
      try package.collector().families().lines(beginning: #"perf_log_events_total{level="error"}"#) == [
        #"perf_log_events_total{level="error"} 1"#
      ])
  }

  private func gates(_ collector: MetricCollector) throws -> [String] {
    try collector.families().lines(beginning: #"perf_commands_total{command="gate"}"#).map {
      String($0.split(separator: " ")[1])
    }
  }

  @Test("A counter goes on over renamed and removed files, in this process and in later ones")
  func rotation() throws {
    try package.log([ServedPackage.command("gate", seconds: 1), ServedPackage.command("gate", seconds: 1)])
    let running = package.collector()
    #expect(try gates(running) == ["2"])
    try package.log([ServedPackage.command("gate", seconds: 1)])
    let first = try package.rotate(1)
    // Between the renaming and the next record there is no file.
    #expect(try gates(running) == ["3"])
    try package.log([ServedPackage.command("gate", seconds: 1)])
    #expect(try gates(running) == ["4"])
    try FileManager.default.removeItem(at: first)
    #expect(try gates(running) == ["4"])
    #expect(try gates(package.collector()) == ["4"])
    // Two renamings between two calls.
    try package.rotate(2)
    try package.log([ServedPackage.command("gate", seconds: 1)])
    try package.rotate(3)
    try package.log([ServedPackage.command("gate", seconds: 1)])
    #expect(try gates(package.collector()) == ["6"])
    #expect(try gates(running) == ["6"])
    #expect(running.problems.isEmpty)
  }

  @Test("A line that is being written counts when it is complete, and one that is no record never")
  func lines() throws {
    try package.log([ServedPackage.command("gate", seconds: 1)])
    let collector = package.collector()
    let line = ServedPackage.command("gate", seconds: 1).line
    try append(Array("no record\n".utf8) + line.prefix(30))
    #expect(try gates(collector) == ["1"])
    try append(Array(line.dropFirst(30)))
    #expect(try gates(collector) == ["2"])
  }

  private func append(_ bytes: [UInt8]) throws {
    let handle = try FileHandle(forWritingTo: package.logs.current(.application))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
  }

  private static let implausible =
    #"{"commands":{},"failures":{},"git":{},"gitFailures":{},"invalid":{},"events":{"info":9223372036854775807}}"#

  @Test("Sums that cannot be read are a problem, and counters begin with what the log still has")
  func brokenSums() throws {
    try package.log([ServedPackage.command("gate", seconds: 1)])
    for text in [
      "{", "{}", #"{"version":1,"categories":{"audit":{"totals":\#(Self.implausible)}}}"#,
      #"{"version":2,"categories":{}}"#,
      #"{"version":1,"categories":{"application":{"totals":{"commands":{"gate":{"counts":[1],"seconds":1}}}}}}"#,
    ] {
      try package.folder.write(text, to: ".perftest/metrics.json")
      let collector = package.collector()
      #expect(try gates(collector) == ["1"])
      #expect(collector.problems.count == 1, "\(text)")
    }
  }

  @Test("Words of git without end are bounded")
  func operations() throws {
    try package.log((0..<100).map { ServedPackage.git("word\($0)", seconds: 0.5, fails: true) })
    let lines = try package.collector().families().lines(beginning: "perf_git_errors")
    #expect(lines.count == 31)
    #expect(lines.first == #"perf_git_errors_total{op="other"} 70"#)
  }
}
