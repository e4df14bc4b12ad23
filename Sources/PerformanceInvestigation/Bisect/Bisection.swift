import PerformanceRecords
import PerformanceRegression

/// Tries commits between a good and a bad one until it knows the first bad one.
///
/// The caller tries the commits, so that the order can be tested without building.
package struct Bisection {
  /// The result of trying a commit.
  package enum Attempt {
    case good(CommitNumber)
    case bad(CommitNumber)
    /// It could not be tried, for this reason.
    case skipped(String)

    /// The classification of the commit.
    package var outcome: CommitSearch.Outcome {
      switch self {
      case .good: .good
      case .bad: .bad
      case .skipped: .skipped
      }
    }

    /// The number of the commit.
    package var number: CommitNumber? {
      switch self {
      case .good(let number), .bad(let number): number
      case .skipped: nil
      }
    }
  }

  /// The result of a bisection.
  package struct Result {
    /// The possible first bad commits; a single one where it is certain.
    package var candidates: [String]
    /// The results of the tried commits, by hash.
    package var attempts: [String: Attempt]
  }

  private var search: CommitSearch

  /// A bisection of a history.
  package init(_ search: CommitSearch) { self.search = search }

  /// Tries commits until the search has ended.
  /// - Parameters:
  ///   - attempt: tries a commit.
  ///   - emit: reports the result of a commit, and about how many commits are left to try.
  /// - Throws: The error of an attempt.
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
        search.record(result.outcome, of: hash)
        emit(hash, result, search.attemptsLeft)
      }
    }
  }
}
