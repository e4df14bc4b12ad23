import PerformanceRecords

/// The words of outcomes and reasons, of which rows have numbers.
final class WordTable {
  private let connection: SQLiteConnection
  private var outcomes: [Int: Verdict.Outcome] = [:]
  private var reasons: [Int: Verdict.Reason] = [:]

  init(_ connection: SQLiteConnection) { self.connection = connection }

  /// The outcome of a number; `nil` without a number.
  func outcome(_ number: Int?) throws -> Verdict.Outcome? {
    guard let number else { return nil }
    if let known = outcomes[number] { return known }
    let outcome = Verdict.Outcome(name: try text(number))
    outcomes[number] = outcome
    return outcome
  }

  /// The reason of a number; `nil` without a number.
  func reason(_ number: Int?) throws -> Verdict.Reason? {
    guard let number else { return nil }
    if let known = reasons[number] { return known }
    let reason = Verdict.Reason(name: try text(number))
    reasons[number] = reason
    return reason
  }

  private func text(_ number: Int) throws -> String {
    let text = try connection.statement("SELECT text FROM word WHERE id = ?").bind(number).first { $0.text(0) }
    // A row that names a word that does not exist: SQLite's code for a damaged file.
    guard let text else { throw SQLiteError(code: SQLiteCode.corrupt, message: "word \(number)") }
    return text
  }
}
