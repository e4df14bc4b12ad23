import PerformanceInvestigation
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

/// A history of numbered commits, each with earlier ones as parents; the first is good and the last is bad.
private struct History {
  /// The parents of each commit, by number; the first has none.
  var parents: [[Int]]

  static func line(_ count: Int) -> History { History(parents: (0..<count).map { $0 == 0 ? [] : [$0 - 1] }) }

  /// Branches and merges, all of them below the last commit.
  init(_ count: Int, using random: inout SplitMix64) {
    parents = [[]]
    for commit in 1..<count {
      let near = Int.random(in: max(0, commit - 6)...(commit - 1), using: &random)
      let isMerge = random.unit() < 0.3
      let other = Int.random(in: 0...(commit - 1), using: &random)
      parents.append(isMerge && other != near ? [near, other] : [near])
    }
    let children = Set(parents.flatMap { $0 })
    parents.append((0..<count).filter { !children.contains($0) })
  }

  init(parents: [[Int]]) { self.parents = parents }

  var last: Int { parents.count - 1 }

  /// The commit and all it was made from.
  func ancestors(of commit: Int) -> Set<Int> {
    parents[commit].reduce(into: [commit]) { $0.formUnion(ancestors(of: $1)) }
  }

  var search: CommitSearch {
    CommitSearch(
      (1...last).reversed().map { .init(hash: "\($0)", parents: parents[$0].map { "\($0)" }) }, bad: "\(last)")
  }

  /// Runs a search to its end.
  func found(first culprit: Int, skipping: Set<Int> = []) -> (end: CommitSearch.Next, attempts: [Int]) {
    var search = search
    var attempts: [Int] = []
    while case .attempt(let hash) = search.next, let commit = Int(hash) {
      #expect(!attempts.contains(commit) && commit != 0 && commit != last)
      guard attempts.count <= parents.count else { break }
      attempts.append(commit)
      let isBad = ancestors(of: commit).contains(culprit)
      search.record(skipping.contains(commit) ? .skipped : isBad ? .bad : .good, of: hash)
    }
    return (search.next, attempts)
  }
}

@Suite("The search for the first bad commit")
struct CommitSearchTests {
  @Test("In a linear history it finds every culprit, in as many attempts as a bisection needs")
  func linear() {
    for count in 2...70 {
      let history = History.line(count)
      for culprit in 1..<count {
        let (end, attempts) = history.found(first: culprit)
        #expect(end == .found("\(culprit)"))
        let most = Int.bitWidth - (count - 2).leadingZeroBitCount
        #expect(attempts.count <= most, "\(attempts.count) attempts among \(count)")
        #expect(history.search.attemptsLeft == most)
      }
    }
  }

  @Test("Among branches and merges it finds every culprit", arguments: 0..<60)
  func branches(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let history = History(Int.random(in: 2...40, using: &random), using: &random)
    for culprit in 1...history.last {
      let (end, attempts) = history.found(first: culprit)
      #expect(end == .found("\(culprit)"), "\(history.parents)")
      #expect(attempts.count <= history.last / 2 + 2)
    }
  }

  @Test("Untestable commits leave the same candidates as brute force", arguments: 0..<60)
  func untestable(seed: Int) {
    var random = SplitMix64(seed: UInt64(1_000 + seed))
    let isLine = seed % 2 == 0
    let count = Int.random(in: 2...30, using: &random)
    let history = isLine ? History.line(count + 1) : History(count, using: &random)
    let skipped = Set((1..<history.last).filter { _ in random.unit() < 0.35 })
    for culprit in 1...history.last {
      let possible = bruteForce(history, culprit, skipped)
      switch history.found(first: culprit, skipping: skipped).end {
      case .found(let hash): #expect(["\(culprit)"] == [hash] && possible.contains(culprit))
      case .oneOf(let hashes):
        #expect(hashes.count > 1 && possible.isSubset(of: hashes.compactMap { Int($0) }))
        #expect(hashes.dropLast().allSatisfy { Int($0).map(skipped.contains) == true })
        if isLine { #expect(possible == Set(hashes.compactMap { Int($0) })) }
      case .attempt: Issue.record("the search does not end")
      }
    }
  }

  /// The commits that may be the first bad one, by all that could be tried.
  private func bruteForce(_ history: History, _ culprit: Int, _ skipped: Set<Int>) -> Set<Int> {
    let tried = (1...history.last).filter { !skipped.contains($0) }
    return Set(
      (1...history.last).filter { candidate in
        tried.allSatisfy { commit in
          let ancestors = history.ancestors(of: commit)
          return ancestors.contains(candidate) == ancestors.contains(culprit)
        }
      })
  }

  @Test("The first attempt halves the candidates")
  func firstAttempt() {
    #expect(History.line(11).search.next == .attempt("5"))
    // Two branches of four between the first and the merge: the end of one halves better than anything else.
    let diamond = History(parents: [[], [0], [1], [2], [3], [0], [5], [6], [7], [4, 8]])
    #expect(diamond.search.next == .attempt("4") || diamond.search.next == .attempt("8"))
  }

  @Test("A merge of good branches can be the culprit")
  func badMerge() {
    let diamond = History(parents: [[], [0], [0], [1, 2]])
    #expect(diamond.found(first: 3).end == .found("3"))
  }

  @Test("It leaves a range that does not build quickly")
  func brokenRange() {
    let history = History.line(200)
    let (end, attempts) = history.found(first: 190, skipping: Set(60...140))
    #expect(end == .found("190"))
    #expect(attempts.count { (60...140).contains($0) } <= 8, "\(attempts)")
  }

  @Test("When no commit can be tested, it reports that and ends")
  func nothingTestable() {
    let (end, attempts) = History.line(6).found(first: 3, skipping: Set(1...4))
    #expect(end == .oneOf(["1", "2", "3", "4", "5"]))
    #expect(attempts.count == 4)
  }

  @Test("Between neighbours there is no commit to test")
  func neighbours() {
    #expect(History.line(2).search.next == .found("1"))
    #expect(History.line(2).search.attemptsLeft == 0)
  }

  @Test("A result for a commit that is no candidate changes nothing")
  func excluded() {
    var search = History.line(10).search
    let before = search.next
    search.record(.bad, of: "9")
    search.record(.good, of: "nowhere")
    #expect(search.next == before && search.count == 9)
  }

  @Test("A long history with merges is searched quickly")
  func longHistory() {
    var random = SplitMix64(seed: 5)
    var parents: [[Int]] = [[]]
    for commit in 1...3_000 {
      parents.append(random.unit() < 0.1 && commit > 9 ? [commit - 1, commit - 9] : [commit - 1])
    }
    var search = History(parents: parents).search
    var attempts = 0
    while case .attempt(let hash) = search.next, attempts < 100 {
      search.record((Int(hash) ?? 0) >= 1_234 ? .bad : .good, of: hash)
      attempts += 1
    }
    #expect(search.next == .found("1234") && attempts <= 14)
  }
}

@Suite("Between the ends of a bisection")
struct BisectionEndTests {
  @Test(
    "A commit is as bad as the nearer end",
    arguments: [(100.0, false), (149.0, false), (150.0, true), (200.0, true), (90.0, false), (900.0, true)])
  func nearerEnd(value: Double, isBad: Bool) throws {
    let rule = try #require(BisectionRule(metric: Example.wallClock, good: 100, bad: 200))
    #expect(rule.isBad(value) == isBad)
  }

  @Test("A rate is worse when it falls")
  func rate() throws {
    let rule = try #require(BisectionRule(metric: Example.throughput, good: 200, bad: 100))
    #expect(rule.isBad(120) && !rule.isBad(180))
    #expect(rule.halfway == .percent(25))
  }

  @Test("Ends that differ by no more than the tolerance are none")
  func tooClose() {
    #expect(BisectionRule(metric: Example.wallClock, good: 100, bad: 120) == nil)
    #expect(BisectionRule(metric: Example.wallClock, good: 100, bad: 121) != nil)
    #expect(BisectionRule(metric: Example.wallClock, good: 200, bad: 100) == nil)
    #expect(BisectionRule(metric: Example.throughput, good: 100, bad: 200) == nil)
    #expect(BisectionRule(metric: Example.allocations, good: 12, bad: 12) == nil)
    #expect(BisectionRule(metric: Example.allocations, good: 12, bad: 13) != nil)
    #expect(BisectionRule(metric: Example.allocations, good: 0, bad: 1) != nil)
    #expect(BisectionRule(metric: Example.wallClock, good: 100, bad: .nan) == nil)
  }
}
