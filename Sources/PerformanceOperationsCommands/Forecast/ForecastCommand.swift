import Foundation
import PerformanceAlerts
import PerformanceBuild
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceTrends
import PerformanceWorkflows

/// Shows which budgets are crossed and which folders are full, and when, where growth is beyond chance.
package struct ForecastCommand: Command {
  package static let name = "forecast"
  package static let syntax = Syntax(
    optional: [all, input, limit, CommonArguments.json, CommonArguments.packagePath],
    exclusions: [.init(input, all)],
    remarks: """
      Measures nothing and exits with 0. A budget has a row when the level of its statistic has crossed it, or will
      reach it at the present slope. The slope must be significant, and a forecast goes at most half as many runs ahead
      as the slope has; the interval covers 95 % of such slopes. Limits of tests are those of the newest runs, and those
      of baselines/budgets.json are the present ones.

      Folders and series have a date when four weeks or more show growth, at most a year ahead. Their limits are those
      of the alerts PerfStateGrowing, PerfDiskLow and PerfManySeries.

      With --input, forecasts when the numbers of a file reach a limit from below.
      """)

  private static let all = Argument<Bool>.flag("--all", "every budget, not one screen of them")
  private static let input = Argument<String>.text(
    "--input", "FILE", "a JSON array of numbers, an array of such arrays, or a table (CSV); '-' is standard input")
  private static let limit = Argument<Double>.option(
    "--limit", "NUMBER", "with --input: the number that must not be reached"
  ) { (text: String) throws(UsageError) in
    guard let number = Double(text), number.isFinite else {
      throw UsageError("--limit takes a number, not '\(text)'")
    }
    return number
  }

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
    guard try (arguments.value(Self.input) == nil) == (arguments.value(Self.limit) == nil) else {
      throw UsageError("--input and --limit belong together")
    }
  }

  package func run() throws -> ExitStatus {
    if let path = try arguments.value(Self.input), let limit = try arguments.value(Self.limit) {
      try showFile(path, limit)
    } else {
      try showPackage()
    }
    return .pass
  }

  // MARK: - A package

  private func showPackage() throws {
    let package = try PackageFolder(arguments, in: context)
    let settings = try AlertSettingsFile(in: package.baselines.folder).read()
    let budgets = try BudgetForecasts(arguments, in: context)
    let now = Date().timeIntervalSince1970
    // Series count as they were measured, as in the alert about them.
    let capacity = try CapacityReader(package, settings).forecasts(
      of: HistoryStore(state: package.state), now: now)
    if arguments[CommonArguments.json] {
      return try context.output.json(ForecastDocument(budgets, capacity, now: now))
    }
    let text = ForecastText(budgets, capacity, now: now)
    context.output.lines { width, colour in
      text.lines(width: width, colour: colour, isWhole: arguments[Self.all])
    }
  }

  // MARK: - A file

  private func showFile(_ path: String, _ limit: Double) throws {
    let input = try TrendInput(InputFile(path, at: context.file(path)))
    let crossings = input.columns.map { column -> FileForecast in
      let trend = input.trend(of: column, on: input.axis(of: column))
      let budget = Budget(metric: column.name, statistic: .p50, limit: limit)
      return FileForecast(series: column.name, forecast: trend.drift.flatMap { Trend.Forecast(budget, of: $0) })
    }
    guard !arguments[CommonArguments.json] else { return try context.output.json(crossings) }
    for crossing in crossings {
      let text = crossing.runs.map { runs in
        runs == 0 ? "the level is beyond the limit" : "reaches the limit in \(crossing.text ?? "")"
      }
      context.output.line("\(crossing.series.printable(atMost: 60)): \(text ?? "no slope towards the limit")")
    }
  }
}

/// When a series of a file reaches its limit.
private struct FileForecast: Encodable {
  let series: String
  let runs: Int?
  let interval: [Int]?
  let text: String?

  init(series: String, forecast: Trend.Forecast?) {
    self.series = series
    (runs, text) = (forecast?.runs, forecast?.text)
    interval = forecast.map { [$0.interval.lowerBound, $0.interval.upperBound] }
  }

  private enum CodingKeys: CodingKey { case series, runs, interval }
}
