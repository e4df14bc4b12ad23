import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// The changes of a recording, old and new.
package struct RecordingReport {
  private let update: BaselineUpdate
  private let width: Int
  private let colour: Colour

  package init(update: BaselineUpdate, width: Int, colour: Colour) {
    self.update = update
    self.width = width
    self.colour = colour
  }

  /// A table of the changes and a line that counts them.
  package var lines: [String] {
    let shown = update.changes.filter { $0.kind != .kept || !$0.details.isEmpty || $0.isScattered }
    return table(shown).lines(width: width, colour: colour) + [counts]
  }

  /// The scattered and the refused metrics, by name and with the command to type; empty where there are none.
  package var advice: [String] {
    list(
      update.scattered,
      "scattered: few of their sessions came near the best one, so these are filed with the smallest change that they "
        + "show. On a quieter machine")
      + list(
        update.refused,
        "refused: no slowdown of less than twice the time could be shown; existing baselines are unchanged, and gates "
          + "report the others as refused. Give their tests a wider '.tolerance', or on a quieter machine")
  }

  private func list(_ changes: [BaselineUpdate.Change], _ what: String) -> [String] {
    guard !changes.isEmpty else { return [] }
    let command = "\(PerftestCommand.prefix) record" + FunctionFilter.text(Set(changes.map(\.benchmark.function)))
    return ["\(what): \(command)"]
      + changes.map { change in
        let name = change.benchmark.shortDescription.printable(atMost: 200)
        return "    \(name) \(change.metric?.name.printable(atMost: 60) ?? ""): \(Self.worth(of: change))"
      }
  }

  /// `less than +59 % could not be shown, 3 of 72 sessions came near the best one`.
  private static func worth(of change: BaselineUpdate.Change) -> String {
    var parts: [String] = []
    if let metric = change.metric, let detectable = change.detectable {
      parts.append("less than \(ValueFormat.detectable(detectable, direction: metric.direction)) could not be shown")
    }
    if change.kind == .refused, change.detectable == nil, change.details.isEmpty {
      parts.append("nothing could be shown")
    }
    if let hits = change.hits, let sessions = change.sessions {
      parts.append("\(hits) of \(sessions) sessions came near the best one")
    }
    if change.kind == .refused, let detail = change.details.text { parts.append(detail.printable(atMost: 300)) }
    return parts.joined(separator: ", ")
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
    return TextTable.Row(cells: texts.map { .init(text: $0, style: style) }, note: Self.remark(on: change))
  }

  private static func remark(on change: BaselineUpdate.Change) -> String {
    var parts = [change.details.text].compactMap { $0 }
    if change.kind == .refused || change.isScattered, let metric = change.metric, let detectable = change.detectable {
      parts.append("shows no less than \(ValueFormat.detectable(detectable, direction: metric.direction))")
    }
    // A benchmark has a file of counts and one of times: otherwise its rows would be equal.
    if let metrics = change.metrics, let file = change.file {
      parts.append("\(metrics.joined(separator: ", ")) of \(file)".printable(atMost: 400))
    }
    return parts.joined(separator: "; ")
  }

  private var counts: String {
    let kinds: [BaselineUpdate.Change.Kind] = [
      .created, .replaced, .extended, .widened, .removed, .refused, .kept,
    ]
    let parts = kinds.compactMap { kind in
      let count = update.changes.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    let scattered = update.scattered.isEmpty ? "" : "; \(update.scattered.count) of them scattered"
    let benchmarks = Set(update.changes.map(\.benchmark)).count
    let done = parts.isEmpty ? "nothing to file" : parts.joined(separator: ", ")
    return "\(Plural.text(benchmarks, "benchmark")): \(done)\(scattered)"
  }
}
