import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Lets a regression pass for a while, with a reason, in a file that is reviewed.
package struct AcceptCommand: Command {
  package static let name = "accept"
  package static let syntax = Syntax(
    forms: [
      .init(
        required: [CommonArguments.benchmark, metricName, reasonText, lastDay], optional: [CommonArguments.packagePath]),
      .init(remove, required: [CommonArguments.benchmark, metricName], optional: [CommonArguments.packagePath]),
      .init(list, optional: [CommonArguments.json, CommonArguments.packagePath]),
    ],
    remarks: """
      The accepted number is that of the newest run with a verdict on the benchmark, so run the gate first. Until the
      day is over, the gate shows the regression as accepted, as long as it is no worse than that number plus the
      tolerance of its metric. The acceptance is written to baselines/\(AcceptanceFile.name); check the file in. A
      budget cannot be accepted: raise it at the test.
      """)

  private static let metricName = Argument<String>.text(
    "--metric", "NAME", "the metric that regressed, such as wallClock")
  private static let reasonText = Argument<String>.option(
    "--reason", "TEXT", "why it may stay, for the reviewer"
  ) { (text: String) throws(UsageError) in
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw UsageError("--reason is empty: a reviewer asks for it")
    }
    return text
  }
  private static let lastDay = Argument<Day>.option(
    "--until", "DATE",
    "the last day (UTC), such as 2026-12-31, at most \(AcceptedRegression.mostDays) days ahead"
  ) { (text: String) throws(UsageError) in
    guard let day = Day(text) else { throw UsageError("--until takes a day such as 2026-12-31, not '\(text)'") }
    return day
  }
  private static let remove = Argument<Bool>.flag("--remove", "remove the acceptance")
  private static let list = Argument<Bool>.flag("--list", "list the accepted regressions")

  private enum Task {
    case accept(BenchmarkMetric, reason: String, until: Day)
    case remove(BenchmarkMetric)
    case list
  }

  private let package: PackageFolder
  private let task: Task
  private let asJSON: Bool
  private let today = Day(Date())

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    asJSON = arguments[CommonArguments.json]
    if arguments[Self.list] {
      task = .list
    } else {
      let target = BenchmarkMetric(
        query: BenchmarkQuery(try arguments.required(CommonArguments.benchmark)),
        metric: try arguments.required(Self.metricName))
      if arguments[Self.remove] {
        task = .remove(target)
      } else {
        let until = try arguments.required(Self.lastDay)
        try Self.check(until, today: today)
        task = .accept(target, reason: try arguments.required(Self.reasonText), until: until)
      }
    }
    package = try PackageFolder(arguments, in: context)
  }

  private static func check(_ day: Day, today: Day) throws(UsageError) {
    guard day >= today else { throw UsageError("--until \(day) is over; today is \(today) (UTC)") }
    guard day.number - today.number <= AcceptedRegression.mostDays else {
      throw UsageError("--until \(day) is more than \(AcceptedRegression.mostDays) days ahead; what stays is recorded")
    }
  }

  package func run() throws -> ExitStatus {
    switch task {
    case .accept(let target, let reason, let until): try accept(target, reason: reason, until: until)
    case .remove(let target): try remove(target)
    case .list: try list()
    }
    return .pass
  }

  private func accept(_ target: BenchmarkMetric, reason: String, until: Day) throws {
    let judged = try target.regression(in: package)
    let acceptance = AcceptedRegression(
      judged.verdict, in: judged.environment, reason: reason, since: today, until: until)
    guard let acceptance else { throw target.noNumber(of: judged.verdict, in: judged.log) }
    let old = try package.changingBaselines { store in
      let onFile = try store.acceptances.read()
      let (replaced, others) = onFile.split { $0.benchmark == acceptance.benchmark && $0.metric == acceptance.metric }
      try store.acceptances.write(others + [acceptance])
      return replaced.first
    }
    let before = old.map { ", before: \($0.numbers) until \($0.until)" } ?? ""
    package.output.line(
      "accepted until \(until): \(acceptance.metric.printable) of \(acceptance.benchmark.description.printable), "
        + "\(acceptance.numbers)\(before)")
    package.output.error("the number is from \(judged.log.path); commit \(package.baselines.acceptances.url.path)")
  }

  private func remove(_ target: BenchmarkMetric) throws {
    let removed = try package.changingBaselines { store in
      let onFile = try store.acceptances.read()
      let acceptance = try target.acceptance(among: onFile, file: store.acceptances.url)
      try store.acceptances.write(onFile.filter { $0 != acceptance })
      return acceptance
    }
    package.output.line(
      "accepted no longer: \(removed.metric.printable) of \(removed.benchmark.description.printable), "
        + "\(removed.numbers)")
  }

  private func list() throws {
    let acceptances = try package.baselines.acceptances.read()
    if asJSON {
      try package.output.json(acceptances)
    } else if acceptances.isEmpty {
      package.output.error("nothing is accepted")
    } else {
      package.output.lines { AcceptanceTable(acceptances, today: today).lines(width: $0, colour: $1) }
    }
  }
}

extension Array {
  /// The elements that match, and the others.
  fileprivate func split(_ isSo: (Element) -> Bool) -> ([Element], [Element]) { (filter(isSo), filter { !isSo($0) }) }
}
