/// Finds the first bad commit between a good and a bad one: which commit to try next, and when the search is over.
///
/// Pure: it knows commits by their hashes and parents, and what came of trying them. As `git bisect` does, it takes every
/// descendant of the first bad commit to be bad, and tries the commit that halves what is left: one that about half of
/// the others are ancestors of. Merges therefore need no special treatment: a side branch is searched like any other
/// line, and a merge itself is found where both its parents are good.
package struct CommitSearch: Sendable {
  /// A commit with what it was made from.
  package struct Commit: Hashable, Sendable {
    /// Its name.
    package var hash: String
    /// The names of its parents; those outside of the search may be among them.
    package var parents: [String]

    package init(hash: String, parents: [String]) {
      self.hash = hash
      self.parents = parents
    }
  }

  /// What came of trying a commit.
  package enum Outcome: String, Sendable {
    case good, bad
    /// It cannot be tried, because it does not build or has no such benchmark.
    case skipped
  }

  /// What is to be done.
  package enum Next: Hashable, Sendable {
    /// Try this commit.
    case attempt(String)
    /// It is over: this is the first bad commit.
    case found(String)
    /// It is over: the first bad commit is one of these, of which only the last, the bad one, could be tried.
    case oneOf([String])
  }

  /// What may be the first bad commit besides `bad`, parents before their children.
  private var candidates: [Commit]
  /// The best known bad commit: a descendant of all candidates.
  private var bad: String
  private var skipped: Set<String> = []

  /// A search among the ancestors of a bad commit that are no ancestors of a good one.
  /// - Parameters:
  ///   - commits: children before their parents, as git lists a history in topological order; the bad commit may be
  ///     among them.
  ///   - bad: the bad commit.
  package init(_ commits: [Commit], bad: String) {
    candidates = commits.reversed().filter { $0.hash != bad }
    self.bad = bad
  }

  /// How many commits may still be the first bad one.
  package var count: Int { candidates.count + 1 }

  /// How many commits have about to be tried, if none is skipped.
  package var attemptsLeft: Int {
    let open = candidates.count { !skipped.contains($0.hash) }
    return Int.bitWidth - open.leadingZeroBitCount
  }

  /// What is to be done next.
  package var next: Next {
    let open = candidates.indices.filter { !skipped.contains(candidates[$0].hash) }
    guard !open.isEmpty else {
      return candidates.isEmpty ? .found(bad) : .oneOf(candidates.map(\.hash) + [bad])
    }
    let weights = Ancestry(candidates).counts
    // What is excluded at least: the ancestors when the commit is good, all others when it is bad.
    func gain(_ index: Int) -> Int { min(weights[index], candidates.count + 1 - weights[index]) }
    let far = open.filter(isFarFromSkipped)
    let best = (far.isEmpty ? open : far).max { gain($0) < gain($1) }
    return .attempt(candidates[best ?? open[0]].hash)
  }

  /// Takes note of what came of trying a commit; of one that is no candidate any more it says nothing new.
  package mutating func note(_ outcome: Outcome, of hash: String) {
    guard let index = candidates.firstIndex(where: { $0.hash == hash }) else { return }
    switch outcome {
    case .skipped:
      skipped.insert(hash)
    case .good:
      let isAncestor = Ancestry(candidates).ancestors(of: index)
      candidates = candidates.indices.filter { !isAncestor[$0] }.map { candidates[$0] }
    case .bad:
      let isAncestor = Ancestry(candidates).ancestors(of: index)
      candidates = candidates.indices.filter { isAncestor[$0] && $0 != index }.map { candidates[$0] }
      bad = hash
    }
  }

  /// Neighbours of a commit that does not build seldom build: each further one that is skipped doubles the distance.
  private func isFarFromSkipped(_ index: Int) -> Bool {
    let locations = candidates.indices.filter { skipped.contains(candidates[$0].hash) }
    let distance = 1 << min(max(locations.count - 1, 0), 20)
    return locations.allSatisfy { abs($0 - index) >= distance }
  }
}

/// Who descends from whom among commits that are in the order of parents before children.
private struct Ancestry {
  private let parents: [[Int]]

  init(_ commits: [CommitSearch.Commit]) {
    let locations = Dictionary(commits.enumerated().map { ($1.hash, $0) }) { first, _ in first }
    parents = commits.enumerated().map { index, commit in
      commit.parents.compactMap { locations[$0] }.filter { $0 < index }
    }
  }

  /// For each commit whether it is the one there, or an ancestor of it.
  func ancestors(of index: Int) -> [Bool] {
    var isAncestor = Array(repeating: false, count: parents.count)
    var waiting = [index]
    while let next = waiting.popLast() {
      guard !isAncestor[next] else { continue }
      isAncestor[next] = true
      waiting += parents[next]
    }
    return isAncestor
  }

  /// For each commit how many it and its ancestors are.
  ///
  /// Only merges are counted by walking, as git does: a long history is mostly lines.
  var counts: [Int] {
    var counts: [Int] = []
    for index in parents.indices {
      switch parents[index].count {
      case 0: counts.append(1)
      case 1: counts.append(counts[parents[index][0]] + 1)
      default: counts.append(ancestors(of: index).count { $0 })
      }
    }
    return counts
  }
}
