import Foundation
import PerformanceGit
import PerformanceRecords

/// Finds the commits that baselines were recorded from.
struct BaselineOrigins {
  /// The commit of a baseline.
  struct Origin: Equatable {
    let commit: GitCommit
    /// Whether the commit is known to have the recorded code: files that were changed when the baseline was recorded,
    /// and never committed, are in no commit.
    let isExact: Bool
  }

  /// The error for a baseline without a known commit.
  struct Unknown: Error {
    let cause: PairAbsence
  }

  /// The most commits of a file to search; beyond them the oldest searched one counts.
  private static let mostCommits = 100

  let checkout: GitCheckout
  let files: RepositoryFiles
  let store: BaselineStore
  /// The documents of times for this machine.
  let documents: [BaselineDocument]

  /// The commit whose code gave the numbers of a benchmark's metric.
  ///
  /// If no file differed from the checked-out commit at recording, it is that one: files committed with the numbers may
  /// have been edited since. If that commit was rewritten, or the files were committed later, it is a commit with the
  /// recorded files. Otherwise it is the commit that brought the numbers.
  /// - Throws: ``Unknown``, or ``InputError`` for a baseline that cannot be read.
  func origin(of candidate: Candidate) throws -> Origin {
    guard let (document, entry) = onFile(candidate), let metric = entry.metric(candidate.metric) else {
      throw Unknown(cause: .notOnFile)
    }
    let checkedOut = checkedOut(entry)
    if case .success(let origin) = checkedOut, origin.isExact { return origin }
    if let commit = entry.recorded.files.flatMap(files.commit) { return Origin(commit: commit, isExact: true) }
    let path = try store.file(holding: document).flatMap(checkout.pathInTree)
    let numbers = Numbers(module: document.module, suite: document.suite, entry: entry, metric: metric)
    guard let path, let commit = committed(numbers, path) else { return try checkedOut.get() }
    guard !isCutOff(commit) else { throw Unknown(cause: .historyCutOff) }
    return Origin(commit: commit, isExact: true)
  }

  private func onFile(_ candidate: Candidate) -> (BaselineDocument, BaselineBenchmark)? {
    let id = candidate.benchmark
    guard let document = documents.first(where: { $0.module == id.module && $0.suite == id.suite }) else { return nil }
    return document.benchmarks.first { $0.test == id.test && $0.label == id.label }.map { (document, $0) }
  }

  /// The numbers that identify a recording in a file. The tolerance is not part of them: it may be filed later, with
  /// numbers of older code.
  private struct Numbers {
    let module: String
    let suite: [String]
    let entry: BaselineBenchmark
    let metric: BaselineMetric

    func areIn(_ data: Data) -> Bool {
      guard let document = try? JSONDecoder().decode(BaselineDocument.self, from: data) else { return false }
      let found = document.benchmarks.first { $0.test == entry.test && $0.label == entry.label }
      return document.module == module && document.suite == suite
        && found?.metric(metric.metric.name)?.content == metric.content
    }
  }

  /// The oldest commit since which the file has the numbers; `nil` where the current file is not committed.
  private func committed(_ numbers: Numbers, _ path: String) -> GitCommit? {
    func hasNumbers(_ commit: String) -> Bool {
      (try? checkout.git.data(["show", "\(commit):\(path)"])).map(numbers.areIn) ?? false
    }
    guard hasNumbers("HEAD"),
      let log = try? checkout.git.text([
        "log", "--format=%H", "--max-count=\(Self.mostCommits)", "HEAD", "--", ":(top,literal)" + path,
      ])
    else { return nil }
    let commits = log.split(whereSeparator: \.isNewline).map(String.init)
    return commits.prefix(while: hasNumbers).last.flatMap { try? checkout.find($0) }
  }

  /// Whether the shallow history ends at the commit, which then seems to have added every file.
  private func isCutOff(_ commit: GitCommit) -> Bool {
    guard checkout.isShallow else { return false }
    return (try? checkout.find(commit.hash + "^")) == nil
  }

  /// The commit that was checked out when the baseline was recorded.
  private func checkedOut(_ entry: BaselineBenchmark) -> Result<Origin, Unknown> {
    guard let text = entry.recorded.commit else {
      return .failure(Unknown(cause: .uncommittedBaseline))
    }
    let hash = text.prefix { $0 != "+" }
    guard let commit = try? checkout.find(String(hash)) else {
      return .failure(Unknown(cause: .commitUnknown(text)))
    }
    return .success(Origin(commit: commit, isExact: hash == text))
  }
}

extension GitCheckout {
  /// The path of a file below the root; `nil` for a file outside.
  func pathInTree(_ file: URL) -> String? {
    let path = file.resolvingSymlinksInPath().path
    return path.hasPrefix(root.path + "/") ? String(path.dropFirst(root.path.count + 1)) : nil
  }

  /// The commit from which all others can be reached; the first where there is none.
  /// - Parameter size: the most hashes in one command of git, because the system limits the length of its arguments.
  package func newest(of commits: [GitCommit], inGroupsOf size: Int = 1_000) -> GitCommit? {
    guard Set(commits).count > 1 else { return commits.first }
    var waiting = Set(commits).map(\.hash).sorted()[...]
    var independent: Set<String> = []
    while !waiting.isEmpty {
      let group = waiting.prefix(size) + independent
      waiting = waiting.dropFirst(size)
      guard let text = try? git.text(["merge-base", "--independent"] + group) else { return commits.first }
      independent = Set(text.split(whereSeparator: \.isNewline).map(String.init))
    }
    return commits.first { independent.contains($0.hash) } ?? commits.first
  }
}
