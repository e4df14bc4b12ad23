import Foundation
import PerformanceMeasurement
import Testing

/// The processes of a running command of an adopter.
struct AdopterRun {
  /// Which of them a test sends a signal to.
  enum Role: String, CaseIterable, Sendable { case command, bundle, session }

  /// What a process of the bundle does.
  enum Work: String, Sendable { case session, count }

  let adopter: Adopter
  let command: RunningCommand

  /// Waits until a process measures, and gives the process with a role.
  func process(_ role: Role, while work: Work = .session) async throws -> pid_t {
    while !command.hasEnded {
      for bundle in ProcessTable.children(of: command.process) {
        for child in ProcessTable.children(of: bundle)
        where ProcessTable.process(child, has: "PERFTEST_CHILD=\(work.rawValue)") {
          switch role {
          case .command: return command.process
          case .bundle: return bundle
          case .session: return child
          }
        }
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Ended(outcome: try await command.outcome())
  }

  /// The command ended before it measured.
  struct Ended: Error { var outcome: CommandOutcome }

  /// Waits until a compiler or SwiftPM works for the command.
  func waitForBuild() async throws {
    while !command.hasEnded {
      let builds = ProcessTable.processes(mentioning: adopter.folder.url.path).filter { process in
        ProcessTable.arguments(of: process).contains("-frontend")
      }
      if !builds.isEmpty { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw Ended(outcome: try await command.outcome())
  }

  /// Expects that no process of the adopter is left within half a minute, and that none holds the machine.
  func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let path = adopter.folder.url.path
    let left = try await ProcessTable.remaining(mentioning: path)
    let arguments = left.map { "\($0) " + ProcessTable.arguments(of: $0).prefix(200) }
    #expect(arguments.isEmpty, sourceLocation: sourceLocation)
    // A process that ends has lost its arguments a moment before it lets go of its files.
    var holder = MachineLock.currentHolder()?.folder
    for _ in 0..<500 where holder == path {
      try await Task.sleep(for: .milliseconds(10))
      holder = MachineLock.currentHolder()?.folder
    }
    #expect(holder != path, sourceLocation: sourceLocation)
  }
}
