import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Lets a benchmark or a test function keep its series under another name.
package struct HistoryRenameCommand: Command {
  package static let name = "history rename"
  package static let syntax = Syntax(
    required: [old, new], optional: [CommonArguments.packagePath],
    remarks: """
      The rename is filed in baselines/\(HistorySettingsFile.name), to be checked in; to undo it, delete its entry there.
      The numbers keep the names under which they were measured.
      """)

  private static let old = Argument<String>.operand(
    "OLD", "the benchmark or function of before: its id, or a part of it that no other one has")
  private static let new = Argument<String>.operand(
    "NEW", "its id now, such as 'AppTests.JSON/decode()'; without module and suite, those of OLD")

  private let arguments: Arguments
  private let context: CommandContext
  private let old: String
  private let new: String

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
    old = try arguments.required(Self.old)
    new = try arguments.required(Self.new)
  }

  package func run() throws -> ExitStatus {
    let history = try OpenedHistory(arguments, in: context, names: .measured)
    let (rename, points, runs) = try history.read { store in
      try store.read { reader in
        let series = try reader.series(of: nil)
        let rename = try RenameQuery(old: old, new: new, known: Set(series.map(\.benchmark))).rename()
        let measured = try Self.runs(of: rename, series, reader)
        if let run = Set(measured.old).intersection(measured.new).min() { throw Self.bothMeasured(rename, run) }
        return (rename, measured.old.count, Set(measured.old).count)
      }
    }
    try history.package.changingBaselines { store in
      let file = HistorySettingsFile(in: store.folder)
      var settings = try file.read()
      settings.renames = try Self.adding(rename, to: settings.renames, of: file)
      try file.write(settings)
      context.output.line(
        "\(rename.text): the series goes on with \(Plural.text(points, "result")) of \(Plural.text(runs, "run"))")
      context.output.error("commit \(file.url.path)")
    }
    return .pass
  }

  /// The names of the runs of each point under the old and under the new name.
  private static func runs(
    of rename: HistoryRename, _ series: [HistorySeries], _ reader: any HistoryReader
  ) throws -> (old: [String], new: [String]) {
    func runs(_ name: BenchmarkID) throws -> [String] {
      let own = series.filter { rename.isOfFunction ? $0.benchmark.function == name.function : $0.benchmark == name }
      return try own.flatMap { try reader.points(of: $0, last: .max).map(\.run.name) }
    }
    return (try runs(rename.old), try runs(rename.new))
  }

  private static func bothMeasured(_ rename: HistoryRename, _ run: String) -> InputError {
    InputError(
      file: "'\(rename.new)'", problem: "and '\(rename.old)' were both measured in run \(run)",
      remedy: "They are two benchmarks; rename one of them to an id that was not measured beside it.")
  }

  private static func adding(
    _ rename: HistoryRename, to renames: HistoryRenames, of file: HistorySettingsFile
  ) throws -> HistoryRenames {
    do {
      return try HistoryRenames(renames.all + [rename])
    } catch {
      switch error {
      case .repeated:
        let other = renames.all.first(where: rename.overlaps) ?? rename
        throw InputError(
          file: file.url.path, problem: "already renames '\(other.old)' to '\(other.new)'",
          remedy: "Delete that entry first.")
      case .circular:
        throw InputError(
          file: file.url.path, problem: "already leads from '\(rename.new)' to '\(rename.old)'",
          remedy: "Delete that entry instead.")
      }
    }
  }
}
