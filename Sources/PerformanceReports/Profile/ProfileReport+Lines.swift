import PerformanceRecords
import PerformanceRegression
import PerformanceText

extension ProfileReport {
  /// The most rows of the table; the remaining functions are summed, to fit a screen.
  private static let mostRows = 24

  /// The report for a terminal: the method, the table, and how to read it.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    return [head] + notices.map { Style.yellow.applied(to: $0, colour) } + [""]
      + table.lines(width: width, colour: colour) + [""] + explanations.flatMap { $0.wrapped(to: width) }
  }

  /// The cost of each function on both sides, the greatest change first; the remaining functions are one row.
  package var table: TextTable {
    let shown = Array(rows.prefix(Self.mostRows))
    return TextTable(
      columns: difference == nil ? Self.columns : Self.comparingColumns, noteTitle: "",
      rows: shown.map(cells) + restRow(without: shown))
  }

  /// The instructions of both sides in one line.
  package var head: String {
    let name = benchmark.description.shown(atMost: 200)
    switch method {
    case .counted(let instrument, _):
      let now = Digits.fixed(Double(profile.total), decimals: 0)
      guard let difference else { return "\(name): \(now) instructions an iteration (\(instrument.shown(atMost: 60)))" }
      let before = Digits.fixed(Double(difference.oldTotal), decimals: 0)
      return "\(name): instructions an iteration \(before) → \(now), "
        + "\(Self.signed(difference.change)) (\(instrument.shown(atMost: 60)))"
    case .sampled(let tool):
      return "\(name): a SAMPLED profile, \(Plural.text(profile.total, "sample")) by \(tool.shown(atMost: 60))"
    }
  }

  /// Differences of the two sides besides the code.
  private var notices: [String] {
    guard case .counted(let instrument, _) = method else {
      return [
        "Samples vary from run to run, nothing here is exact; for counted instructions and comparisons install Valgrind."
      ]
    }
    guard let baseline else { return ["no profile of it is on file, so nothing is compared; 'record' files one"] }
    guard let old = baseline.instrument, old != instrument else { return [] }
    return ["the profile on file was counted by \(old.shown(atMost: 60)), which may count otherwise"]
  }

  private static let columns: [TextTable.Column] = [
    .init("function", narrowest: 24), .init("itself", alignment: .right), .init("share", alignment: .right),
    .init("with callees", alignment: .right, presence: .whenThereIsRoom),
  ]

  private static let comparingColumns: [TextTable.Column] = [
    .init("function", narrowest: 24), .init("old", alignment: .right), .init("new", alignment: .right),
    .init("change", alignment: .right), .init("new, with callees", alignment: .right, presence: .whenThereIsRoom),
  ]

  private func cells(_ row: ProfileDifference.Row) -> TextTable.Row {
    let name = TextTable.Cell(text: row.name.shown(atMost: 200))
    let inclusive = TextTable.Cell(text: Self.number(row.new?.inclusive))
    guard difference != nil else {
      return TextTable.Row(cells: [
        name, .init(text: Self.number(row.new?.own)), .init(text: share(row.new?.own ?? 0)), inclusive,
      ])
    }
    return TextTable.Row(cells: [
      name, .init(text: Self.number(row.old?.own)), .init(text: Self.number(row.new?.own)),
      Self.changeCell(row.change), inclusive,
    ])
  }

  private func restRow(without shown: [ProfileDifference.Row]) -> [TextTable.Row] {
    let old = (baseline?.profile.total ?? 0) - shown.reduce(0) { $0 + ($1.old?.own ?? 0) }
    let new = profile.total - shown.reduce(0) { $0 + ($1.new?.own ?? 0) }
    guard old != 0 || new != 0 else { return [] }
    let name = TextTable.Cell(text: "(all other functions)", style: .dim)
    guard difference != nil else {
      return [
        TextTable.Row(cells: [name, .init(text: Self.number(new)), .init(text: share(new)), .init(text: "–")])
      ]
    }
    return [
      TextTable.Row(cells: [
        name, .init(text: Self.number(old)), .init(text: Self.number(new)), Self.changeCell(new - old),
        .init(text: "–"),
      ])
    ]
  }

  private var explanations: [String] {
    var texts: [String] = []
    if case .counted(_, let leftOut) = method, leftOut > 0 {
      texts.append(
        "Left out: \(Self.number(leftOut)) instructions of the C library, the loader and the runtime's caches, which do "
          + "not repeat exactly; 'with callees' has them.")
    }
    texts.append(
      "An inlined function is not listed: what it costs shows under the one it was inlined into, often 'closure #1 in' "
        + "the test. Specialisations of a generic function are one line.")
    return texts
  }

  private func share(_ cost: Int) -> String { ValueFormat.share(Double(cost) / Double(max(profile.total, 1))) }

  private static func changeCell(_ change: Int) -> TextTable.Cell {
    .init(text: signed(change), style: change > 0 ? .red : change < 0 ? .green : .plain)
  }

  private static func number(_ value: Int?) -> String { value.map { Digits.fixed(Double($0), decimals: 0) } ?? "–" }

  static func signed(_ change: Int) -> String { (change > 0 ? "+" : change == 0 ? "±" : "") + number(change) }
}

extension ProfileDifference {
  /// The functions that explain the change, for a sentence: `JSONScanner.skipWhitespace() +18 400, Array.append(_:) +2 100`;
  /// `nil` when no function's cost changed.
  package var sentence: String? {
    let causes = causes(atMost: 3)
    guard !causes.isEmpty else { return nil }
    return causes.map { "\($0.name.shown(atMost: 80)) \(ProfileReport.signed($0.change))" }.joined(separator: ", ")
  }
}
