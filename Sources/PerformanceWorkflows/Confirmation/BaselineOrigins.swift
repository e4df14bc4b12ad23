import Foundation
import PerformanceGit
import PerformanceRecords

/// Finds the commits whose code the baselines on file were made from.
struct BaselineOrigins {
  /// A commit with the code of a baseline.
  struct Origin: Hashable {
    let commit: GitCommit
    /// Whether the code is known to be that of the commit: files that were changed when the baseline was recorded, and
    /// committed by nobody since, are in no commit.
    let isExact: Bool
  }

  /// No commit is known, and why.
  struct Unknown: Error {
    let cause: PairAbsence
  }

  /// More commits of one file are not searched; the oldest of them serves.
  private static let mostCommits = 100

  let checkout: GitCheckout
  /// The files of the package.
  let files: PackageFiles
  let store: BaselineStore
  /// The documents of times for this machine.
  let documents: [BaselineDocument]

  /// The commit whose code gave a metric of a benchmark the numbers on file.
  ///
  /// Where no file differed from a commit when they were recorded, it is that one: what was committed with them may have
  /// been edited since. Where that commit was rewritten, or the files were committed later, it is one that has the files.
  /// Else the numbers were committed with the code that they are of.
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

  /// What a file must have of a metric to be of the same recording. A tolerance may be filed later, with numbers of older
  /// code.
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

  /// The oldest commit since which the numbers are on file; `nil` where the file as it is was not committed.
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

  /// Whether the history ends at the commit, which then seems to have brought every file.
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
  /// The path of a file below the root; `nil` for one outside of it.
  fileprivate func pathInTree(_ file: URL) -> String? {
    let path = file.resolvingSymlinksInPath().path
    return path.hasPrefix(root.path + "/") ? String(path.dropFirst(root.path.count + 1)) : nil
  }

  /// The commit of several from which all others can be reached; the first where there is none.
  func newest(of commits: [GitCommit]) -> GitCommit? {
    guard Set(commits).count > 1 else { return commits.first }
    let independent = try? git.text(["merge-base", "--independent"] + Set(commits).map(\.hash).sorted())
    let hashes = independent?.split(whereSeparator: \.isNewline).map(String.init) ?? []
    return commits.first { hashes.contains($0.hash) } ?? commits.first
  }
}
