import PerformanceRecords
import PerformanceSystem

/// Formats the progress of a run as one line. Takes the progress and the time, and writes nothing itself.
package struct ProgressLine: Sendable {
  /// Seconds between two plain lines of a step, where nothing can be redrawn.
  package static let interval = 15.0
  /// Seconds between two plain lines while another process is waited for.
  package static let waitingInterval = 60.0

  /// The progress to show.
  package var progress: RunProgress
  private var lastPlain: (time: Double, isWaiting: Bool)?

  /// Creates a line for a progress, by default that of a run that has not begun.
  /// - Parameter begin: the time at which a line of its own announced the run; `nil` where none did.
  package init(_ progress: RunProgress = RunProgress(), announcedAt begin: Double? = nil) {
    self.progress = progress
    lastPlain = begin.map { ($0, false) }
  }

  /// The line to redraw on a terminal of this width; `nil` when there is nothing to show.
  package func text(now: Double, width: Int) -> String? {
    switch progress.activity {
    case .nothing: nil
    case .waiting(let holder, let since): waiting(for: holder, since: since, now: now).cutAtEnd(to: width)
    case .measuring(let attempt): measuring(attempt, now: now, width: width)
    case .counting(let progress): counting(progress).cutAtEnd(to: width)
    }
  }

  /// A line for a log, where nothing can be redrawn: when measuring begins and every fifteen seconds, and when waiting
  /// begins and every minute; else `nil`.
  package mutating func plainText(now: Double) -> String? {
    guard let text = text(now: now, width: 300) else { return nil }
    let interval = isWaiting ? Self.waitingInterval : Self.interval
    if let lastPlain, lastPlain.isWaiting == isWaiting, now - lastPlain.time < interval { return nil }
    lastPlain = (now, isWaiting)
    return text
  }

  private var isWaiting: Bool {
    if case .waiting = progress.activity { true } else { false }
  }

  /// `waiting for 2 min for the measurement of app (process 123 in /home/me/app, since 14:03:22 UTC)`.
  private func waiting(for holder: LockHolder, since: Double, now: Double) -> String {
    let own = now - since >= 1 ? " for \(Self.rounded(now - since))" : ""
    return "waiting\(own) for the measurement of \(holder.text)"
  }

  private func counting(_ progress: CountingProgress) -> String {
    let again = progress.round > 1 ? " again" : ""
    return "[\(progress.done)/\(progress.count)] counting instructions\(again)"
  }

  private func measuring(_ attempt: SessionAttempt, now: Double, width: Int) -> String {
    let head = "[\(attempt.position)/\(attempt.count)] round \(attempt.round): "
    let tail = progress.remainingSeconds(at: now).map { "  about \(Self.rounded($0)) left" } ?? ""
    let function = attempt.function
    let name = (function.suite + [function.test]).joined(separator: "/").shown(atMost: 200)
    let room = max(width - head.displayWidth - tail.displayWidth, 8)
    return (head + name.cutAtBeginning(to: room) + tail).cutAtEnd(to: width)
  }

  /// Whole seconds, and whole minutes from two minutes on: an estimate is not more precise.
  package static func rounded(_ seconds: Double) -> String {
    // A damaged log has any time.
    guard seconds.isFinite, abs(seconds) < 1e9 else { return "unknown time" }
    return seconds < 120 ? "\(max(Int(seconds.rounded()), 1)) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
