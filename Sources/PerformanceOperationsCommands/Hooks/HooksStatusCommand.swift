import PerformanceBuild
import PerformanceSystem
import PerformanceWorkflows

/// Shows which hooks of git are there.
package struct HooksStatusCommand: Command {
  package static let name = "hooks status"
  package static let syntax = Syntax(
    optional: [CommonArguments.json, CommonArguments.packagePath],
    remarks: "Exits with 1 when a hook is missing, outdated or changed.")

  private let arguments: Arguments
  private let hooks: HookArguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    hooks = try HookArguments(arguments, in: context)
    (self.arguments, self.context) = (arguments, context)
  }

  private struct Row: Encodable {
    let hook: String
    let file: String
    let state: String
    let keepsAnother: Bool
  }

  package func run() throws -> ExitStatus {
    var rows: [Row] = []
    var isInstalled = true
    try hooks.forEach { hook in
      isInstalled = isInstalled && hook.state == .installed
      rows.append(
        Row(
          hook: hook.script.name, file: hook.file.path, state: "\(hook.state)",
          keepsAnother: hook.state != .foreign && hook.keepsAnother))
      if !arguments[CommonArguments.json] { context.output.line(Self.text(of: hook)) }
    }
    if arguments[CommonArguments.json] { try context.output.json(rows) }
    return isInstalled ? .pass : .red
  }

  private static func text(of hook: InstalledHook) -> String {
    let problem: String =
      switch hook.state {
      case .absent: "is not installed"
      case .installed: hook.keepsAnother ? "is installed, and calls the one that was there first" : "is installed"
      case .outdated: "is of another version or another package; 'hooks install' replaces it"
      case .edited: "was installed by perftest and changed since"
      case .foreign: "is not one of perftest's; 'hooks install' keeps it and calls it first"
      }
    return "\(hook.file.path.printable) \(problem)"
  }
}
