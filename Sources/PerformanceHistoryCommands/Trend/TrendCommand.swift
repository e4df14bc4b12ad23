import Foundation
import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceTrends
import PerformanceWorkflows

/// Shows how numbers changed over the runs that are kept, or over the values of a file.
package struct TrendCommand: Command {
  package static let name = "trend"
  package static let syntax = Syntax(
    optional: [
      benchmarks, metric, days, runs, branch, dirty, all, anomalies, beyond, input, CommonArguments.json,
      ExportRequests.argument, CommonArguments.packagePath,
    ],
    exclusions: [
      .init(anomalies, ExportRequests.argument, because: "a document of a run has its changes"),
      .init(days, runs), .init(input, benchmarks), .init(input, days, because: "a file may have no times"),
      .init(input, branch), .init(input, dirty), .init(input, all),
      .init(input, ExportRequests.argument, because: "a file is no run"),
    ],
    remarks: """
      Without a benchmark, shows what changed in the last \(usualDays) days, the worst first. Judges nothing, and exits
      with 0 whenever there is a history; with 78 when there is nothing to show.

      Runs of the default branch count, in the order of its commits; the runs of one commit are one value, their median.
      A change is provisional with three values after it, and confirmed with six. With --input, --json prints the
      indices of the changes, without those that are small beside others of their series.

      With --anomalies, shows single values outside the band of their series instead. The band allows for changes of
      level, slopes, and what the hour and the weekday usually add.
      """)

  private static let benchmarks = Argument<String>.operands(
    "BENCHMARK", "its id, or a part of it, such as 'JSONPerformance/decode()'")
  private static let metric = Argument<String>.text("--metric", "NAME", "only this metric, or this column of a file")
  private static let days = Argument<Int>.number("--days", "N", in: 1...36_500, "the days before the newest run")
  private static let runs = Argument<Int>.number("--runs", "N", in: 1...100_000, "the newest revisions")
  private static let branch = Argument<String>.reference("--branch", "the runs of this branch, in the order of time")
  private static let dirty = Argument<Bool>.flag("--dirty", "also runs in which files differed from the commit")
  private static let all = Argument<Bool>.flag("--all", "every row, not one screen of them")
  private static let anomalies = Argument<Bool>.flag(
    "--anomalies", "the values outside of the band of their series, instead of changes")
  private static let beyond = Argument<Double>.option(
    "--beyond", "DEVIATIONS", "with --anomalies: the robust standard deviations of a value that is one; 4 unless given"
  ) { (text: String) throws(UsageError) in
    guard let number = Double(text), 1...1_000 ~= number else {
      throw UsageError("--beyond takes a number from 1 to 1000, not '\(text)'")
    }
    return number
  }
  private static let input = Argument<String>.text(
    "--input", "FILE", "a JSON array of numbers, an array of such arrays, or a table (CSV); '-' is standard input")

  private static let usualDays = 30
  private static let usualRuns = 200
  /// The newest revisions that are analysed: a level needs values before the period.
  private static let usualPositions = 1_000
  /// As many older revisions as a change in the period is compared with at most.
  private static let context = 200
  /// The most series that are shown in detail.
  private static let mostDetails = 8
  /// The changes of a digest whose functions are looked for: logs take a while to read, and a screen has no more rows.
  private static let mostExplained = 12
  /// The rows of anomalies on one screen.
  private static let usualRows = 25
  /// The lines of a digest that no terminal limits.
  private static let usualHeight = 40

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
    guard try arguments[Self.anomalies] || arguments.value(Self.beyond) == nil else {
      throw UsageError("--beyond is about --anomalies, which is not given")
    }
  }

  package func run() throws -> ExitStatus {
    if let path = try arguments.value(Self.input) {
      try analyse(path)
      return .pass
    }
    try show()
    return .pass
  }

  // MARK: - A file

  private func analyse(_ path: String) throws {
    let file = InputFile(path, at: context.file(path))
    let name = file.name
    let metrics = [try arguments.value(Self.metric)].compactMap { $0 }
    let input = try TrendInput(file, metrics: metrics)
    if arguments[CommonArguments.json] {
      let indices = try input.columns.map { try self.indices(of: $0, in: input) }
      switch input.shape {
      case .array: try context.output.json(indices[0])
      case .arrays: try context.output.json(indices)
      case .table:
        let named = zip(input.columns.map(\.name), indices)
        try context.output.json(Dictionary(named.map { ($0, $1) }) { first, _ in first })
      }
      return
    }
    guard input.columns.contains(where: { $0.values.contains { $0.isFinite } }) else {
      throw InputError(file: name, problem: "has no number", remedy: TrendInput.remedy)
    }
    guard !arguments[Self.anomalies] else {
      for column in input.columns {
        let axis = input.axis(of: column)
        try showAnomalies([input.trend(of: column, on: axis)], on: axis, in: axis.positions.indices)
      }
      return
    }
    let details = try input.columns.map { column -> TrendDetail in
      let axis = input.axis(of: column)
      return TrendDetail(
        input.trend(of: column, on: axis), on: axis, period: try period(or: .runs(column.values.count)).range(of: axis),
        glyphs: glyphs)
    }
    write(details)
  }

  /// The positions of the changes that are not small, or of the anomalies.
  private func indices(of column: TrendInput.Column, in input: TrendInput) throws -> [Int] {
    guard arguments[Self.anomalies] else {
      return ChangeDetector.changes(in: column.values).filter { $0.certainty != .minor }.map(\.index)
    }
    let trend = input.trend(of: column, on: input.axis(of: column))
    let times = input.times.isEmpty ? nil : input.times
    return trend.anomalies(in: trend.values.indices, times: times, beyond: try score).map(\.index)
  }

  // MARK: - Anomalies

  private var score: Double { get throws { try arguments.value(Self.beyond) ?? AnomalyDetector.usualScore } }

  private func showAnomalies(_ trends: [Trend], on axis: TrendAxis, in period: Range<Int>) throws {
    let digest = AnomalyDigest(try asJudged(trends), on: axis, period: period, beyond: try score)
    guard !arguments[CommonArguments.json] else { return try context.output.json(AnomalyDocument(digest)) }
    context.output.lines { width, colour in
      digest.lines(
        width: width, most: arguments[Self.all] ? nil : Self.usualRows, colour: colour,
        command: PerftestCommand.prefix)
    }
  }

  // MARK: - The history

  private func show() throws {
    let opened = try OpenedHistory(arguments, in: context)
    try ExportRequests(arguments, package: opened.package, in: context).check()
    try opened.read { history in
      let package = opened.package
      let selection = RunSelection(
        branch: try arguments.value(Self.branch), includesChangedFiles: arguments[Self.dirty])
      let whole = selection.axis(of: try history.read { try $0.runs() })
      guard !whole.positions.isEmpty else { throw nothing(whole, in: package) }
      let names = try arguments.all(Self.benchmarks)
      let period = try period(or: names.isEmpty ? .days(Self.usualDays) : .runs(Self.usualRuns))
      let axis = whole.newest(max(Self.usualPositions, period.range(of: whole).count + Self.context))
      let series = try selectedSeries(names, try history.read { try $0.series(of: nil) }, in: package)
      let logs = RunLogs(of: package, renames: opened.settings.renames)
      let builder = TrendBuilder(axis: axis, budgets: logs.budgets(axis))
      let trends = try history.read { try builder.trends(of: series, in: $0) }
      guard !trends.isEmpty else { throw nothing(axis, in: package) }
      if arguments[Self.anomalies] {
        try showAnomalies(trends, on: axis, in: period.range(of: axis))
      } else if names.isEmpty {
        try showDigest(trends, on: axis, in: period.range(of: axis), logs)
      } else {
        try showDetails(trends, on: axis, in: period.range(of: axis), logs)
      }
      try export(in: package)
    }
  }

  /// Writes the newest run, with its trends.
  private func export(in package: PackageFolder) throws {
    let exports = try ExportRequests(arguments, package: package, in: context)
    guard let newest = package.state.eventLogs.first else { return exports.report("no event log of a run is kept") }
    exports.write(log: newest)
  }

  private func selectedSeries(
    _ names: [String], _ all: [HistorySeries], in package: PackageFolder
  ) throws -> [HistorySeries] {
    var selected = all
    if !names.isEmpty {
      let ids = Set(all.map(\.benchmark))
      var wanted: Set<BenchmarkID> = []
      for name in names {
        let matches = BenchmarkQuery(name).matches(in: ids)
        guard !matches.isEmpty else {
          throw InputError(
            file: "'\(name)'", problem: "matches no benchmark of the history in \(package.state.url.path)",
            remedy: "List the benchmarks with '\(PerftestCommand.prefix) list'.")
        }
        wanted.formUnion(matches)
      }
      selected = all.filter { wanted.contains($0.benchmark) }
    }
    guard let metric = try arguments.value(Self.metric) else { return selected }
    let metrics = Set(selected.map(\.metric)).sorted()
    guard metrics.contains(metric) else {
      throw InputError(
        file: "'\(metric)'", problem: "is no metric of these benchmarks",
        remedy: "They have: \(metrics.joined(separator: ", ")).")
    }
    return selected.filter { $0.metric == metric }
  }

  private func nothing(_ axis: TrendAxis, in package: PackageFolder) -> InputError {
    let left = axis.leftOutText.map { " (\($0))" } ?? ""
    return InputError(
      file: package.state.url.path, problem: "has no run to show\(left)",
      remedy: "Measure with '\(PerftestCommand.prefix) gate'.")
  }

  /// A metric that is named is shown whether or not it is judged.
  private func asJudged(_ trends: [Trend]) throws -> [Trend] {
    guard try arguments.value(Self.metric) != nil else { return trends }
    return trends.map { trend in
      var trend = trend
      trend.isJudged = true
      return trend
    }
  }

  private func showDigest(
    _ trends: [Trend], on axis: TrendAxis, in period: Range<Int>, _ logs: RunLogs
  ) throws {
    var digest = TrendDigest(try asJudged(trends), on: axis, period: period)
    digest.explain(first: Self.mostExplained) { logs.explain(&$0, on: axis, in: period) }
    guard !arguments[CommonArguments.json] else { return try context.output.json(TrendDocument(digest)) }
    let results = context.output.results
    // The prompt needs a line of the terminal.
    let height = arguments[Self.all] ? nil : results.size.map { max($0.rows - 1, 10) } ?? Self.usualHeight
    context.output.lines { width, colour in
      digest.lines(width: width, height: height, colour: colour, command: "\(PerftestCommand.prefix) trend")
    }
  }

  private func showDetails(
    _ trends: [Trend], on axis: TrendAxis, in period: Range<Int>, _ logs: RunLogs
  ) throws {
    let judged = trends.filter(\.isJudged)
    let isNamed = try arguments.value(Self.metric) != nil
    var shown = isNamed || judged.isEmpty ? trends : judged
    let rest = shown.count - Self.mostDetails
    if !arguments[Self.all], !arguments[CommonArguments.json], rest > 0 {
      shown = Array(shown.prefix(Self.mostDetails))
    }
    for index in shown.indices { logs.explain(&shown[index], on: axis, in: period) }
    guard !arguments[CommonArguments.json] else {
      return try context.output.json(TrendDocument(shown, on: axis, period: period))
    }
    write(shown.map { TrendDetail($0, on: axis, period: period, glyphs: glyphs) })
    if let left = axis.leftOutText { context.output.line("\n" + left) }
    if !arguments[Self.all], rest > 0 {
      context.output.line("and \(rest) more series: add --all, or --metric NAME")
    }
  }

  // MARK: - Output

  private func period(or usual: TrendPeriod) throws -> TrendPeriod {
    if let days = try arguments.value(Self.days) { return .days(days) }
    return try arguments.value(Self.runs).map { .runs($0) } ?? usual
  }

  private var glyphs: TrendPlot.Glyphs { Glyphs(environment: context.environment) == .unicode ? .braille : .ascii }

  private func write(_ details: [TrendDetail]) {
    context.output.lines { width, colour in
      Array(details.map { $0.lines(width: width, colour: colour) }.joined(separator: ["", ""]))
    }
  }
}
