import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceOperations
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Takes in objectives that another tool keeps.
package struct SLOImportCommand: Command {
  package static let name = "slo import"
  package static let syntax = Syntax(
    required: [file], optional: [CommonArguments.packagePath],
    remarks: """
      Reads the JSON that 'slo export openslo' and 'slo export sloth' write. The target, the description and the period
      may have been changed there. An objective with a known id replaces the one in baselines/objectives.json, others
      are added.
      """)

  private static let file = Argument<String>.operand(
    "FILE", "an OpenSLO or Sloth document in JSON; '-' is standard input")
  /// The most bytes of a file.
  private static let mostBytes = 4 << 20

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let package = try PackageFolder(arguments, in: context)
    let path = try arguments.required(Self.file)
    let input = InputFile(path, at: context.file(path))
    let bytes = try input.bytes(atMost: Self.mostBytes, remedy: "Give fewer objectives at once.")
    let imported = try ObjectiveImport(Data(bytes), file: input.name).objectives
    let file = ObjectiveFile(in: package.baselines.folder)
    var all = try file.read()
    var replaced = 0
    for objective in imported {
      if let index = all.objectives.firstIndex(where: { $0.id == objective.id }) {
        all.objectives[index] = objective
        replaced += 1
      } else {
        all.objectives.append(objective)
      }
    }
    try file.write(all)
    context.log.audit(
      .objectiveChanged, "Objectives were imported.",
      ["objectives": .string(imported.map(\.id).joined(separator: ", ")), "input.file": .string(input.name)])
    context.output.line(
      "\(Plural.text(imported.count, "objective")) taken into \(file.url.path), \(replaced) of them replaced")
    return .pass
  }
}
