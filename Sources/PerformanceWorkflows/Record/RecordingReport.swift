import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// What a recording changed, old beside new.
struct RecordingReport {
  let update: BaselineUpdate
  let width: Int
  let colour: Colour

  /// A table of the changes and a line that counts them.
  var lines: [String] {
    let shown = update.changes.filter { $0.kind != .kept || $0.detail != nil }
    return table(shown).lines(width: width, colour: colour) + [counts]
  }

  private func table(_ changes: [BaselineUpdate.Change]) -> TextTable {
    TextTable(
      columns: [
        .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("old", alignment: .right),
        .init("new", alignment: .right),
        .init("change", alignment: .right), .init("what"),
      ], noteTitle: "", rows: changes.map(row))
  }

  private func row(_ change: BaselineUpdate.Change) -> TextTable.Row {
    func value(_ number: Double?) -> String {
      guard let number, let metric = change.metric else { return "" }
      return ValueFormat.text(number, of: metric)
    }
    var difference = ""
    if let old = change.old, let new = change.new, let metric = change.metric {
      difference = ValueFormat.change(from: old, to: new, of: metric)
    }
    let style: Style = change.kind == .refused ? .red : .plain
    let texts = [
      change.benchmark.shortDescription.printable, change.metric?.name.printable ?? "", value(change.old),
      value(change.new), difference, change.kind.rawValue,
    ]
    return TextTable.Row(cells: texts.map { .init(text: $0, style: style) }, note: change.detail ?? "")
  }

  private var counts: String {
    let kinds: [BaselineUpdate.Change.Kind] = [.created, .replaced, .extended, .removed, .refused, .kept]
    let parts = kinds.compactMap { kind in
      let count = update.changes.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    let benchmarks = Set(update.changes.map(\.benchmark)).count
    return "\(benchmarks) benchmarks: " + (parts.isEmpty ? "nothing to file" : parts.joined(separator: ", "))
  }
}
