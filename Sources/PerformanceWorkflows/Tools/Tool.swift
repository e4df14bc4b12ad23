import PerformanceSystem

/// An executable with further commands of `perftest`, built when one of them is first used.
///
/// Every adopter compiles gate and record; commands that inspect results are compiled on their first use.
package struct Tool: Sendable {
  /// The product of this package.
  package let product: String
  /// Its commands, as they declare themselves.
  package let commands: [CommandRunner.Listing]

  package static let all = [
    Tool(
      product: "perftest-tools",
      commands: [
        .init("accept", "Let a regression pass until a day, up to what it is now, with a reason."),
        .init("show", "Show a baseline, a run, or everything recorded about a benchmark."),
        .init("compare", "Compare two baselines or two runs."),
        .init("export", "Write a run in a format that other tools read."),
        .init("explain", "Show the cost of a benchmark by function, and its change since the baseline."),
        .init("bisect", "Find the commit that made a benchmark worse."),
        .init("verify-gate", "Count false alarms and found slowdowns of the gate, on this machine with this suite."),
        .init("replay", "Judge recorded sessions of unchanged code by several rules, side by side."),
      ]),
    Tool(
      product: "perftest-machine",
      commands: [
        .init("doctor", "Check whether this machine and package can be measured, and suggest remedies."),
        .init("gpu", "Show the GPUs, every reading of them or why there is none, and which one is measured."),
      ]),
  ]

  /// Runs the command named by the first argument, which replaces this process.
  /// - Throws: ``CommandFailure`` when its executable cannot be built or started.
  package static func run(_ arguments: [String], in context: CommandContext) throws -> ExitStatus {
    guard let tool = all.first(where: { $0.commands.contains { $0.name == arguments.first } }) else { return .usage }
    throw try ToolExecutable(product: tool.product, context: context).replaceProcess(arguments)
  }
}
