import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The events of a run as lines for people, each with its time of day in UTC.
package struct EventLines {
  private let colour: Colour

  package init(colour: Colour = .off) { self.colour = colour }

  /// The line of an event; `nil` for one that only programs need.
  package func line(of event: RunEvent) -> String? {
    guard let (text, style) = Self.content(of: event) else { return nil }
    return TimeOfDay.text(event.time) + "  " + style.applied(to: text, colour)
  }

  private static func content(of event: RunEvent) -> (text: String, style: Style)? {
    switch event.body {
    case .runStarted(let start): (text(start, run: event.run), .plain)
    case .waiting(let holder): ("waiting for the measurement of \(holder.text)", .yellow)
    case .planned(let plan): (text(plan), .plain)
    case .attempt(let attempt): (text(attempt), .dim)
    case .counting(let progress): (text(progress), .dim)
    case .session(let event): (text(event), .plain)
    case .profile: nil
    case .verdict(let verdict): (text(verdict), .of(verdict.outcome))
    case .confirmed(let cost): (text(cost), .plain)
    case .unmeasured(let function): ("\(name(function.function)): \(function.cause.text)", .yellow)
    case .bodyRun(let body): text(body).map { ($0, .red) }
    case .acceptanceUnused(let acceptance): (acceptance.text, .yellow)
    case .budgetUnused(let budget): (budget.text, .yellow)
    case .runFinished(let end): ("measured in \(ValueFormat.duration(seconds: end.seconds))", .plain)
    }
  }

  private static func text(_ start: RunStart, run: String) -> String {
    let code = start.provenance.revision.map { " of \($0.prefix(12))" } ?? ""
    let against = start.configuration.against.map { ", compared with \($0.shown(atMost: 80))" } ?? ""
    return "\(start.mode.shown(atMost: 20))\(code)\(against) (run \(run.shown(atMost: 80)))"
  }

  private static func text(_ plan: RunPlan) -> String {
    "\(Plural.text(plan.functions.count, "function")) to measure, in \(Plural.text(plan.rounds, "round")) or more"
  }

  private static func text(_ attempt: SessionAttempt) -> String {
    "[\(attempt.position)/\(attempt.count)] round \(attempt.round): \(name(attempt.function))"
  }

  private static func text(_ progress: CountingProgress) -> String {
    "[\(progress.done)/\(progress.count)] counting instructions" + (progress.round > 1 ? " again" : "")
  }

  /// The name of the benchmark with each number that its process read, as the judge summarises it.
  private static func text(_ event: SessionEvent) -> String {
    let numbers = event.session.readings.compactMap { reading -> String? in
      guard let value = SessionQuantiles(samples: reading.values)?.summary(reading.metric.direction) else { return nil }
      return "\(reading.metric.name.shown(atMost: 24)) \(ValueFormat.text(value, of: reading.metric))"
    }
    let side = event.side == .base ? " (the other build)" : ""
    let name = event.session.id.description.shown(atMost: 200)
    return "\(name)\(side): \(numbers.isEmpty ? "no number" : numbers.joined(separator: ", "))"
  }

  private static func text(_ verdict: Verdict) -> String {
    guard verdict.outcome == .same, !verdict.isMoreThanSame else {
      return "\(verdict.outcomeText): \(verdict.sentence)"
    }
    let metric = verdict.metric.map { " " + $0.name.shown(atMost: 24) } ?? ""
    return "\(verdict.outcomeText): \(verdict.subject.description.shown(atMost: 200))\(metric)"
  }

  private static func text(_ cost: ConfirmationCost) -> String {
    "\(Plural.text(cost.candidates, "candidate")) compared with \(cost.against.shown(atMost: 80)): "
      + "\(ValueFormat.duration(seconds: cost.buildSeconds)) of building, "
      + "\(ValueFormat.duration(seconds: cost.measureSeconds)) of measuring"
  }

  private static func text(_ body: BodyRun) -> String? {
    body.state == .timedOut ? "the body of \(name(body.function)) did not end, and its process was ended" : nil
  }

  private static func name(_ function: TestFunctionID) -> String { function.description.shown(atMost: 200) }
}
