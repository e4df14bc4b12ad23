import Foundation
import PerformanceGit
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// The arguments of `push` and `pull`.
enum SharingArguments {
  static let git = Argument<Bool>.flag("--git", "keep the history on a branch of a git remote, not in a database")
  static let branch = Argument<String>.operand("BRANCH", "the branch; \(GitHistory.branch) unless given")
  static let remote = Argument<String>.text("--remote", "REMOTE", "the git remote, or its URL; origin unless given")
  static let samples = Argument<Bool>.flag("--samples", "also the sessions of every benchmark, with their samples")
}

extension Arguments {
  /// Runs a function with the shared history that they select.
  /// - Parameter pause: waits between two attempts to push to a branch.
  /// - Throws: ``InputError`` or ``CommandFailure`` where it cannot be used, or the error of the function.
  func withSharedHistory<Result>(
    of package: PackageFolder, pause: @escaping (_ attempt: Int) -> Void = Self.randomPause,
    _ body: (any SharedHistory) throws -> Result
  ) throws -> Result {
    guard self[SharingArguments.git] else { return try body(try DatabaseHistory(environment: package.environment)) }
    let scratch = package.state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let checkout = try package.checkout(scratch: scratch)
    let branch = try RemoteBranch(
      try value(SharingArguments.branch) ?? GitHistory.branch, of: try value(SharingArguments.remote) ?? "origin",
      in: checkout, stores: package.state.url.appendingPathComponent("shared"))
    return try body(GitHistory(branch, report: package.output.error, pause: pause))
  }

  /// A pause that grows with the attempts; two processes that met once do not meet again.
  private static func randomPause(attempt: Int) {
    usleep(UInt32.random(in: 50_000...200_000) * UInt32(min(attempt, 10)))
  }
}
