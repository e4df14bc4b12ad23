import PerformanceBuild
import PerformanceOperations
import PerformanceSystem
import PerformanceWorkflows

/// Writes the objectives for other tools.
package struct SLOExportCommand: Command {
  package static let name = "slo export"
  package static let syntax = Syntax(
    required: [format], optional: [CommonArguments.packagePath],
    remarks: """
      openslo     OpenSLO v1, one document for each objective; 'slo import' reads it
      sloth       Sloth v1, which generates rules itself; 'slo import' reads it
      prometheus  recording and alerting rules for the metrics below
      metrics     the events and what is left of each budget, for the Pushgateway or a file that is scraped
      The documents are JSON, which is YAML as well; the rules are YAML.
      """)

  private static let format = Argument<ObjectiveFormat>.operand("FORMAT", ObjectiveFormat.names) {
    (text: String) throws(UsageError) in
    guard let format = ObjectiveFormat(rawValue: text) else {
      throw UsageError("there is no format '\(text)'; allowed are \(ObjectiveFormat.names)")
    }
    return format
  }

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let format = try arguments.required(Self.format)
    if format == .metrics {
      let reading = try ObjectiveReading(arguments, in: context, .all)
      let standings = zip(reading.standings, reading.objectives).map { ($0, EventCount($1.promise.counted($1.events))) }
      context.output.results.write(ObjectiveMetrics.text(of: standings))
      return .pass
    }
    let package = try PackageFolder(arguments, in: context)
    let objectives = try ObjectiveFile(in: package.baselines.folder).read().objectives
    switch format {
    case .openslo: context.output.results.write(try OpenSLODocument.text(of: objectives))
    case .sloth: context.output.results.write(try SlothDocument.text(of: objectives))
    case .prometheus: context.output.results.write(ObjectiveRules.text(of: objectives))
    case .metrics: break
    }
    return .pass
  }
}

/// The formats of objectives.
enum ObjectiveFormat: String, CaseIterable, Sendable {
  case openslo, sloth, prometheus, metrics

  static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
