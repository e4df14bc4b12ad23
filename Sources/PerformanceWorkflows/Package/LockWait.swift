import Foundation
import PerformanceSystem
import PerformanceText

/// Waits for a lock and reports its holder: at once, when the holder changes, and once a minute.
package struct LockWait {
  private let file: URL
  private let activity: String
  private let output: Output
  private let seconds: () -> Double

  /// Creates the wait for a lock.
  /// - Parameters:
  ///   - file: the lock's file.
  ///   - activity: what its holder does, such as `measures`.
  ///   - seconds: reads a clock in seconds.
  package init(
    _ file: URL = MachineLock.file, holderActivity activity: String, output: Output,
    seconds: @escaping () -> Double = { RunClock.seconds }
  ) {
    self.file = file
    self.activity = activity
    self.output = output
    self.seconds = seconds
  }

  /// Runs a body while this process holds the lock.
  /// - Throws: ``InputError`` when the lock's file cannot be opened, or what the body throws.
  package func alone<Result>(_ body: () throws -> Result) throws -> Result {
    let begin = seconds()
    var last = begin
    var holder: LockHolder?
    let lock = try MachineLock.take(
      file: file,
      waiting: { current in
        holder = current
        last = seconds()
        output.error(text(holder, since: begin))
      },
      isWanted: {
        if seconds() - last >= ProgressLine.waitingInterval {
          last = seconds()
          output.error(text(holder, since: begin))
        }
        return true
      })
    let result = try body()
    _ = consume lock
    return result
  }

  /// `waiting for 2 min for app (process 123 in /home/me/app, since 14:03:22 UTC), which measures`.
  private func text(_ holder: LockHolder?, since begin: Double) -> String {
    let elapsed = seconds() - begin
    let own =
      elapsed >= ProgressLine.waitingInterval ? " for \(ValueFormat.duration(seconds: elapsed.rounded(.down)))" : ""
    return "waiting\(own) for \(holder?.text ?? "another process"), which \(activity)"
  }
}
