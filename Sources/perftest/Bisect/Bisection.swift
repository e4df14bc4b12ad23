import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// Tries commits between a good and a bad one until the first bad one is known.
///
/// What trying is, comes from outside: the order is tested without building.
package struct Bisection {
  /// What a commit gave.
  package struct Number {
    /// The metric.
    package var metric: MetricDescription
    /// Its number.
    package var value: Double
    /// What its functions cost, where they were counted.
    package var profile: CallgrindProfile?

    /// A number from its parts.
    package init(metric: MetricDescription, value: Double, profile: CallgrindProfile? = nil) {
      self.metric = metric
      self.value = value
      self.profile = profile
    }
  }

  /// What came of trying a commit.
  package enum Attempt {
    case number(Number)
    /// It cannot be told, and why.
    case skipped(String)
  }

  /// One commit that was tried.
  package struct Step {
    /// The commit.
    package var hash: String
    /// What came of it.
    package var attempt: Attempt
    /// What that makes it.
    package var outcome: CommitSearch.Outcome
    /// About how many attempts are left.
    package var attemptsLeft: Int
  }

  private var search: CommitSearch
  private let rule: BisectionRule

  /// A bisection of a history by a metric's numbers.
  package init(_ search: CommitSearch, rule: BisectionRule) {
    self.search = search
    self.rule = rule
  }

  /// Tries commits to the end.
  /// - Returns: The commits of which one is the first bad one; one where it is certain.
  /// - Throws: What trying throws.
  package mutating func run(attempt: (String) throws -> Attempt, tell: (Step) -> Void) throws -> [String] {
    while true {
      switch search.next {
      case .found(let hash): return [hash]
      case .oneOf(let hashes): return hashes
      case .attempt(let hash):
        let result = try attempt(hash)
        let outcome = outcome(of: result)
        search.note(outcome, of: hash)
        tell(Step(hash: hash, attempt: result, outcome: outcome, attemptsLeft: search.attemptsLeft))
      }
    }
  }

  private func outcome(of attempt: Attempt) -> CommitSearch.Outcome {
    switch attempt {
    case .skipped: .skipped
    case .number(let number): rule.isBad(number.value) ? .bad : .good
    }
  }
}
