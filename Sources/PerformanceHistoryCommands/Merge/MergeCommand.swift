import PerformanceBuild
import PerformanceHistory
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Joins the event logs of shards into one.
package struct MergeCommand: Command {
  package static let name = "merge"
  package static let syntax = Syntax(
    required: [logs, output],
    remarks: """
      Each shard measured some of the benchmarks, selected by --filter and --skip. All must be of the same commit with the
      same changes, toolchain, machine class, mode and configuration, and no benchmark may be in two of them; else the
      command names the difference and exits with 78. A shard that broke off makes the joined run an unfinished one.
      An existing file is never replaced. The same shards give the same bytes.
      """)

  private static let logs = Argument<String>.operands("LOG", "the event logs of the shards (.jsonl)")
  private static let output = Argument<String>.option("--output", "FILE", "the new event log (.jsonl)") {
    (text: String) throws(UsageError) in
    guard text.hasSuffix(".jsonl") else {
      throw UsageError("--output takes a name that ends in .jsonl, as that of each event log does, not '\(text)'")
    }
    return text
  }

  private let logs: [String]
  private let output: String
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    logs = try arguments.all(Self.logs)
    output = try arguments.required(Self.output)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    do {
      let merge = try ShardMerge(logs: logs.map(context.file))
      let result = try merge.write(to: context.file(output))
      for warning in result.warnings { context.output.error("warning: \(warning)") }
      context.output.line(result.text(file: output))
      return .pass
    } catch let problem as ShardProblem {
      throw problem.inputError
    }
  }
}
