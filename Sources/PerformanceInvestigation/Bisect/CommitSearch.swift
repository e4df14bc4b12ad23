/// Finds the first bad commit between a good and a bad one: which commit to try next, and when the search is over.
///
/// A pure function of hashes, parents and results. Like `git bisect`, it assumes that every descendant of the first bad
/// commit is bad, and tries the commit that halves the candidates: one that about half of the others are ancestors of.
/// Merges need no special treatment: a side branch is searched like the main one, and a merge itself is found where
/// both its parents are good.
package struct CommitSearch: Sendable {
  /// A commit with its parents.
  package struct Commit: Equatable, Sendable {
    /// Its hash.
    package var hash: String
    /// The hashes of its parents, possibly outside of the search.
    package var parents: [String]

    package init(hash: String, parents: [String]) {
      self.hash = hash
      self.parents = parents
    }
  }

  /// The result of trying a commit.
  package enum Outcome: String, Sendable {
    case good, bad
    /// It cannot be tried, because it does not build or has no such benchmark.
    case skipped
  }

  /// The next step.
  package enum Next: Equatable, Sendable {
    /// Try this commit.
    case attempt(String)
    /// The search has ended: this is the first bad commit.
    case found(String)
    /// The search has ended: the first bad commit is one of these, of which only the last, a bad one, could be tried.
    case oneOf([String])
  }

  /// The candidates for the first bad commit besides `bad`, parents before their children.
  private var candidates: [Commit]
  /// The earliest known bad commit, a descendant of all candidates.
  private var bad: String
  private var skipped: Set<String> = []

  /// A search among the ancestors of a bad commit that are not ancestors of a good one.
  /// - Parameters:
  ///   - commits: children before their parents, as git lists a history in topological order; may include the bad
  ///     commit.
  ///   - bad: the bad commit.
  package init(_ commits: [Commit], bad: String) {
    candidates = commits.reversed().filter { $0.hash != bad }
    self.bad = bad
  }

  /// The number of commits that may be the first bad one.
  package var count: Int { candidates.count + 1 }

  /// The approximate number of commits left to try, if none is skipped.
  package var attemptsLeft: Int {
    let open = candidates.count { !skipped.contains($0.hash) }
    return Int.bitWidth - open.leadingZeroBitCount
  }

  /// The next step.
  package var next: Next {
    let open = candidates.indices.filter { !skipped.contains(candidates[$0].hash) }
    guard !open.isEmpty else {
      return candidates.isEmpty ? .found(bad) : .oneOf(candidates.map(\.hash) + [bad])
    }
    let weights = Ancestry(candidates).counts
    // The least number of excluded commits: the ancestors when the commit is good, all others when it is bad.
    func gain(_ index: Int) -> Int { min(weights[index], candidates.count + 1 - weights[index]) }
    let far = open.filter(isFarFromSkipped)
    let best = (far.isEmpty ? open : far).max { gain($0) < gain($1) }
    return .attempt(candidates[best ?? open[0]].hash)
  }

  /// Records the result of a commit; a commit that is not a candidate changes nothing.
  package mutating func record(_ outcome: Outcome, of hash: String) {
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

  /// Neighbours of a commit that does not build seldom build: each further skipped one doubles the distance.
  private func isFarFromSkipped(_ index: Int) -> Bool {
    let locations = candidates.indices.filter { skipped.contains(candidates[$0].hash) }
    let distance = 1 << min(max(locations.count - 1, 0), 20)
    return locations.allSatisfy { abs($0 - index) >= distance }
  }
}

/// The ancestors of commits that are ordered with parents before children.
private struct Ancestry {
  private let parents: [[Int]]

  init(_ commits: [CommitSearch.Commit]) {
    let locations = Dictionary(commits.enumerated().map { ($1.hash, $0) }) { first, _ in first }
    parents = commits.enumerated().map { index, commit in
      commit.parents.compactMap { locations[$0] }.filter { $0 < index }
    }
  }

  /// For each commit, whether it is the given one or an ancestor of it.
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

  /// For each commit, the number of its ancestors, itself included.
  ///
  /// Only merges need a walk, as in git: most of a long history is linear.
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
