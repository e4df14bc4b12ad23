import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText
import PerformanceVerification

/// The counts of a verification as a table for a terminal, with a sentence that states the result.
package struct VerificationTable: Sendable {
  private static let mostRows = 20

  private let tally: VerificationTally
  private let plan: VerificationPlan
  private let width: Int
  private let colour: Colour

  /// Creates a table of a verification; the plan lists the sizes that were not tried.
  package init(_ tally: VerificationTally, plan: VerificationPlan, width: Int = 120, colour: Colour = .off) {
    self.tally = tally
    self.plan = plan
    self.width = width
    self.colour = colour
  }

  /// The lines without line feeds.
  package var lines: [String] {
    let parts = [sizes, alarms, missed, notes].filter { !$0.isEmpty }
    return parts.flatMap { $0 + [""] } + closing
  }

  // MARK: - Parts

  private var sizes: [String] {
    let rows = tally.sizes.sorted { $0.key < $1.key }.map { planted, size in row(planted, size) }
    return TextTable(
      columns: [
        .init("planted", alignment: .right), .init("runs", alignment: .right), .init("trials", alignment: .right),
        .init("candidates", alignment: .right), .init("red time", alignment: .right), .init("share", alignment: .right),
        .init("95 % sure"), .init("any red", alignment: .right), .init("share", alignment: .right),
        .init("ambiguous", alignment: .right), .init("contaminated", alignment: .right),
        .init("sessions a run", alignment: .right, presence: .whenThereIsRoom),
        .init("seconds a run", alignment: .right, presence: .whenThereIsRoom),
      ], noteTitle: "", rows: rows
    ).lines(width: width, colour: colour)
  }

  private func row(_ planted: Int, _ size: VerificationTally.Size) -> TextTable.Row {
    let count = size.counted
    func style(_ count: Int, _ share: Double?) -> Style {
      let isAsPromised = planted == 0 ? count == 0 : (share ?? 1) >= VerificationTally.promisedShare
      return isAsPromised ? .green : planted >= VerificationTally.promisedSize || planted == 0 ? .red : .plain
    }
    func share(_ count: Int, _ share: Double?) -> TextTable.Cell {
      TextTable.Cell(text: share.map(Percent.text) ?? "–", style: style(count, share))
    }
    return TextTable.Row(cells: [
      .init(text: Self.name(planted)), .init(text: "\(size.runs)"), .init(text: "\(count.trials)"),
      .init(text: "\(size.candidates)"), .init(text: "\(count.red)"), share(count.red, count.share),
      .init(text: Self.bounds(count, planted)), .init(text: "\(count.found)"), share(count.found, count.foundShare),
      .init(text: "\(count.ambiguous)"), .init(text: "\(count.contaminated)"),
      .init(text: Digits.significant(Double(size.sessions) / Double(size.runs))),
      .init(text: Digits.significant(size.seconds / Double(size.runs))),
    ])
  }

  private static func name(_ planted: Int) -> String { planted == 0 ? "nothing" : "+\(planted) %" }

  private static func bounds(_ count: VerificationTally.Count, _ planted: Int) -> String {
    guard count.trials > 0 else { return "–" }
    guard planted > 0 else {
      return "at most " + Percent.text(BinomialInterval.upperBound(successes: count.red, trials: count.trials))
    }
    let interval = BinomialInterval(successes: count.red, trials: count.trials)
    return "\(Percent.text(interval.lower)) to \(Percent.text(interval.upper))"
  }

  private var alarms: [String] {
    guard !tally.falseAlarms.isEmpty else { return [] }
    let shown = tally.falseAlarms.prefix(Self.mostRows).flatMap { alarm in
      "red in null run \(alarm.run): \(alarm.verdict.sentence)".wrapped(to: width)
    }
    return shown.map { Style.red.applied(to: $0, colour) } + rest(tally.falseAlarms.count)
  }

  private var missed: [String] {
    let sizes = VerificationTally.Benchmark.listedSizes
    let ids = tally.missed
    let rows = ids.prefix(Self.mostRows).compactMap { id in
      tally.benchmarks[id].map { benchmark in
        let found = sizes.map { size in benchmark.counted(size).map { "\($0.found) of \($0.trials)" } ?? "–" }
        return TextTable.Row(
          cells: ([id.shortDescription.shown(atMost: 200), ValueFormat.share(benchmark.tolerance)] + found
            + [benchmark.smallestDetectableChange.map { ValueFormat.detectable($0, direction: .lowerIsBetter) } ?? "–"])
            .map { .init(text: $0) })
      }
    }
    let columns: [TextTable.Column] =
      [.init("not always found", narrowest: 16), .init("tolerance", alignment: .right)]
      + sizes.map { .init("+\($0) %", alignment: .right) } + [.init("reliable from", alignment: .right)]
    let table = TextTable(columns: columns, noteTitle: "", rows: rows)
    return table.lines(width: width, colour: colour) + rest(ids.count)
  }

  private func rest(_ count: Int) -> [String] {
    count > Self.mostRows ? ["… and \(count - Self.mostRows) more; --json has all of them"] : []
  }

  private var notes: [String] {
    var notes = tally.sizes.sorted { $0.key < $1.key }.compactMap { planted, size -> String? in
      let left = size.leftOut
      guard left.trials > 0 else { return nil }
      return "+\(planted) %: \(Plural.text(left.trials, "trial")) left out, their tolerances allow as much; "
        + "\(left.red) of them red"
    }
    if !tally.unjudged.isEmpty {
      let outcomes = Dictionary(grouping: tally.unjudged.values) { $0 }.mapValues(\.count)
        .sorted { $0.key.name < $1.key.name }.map { "\($0.value) \($0.key.text)" }
      notes.append("never judged: \(outcomes.joined(separator: ", "))")
    }
    if !plan.missing.isEmpty {
      notes.append(
        "the minutes did not suffice for \(plan.missing.map(Self.name).joined(separator: ", ")); "
          + "about \(Int((plan.enough / 60).rounded(.up)) + 1) would")
    }
    return notes.flatMap { $0.wrapped(to: width) }.map { Style.dim.applied(to: $0, colour) }
  }

  // MARK: - Conclusion

  private var closing: [String] {
    let style: Style =
      switch tally.conclusion {
      case .held: .green
      case .falseAlarm, .missed: .red
      case .tooLittle: .yellow
      }
    return conclusion.wrapped(to: width).map { style.applied(to: $0, colour) }
  }

  private var conclusion: String {
    let promised = "+\(VerificationTally.promisedSize) %" + (plan.kind == .work ? " of work" : "")
    switch tally.conclusion {
    case .held:
      let null = tally.size(0).counted
      let bound = BinomialInterval.upperBound(successes: null.red, trials: null.trials)
      let found = tally.size(VerificationTally.promisedSize).counted
      return
        "passed with this suite: no false alarm in \(Plural.text(null.trials, "comparison")) of unchanged code "
        + "(95 % sure: fewer than \(Percent.text(bound))), and \(found.found) of \(found.trials) slowdowns of "
        + "\(promised) found"
    case .falseAlarm:
      let null = tally.size(0)
      return "FAILED: red in \(null.redRuns) of \(Plural.text(null.runs, "run")) over unchanged code. If the code "
        + "has changed since its baselines were recorded, these are not false alarms: '\(PerftestCommand.prefix) gate' "
        + "shows them again."
    case .missed:
      let found = tally.size(VerificationTally.promisedSize).counted
      return "FAILED: of \(found.trials) slowdowns of \(promised) only \(found.found) were found, "
        + "\(Percent.text(VerificationTally.promisedShare)) are promised. The benchmarks that were missed stand above: "
        + "record them again on a quiet machine, or give them a tolerance that they can keep."
    case .tooLittle:
      return "UNDECIDED: no benchmark was judged both unchanged and with a slowdown of \(promised); give more "
        + "--minutes, or select benchmarks that allow less than \(promised)."
    }
  }
}

/// Formats a share as a percentage, with two decimals near 0 and near 1.
enum Percent {
  /// `0 %`, `0.31 %`, `99.38 %`, `100 %`.
  static func text(_ share: Double) -> String {
    let percent = share * 100
    return Digits.fixed(percent, decimals: percent.rounded() == percent ? 0 : 2) + " %"
  }
}
