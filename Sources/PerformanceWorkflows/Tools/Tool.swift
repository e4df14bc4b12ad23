import PerformanceSystem

/// An executable that has more commands of `perftest`, built when one of them is first typed.
///
/// A gate and a recording are what every adopter compiles; what looks at their results compiles when somebody looks.
package struct Tool: Sendable {
  /// The product of this package.
  package let product: String
  /// Its commands, in the words of their own declarations.
  package let commands: [CommandRunner.Listing]

  /// Every tool.
  package static let all = [
    Tool(
      product: "perftest-tools",
      commands: [
        .init("accept", "Let a regression pass until a day, up to what it is now, with a reason."),
        .init("show", "Show a baseline, a run, or all that is known of a benchmark."),
        .init("compare", "Set two baselines, or two runs, side by side."),
        .init("export", "Write a run in a format that other tools read."),
        .init("explain", "Show by function what a benchmark costs, and what changed since its baseline."),
        .init("bisect", "Find the commit that made a benchmark worse."),
        .init("verify-gate", "Count false alarms and found slowdowns of the gate, on this machine with this suite."),
        .init("replay", "Judge recorded sessions of unchanged code by several rules, side by side."),
      ]),
    Tool(
      product: "perftest-machine",
      commands: [
        .init("doctor", "Check whether this machine and package can be measured, and say what to do."),
        .init("gpu", "Show the GPUs, every reading of them or why there is none, and which one is measured."),
      ]),
  ]

  /// Runs the command that the first argument names, which takes over this process.
  /// - Throws: ``CommandFailure`` when its executable cannot be built or started.
  package static func run(_ arguments: [String], in context: CommandContext) throws -> ExitStatus {
    guard let tool = all.first(where: { $0.commands.contains { $0.name == arguments.first } }) else { return .usage }
    throw try ToolExecutable(product: tool.product, context: context).replaceProcess(arguments)
  }
}
