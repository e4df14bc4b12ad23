import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// Prints the filter of a gate over the benchmarks that the difference of two commits can reach.
package struct HooksChangedCommand: Command {
  package static let name = "hooks changed"
  package static let syntax = Syntax(
    required: [base], optional: [head, CommonArguments.packagePath],
    remarks: """
      Prints a regular expression for 'gate --filter', or nothing if no benchmark depends on a changed file. A changed
      target affects every benchmark of the modules that depend on it; a changed manifest affects all benchmarks.
      """)

  private static let base = Argument<String>.operand("BASE", "the commit before")
  private static let head = Argument<String>.operand("HEAD", "the commit after; HEAD unless given")

  private let context: CommandContext
  private let package: PackageFolder
  private let base: String
  private let head: String
  private let scratch: URL

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    self.context = context
    package = try PackageFolder(arguments, in: context)
    base = try arguments.required(Self.base)
    head = try arguments.value(Self.head) ?? "HEAD"
    scratch = package.state.scratch(run: StateFolder.newRunName())
  }

  package func run() throws -> ExitStatus {
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = try changedFiles()
    guard !files.isEmpty else { return .pass }
    let reach = ChangeReach(try TargetReader(package, scratch: scratch).packages())
    let modules = reach.modules(
      of: files, baselines: package.baselines.folder.resolvingSymlinksInPath().path)
    guard !modules.isEmpty else { return .pass }
    let names = modules.map { NSRegularExpression.escapedPattern(for: $0) }
    context.output.line("^(\(names.joined(separator: "|")))\\.")
    return .pass
  }

  /// The absolute paths of the files that differ; of a moved one, both.
  private func changedFiles() throws -> [String] {
    let checkout = try GitCheckout(containing: package.url, scratch: scratch, environment: package.environment)
    do {
      return try checkout.git.names(
        ["diff", "--name-only", "--no-renames", "-z", "--end-of-options", base, head, "--"]
      ).map { checkout.root.path + "/" + $0 }
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .configuration, message: "git cannot compare '\(base)' with '\(head)': \(error.message)".printable)
    }
  }
}
