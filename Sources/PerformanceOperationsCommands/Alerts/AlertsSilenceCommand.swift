import Foundation
import PerformanceAlerts
import PerformanceBuild
import PerformanceLog
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Sends nothing about some alerts until a time.
package struct AlertsSilenceCommand: Command {
  package static let name = "alerts silence"
  package static let syntax = Syntax(
    forms: [
      .init(required: [matcher, author, comment, hours], optional: [CommonArguments.packagePath]),
      .init(list, optional: [CommonArguments.json, CommonArguments.packagePath]),
      .init(end, required: [id], optional: [CommonArguments.packagePath]),
    ],
    remarks: """
      Alerts continue to fire, and 'alerts list' shows them. If an alert was sent before the silence, its end is sent
      too.
      """)

  private static let matcher = Argument<[String: String]>.operand(
    "MATCHER", "labels with their values, such as 'alertname=PerfNoisy,suite=Module.Suite*'"
  ) { (text: String) throws(UsageError) in
    var labels: [String: String] = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("MATCHER takes label=value, with commas between several, not '\(text.printable(atMost: 80))'")
      }
      labels[String(parts[0])] = String(parts[1])
    }
    return labels
  }
  private static let author = Argument<String>.text("--author", "NAME", "who decides it")
  private static let comment = Argument<String>.text("--comment", "TEXT", "why")
  private static let hours = Argument<Int>.number("--hours", "N", in: 1...8_760, "how long")
  private static let list = Argument<Bool>.flag("--list", "show the silences")
  private static let end = Argument<Bool>.flag("--end", "end a silence now, by its name")
  private static let id = Argument<String>.text("--id", "NAME", "the name of the silence that ends")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    if arguments[Self.list] { return try show(opened.state().silences, opened) }
    let now = opened.now
    if arguments[Self.end] {
      let id = try arguments.required(Self.id)
      var ended: AlertSilence?
      try opened.change { state in
        guard let index = state.silences.firstIndex(where: { $0.id == id && $0.until > now }) else {
          throw InputError(
            file: "'\(id.printable(atMost: 80))'", problem: "is not an active silence",
            remedy: "See 'alerts silence --list'.")
        }
        state.silences[index].until = now
        ended = state.silences[index]
      }
      if let ended { audit(ended, "a silence was ended", hours: 0) }
      context.output.line("silence \(id) has ended")
      return .pass
    }
    let silence = AlertSilence(
      matchers: try arguments.required(Self.matcher), author: try arguments.required(Self.author),
      comment: try arguments.required(Self.comment), begin: now,
      until: now + Double(try arguments.required(Self.hours)) * 3_600)
    var count = 0
    try opened.change { state in
      state.silences.append(silence)
      count = state.alerts.count { $0.phase != .resolved && silence.mutes($0, at: now) }
    }
    audit(silence, "alerts were silenced", hours: try arguments.required(Self.hours))
    context.output.line(
      "silence \(silence.id) until \(AlertTable.time(silence.until)): \(Plural.text(count, "alert")) now")
    return .pass
  }

  private func audit(_ silence: AlertSilence, _ message: String, hours: Int) {
    context.log.audit(
      .alertsSilenced, message,
      [
        "silence.id": .string(silence.id), "silence.matchers": .string(AlertLabels.text(silence.matchers)),
        "silence.author": .string(silence.author), "silence.comment": .string(silence.comment),
        "silence.hours": .integer(hours),
      ])
  }

  private func show(_ silences: [AlertSilence], _ opened: OpenedAlerts) throws -> ExitStatus {
    if arguments[CommonArguments.json] {
      try context.output.json(silences)
      return .pass
    }
    if silences.isEmpty { context.output.error("there are no silences") }
    for silence in silences {
      let labels = silence.matchers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      let end = silence.until > opened.now ? "until" : "ended"
      context.output.line(
        "\(silence.id)  \(labels.printable)  \(end) \(AlertTable.time(silence.until))  "
          + "\(silence.author.printable): \(silence.comment.printable)")
    }
    return .pass
  }
}
