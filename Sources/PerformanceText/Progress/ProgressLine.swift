import PerformanceRecords
import PerformanceSystem

/// How far a run is, as one line: fed with its events and the time, it never writes anything itself.
package struct ProgressLine: Sendable {
  private enum State: Sendable {
    case silent
    /// For a holder, since a time.
    case waiting(LockHolder, since: Double)
    case attempt(SessionAttempt)
    case counting(CountingProgress)
  }

  /// Seconds between two plain lines while something is measured.
  private static let plainInterval = 10.0
  /// Seconds between two plain lines while another run is waited for.
  private static let waitingInterval = 60.0

  private var state = State.silent
  private var remaining = RemainingTime()
  private var lastPlain: (time: Double, round: Int)?

  /// The progress of a run of which nothing is known yet.
  package init() {}

  /// Takes note of an event.
  package mutating func note(_ event: RunEvent) {
    switch event.body {
    case .runStarted, .session, .baseSession, .profile, .verdict, .confirmed, .unmeasured, .bodyRun, .acceptanceUnused:
      break
    case .waiting(let holder):
      // Another holder may follow the first, and the waiting goes on.
      if case .waiting(_, let since) = state {
        state = .waiting(holder, since: since)
      } else {
        state = .waiting(holder, since: event.time)
      }
      remaining.pause()
    case .planned(let plan): remaining.note(plan)
    case .counting(let progress): state = .counting(progress)
    case .attempt(let attempt):
      state = .attempt(attempt)
      remaining.note(attempt, at: event.time)
    case .runFinished: state = .silent
    }
  }

  /// The line to redraw on a terminal of this width; `nil` when there is nothing to show.
  package func line(now: Double, width: Int) -> String? {
    switch state {
    case .silent: nil
    case .waiting(let holder, let since): waiting(for: holder, since: since, now: now).cutAtEnd(to: width)
    case .attempt(let attempt): progress(attempt, now: now, width: width)
    case .counting(let progress): counting(progress).cutAtEnd(to: width)
    }
  }

  /// A line for a log, where nothing can be redrawn: one when a round begins and one every ten seconds, one a minute
  /// while another run is waited for, else `nil`.
  package mutating func plainLine(now: Double) -> String? {
    guard let line = line(now: now, width: 300) else { return nil }
    if let lastPlain, lastPlain.round == round, now - lastPlain.time < interval { return nil }
    lastPlain = (now, round)
    return line
  }

  /// The round of which a plain line tells; waiting comes before the first.
  private var round: Int {
    switch state {
    case .silent, .waiting: 0
    case .attempt(let attempt): attempt.round
    case .counting(let progress): -progress.round
    }
  }

  private var interval: Double {
    if case .waiting = state { Self.waitingInterval } else { Self.plainInterval }
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

  private func progress(_ attempt: SessionAttempt, now: Double, width: Int) -> String {
    let head = "[\(attempt.position)/\(attempt.count)] round \(attempt.round): "
    let tail = remaining.seconds(at: now).map { "  about \(Self.rounded($0)) left" } ?? ""
    let function = attempt.function
    let name = (function.suite + [function.test]).joined(separator: "/").shown(atMost: 200)
    let room = max(width - head.displayWidth - tail.displayWidth, 8)
    return (head + name.cutInMiddle(to: room) + tail).cutAtEnd(to: width)
  }

  /// Whole seconds, from two minutes on whole minutes: an estimate is no better.
  private static func rounded(_ seconds: Double) -> String {
    seconds < 120 ? "\(max(Int(seconds.rounded()), 1)) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
