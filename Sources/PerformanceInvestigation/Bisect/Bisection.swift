import PerformanceRecords
import PerformanceRegression

/// Tries commits between a good and a bad one until the first bad one is known.
///
/// The caller says how a commit is tried, so that the order is tested without building.
package struct Bisection {
  /// What came of trying a commit.
  package enum Attempt {
    case good(CommitNumber)
    case bad(CommitNumber)
    /// It could not be tried, and why.
    case skipped(String)

    /// What that makes the commit.
    package var outcome: CommitSearch.Outcome {
      switch self {
      case .good: .good
      case .bad: .bad
      case .skipped: .skipped
      }
    }

    /// What the commit gave.
    package var number: CommitNumber? {
      switch self {
      case .good(let number), .bad(let number): number
      case .skipped: nil
      }
    }
  }

  /// How a bisection ended.
  package struct Result {
    /// The commits of which one is the first bad one; a single one where it is certain.
    package var candidates: [String]
    /// What came of each commit that was tried.
    package var attempts: [String: Attempt]
  }

  private var search: CommitSearch

  /// A bisection of a history.
  package init(_ search: CommitSearch) { self.search = search }

  /// Tries commits to the end.
  /// - Parameters:
  ///   - attempt: tries a commit.
  ///   - tell: told what came of a commit, and about how many are left to be tried.
  /// - Throws: What trying throws.
  package mutating func run(
    attempt: (String) throws -> Attempt, emit: (String, Attempt, Int) -> Void
  ) throws -> Result {
    var attempts: [String: Attempt] = [:]
    while true {
      switch search.next {
      case .found(let hash): return Result(candidates: [hash], attempts: attempts)
      case .oneOf(let hashes): return Result(candidates: hashes, attempts: attempts)
      case .attempt(let hash):
        let result = try attempt(hash)
        attempts[hash] = result
        search.note(result.outcome, of: hash)
        emit(hash, result, search.attemptsLeft)
      }
    }
  }
}
