import PerformanceBuild
import PerformanceWorkflows

/// Removes the hooks of git that this package installed.
package struct HooksRemoveCommand: Command {
  package static let name = "hooks remove"
  package static let syntax = Syntax(
    optional: [CommonArguments.packagePath],
    remarks: "A hook that was there before comes back under its name. Other hooks are not touched.")

  private let hooks: HookArguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    hooks = try HookArguments(arguments, in: context)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    try hooks.forEach { hook in
      let restores = hook.keepsAnother
      guard try hook.remove() else {
        context.output.line("\(hook.file.path) is not one of perftest's")
        return
      }
      context.output.line(
        restores ? "\(hook.file.path) is again what it was before" : "\(hook.file.path) is removed")
    }
    return .pass
  }
}
