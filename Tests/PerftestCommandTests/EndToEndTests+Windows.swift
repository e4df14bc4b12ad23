import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// What a run sends to its readers is sent by other processes than those that measure.
extension EndToEndTests {
  /// Where the events of a run are sent.
  enum Destination: CaseIterable, Sendable { case file, socket }

  @Test(
    "Timed windows make no system call but those of the body and allocate nothing, while the events are sent",
    .enabled(if: SystemCallTrace.isPossible, SystemCallTrace.reason), arguments: Destination.allCases)
  func quietWindows(_ destination: Destination) async throws {
    let folder = try TemporaryFolder()
    let (trace, events) = (folder.file("trace"), folder.file("events.jsonl"))
    let path = "/tmp/perftest-\(UUID().uuidString.prefix(12))"
    let filter = ["--filter", "MarkedPerformance"]
    let built = try await adopter.perftest(["gate", "--no-pair"] + filter)
    #expect(built.status == 0, "\(built)")
    // The bundle by itself leads its run, and serves the readers from its own process.
    let command = try RunningCommand(
      "/usr/bin/env",
      SystemCallTrace.arguments(writing: trace) + [
        try adopter.bundle.path, "-c", "release", "--disable-testable-imports", "--testing-library", "swift-testing",
      ] + filter,
      environment: BuiltCommand.environment(adding: [
        "PERFTEST_EVENTS": destination == .file ? events.path : "unix:" + path
      ]), in: adopter.folder.url)
    if destination == .socket {
      // On a thread of its own: other tests may keep Swift's pool for longer than the run serves its readers.
      let follower = try await OwnThread.run { () throws -> RunningCommand in
        try Patience.block { FileManager.default.fileExists(atPath: path) || command.hasEnded }
        return try BuiltCommand.start(["follow", "unix:" + path, "--json"], in: folder.url)
      }
      let reader = try await follower.outcome()
      #expect(reader.status == 0, "\(reader)")
      try Data(reader.output.utf8).write(to: events)
    }
    let outcome = try await command.outcome()
    #expect(outcome.status == 0 && outcome.text.contains(" new – nothing judged"), "\(outcome)")
    try MarkedWindows(SystemCallTrace(trace)).expectQuiet()

    // The counters of the project say the same of the heap, which mostly needs no call of the system.
    let sessions = try EventLogReader.all(of: events).compactMap { event in
      if case .session(let event) = event.body { event.session } else { nil }
    }
    #expect(!sessions.isEmpty)
    for session in sessions { #expect(session.reading("allocations")?.values.max() == 0) }
  }
}

/// The system calls of the processes that ran the marked body.
private struct MarkedWindows {
  private let processes: [[SystemCallTrace.Call]]

  init(_ trace: SystemCallTrace) {
    // The first process leads the run. It runs the body once, as a test whose numbers nobody keeps, while a busy machine
    // may still be sending its events.
    let leader = trace.calls.first?.process
    processes = trace.processes(calling: AdopterSource.marks[0]).filter { $0.first?.process != leader }
  }

  func expectQuiet() {
    let windows = processes.flatMap(windows)
    // Several samples, beside the windows of the warm-up.
    #expect(windows.count > 5)
    for window in windows {
      let body = Set(window.lazy.filter { AdopterSource.marks.contains($0.name) }.map(\.thread))
      let other = window.filter { call in
        !AdopterSource.marks.contains(call.name) && !Self.readsClock(call)
          && (body.contains(call.thread) || Self.writing.contains(call.name))
      }
      #expect(other.isEmpty)
    }
    // Passes that do not read the clock have windows too: these calls are within an iteration.
    for calls in processes.flatMap({ Dictionary(grouping: $0, by: \.thread).values }) {
      for (call, next) in zip(calls, calls.dropFirst()) where call.name == AdopterSource.marks[0] {
        #expect(next.name == AdopterSource.marks[1])
      }
    }
  }

  /// What no thread may do beside a body. Dispatch starts and ends its threads when it likes, which takes other calls.
  private static let writing: Set = ["write", "writev", "pwrite64", "sendto", "sendmsg", "fsync", "fdatasync"]

  /// The calls between two reads of the process's time, where the body is between them.
  private func windows(_ calls: [SystemCallTrace.Call]) -> [ArraySlice<SystemCallTrace.Call>] {
    // Only stopwatches read it, first at the start and last at the stop.
    let reads = calls.indices.filter { calls[$0].text.hasPrefix("CLOCK_PROCESS_CPUTIME_ID") }
    return stride(from: 0, to: reads.count - 1, by: 2).map { calls[(reads[$0] + 1)..<reads[$0 + 1]] }
      .filter { window in window.contains { $0.name == AdopterSource.marks[0] } }
  }

  /// Some machines have no clock that is read without the system.
  private static func readsClock(_ call: SystemCallTrace.Call) -> Bool {
    call.name == "clock_gettime" && call.text.hasPrefix("CLOCK_MONOTONIC")
  }
}
