import Foundation
import PerformanceBuild
import PerformanceOperations
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows in which hours of a week commands are used.
package struct UsageHeatmapCommand: Command {
  package static let name = "usage heatmap"
  package static let syntax = Syntax(
    optional: [
      svg, UsageArguments.days, UsageArguments.timeZone, CommonArguments.json, CommonArguments.packagePath,
    ],
    remarks: "Without a locale for UTF-8 the shades are . - + #.")

  private static let svg = Argument<String>.text("--svg", "FILE", "write it as a picture")

  private let usage: UsageArguments
  private let arguments: Arguments
  private let svg: URL?
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    usage = try UsageArguments(arguments, in: context)
    svg = try arguments.value(Self.svg).map(context.file)
    (self.arguments, self.context) = (arguments, context)
  }

  private struct Document: Encodable {
    let timeZone: String
    let counts: [[Int]]
    let peak: UsageHeatmap.Peak?
  }

  package func run() throws -> ExitStatus {
    let zone = usage.calendar.timeZone.identifier
    return try usage.withEntries { entries in
      let heatmap = UsageHeatmap(entries, calendar: usage.calendar)
      if let svg {
        let durable = try DurableFile(replacing: svg)
        let title = "Commands by hour (\(zone)): \(heatmap.total)"
        try durable.write(Data(HeatmapSVG(heatmap, title: title).text.utf8))
        try durable.commit()
        context.output.error("wrote \(svg.path)")
      } else if arguments[CommonArguments.json] {
        try context.output.json(Document(timeZone: zone, counts: heatmap.counts, peak: heatmap.peak))
      } else {
        let text = HeatmapText(heatmap, isPlain: HeatmapText.isPlain(context.environment))
        context.output.line(text.lines.joined(separator: "\n"))
      }
    }
  }
}
