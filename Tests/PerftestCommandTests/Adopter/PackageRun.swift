import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// The processes of a command that runs in a package.
struct PackageRun {
  /// Which of them a test sends a signal to.
  enum Role: String, CaseIterable, Sendable { case command, bundle, session }

  /// The work of a process of the bundle.
  enum Work: String, Sendable { case session, count }

  let command: RunningCommand
  private let folder: URL
  private let lock: URL

  /// A run in a package whose measurements have a lock.
  init(_ folder: URL, _ command: RunningCommand, lock: URL = MachineLock.file) {
    self.folder = folder
    self.command = command
    self.lock = lock
  }

  /// A run in a scripted package.
  init(_ package: ScriptedPackage, _ command: RunningCommand) {
    self.init(package.folder.url, command, lock: package.lock)
  }

  /// Waits until a process measures, and gives the process with a role.
  func process(_ role: Role, while work: Work = .session) async throws -> pid_t {
    var found: pid_t?
    try await command.wait(every: .milliseconds(50)) { command in
      // A bundle is the child of its guard, and so is a process that measures.
      for bundle in ProcessTable.children(of: command.process).flatMap(ProcessTable.children) {
        for child in ProcessTable.children(of: bundle).flatMap(ProcessTable.children)
        where ProcessTable.process(child, has: "PERFTEST_CHILD=\(work.rawValue)") {
          switch role {
          case .command: found = command.process
          case .bundle: found = bundle
          case .session: found = child
          }
        }
      }
      return found != nil
    }
    return try #require(found)
  }

  /// Sends the command a signal as soon as a compiler works for it.
  func sendWhileBuilding(_ signal: Int32) async throws {
    try await command.send(signal) { command in
      ProcessTable.tree(of: command.process).contains { ProcessTable.arguments(of: $0).contains("-frontend") }
    }
  }

  /// Expects that no process of the package is left, and that none holds the lock.
  func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let left = try await ProcessTable.remaining(mentioning: folder.path)
    let arguments = left.map { "\($0) " + ProcessTable.arguments(of: $0).prefix(200) }
    #expect(arguments.isEmpty, sourceLocation: sourceLocation)
    // A process that ends has lost its arguments a moment before it lets go of its files.
    try? await Patience.wait { MachineLock.currentHolder(file: lock)?.folder != folder.path }
    #expect(MachineLock.currentHolder(file: lock)?.folder != folder.path, sourceLocation: sourceLocation)
  }
}
