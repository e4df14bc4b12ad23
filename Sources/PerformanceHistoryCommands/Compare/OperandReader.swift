import Foundation
import PerformanceGit
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Finds what the operands of `compare` mean. The history and git are asked when an operand needs them.
final class OperandReader {
  /// The operand that means the newest run.
  static let latest = "latest"
  /// The operand that means the baselines on file for this machine.
  static let baseline = "baseline"

  /// The most runs that a message names.
  private static let mostNames = 5
  /// The newest runs among which a name similar to a misspelt one is looked for.
  private static let mostCompared = 200

  private let arguments: Arguments
  private let context: CommandContext
  private var opened: Result<OpenedHistory, any Error>?
  private var read: [HistoryRun]?

  init(_ arguments: Arguments, in context: CommandContext) {
    (self.arguments, self.context) = (arguments, context)
  }

  /// What an operand means.
  /// - Throws: ``InputError`` when it means nothing or several things, or cannot be read.
  func operand(_ text: String) throws -> ComparedOperand {
    switch text {
    case Self.latest: return .run(try newest())
    case Self.baseline: return .baselines(try baselines())
    case _ where Self.isPath(text): return .file(try NumbersFile(text, in: context))
    default: break
    }
    let runs = (try? history()) == nil ? [] : try runs()
    let named = RunNameQuery(text).matches(in: runs, name: \.name)
    if let run = named.first, run.name == text { return .run(run) }
    let meanings = meanings(of: text, named)
    guard let meaning = meanings.first else { throw unknown(text, among: runs) }
    guard meanings.count == 1 else { throw ambiguous(text, meanings) }
    switch meaning {
    case .file: return .file(try NumbersFile(text, in: context))
    case .runs(let named):
      guard let run = try RunNameQuery(text).match(in: named, name: \.name) else { throw unknown(text, among: runs) }
      return .run(run)
    case .commit(let hash): return .run(try newest(of: hash, named: text, among: runs))
    }
  }

  /// The results of a run.
  /// - Throws: ``InputError``, or the error of the query.
  func rows(of run: HistoryRun) throws -> [RunContents.Row] {
    try history().store.read { try $0.summaries(ofRun: run.name) }
  }

  /// Writes the messages of the history to standard error, where it was asked.
  func reportMessages() {
    if case .success(let history) = opened { try? history.read { _ in } }
  }

  /// The history of the package.
  /// - Throws: ``InputError`` when there is no package.
  private func history() throws -> OpenedHistory {
    let result = opened ?? Result { try OpenedHistory(arguments, in: context) }
    opened = result
    return try result.get()
  }

  // MARK: - Meanings

  private enum Meaning {
    case file
    case runs([HistoryRun])
    case commit(String)

    /// How to name it and nothing else.
    func unambiguous(_ text: String) -> String {
      switch self {
      case .file: "./\(text) for the file"
      case .runs: "the whole name for a run"
      case .commit(let hash): "\(hash) for the commit"
      }
    }
  }

  /// Whether an operand can only be a path.
  private static func isPath(_ text: String) -> Bool {
    ["/", "./", "../"].contains { text.hasPrefix($0) } || [".", ".."].contains(text)
      || [".json", ".jsonl"].contains { text.hasSuffix($0) }
  }

  private func meanings(of text: String, _ named: [HistoryRun]) -> [Meaning] {
    var meanings: [Meaning] = []
    if NumbersFile.isNamed(by: text, in: context) { meanings.append(.file) }
    if !named.isEmpty { meanings.append(.runs(named)) }
    if let hash = commit(text) { meanings.append(.commit(hash)) }
    return meanings
  }

  /// The full hash of the commit that a hash, a tag or a branch names; `nil` where git knows none.
  private func commit(_ text: String) -> String? {
    guard let package = try? history().package else { return nil }
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let git = package.git(scratch: scratch)
    return try? git.text(["rev-parse", "--verify", "--quiet", "--end-of-options", text + "^{commit}"])
  }

  // MARK: - Runs

  /// The runs of the history, the newest first.
  private func runs() throws -> [HistoryRun] {
    if let read { return read }
    let all = try history().store.read { try $0.runs() }
    read = all.reversed()
    return all.reversed()
  }

  private func newest() throws -> HistoryRun {
    guard let run = try runs().first else {
      throw InputError(
        file: try history().package.state.url.path, problem: "has no run",
        remedy: "Measure with '\(PerftestCommand.prefix) gate'.")
    }
    return run
  }

  /// The newest run of a commit: one of its files as they are, where there is one.
  private func newest(of hash: String, named text: String, among runs: [HistoryRun]) throws -> HistoryRun {
    let own = runs.filter { $0.provenance.revision == hash && $0.slowdown == 1 }
    if let run = own.first(where: { $0.provenance.dirty != true }) ?? own.first { return run }
    throw InputError(
      file: Self.quoted(text), problem: "is commit \(hash.prefix(12)), of which the history has no run",
      remedy: "Measure it with '\(PerftestCommand.prefix) gate', or take a run that "
        + "'\(PerftestCommand.prefix) history list' shows.")
  }

  // MARK: - Baselines

  private func baselines() throws -> [BaselineDocument] {
    let package = try history().package
    let environment = package.environmentOfRun
    let loaded = try package.baselines.load(for: environment)
    let documents = loaded.counts + loaded.times
    guard documents.isEmpty else { return documents }
    throw InputError(
      file: package.baselines.folder.path, problem: "has no baseline of this machine and toolchain",
      remedy: "Record with '\(PerftestCommand.prefix) record'.")
  }

  // MARK: - Errors

  private static func quoted(_ text: String) -> String { "'\(text.printable(atMost: 100))'" }

  private func unknown(_ text: String, among runs: [HistoryRun]) -> InputError {
    if case .failure(let error as InputError) = opened {
      return InputError(
        file: Self.quoted(text),
        problem: "is no file with numbers, and no run or commit is known, because \(error.file) \(error.problem)",
        remedy: error.remedy)
    }
    let nearest = NearestNames(to: text, among: runs.prefix(Self.mostCompared).map(\.name)).names
    let remedy =
      nearest.isEmpty
      ? "'\(PerftestCommand.prefix) history list' shows the runs."
      : "Did you mean \(nearest.prefix(Self.mostNames).map(\.printable).joined(separator: " or "))?"
    return InputError(
      file: Self.quoted(text), problem: "is no file with numbers, no run of the history, and no commit, tag or branch",
      remedy: remedy)
  }

  private func ambiguous(_ text: String, _ meanings: [Meaning]) -> InputError {
    InputError(
      file: Self.quoted(text), problem: "names several things",
      remedy: "Type " + meanings.map { $0.unambiguous(text.printable(atMost: 100)) }.joined(separator: ", or ") + ".")
  }
}
