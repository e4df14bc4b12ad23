import PerformanceRecords

/// The verdicts of a run as GitHub-flavoured Markdown, for the summary of a job.
package struct MarkdownSummary: Sendable {
  /// The size limit in bytes: GitHub rejects a summary above 1 MiB.
  package static let largestSize = 900_000

  private let summary: RunSummary
  private let commandPrefix: String
  private let largestSize: Int

  /// A summary of a run that stays below `largestSize` bytes; `commandPrefix` starts the tool.
  package init(
    summary: RunSummary, commandPrefix: String = PerftestCommand.prefix, largestSize: Int = Self.largestSize
  ) {
    self.summary = summary
    self.commandPrefix = commandPrefix
    self.largestSize = largestSize
  }

  /// The document, terminated by a line feed.
  package var text: String {
    // Each part gets the bytes that the more important parts before it left.
    let parts = [
      { _ in head }, { _ in times }, { _ in commands }, noteworthy, { _ in growths }, { _ in groups }, { _ in remarks },
      { _ in warnings },
      all,
    ]
    return parts.reduce(into: "") { text, part in
      let room = largestSize - text.utf8.count - 1
      let addition = part(room)
      guard !addition.isEmpty, addition.utf8.count <= room else { return }
      text += text.isEmpty ? addition : "\n" + addition
    }
  }

  private var head: String { "### Performance\n\n**\(ClosingLines(summary: summary).counts)**\n" }

  private var times: String {
    JudgedTimes(summary: summary, commandPrefix: commandPrefix).line.map { $0.escapedForMarkdown + "\n" } ?? ""
  }

  private var commands: String {
    let lines = summary.testFailureLines + NextCommands(summary: summary, prefix: commandPrefix).lines
    return lines.isEmpty ? "" : "<pre>\n\(lines.joined(separator: "\n").escapedForMarkdown)\n</pre>\n"
  }

  private func noteworthy(_ room: Int) -> String {
    let verdicts = summary.red + summary.noteworthy
    return verdicts.isEmpty ? "" : table(of: verdicts, room: room)
  }

  private var growths: String {
    let tables = (summary.red + summary.noteworthy).compactMap { GrowthTable($0, name: summary.name(of: $0.subject)) }
    let lines = tables.flatMap { $0.lines(width: 100) }
    return lines.isEmpty ? "" : "<pre>\n\(lines.joined(separator: "\n").escapedForMarkdown)\n</pre>\n"
  }

  private var groups: String {
    list(VerdictGroup.lines(of: summary.collapsed, times: "times are shown, not judged"))
  }

  private var remarks: String { list(ClosingLines(summary: summary).outside + summary.gpus.map(\.text)) }

  private var warnings: String {
    let lines = summary.warningLines
    guard !lines.isEmpty else { return "" }
    return "**\(Plural.text(lines.count, "warning"))**\n\n" + list(Array(lines.prefix(50)))
  }

  private func all(_ room: Int) -> String {
    guard !summary.collapsed.isEmpty else { return "" }
    let (opening, closing) = ("<details><summary>All verdicts</summary>\n\n", "\n</details>\n")
    return opening + table(of: summary.verdicts, room: room - opening.utf8.count - closing.utf8.count) + closing
  }

  private func list(_ lines: [String]) -> String {
    lines.map { "- \($0.escapedForMarkdown)\n" }.joined()
  }

  private func table(of verdicts: [Verdict], room: Int) -> String {
    let roomForRest = 100
    var text = line(VerdictRow.titles + ["reason"]) + Self.alignments
    for (index, verdict) in verdicts.enumerated() {
      let row = VerdictRow(verdict, in: summary)
      let next = line(row.cells + [row.reason])
      guard text.utf8.count + next.utf8.count + roomForRest <= room else {
        return text + "\n… and \(Plural.text(verdicts.count - index, "more row")) beyond the size limit\n"
      }
      text += next
    }
    return text
  }

  private static let alignments = "|:--|:--|--:|--:|:--|--:|--:|:--|:--|\n"

  private func line(_ cells: [String]) -> String {
    "| " + cells.map(\.escapedForMarkdown).joined(separator: " | ") + " |\n"
  }
}
