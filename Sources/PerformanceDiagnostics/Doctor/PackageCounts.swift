import PerformanceBuild
import PerformanceHealth
import PerformanceText

/// How many metrics, rules and other parts this version of the package has, beside how many it promises.
///
/// The numbers of what other executables have are written down here: linking those parts would make an adopter compile
/// them for the first `doctor`. A test compares each number with the parts.
package struct PackageCounts {
  /// The numbers of one kind of parts.
  package struct Row: Equatable, Sendable {
    /// The kind.
    package var subject: String
    /// How many there are in each group.
    package var parts: [String: Int]
    /// How many the package promises at least.
    package var promised: Int

    package init(_ subject: String, _ parts: [String: Int], promised: Int) {
      (self.subject, self.parts, self.promised) = (subject, parts, promised)
    }

    /// How many there are.
    package var count: Int { parts.values.reduce(0, +) }
  }

  /// The rows, always in this order.
  package let rows: [Row]

  /// - Parameter checks: those of `health`.
  package init(checks: [HealthCheck]) {
    let byProbe = Dictionary(grouping: checks, by: \.probe.rawValue).mapValues(\.count)
    let usage = CommandTable.operations.commands.first { $0.name == "usage" }?.parts.count ?? 0
    rows =
      [Self.metrics, Self.rules, Row("checks", byProbe, promised: 17)]
      + [Self.receivers, Self.budgets, Self.objectives]
      + [Row("analyses of usage", ["commands": usage], promised: 5), Self.runbooks]
  }

  /// Rows of other numbers.
  package init(rows: [Row]) { self.rows = rows }

  private static let metrics = Row("metrics", ["families": 42], promised: 36)
  private static let rules = Row(
    "rules of alerts",
    ["critical": 7, "warning": 17, "operational": 5, "capacity": 4, "slo": 6, "info": 1], promised: 25)
  private static let receivers = Row("receivers of alerts", ["kinds": 9], promised: 4)
  private static let budgets = Row("budgets of this package", ["budgets": 168], promised: 90)
  private static let objectives = Row(
    "objectives of this package", ["objectives": 14, "invariants": 1], promised: 15)
  private static let runbooks = Row("runbooks", ["articles": 31], promised: 21)

  // MARK: - Text

  /// A line for each row.
  package func lines(width: Int, colour: Colour = .off) -> [String] {
    let column = rows.map(\.subject.displayWidth).max() ?? 0
    return rows.map { row in
      let isKept = row.count >= row.promised
      let head = (isKept ? Style.green : .red).applied(to: (isKept ? "ok" : "few").padded(to: 4, .left), colour)
      let parts = row.parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let text = "\(row.count), promised \(row.promised)" + (row.parts.count > 1 ? " (\(parts))" : "")
      return head + "  " + row.subject.padded(to: column, .left) + "  "
        + text.onOneLine(atMost: max(width - column - 8, 40))
    }
  }
}
