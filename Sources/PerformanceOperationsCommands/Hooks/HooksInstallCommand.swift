import PerformanceBuild
import PerformanceSystem
import PerformanceWorkflows

/// Installs the hooks of git.
package struct HooksInstallCommand: Command {
  package static let name = "hooks install"
  package static let syntax = Syntax(
    optional: [CommonArguments.packagePath],
    remarks: """
      pre-push measures the benchmarks that a push can affect, and refuses the push when one became worse; post-merge
      names the baselines that a merge changed. Both are installed where git looks for hooks, core.hooksPath included.
      An existing hook is renamed, kept and called first; if that is not possible, the command exits with 78 and the
      reason.
      """)

  private let hooks: HookArguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    hooks = try HookArguments(arguments, in: context)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    try hooks.withFolder { folder in
      guard !folder.isShared else {
        throw InputError(
          file: folder.url.path, problem: "has the hooks of all your repositories, by your global core.hooksPath",
          remedy: "Give this repository its own with 'git config core.hooksPath .git/hooks'.")
      }
    }
    try hooks.forEach { hook in
      let before = hook.state
      try hook.install()
      context.output.line(Self.text(of: hook, before: before))
    }
    return .pass
  }

  private static func text(of hook: InstalledHook, before: InstalledHook.State) -> String {
    let kept = hook.keepsAnother ? ", which calls the one that was there first" : ""
    return switch before {
    case .installed: "\(hook.file.path) is up to date"
    case .outdated: "\(hook.file.path) is the present version now\(kept)"
    case .absent, .edited, .foreign: "\(hook.file.path) is installed\(kept)"
    }
  }
}
