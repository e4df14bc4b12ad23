import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceSystem

extension RemoteBranch {
  /// A file of the branch.
  package struct File: Equatable, Sendable {
    /// The path in the branch.
    package var path: String
    /// The hash of the contents.
    package var hash: String
    /// The size in bytes.
    package var size: Int
  }

  /// The end of the branch.
  package struct State: Equatable, Sendable {
    /// The last commit; `nil` where the remote has no such branch.
    package var tip: String?
    /// Whether the commit that was seen last is no longer a part of the branch.
    package var isRewritten: Bool
    /// The files by their paths.
    package var files: [String: File]
  }

  /// How often a branch that changes meanwhile is fetched.
  private static let mostFetches = 5

  /// Fetches the branch.
  /// - Throws: ``CommandFailure`` when the remote cannot be read.
  package func fetch() throws -> State {
    do {
      for _ in 0..<Self.mostFetches {
        guard let tip = try remoteTip() else { return State(tip: nil, isRewritten: lastTip != nil, files: [:]) }
        // A commit that was not seen here may be of a fetch that was killed, and lack its files.
        if tip != lastTip || !has(tip) { try fetchObjects() }
        // Where somebody replaced the branch meanwhile, this commit is not on it any more.
        guard has(tip) else { continue }
        let isRewritten = lastTip.map { !isAncestor($0, of: tip) } ?? false
        let state = State(tip: tip, isRewritten: isRewritten, files: try files(of: tip))
        remember(tip)
        return state
      }
      throw Self.failure(
        "the branch '\(name)' of \(remote) changed while it was read; try again", status: .notMeasurable)
    } catch let error as GitTool.Failure {
      throw Self.failure(
        "the branch '\(name)' of the remote '\(remote)' cannot be read (\(error.message)); check the network, the remote "
          + "and the permission to read it. Nothing was changed", status: .notMeasurable)
    }
  }

  /// The hash of the last commit at the remote; `nil` where it has no such branch.
  /// - Throws: ``GitTool/Failure``.
  func remoteTip() throws -> String? {
    let lines = try text(["ls-remote", "--quiet", fetchURL, reference]).split(whereSeparator: \.isNewline)
    let found = lines.map { $0.split(separator: "\t") }.first { $0.count == 2 && $0[1] == reference }
    return found.map { String($0[0]) }
  }

  private func fetchObjects() throws {
    // Without a reference git would not know what is here, and fetch everything again.
    let known = lastTip.flatMap { has($0) ? ["--negotiation-tip=" + $0] : nil } ?? []
    _ = try data(
      [
        "fetch", "--quiet", "--no-write-fetch-head", "--no-tags", "--no-prune", "--no-recurse-submodules",
        "--no-auto-maintenance",
      ] + known + [fetchURL, reference])
  }

  private func has(_ commit: String) -> Bool { (try? data(["cat-file", "-e", commit + "^{commit}"])) != nil }

  private func isAncestor(_ commit: String, of tip: String) -> Bool {
    commit == tip || (try? data(["merge-base", "--is-ancestor", commit, tip])) != nil
  }

  private func files(of tip: String) throws -> [String: File] {
    let entries = try data(["ls-tree", "-r", "-l", "-z", "--full-tree", tip]).split(separator: 0)
    let files = entries.compactMap { File(String(decoding: $0, as: UTF8.self)) }
    return Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
  }

  // MARK: - The store

  private var tipFile: URL { store.appendingPathComponent("tip") }

  private var lastTip: String? {
    guard let data = try? Data(contentsOf: tipFile) else { return nil }
    let hash = String(decoding: data.prefix(64), as: UTF8.self)
    return hash.count >= 40 && hash.allSatisfy(\.isHexDigit) ? hash : nil
  }

  /// Without it the branch is fetched as a whole.
  func remember(_ tip: String) { try? JSONFile.write(Data(tip.utf8), to: tipFile) }

  // MARK: - Contents

  /// The bytes that are read at once.
  private static let bytesAtOnce = 16 << 20

  /// Calls a function with the contents of files.
  /// - Throws: ``CommandFailure`` when they cannot be read, or the error of the function.
  package func forEach(of files: [File], _ body: (File, Data) throws -> Void) throws {
    var rest = files[...]
    while let first = rest.first {
      var (count, bytes) = (1, first.size)
      for file in rest.dropFirst() {
        bytes += file.size
        if bytes > Self.bytesAtOnce { break }
        count += 1
      }
      let batch = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      for (file, contents) in zip(batch, try contents(of: batch)) { try body(file, contents) }
    }
  }

  private func contents(of files: [File]) throws -> [Data] {
    let output: Data
    do {
      output = try data(["cat-file", "--batch"], input: files.map { $0.hash + "\n" }.joined())
    } catch let error as GitTool.Failure {
      throw unreadable(error.message)
    }
    var position = output.startIndex
    return try files.map { file in
      // `hash blob size`, the contents and a line feed.
      guard let end = output[position...].firstIndex(of: UInt8(ascii: "\n")),
        output.distance(from: end, to: output.endIndex) > file.size + 1
      else { throw unreadable("\(file.path) is missing") }
      let begin = end + 1
      position = begin + file.size + 1
      return output.subdata(in: begin..<begin + file.size)
    }
  }

  private func unreadable(_ reason: String) -> CommandFailure {
    Self.failure(
      "the files of the branch '\(name)' cannot be read (\(reason)); delete \(store.path) and try again",
      status: .notMeasurable)
  }
}

extension RemoteBranch.File {
  /// Parses an entry of `ls-tree -l`: `mode type hash size<tab>path`. A link or a submodule is none.
  fileprivate init?(_ entry: String) {
    let halves = entry.split(separator: "\t", maxSplits: 1)
    let words = halves.first?.split(separator: " ") ?? []
    guard halves.count == 2, words.count == 4, words[0].hasPrefix("100"), let size = Int(words[3]) else { return nil }
    path = String(halves[1])
    hash = String(words[2])
    self.size = size
  }
}
