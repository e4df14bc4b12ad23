import PerformanceRecords
import PerformanceSystem

/// Formats the progress of a run as one line. Takes the progress and the time, and writes nothing itself.
package struct ProgressLine: Sendable {
  /// Seconds between two plain lines while something is measured.
  private static let plainInterval = 10.0
  /// Seconds between two plain lines while another run is waited for.
  private static let waitingInterval = 60.0

  /// The progress to show.
  package var progress: RunProgress
  private var lastPlain: (time: Double, round: Int)?

  /// Creates a line for a progress, by default that of a run that has not begun.
  package init(_ progress: RunProgress = RunProgress()) { self.progress = progress }

  /// The line to redraw on a terminal of this width; `nil` when there is nothing to show.
  package func text(now: Double, width: Int) -> String? {
    switch progress.activity {
    case .nothing: nil
    case .waiting(let holder, let since): waiting(for: holder, since: since, now: now).cutAtEnd(to: width)
    case .measuring(let attempt): measuring(attempt, now: now, width: width)
    case .counting(let progress): counting(progress).cutAtEnd(to: width)
    }
  }

  /// A line for a log, where nothing can be redrawn: one when a round begins and one every ten seconds, one a minute
  /// while another run is waited for, else `nil`.
  package mutating func plainText(now: Double) -> String? {
    guard let text = text(now: now, width: 300) else { return nil }
    if let lastPlain, lastPlain.round == round, now - lastPlain.time < interval { return nil }
    lastPlain = (now, round)
    return text
  }

  /// The round that a plain line reports; 0 while the run waits.
  private var round: Int {
    switch progress.activity {
    case .nothing, .waiting: 0
    case .measuring(let attempt): attempt.round
    case .counting(let progress): -progress.round
    }
  }

  private var interval: Double {
    if case .waiting = progress.activity { Self.waitingInterval } else { Self.plainInterval }
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
    return (head + name.cutInMiddle(to: room) + tail).cutAtEnd(to: width)
  }

  /// Whole seconds, and whole minutes from two minutes on: the estimate is not more precise.
  private static func rounded(_ seconds: Double) -> String {
    seconds < 120 ? "\(max(Int(seconds.rounded()), 1)) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
