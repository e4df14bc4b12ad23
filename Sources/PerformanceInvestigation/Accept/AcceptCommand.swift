import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Lets a regression pass for a while, with a reason, in a file that is reviewed.
package struct AcceptCommand: Command {
  package static let name = "accept"
  package static let abstract = "Let a regression pass until a day, up to what it is now, with a reason."
  package static let usage = """
    Usage: perftest accept BENCHMARK --metric NAME --reason TEXT --until DATE [--package-path DIR]
           perftest accept BENCHMARK --metric NAME --remove [--package-path DIR]
           perftest accept --list [--json] [--package-path DIR]

      BENCHMARK            its id, or a part of it that no other one has, such as 'JSONPerformance/decode()'
      --metric NAME        the metric that regressed, such as wallClock
      --reason TEXT        why it may stay, for the reviewer
      --until DATE         the last day (UTC), such as 2026-12-31, at most \(AcceptedRegression.mostDays) days ahead
      --remove             accept it no longer
      --list               what is accepted
      --json               the list as JSON
      --package-path DIR   the package; the current folder unless given

    The number is taken from the newest run that has a verdict on the benchmark, so gate first. The gate shows the
    regression as accepted until the day is over, as long as it is no worse than that number and the tolerance of its
    metric. It is filed in baselines/\(AcceptanceFile.name), to be checked in. A budget cannot be accepted: it is raised at the test.
    """

  private enum Task {
    case accept(BenchmarkMetric, reason: String, until: Day)
    case remove(BenchmarkMetric)
    case list
  }

  private let package: PackageFolder
  private let task: Task
  private let asJSON: Bool
  private let today = Day(Date())

  package init(_ arguments: inout ArgumentList) throws {
    package = try PackageFolder(&arguments)
    asJSON = arguments.takeFlag("--json")
    let metric = try arguments.takeValue("--metric")
    let reason = try arguments.takeValue("--reason")
    let until = try arguments.takeValue("--until")
    switch (arguments.takeFlag("--list"), arguments.takeFlag("--remove")) {
    case (true, true):
      throw UsageError("--list and --remove exclude each other")
    case (true, false):
      guard metric == nil, reason == nil, until == nil else { throw UsageError("--list takes no benchmark") }
      _ = try arguments.operands()
      task = .list
    case (false, let removes):
      guard !asJSON else { throw UsageError("--json goes with --list") }
      let query = BenchmarkQuery(try arguments.operands("BENCHMARK")[0])
      guard let metric else { throw UsageError("missing --metric NAME, such as wallClock") }
      let target = BenchmarkMetric(query: query, metric: metric)
      if removes {
        guard reason == nil, until == nil else { throw UsageError("--remove takes neither --reason nor --until") }
        task = .remove(target)
      } else {
        task = .accept(target, reason: try Self.reason(reason), until: try Self.day(until, today: today))
      }
    }
  }

  private static func reason(_ text: String?) throws -> String {
    guard let text, text.contains(where: { !$0.isWhitespace }) else {
      throw UsageError("missing --reason TEXT: a reviewer asks for it")
    }
    return text
  }

  private static func day(_ text: String?, today: Day) throws -> Day {
    guard let text else { throw UsageError("missing --until DATE, such as \(today)") }
    guard let day = Day(text) else { throw UsageError("--until takes a day such as \(today), not '\(text)'") }
    guard day >= today else { throw UsageError("--until \(day) is over; today is \(today) (UTC)") }
    guard day.number - today.number <= AcceptedRegression.mostDays else {
      throw UsageError("--until \(day) is more than \(AcceptedRegression.mostDays) days ahead; what stays is recorded")
    }
    return day
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
    Output.line(
      "accepted until \(until): \(acceptance.metric.printable) of \(acceptance.benchmark.description.printable), "
        + "\(acceptance.numbers)\(before)")
    Output.error("the number is from \(judged.log.path); check \(package.baselines.acceptances.url.path) in")
  }

  private func remove(_ target: BenchmarkMetric) throws {
    let removed = try package.changingBaselines { store in
      let onFile = try store.acceptances.read()
      let acceptance = try target.acceptance(among: onFile, file: store.acceptances.url)
      try store.acceptances.write(onFile.filter { $0 != acceptance })
      return acceptance
    }
    Output.line(
      "accepted no longer: \(removed.metric.printable) of \(removed.benchmark.description.printable), "
        + "\(removed.numbers)")
  }

  private func list() throws {
    let acceptances = try package.baselines.acceptances.read()
    if asJSON {
      try Output.json(acceptances)
    } else if acceptances.isEmpty {
      Output.error("nothing is accepted")
    } else {
      let table = AcceptanceTable(acceptances, today: today)
      Output.line(table.lines(width: Output.width(of: 1), colour: Output.colour(of: 1)).joined(separator: "\n"))
    }
  }
}

extension Array {
  /// The elements that are so, and the others.
  fileprivate func split(_ isSo: (Element) -> Bool) -> ([Element], [Element]) { (filter(isSo), filter { !isSo($0) }) }
}
